import { isQuantity } from './quantity.ts'
import type { LeafShape, ScalarKind } from './schema.ts'

/** `type`: decoding fails, whatever the content. `value`: the type is right and the content is refused. */
export type LeafVerdict = 'ok' | 'type' | 'value'

const judges: Readonly<Record<ScalarKind, (value: unknown) => LeafVerdict>> = {
  string: (value) => (typeof value === 'string' ? 'ok' : 'type'),
  boolean: (value) => (typeof value === 'boolean' ? 'ok' : 'type'),
  int32: (value) => (isInteger(value, 31) ? 'ok' : 'type'),
  int64: (value) => (isInteger(value, 63) ? 'ok' : 'type'),
  number: (value) => (isNumber(value) ? 'ok' : 'type'),
  intOrString: (value) => (typeof value === 'string' || isInteger(value, 31) ? 'ok' : 'type'),
  quantity: (value) => (typeof value === 'string' ? verdict(isQuantity(value)) : isNumber(value) ? 'ok' : 'type'),
  time: (value) => (typeof value === 'string' ? verdict(rfc3339.test(value)) : 'type'),
  base64: (value) => (typeof value === 'string' ? verdict(isBase64(value)) : 'type'),
}

/** Judges a value that is not null as the API server decodes it. */
export function judgeLeaf(shape: LeafShape, value: unknown): LeafVerdict {
  if (shape.kind !== 'enum') return judges[shape.kind](value)
  // An empty string is an unset field to the server, which then defaults it.
  return typeof value === 'string' ? verdict(value === '' || shape.values.includes(value)) : 'type'
}

function verdict(ok: boolean): LeafVerdict {
  return ok ? 'ok' : 'value'
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

/** Whether it is a whole number that fits into that many bits and a sign. */
function isInteger(value: unknown, bits: 31 | 63): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && value >= -(2 ** bits) && value < 2 ** bits
  return typeof value === 'bigint' && BigInt.asIntN(bits + 1, value) === value
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** Standard base64 with its padding, as Go's decoder takes it: line ends anywhere, nothing else between. */
function isBase64(text: string): boolean {
  const joined = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]/g, '') : text
  return joined.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(joined)
}
