import { createHash } from 'node:crypto'

import { text } from '../../../core/text.ts'
import { toPlain } from '../value/plain.ts'
import { isText, list, scalar, stillUnknown, type Origin, type Value } from '../value/value.ts'
import { boundedJson } from './bounded-json.ts'
import {
  integerArgument,
  listArgument,
  longestString,
  Misuse,
  scalarArgument,
  stringArgument,
  tolerant,
  Undecided,
  whollyKnown,
  type Call,
  type FunctionTable,
} from './library.ts'
import { numberFormatted } from './number-format.ts'
import { uniqueString } from './unique-string.ts'

const messages = {
  tooLong: text({ en: '{name}: the result is longer than {limit} characters', ja: '{name}: 結果が {limit} 文字を超えます' }),
  outside: text({ en: '{name}: the position is outside the string', ja: '{name}: 位置が文字列の範囲外です' }),
}

export const strings: FunctionTable = {
  toLower: (args, call) => scalar(call, stringArgument(args, 0, call).toLowerCase()),
  toUpper: (args, call) => scalar(call, stringArgument(args, 0, call).toUpperCase()),
  trim: (args, call) => scalar(call, stringArgument(args, 0, call).trim()),
  startsWith: (args, call) =>
    scalar(
      call,
      stringArgument(args, 0, call)
        .toLowerCase()
        .startsWith(stringArgument(args, 1, call).toLowerCase()),
    ),
  endsWith: (args, call) =>
    scalar(
      call,
      stringArgument(args, 0, call)
        .toLowerCase()
        .endsWith(stringArgument(args, 1, call).toLowerCase()),
    ),
  replace: (args, call) => {
    const [whole, from, to] = [stringArgument(args, 0, call), stringArgument(args, 1, call), stringArgument(args, 2, call)]
    if (from === '') return scalar(call, whole)
    const pieces = whole.split(from)
    return scalar(call, joined(pieces, to, call))
  },
  split: (args, call) => {
    const whole = stringArgument(args, 0, call)
    const by = args[1]?.kind === 'list' ? args[1].items.filter(isText).map(({ value }) => value) : [stringArgument(args, 1, call)]
    let pieces = [whole]
    for (const delimiter of by) if (delimiter !== '') pieces = pieces.flatMap((piece) => piece.split(delimiter))
    call.spend(pieces.length)
    return list(
      call,
      pieces.map((piece) => scalar(call, piece)),
    )
  },
  join: (args, call) => {
    const { items, open } = listArgument(args, 0, call)
    if (open !== undefined) throw new Undecided(open)
    const delimiter = stringArgument(args, 1, call)
    return scalar(
      call,
      joined(
        items.map((item) => asText(item)),
        delimiter,
        call,
      ),
    )
  },
  substring: (args, call) => {
    const whole = stringArgument(args, 0, call)
    const start = integerArgument(args, 1, call)
    const length = args[2] === undefined ? whole.length - start : integerArgument(args, 2, call)
    if (start < 0 || length < 0 || start + length > whole.length) throw new Misuse(messages.outside, { name: call.name })
    return scalar(call, whole.slice(start, start + length))
  },
  padLeft: (args, call) => {
    const width = integerArgument(args, 1, call)
    const filler = args[2] === undefined ? ' ' : stringArgument(args, 2, call)
    if (width > longestString) throw new Misuse(messages.tooLong, { name: call.name, limit: longestString })
    return scalar(call, asText(scalarArgument(args, 0, call)).padStart(width, filler))
  },
  format: tolerant((args, call) => {
    const pattern = args[0]
    if (pattern?.kind === 'unknown') return stillUnknown(call, pattern)
    return formatted(call, stringArgument(args, 0, call), args.slice(1))
  }),
  string: (args, call) => {
    const value = args[0] ?? scalar(call, '')
    whollyKnown(value)
    return scalar(call, asText(value))
  },
  like: (args, call) => scalar(call, matchesWildcards(stringArgument(args, 0, call), stringArgument(args, 1, call))),
  uniqueString: (args, call) => scalar(call, uniqueString(args.map((_, index) => stringArgument(args, index, call)))),
  guid: (args, call) => scalar(call, nameBasedGuid(args.map((_, index) => stringArgument(args, index, call)).join('-'))),
}

/** The pieces with a text between them. @throws {Misuse} before anything is made that is too long */
export function joined(pieces: readonly string[], between: string, call: Pick<Call, 'name'>): string {
  const length = pieces.reduce((sum, piece) => sum + piece.length, Math.max(0, pieces.length - 1) * between.length)
  if (length > longestString) throw new Misuse(messages.tooLong, { name: call.name, limit: longestString })
  return pieces.join(between)
}

