import type { JsonValue } from '../../../core/edit.ts'
import { text } from '../../../core/text.ts'
import { fromPlain } from '../value/plain.ts'
import { entryOf, isText, scalar, type Value } from '../value/value.ts'
import { dictionaryArgument, Misuse, stringArgument, Undecided, type Call, type FunctionTable } from './library.ts'
import { asText } from './strings.ts'

const messages = {
  notJson: text({ en: '{name}: the string is not JSON', ja: '{name}: 文字列が JSON ではありません' }),
  notUri: text({ en: '{name}: {value} is not a URI', ja: '{name}: {value} は URI ではありません' }),
}

/** Base64, JSON, data URIs and URIs. */
export const encoding: FunctionTable = {
  base64: (args, call) => scalar(call, Buffer.from(stringArgument(args, 0, call), 'utf8').toString('base64')),
  base64ToString: (args, call) => scalar(call, Buffer.from(stringArgument(args, 0, call), 'base64').toString('utf8')),
  base64ToJson: (args, call) => parsedJson(Buffer.from(stringArgument(args, 0, call), 'base64').toString('utf8'), call),
  json: (args, call) => parsedJson(stringArgument(args, 0, call), call),
  dataUri: (args, call) => {
    const encoded = Buffer.from(asText(args[0] ?? scalar(call, '')), 'utf8').toString('base64')
    return scalar(call, `data:text/plain;charset=utf8;base64,${encoded}`)
  },
  dataUriToString: (args, call) => {
    const value = stringArgument(args, 0, call)
    const comma = value.indexOf(',')
    if (!value.startsWith('data:') || comma < 0)
      throw new Misuse(messages.notUri, { name: call.name, value: JSON.stringify(value.slice(0, 40)) })
    const body = value.slice(comma + 1)
    return scalar(call, value.slice(0, comma).endsWith(';base64') ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body))
  },
  uri: (args, call) => {
    const [base, relative] = [stringArgument(args, 0, call), stringArgument(args, 1, call)]
    if (!URL.canParse(relative, base)) throw new Misuse(messages.notUri, { name: call.name, value: JSON.stringify(base) })
    return scalar(call, new URL(relative, base).href)
  },
  uriComponent: (args, call) => scalar(call, encodeURIComponent(stringArgument(args, 0, call))),
  uriComponentToString: (args, call) => {
    try {
      return scalar(call, decodeURIComponent(stringArgument(args, 0, call)))
    } catch {
      throw new Misuse(messages.notUri, { name: call.name, value: JSON.stringify(stringArgument(args, 0, call)) })
    }
  },
  parseUri: (args, call) => {
    const value = stringArgument(args, 0, call)
    if (!URL.canParse(value)) throw new Misuse(messages.notUri, { name: call.name, value: JSON.stringify(value) })
    const { protocol, hostname, port, pathname, search } = new URL(value)
    const fields = { scheme: protocol.slice(0, -1), host: hostname, port: port === '' ? -1 : Number(port), path: pathname, query: search }
    return fromPlain(call, fields)
  },
  buildUri: (args, call) => {
    const parts = dictionaryArgument(args, 0, call)
    const part = (key: string): string => textOf(entryOf(parts, key)?.value)
    const port = part('port')
    return scalar(
      call,
      `${part('scheme')}://${part('host')}${port === '' || port === '-1' ? '' : `:${port}`}${part('path')}${part('query')}`,
    )
  },
}

function textOf(value: Value | undefined): string {
  if (value === undefined) return ''
  if (value.kind === 'unknown') throw new Undecided(value)
  return isText(value) ? value.value : asText(value)
}

function parsedJson(source: string, call: Call): Value {
  let plain: JsonValue
  try {
    plain = JSON.parse(source) as JsonValue
  } catch {
    throw new Misuse(messages.notJson, { name: call.name })
  }
  call.spend(source.length >> 3)
  return fromPlain(call, plain)
}
