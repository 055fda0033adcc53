import { characters } from '../../rego/builtins/characters.ts'
import { fixed } from '../../rego/builtins/sprintf.ts'
import { quote } from '../../rego/format.ts'
import { CelError } from '../errors.ts'
import { CelUint, isList, isMap, type CelValue } from '../values.ts'
import { onStrings, type CelFunction, type CelLibrary } from './function.ts'
import { toText } from './standard.ts'

function position(value: CelValue | undefined, length: number): number {
  const index = typeof value === 'bigint' ? Number(value) : Number.NaN
  if (!(index >= 0 && index <= length)) throw new CelError(`index out of range: ${String(index)}`)
  return index
}

/** Positions count characters. */
const indexOf: CelFunction = (text, part, from = 0n) => {
  if (typeof text !== 'string' || typeof part !== 'string' || typeof from !== 'bigint') return undefined
  const all = characters(text)
  const start = position(from, all.length)
  const found = all.slice(start).join('').indexOf(part)
  return found === -1 ? -1n : BigInt(start + characters(all.slice(start).join('').slice(0, found)).length)
}

const lastIndexOf: CelFunction = (text, part, from) => {
  if (typeof text !== 'string' || typeof part !== 'string') return undefined
  const all = characters(text)
  const before = from === undefined ? all : all.slice(0, position(from, all.length) + characters(part).length)
  const joined = before.join('')
  const found = joined.lastIndexOf(part)
  return found === -1 ? -1n : BigInt(characters(joined.slice(0, found)).length)
}

const substring: CelFunction = (text, start, end) => {
  if (typeof text !== 'string') return undefined
  const all = characters(text)
  const from = position(start, all.length)
  const to = end === undefined ? all.length : position(end, all.length)
  if (from > to) throw new CelError(`invalid substring range: ${from} to ${to}`)
  return all.slice(from, to).join('')
}

const charAt: CelFunction = (text, index) =>
  typeof text === 'string' ? (characters(text)[position(index, characters(text).length)] ?? '') : undefined

const join: CelFunction = (list, separator = '') => {
  if (list === undefined || !isList(list) || typeof separator !== 'string') return undefined
  if (!list.every((item) => typeof item === 'string')) throw new CelError('join needs a list of strings')
  return list.join(separator)
}

const split: CelFunction = (text, separator, limit = -1n) => {
  if (typeof text !== 'string' || typeof separator !== 'string' || typeof limit !== 'bigint') return undefined
  const parts = separator === '' ? characters(text) : text.split(separator)
  if (limit < 0n || Number(limit) >= parts.length) return parts
  return limit === 0n ? [] : [...parts.slice(0, Number(limit) - 1), parts.slice(Number(limit) - 1).join(separator)]
}

const replace: CelFunction = (text, from, to, limit = -1n) => {
  if (typeof text !== 'string' || typeof from !== 'string' || typeof to !== 'string' || typeof limit !== 'bigint') return undefined
  let left = limit < 0n ? Infinity : Number(limit)
  if (from === '') {
    const all = characters(text)
    return [...all, ''].map((character) => (left-- > 0 ? to : '') + character).join('')
  }
  return text.replaceAll(from, () => (left-- > 0 ? to : from))
}

const ascii = (pattern: RegExp, change: (letter: string) => string): CelFunction => onStrings((text) => text.replace(pattern, change))

/** White space by Unicode; the byte order mark, which JavaScript counts in, is none. */
const blanks = /^(?:(?!\ufeff)[\s\u0085])+|(?:(?!\ufeff)[\s\u0085])+$/g

/** `%s`, `%d`, `%f`, `%e`, `%b`, `%x`, `%X`, `%o` with a precision. */
const format: CelFunction = (pattern, args) => {
  if (typeof pattern !== 'string' || args === undefined || !isList(args)) return undefined
  let next = 0
  const text = pattern.replace(/%(?:\.(\d+))?(.?)/gs, (_, precision: string | undefined, verb: string) => {
    if (verb === '%') return '%'
    if (next >= args.length) throw new CelError(`index ${next} out of range`)
    return formatOne(verb, args[next++]!, precision === undefined ? undefined : Number(precision))
  })
  return text
}

function formatOne(verb: string, given: CelValue, precision: number | undefined): string {
  const value = given instanceof CelUint ? given.value : given
  const number = typeof value === 'number' || typeof value === 'bigint' ? value : undefined
  switch (verb) {
    case 's':
      return written(value)
    case 'd':
      if (number !== undefined) return String(number)
      break
    case 'f':
      if (number !== undefined) return fixed(Number(number), precision ?? 6)
      break
    case 'e':
      if (number !== undefined)
        return Number(number)
          .toExponential(Math.min(precision ?? 6, 100))
          .replace(/e([+-])(\d)$/, 'e$10$2')
      break
    case 'b':
      if (typeof value === 'boolean') return value ? '1' : '0'
      if (typeof value === 'bigint') return value.toString(2)
      break
    case 'o':
      if (typeof value === 'bigint') return value.toString(8)
      break
    case 'x':
    case 'X': {
      const hex =
        typeof value === 'bigint'
          ? value.toString(16)
          : typeof value === 'string' || value instanceof Uint8Array
            ? Buffer.from(value as string).toString('hex')
            : undefined
      if (hex !== undefined) return verb === 'x' ? hex : hex.toUpperCase()
      break
    }
    default:
      throw new CelError(`unrecognized formatting clause: ${verb}`)
  }
  throw new CelError(`%${verb} cannot be used for this type`)
}

function written(value: CelValue): string {
  if (value === null) return 'null'
  // Inside of a list as alone: `string()` writes infinity in another way.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (isList(value)) return `[${value.map(written).join(', ')}]`
  if (isMap(value))
    return `{${[...value]
      .map(([key, member]) => `${written(key)}: ${written(member)}`)
      .sort()
      .join(', ')}}`
  return toText(value) ?? ''
}

export const stringLibrary: CelLibrary = {
  '.charAt': charAt,
  '.indexOf': (target, ...rest) => (target !== undefined && isList(target) ? undefined : indexOf(target, ...rest)),
  '.lastIndexOf': lastIndexOf,
  '.substring': substring,
  '.join': join,
  '.split': split,
  '.replace': replace,
  '.trim': onStrings((text) => text.replace(blanks, '')),
  '.lowerAscii': ascii(/[A-Z]/g, (letter) => letter.toLowerCase()),
  '.upperAscii': ascii(/[a-z]/g, (letter) => letter.toUpperCase()),
  '.reverse': onStrings((text) => characters(text).toReversed().join('')),
  '.format': format,
  'strings.quote': onStrings(quote),
}