/** A value as part of a string: booleans are spelled as .NET spells them, objects and arrays are JSON. */
export function asText(value: Value): string {
  if (value.kind === 'scalar') {
    if (value.value === null) return ''
    if (typeof value.value === 'boolean') return value.value ? 'True' : 'False'
    return String(value.value)
  }
  const result = toPlain(value)
  if ('unknown' in result) throw new Undecided(result.unknown)
  return boundedJson(result.plain)
}

/** `{0}`, `{1}` … of the pattern replaced; `{{` and `}}` are braces. What is unknown is shown in the result's shape. */
function formatted(call: Call, pattern: string, args: readonly Value[]): Value {
  const texts: string[] = []
  const holes: Value[] = []
  let literal = ''
  for (let index = 0; index < pattern.length; index++) {
    const unit = pattern[index]!
    if ((unit === '{' || unit === '}') && pattern[index + 1] === unit) {
      literal += unit
      index++
      continue
    }
    const close = unit === '{' ? pattern.indexOf('}', index) : -1
    const position = close < 0 ? Number.NaN : Number.parseInt(pattern.slice(index + 1, close), 10)
    const argument = args[position]
    if (argument === undefined) {
      literal += unit
      continue
    }
    texts.push(literal)
    holes.push(shaped(argument, pattern.slice(index + 1, close)))
    literal = ''
    index = close
  }
  return interpolated(call, [...texts, literal], holes)
}

/** A hole such as `0`, `0:D3` or `0,5`: how a number is written, and how wide. */
function shaped(argument: Value, hole: string): Value {
  const [, width, style] = /^\s*\d+\s*(?:,\s*(-?\d{1,4})\s*)?(?::(.*))?$/s.exec(hole) ?? []
  if (argument.kind !== 'scalar' || (width === undefined && style === undefined)) return argument
  const { value } = argument
  const written = typeof value === 'number' && style !== undefined ? numberFormatted(value, style) : asText(argument)
  const wide = Number(width ?? 0)
  return { ...argument, value: wide < 0 ? written.padEnd(-wide) : written.padStart(wide) }
}

/** A string put together from texts and the values between them. */
export function interpolated(at: Origin, texts: readonly string[], values: readonly Value[]): Value {
  let result = texts[0] ?? ''
  let cause: Extract<Value, { kind: 'unknown' }> | undefined
  let secret = false
  let synthetic = false
  for (const [index, raw] of values.entries()) {
    const value = raw.kind === 'entity' ? raw.plain(at) : raw
    if (value.kind === 'unknown') {
      cause ??= value
      secret ||= value.secret === true
      result += value.shape ?? '{…}'
    } else {
      if (value.kind === 'scalar') {
        secret ||= value.secret === true
        synthetic ||= value.synthetic === true
      }
      try {
        result += asText(value)
      } catch (error) {
        if (!(error instanceof Undecided)) throw error
        cause ??= error.cause
        result += '{…}'
      }
    }
    result += texts[index + 1] ?? ''
    if (result.length > longestString) throw new Misuse(messages.tooLong, { name: 'format', limit: longestString })
  }
  if (cause !== undefined) return { ...stillUnknown(at, cause, result), ...(secret && { secret: true as const }) }
  return { ...scalar(at, result), ...(secret && { secret: true as const }), ...(synthetic && { synthetic: true as const }) }
}

/** `*` stands for any number of characters; compared without case. Two pointers, so linear but for restarts at the last `*`. */
function matchesWildcards(subject: string, pattern: string): boolean {
  const [whole, wild] = [subject.toLowerCase(), pattern.toLowerCase()]
  let [at, in_, star, resume] = [0, 0, -1, 0]
  while (at < whole.length) {
    if (wild[in_] === '*') {
      star = in_++
      resume = at
    } else if (wild[in_] === whole[at]) {
      in_++
      at++
    } else if (star >= 0) {
      in_ = star + 1
      at = ++resume
    } else return false
  }
  while (wild[in_] === '*') in_++
  return in_ === wild.length
}

/** The namespace of the service's name-based GUIDs (RFC 4122, version 5). */
const guidNamespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex')

function nameBasedGuid(name: string): string {
  const digest = createHash('sha1').update(guidNamespace).update(name).digest()
  digest[6] = (digest[6]! & 0x0f) | 0x50
  digest[8] = (digest[8]! & 0x3f) | 0x80
  const hex = digest.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
