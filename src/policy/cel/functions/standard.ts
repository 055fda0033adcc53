import { compileRegex, matchesRegex } from '../../rego/builtins/regex.ts'
import { BuiltinError } from '../../rego/errors.ts'
import { CelError } from '../errors.ts'
import { CelDuration, CelTimestamp, CelType, CelUint, int64, isList, isMap, isOpaque, typeName, type CelValue } from '../values.ts'
import { onStrings, type CelLibrary } from './function.ts'
import { formatDuration, formatTimestamp, parseDuration, parseTimestamp } from './time.ts'

export function size(value: CelValue | undefined): bigint | undefined {
  if (typeof value === 'string') return BigInt(Array.from(value).length)
  if (value === undefined || value === null) return undefined
  if (value instanceof Uint8Array || isList(value)) return BigInt(value.length)
  return isMap(value) ? BigInt(value.size) : undefined
}

/** RE2's syntax, matched in linear time. */
export function matches(text: string, pattern: string): boolean {
  return withRegex(() => matchesRegex(pattern, text))
}

export function withRegex<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof BuiltinError) throw new CelError(error.message)
    throw error
  }
}

function toInt(value: CelValue): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (value instanceof CelUint) return int64(value.value)
  if (value instanceof CelTimestamp) return value.nanoseconds / 1_000_000_000n
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) throw new CelError('integer overflow')
    return BigInt(Math.trunc(value))
  }
  if (typeof value !== 'string') return undefined
  if (!/^[+-]?\d+$/.test(value)) throw new CelError(`${JSON.stringify(value)} is not an integer`)
  return int64(BigInt(value))
}

function toUint(value: CelValue): CelUint | undefined {
  if (value instanceof CelUint) return value
  if (typeof value === 'string' && !/^\d+$/.test(value)) throw new CelError(`${JSON.stringify(value)} is not an unsigned integer`)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new CelError('unsigned integer overflow')
  if (typeof value === 'bigint' || typeof value === 'string') return new CelUint(BigInt(value))
  return typeof value === 'number' ? new CelUint(BigInt(Math.trunc(value))) : undefined
}

function toDouble(value: CelValue): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof CelUint) return Number(value.value)
  if (typeof value !== 'string') return undefined
  if (!/^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|Infinity|inf|NaN)$/i.test(value))
    throw new CelError(`${JSON.stringify(value)} is not a number`)
  return /inf$/i.test(value) ? (value.startsWith('-') ? -Infinity : Infinity) : Number(value)
}

function toBool(value: CelValue): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  if (['1', 't', 'true', 'TRUE', 'True', 'T'].includes(value)) return true
  if (['0', 'f', 'false', 'FALSE', 'False', 'F'].includes(value)) return false
  throw new CelError(`${JSON.stringify(value)} is not a boolean`)
}

/** The text of a value, as `string()` gives it; undefined for types that have none. */
export function toText(value: CelValue): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return formatDouble(value)
  if (value instanceof CelUint) return String(value.value)
  if (value instanceof CelDuration) return formatDuration(value)
  if (value instanceof CelTimestamp) return formatTimestamp(value)
  if (value instanceof CelType) return value.name
  if (value instanceof Uint8Array) return decodeUtf8(value)
  return value !== null && isOpaque(value) && 'text' in value && typeof value.text === 'string' ? value.text : undefined
}

function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf'
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2')
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new CelError('invalid UTF-8')
  }
}

function toBytes(value: CelValue): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value
  return typeof value === 'string' ? Uint8Array.from(Buffer.from(value)) : undefined
}

export const standardLibrary: CelLibrary = {
  size,
  '.size': size,
  '.contains': onStrings((text, part) => text.includes(part)),
  '.startsWith': onStrings((text, part) => text.startsWith(part)),
  '.endsWith': onStrings((text, part) => text.endsWith(part)),
  '.matches': onStrings((text, pattern) => matches(text, pattern)),
  matches: onStrings((text, pattern) => matches(text, pattern)),
  int: toInt,
  uint: toUint,
  double: toDouble,
  bool: toBool,
  string: toText,
  bytes: toBytes,
  dyn: (value) => value,
  type: (value) => new CelType(typeName(value)),
  duration: (value) => (typeof value === 'string' ? parseDuration(value) : value instanceof CelDuration ? value : undefined),
  timestamp: (value) =>
    typeof value === 'string'
      ? parseTimestamp(value)
      : typeof value === 'bigint'
        ? new CelTimestamp(value * 1_000_000_000n)
        : value instanceof CelTimestamp
          ? value
          : undefined,
  '.find': onStrings((text, pattern) => withRegex(() => firstMatch(text, pattern))),
  '.findAll': (text, pattern, limit = -1n) =>
    typeof text === 'string' && typeof pattern === 'string' && typeof limit === 'bigint'
      ? withRegex(() => allMatches(text, pattern, Number(limit)))
      : undefined,
}

function firstMatch(text: string, pattern: string): string {
  const matcher = compileRegex(pattern).matcher(text)
  return matcher.find() ? (matcher.group() ?? '') : ''
}

function allMatches(text: string, pattern: string, limit: number): readonly string[] {
  const matcher = compileRegex(pattern).matcher(text)
  const found: string[] = []
  while (found.length !== limit && matcher.find()) found.push(matcher.group() ?? '')
  return found
}
