import { parse, stringify as stringifyYaml } from 'yaml'

import { fromJson, stringify, toJson } from '../json.ts'
import { parseNumber } from '../number.ts'
import { RegoObject, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { builtinError, objectAt, stringAt, stringsAt, typeError } from './operands.ts'

const standard = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const urlSafe = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}(?:==)?|[A-Za-z0-9_-]{3}=?)?$/

function decodeBase64(text: string, encoding: 'base64' | 'base64url'): string {
  const compact = text.replace(/[\r\n]/g, '')
  if (!(encoding === 'base64' ? standard : urlSafe).test(compact)) builtinError('illegal base64 data')
  return decodeUtf8(Buffer.from(compact, encoding))
}

/** As Go does it: each byte that is no part of a character becomes U+FFFD. */
export function decodeUtf8(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  if (!text.includes('\ufffd')) return text
  let result = ''
  for (let offset = 0; offset < bytes.length;) {
    const length = characterLength(bytes, offset)
    result += length === 0 ? '\ufffd' : bytes.toString('utf8', offset, offset + length)
    offset += Math.max(1, length)
  }
  return result
}

function characterLength(bytes: Buffer, offset: number): number {
  const lead = bytes[offset]!
  const length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
  if (length <= 1) return length
  const character = bytes.subarray(offset, offset + length)
  return Buffer.from(character.toString('utf8')).equals(character) ? length : 0
}

/** Go's `url.QueryEscape`. */
function encodeQuery(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

function decodeQuery(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return builtinError('invalid URL escape')
  }
}

function encodeQueryObject(args: readonly Value[]): string {
  const parts: string[] = []
  for (const [key, value] of objectAt(args, 1).entries()) {
    const name = encodeQuery(stringAt([key], 1))
    for (const item of stringsAt([value], 1)) parts.push(`${name}=${encodeQuery(item)}`)
  }
  return parts.join('&')
}

function decodeQueryObject(args: readonly Value[]): Value {
  const object = new RegoObject()
  for (const part of stringAt(args, 1).split('&')) {
    if (part === '') continue
    const split = part.indexOf('=')
    const name = decodeQuery(split === -1 ? part : part.slice(0, split))
    const value = split === -1 ? '' : decodeQuery(part.slice(split + 1))
    object.set(name, [...((object.get(name) as readonly Value[] | undefined) ?? []), value])
  }
  return object
}

/** Numbers keep all their digits. */
export function parseJson(text: string): Value {
  try {
    return fromJson(
      JSON.parse(text, (_key, value: unknown, context?: { readonly source: string }) =>
        typeof value === 'number' ? (parseNumber(context!.source) ?? value) : value,
      ),
    )
  } catch (error) {
    return builtinError(error instanceof Error ? error.message : 'invalid JSON')
  }
}

function parseYaml(text: string): Value {
  try {
    return fromJson(parse(text, { maxAliasCount: 100 }))
  } catch (error) {
    return builtinError(error instanceof Error ? error.message : 'invalid YAML')
  }
}

function isValid(parseText: (text: string) => Value) {
  return builtin(1, ([text]) => {
    if (typeof text !== 'string') return false
    try {
      parseText(text)
      return true
    } catch {
      return false
    }
  })
}

function marshalWithOptions(args: readonly Value[]): string {
  const options = objectAt(args, 2)
  const option = (name: string): string => (options.get(name) === undefined ? '' : stringAt([options.get(name)!], 1))
  for (const [key] of options.entries())
    if (key !== 'pretty' && key !== 'indent' && key !== 'prefix') typeError(`object contained unknown key ${JSON.stringify(key)}`)
  const pretty = options.get('pretty') ?? options.size > 0
  if (pretty !== true) return stringify(args[0]!)
  const prefix = option('prefix')
  return prefix + stringify(args[0]!, options.get('indent') === undefined ? '\t' : option('indent'), prefix)
}

const text = (apply: (text: string) => Value) => builtin(1, (args) => apply(stringAt(args, 1)))

export const encodingBuiltins: BuiltinFamily = {
  'base64.encode': text((value) => Buffer.from(value).toString('base64')),
  'base64.decode': text((value) => decodeBase64(value, 'base64')),
  'base64.is_valid': text((value) => standard.test(value.replace(/[\r\n]/g, ''))),
  'base64url.encode': text((value) => Buffer.from(value).toString('base64').replaceAll('+', '-').replaceAll('/', '_')),
  'base64url.encode_no_pad': text((value) => Buffer.from(value).toString('base64url')),
  'base64url.decode': text((value) => decodeBase64(value, 'base64url')),
  'hex.encode': text((value) => Buffer.from(value).toString('hex')),
  'hex.decode': text((value) =>
    /^(?:[0-9a-fA-F]{2})*$/.test(value) ? decodeUtf8(Buffer.from(value, 'hex')) : builtinError('encoding/hex: invalid hex string'),
  ),
  'urlquery.encode': text(encodeQuery),
  'urlquery.decode': text(decodeQuery),
  'urlquery.encode_object': builtin(1, encodeQueryObject),
  'urlquery.decode_object': builtin(1, decodeQueryObject),
  'json.marshal': builtin(1, ([value]) => stringify(value!)),
  'json.marshal_with_options': builtin(2, marshalWithOptions),
  'json.unmarshal': text(parseJson),
  'json.is_valid': isValid(parseJson),
  'yaml.marshal': builtin(1, ([value]) => stringifyYaml(toJson(value!), { sortMapEntries: true, singleQuote: true })),
  'yaml.unmarshal': text(parseYaml),
  'yaml.is_valid': isValid(parseYaml),
}
