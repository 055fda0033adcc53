import { formatNumber, fromDouble } from './number.ts'
import { RegoObject, RegoSet, type Value } from './values.ts'

/** Anything that JSON can say; `undefined` members are left out, as `JSON.stringify` does it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** Deeper input is refused: no Kubernetes object comes near it, and recursion stays bounded. */
const maximumDepth = 500

/**
 * A JavaScript value, as `JSON.parse` or a YAML reader gives it, as a Rego value. Costs a copy: convert once where
 * several policies judge the same object.
 *
 * @throws {TypeError} for what JSON cannot say, and for nesting deeper than 500
 */
export function fromJson(json: unknown, depth = 0): Value {
  if (typeof json === 'string' || typeof json === 'boolean' || json === null) return json
  if (typeof json === 'number') {
    const value = fromDouble(json)
    if (value === undefined) throw new TypeError(`${json} is not a JSON number`)
    return value
  }
  if (depth > maximumDepth) throw new TypeError(`value is nested deeper than ${maximumDepth}`)
  if (Array.isArray(json)) return json.map((item) => fromJson(item, depth + 1))
  if (json instanceof RegoObject || json instanceof RegoSet) return json
  if (typeof json === 'bigint') return json
  if (typeof json !== 'object') throw new TypeError(`${typeof json} is not a JSON value`)
  const object = new RegoObject()
  for (const key of Object.keys(json)) {
    const member = (json as Readonly<Record<string, unknown>>)[key]
    if (member !== undefined) object.set(key, fromJson(member, depth + 1))
  }
  return object
}

/** The value as JSON has it: sets become arrays in Rego's order, keys that are no strings become their JSON text. */
export function toJson(value: Value): Json {
  if (typeof value === 'bigint') return Number(value)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof RegoSet) return value.members().map(toJson)
  if (!(value instanceof RegoObject)) return value.map(toJson)
  const json: Record<string, Json> = {}
  for (const key of value.keys()) {
    Object.defineProperty(json, typeof key === 'string' ? key : stringify(key), {
      value: toJson(value.get(key)!),
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  return json
}

/** JSON text without spaces, keys in order, numbers exact. `indent` and `prefix` as Go's `MarshalIndent`. */
export function stringify(value: Value, indent = '', prefix = ''): string {
  if (typeof value === 'string') return stringifyString(value)
  if (typeof value === 'number' || typeof value === 'bigint') return formatNumber(value)
  if (value === null || typeof value === 'boolean') return String(value)
  const inner = prefix + indent
  const separator = indent === '' && prefix === '' ? ',' : `,\n${inner}`
  const wrap = (open: string, items: readonly string[], close: string): string => {
    if (items.length === 0) return open + close
    return indent === '' && prefix === ''
      ? open + items.join(separator) + close
      : `${open}\n${inner}${items.join(separator)}\n${prefix}${close}`
  }
  // The prefix of nested lines grows by one indent a level.
  const nested = (item: Value): string => (indent === '' && prefix === '' ? stringify(item) : stringify(item, indent, inner))
  if (value instanceof RegoObject) {
    const colon = indent === '' && prefix === '' ? ':' : ': '
    const entries = value
      .keys()
      .map((key) => stringifyString(typeof key === 'string' ? key : stringify(key)) + colon + nested(value.get(key)!))
    return wrap('{', entries, '}')
  }
  return wrap('[', (value instanceof RegoSet ? value.members() : value).map(nested), ']')
}

/** As Go's encoder writes strings: `<`, `>`, `&`, U+2028 and U+2029 are escaped too. */
function stringifyString(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
