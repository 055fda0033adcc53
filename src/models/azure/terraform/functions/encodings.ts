import { createHash } from 'node:crypto'

import { parse, stringify } from 'yaml'

import type { JsonValue } from '../../../../core/edit.ts'
import { text } from '../../../../core/text.ts'
import { anyArgument, Misuse, whollyKnown, type Call, type FunctionTable, type TemplateFunction } from '../../functions/library.ts'
import { fromPlain, toPlain } from '../../value/plain.ts'
import { list, scalar, type Value } from '../../value/value.ts'
import { stringAt } from './arguments.ts'
import { encodedJson } from './conversions.ts'

const messages = {
  notRead: text({ en: '{name}: the string is not {language}', ja: '{name}: 文字列が {language} ではありません' }),
  notNamespace: text({ en: '{name}: {value} is not a namespace', ja: '{name}: {value} は名前空間ではありません' }),
}

/** Namespaces of name-based UUIDs that have a name of their own (RFC 4122, appendix C). */
const namespaces: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
}

function hash(algorithm: string, encoding: 'hex' | 'base64'): TemplateFunction {
  return (args, call) =>
    scalar(
      call,
      createHash(algorithm)
        .update(stringAt(args, 0, call))
        .digest(encoding),
    )
}

/** JSON, YAML, CSV, Base64, URLs and digests. */
export const encodings: FunctionTable = {
  jsonencode: (args, call) => scalar(call, encodedJson(plainArgument(args, call))),
  jsondecode: (args, call) => decoded(args, call, 'JSON', (source) => JSON.parse(source) as JsonValue),
  yamlencode: (args, call) =>
    scalar(
      call,
      stringify(plainArgument(args, call), { sortMapEntries: true, defaultStringType: 'QUOTE_DOUBLE', indentSeq: false, lineWidth: 0 }),
    ),
  yamldecode: (args, call) => decoded(args, call, 'YAML', (source) => parse(source, { maxAliasCount: 100 }) as JsonValue),
  csvdecode: (args, call) => {
    const [heads = [], ...rows] = csvRows(stringAt(args, 0, call))
    call.spend(rows.length)
    if (rows.some((row) => row.length !== heads.length)) throw new Misuse(messages.notRead, { name: call.name, language: 'CSV' })
    return list(
      call,
      rows.map((row) => fromPlain(call, Object.fromEntries(heads.map((head, index) => [head, row[index]!])))),
    )
  },
  base64encode: (args, call) => scalar(call, Buffer.from(stringAt(args, 0, call)).toString('base64')),
  base64decode: (args, call) => scalar(call, Buffer.from(stringAt(args, 0, call), 'base64').toString('utf8')),
  urlencode: (args, call) =>
    scalar(
      call,
      encodeURIComponent(stringAt(args, 0, call))
        .replace(/[!'()*]/g, (unit) => `%${unit.codePointAt(0)!.toString(16).toUpperCase()}`)
        .replaceAll('%20', '+'),
    ),
  urldecode: (args, call) => {
    try {
      return scalar(call, decodeURIComponent(stringAt(args, 0, call).replaceAll('+', '%20')))
    } catch {
      throw new Misuse(messages.notRead, { name: call.name, language: 'URL' })
    }
  },
  md5: hash('md5', 'hex'),
  sha1: hash('sha1', 'hex'),
  sha256: hash('sha256', 'hex'),
  sha512: hash('sha512', 'hex'),
  base64sha256: hash('sha256', 'base64'),
  base64sha512: hash('sha512', 'base64'),
  uuidv5: (args, call) => {
    const namespace = stringAt(args, 0, call)
    const bytes = (namespaces[namespace] ?? namespace).replaceAll('-', '')
    if (!/^[0-9a-f]{32}$/i.test(bytes))
      throw new Misuse(messages.notNamespace, { name: call.name, value: JSON.stringify(namespace.slice(0, 40)) })
    const digest = createHash('sha1')
      .update(Buffer.from(bytes, 'hex'))
      .update(stringAt(args, 1, call))
      .digest()
    digest[6] = (digest[6]! & 0x0f) | 0x50
    digest[8] = (digest[8]! & 0x3f) | 0x80
    const hex = digest.toString('hex')
    return scalar(call, [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-'))
  },
}

function plainArgument(args: readonly Value[], call: Call): JsonValue {
  const value = anyArgument(args, 0, call)
  whollyKnown(value)
  const result = toPlain(value)
  return 'plain' in result ? result.plain : null
}

function decoded(args: readonly Value[], call: Call, language: string, read: (source: string) => JsonValue): Value {
  const source = stringAt(args, 0, call)
  call.spend(source.length >> 3)
  let plain: JsonValue
  try {
    plain = read(source.replace(/^\uFEFF/, ''))
  } catch {
    throw new Misuse(messages.notRead, { name: call.name, language })
  }
  return fromPlain(call, plain)
}

/** Rows of fields, which may be quoted (RFC 4180). */
function csvRows(source: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y
  let row: string[] = []
  while (field.lastIndex < source.length) {
    const found = field.exec(source)
    if (found === null) return []
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === ',') {
      if (field.lastIndex === source.length) row.push('')
      else continue
    }
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows.filter((fields) => fields.length > 1 || fields[0] !== '')
}
