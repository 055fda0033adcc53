import { isQuantity } from './quantity.ts'
import type { LeafShape } from './schema.ts'

/** `type`: decoding fails, whatever the content. `value`: the type is right and the content is refused. */
export type LeafVerdict = 'ok' | 'type' | 'value'

/** Judges a value that is not null as the API server decodes it. */
export function judgeLeaf(shape: LeafShape, value: unknown): LeafVerdict {
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' ? 'ok' : 'type'
    case 'boolean':
      return typeof value === 'boolean' ? 'ok' : 'type'
    case 'int32':
      return isInteger(value, -0x80000000, 0x7fffffff) ? 'ok' : 'type'
    case 'int64':
      return isInteger(value, -(2 ** 63), 2 ** 63) ? 'ok' : 'type'
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? 'ok' : 'type'
    case 'intOrString':
      return typeof value === 'string' || isInteger(value, -0x80000000, 0x7fffffff) ? 'ok' : 'type'
    case 'quantity':
      if (typeof value === 'string') return isQuantity(value) ? 'ok' : 'value'
      return typeof value === 'number' || typeof value === 'bigint' ? 'ok' : 'type'
    case 'time':
      return typeof value === 'string' ? verdict(rfc3339.test(value)) : 'type'
    case 'base64':
      return typeof value === 'string' ? verdict(isBase64(value)) : 'type'
    case 'enum':
      // An empty string is an unset field to the server, which then defaults it.
      return typeof value === 'string' ? verdict(value === '' || shape.values.includes(value)) : 'type'
  }
}

function verdict(ok: boolean): LeafVerdict {
  return ok ? 'ok' : 'value'
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

function isInteger(value: unknown, least: number, most: number): boolean {
  if (typeof value === 'bigint') return value >= BigInt(least) && value <= BigInt(most)
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}

/** Standard base64 with its padding, as Go's decoder takes it: line ends anywhere, nothing else between. */
function isBase64(text: string): boolean {
  const joined = /[\r\n]/.test(text) ? text.replaceAll(/[\r\n]/g, '') : text
  return joined.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(joined)
}
