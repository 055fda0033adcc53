import { RE2JS } from 're2js'

import { text } from '../../../../core/text.ts'
import { countedItems, listArgument, longestString, Misuse, type Call, type FunctionTable } from '../../functions/library.ts'
import { dictionary, entry, list, scalar, type Value } from '../../value/value.ts'
import { integerAt, stringAt } from './arguments.ts'
import { FormatError, formatted } from './format.ts'

const messages = {
  noMatch: text({ en: '{name}: the pattern is not found', ja: '{name}: パターンに一致しません' }),
  badPattern: text({ en: '{name}: the pattern cannot be read', ja: '{name}: パターンを読めません' }),
  badFormat: text({ en: '{name}: there is no argument for {verb}', ja: '{name}: {verb} に当てはまる引数がありません' }),
  lengths: text({ en: '{name}: the lists are of different lengths', ja: '{name}: リストの長さが異なります' }),
  tooLong: text({ en: '{name}: the result is longer than {limit} characters', ja: '{name}: 結果が {limit} 文字を超えます' }),
}

export const strings: FunctionTable = {
  lower: (args, call) => scalar(call, stringAt(args, 0, call).toLowerCase()),
  upper: (args, call) => scalar(call, stringAt(args, 0, call).toUpperCase()),
  title: (args, call) =>
    scalar(
      call,
      stringAt(args, 0, call).replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase()),
    ),
  strrev: (args, call) =>
    scalar(
      call,
      Array.from(stringAt(args, 0, call))
        .toReversed()
        .join(''),
    ),
  trimspace: (args, call) => scalar(call, stringAt(args, 0, call).trim()),
  trim: (args, call) => {
    const [units, outer] = [Array.from(stringAt(args, 0, call)), new Set(stringAt(args, 1, call))]
    const start = units.findIndex((unit) => !outer.has(unit))
    return scalar(call, start < 0 ? '' : units.slice(start, units.findLastIndex((unit) => !outer.has(unit)) + 1).join(''))
  },
  trimprefix: (args, call) => {
    const [whole, part] = [stringAt(args, 0, call), stringAt(args, 1, call)]
    return scalar(call, whole.startsWith(part) ? whole.slice(part.length) : whole)
  },
  trimsuffix: (args, call) => {
    const [whole, part] = [stringAt(args, 0, call), stringAt(args, 1, call)]
    return scalar(call, part !== '' && whole.endsWith(part) ? whole.slice(0, -part.length) : whole)
  },
  chomp: (args, call) => scalar(call, stringAt(args, 0, call).replace(/(?:\r?\n)+$/, '')),
  indent: (args, call) => {
    const blanks = ' '.repeat(Math.min(Math.max(integerAt(args, 0, call), 0), 1000))
    return joined(stringAt(args, 1, call).split('\n'), `\n${blanks}`, call)
  },
  startswith: (args, call) => scalar(call, stringAt(args, 0, call).startsWith(stringAt(args, 1, call))),
  endswith: (args, call) => scalar(call, stringAt(args, 0, call).endsWith(stringAt(args, 1, call))),
  strcontains: (args, call) => scalar(call, stringAt(args, 0, call).includes(stringAt(args, 1, call))),
  substr: (args, call) => {
    const units = Array.from(stringAt(args, 0, call))
    const [offset, length] = [integerAt(args, 1, call), integerAt(args, 2, call)]
    const start = offset < 0 ? units.length + offset : offset
    return scalar(call, units.slice(start, length < 0 ? undefined : start + length).join(''))
  },
  split: (args, call) => {
    const [separator, whole] = [stringAt(args, 0, call), stringAt(args, 1, call)]
    const pieces = separator === '' ? Array.from(whole) : whole.split(separator)
    call.spend(pieces.length)
    return list(
      call,
      pieces.map((piece) => scalar(call, piece)),
    )
  },
  join: (args, call) => {
    const items = args.slice(1).flatMap((_, index) => countedItems(listArgument(args, index + 1, call)))
    const texts = items.map((_, index) => stringAt(items, index, call))
    return joined(texts, stringAt(args, 0, call), call)
  },
  replace: (args, call) => {
    const [whole, pattern, to] = [stringAt(args, 0, call), stringAt(args, 1, call), stringAt(args, 2, call)]
    // A pattern between slashes is a regular expression.
    if (pattern.length > 1 && pattern.startsWith('/') && pattern.endsWith('/'))
      return limited(replacedMatches(whole, compiled(pattern.slice(1, -1), call), to), call)
    return limited(
      whole.replaceAll(pattern, () => to),
      call,
    )
  },
  regex: (args, call) => {
    const matcher = compiled(stringAt(args, 0, call), call).matcher(stringAt(args, 1, call))
    if (!matcher.find()) throw new Misuse(messages.noMatch, { name: call.name })
    return matched(matcher, call)
  },
  regexall: (args, call) => {
    const matcher = compiled(stringAt(args, 0, call), call).matcher(stringAt(args, 1, call))
    const found: Value[] = []
    while (matcher.find()) {
      call.spend(1)
      found.push(matched(matcher, call))
    }
    return list(call, found)
  },
  format: (args, call) => limited(filledIn(args, call), call),
  formatlist: (args, call) => {
    const lists = args.filter((argument) => argument.kind === 'list')
    const lengths = new Set(lists.map((argument) => countedItems(argument).length))
    if (lengths.size > 1) throw new Misuse(messages.lengths, { name: call.name })
    const [length = 1] = lengths
    call.spend(length)
    const turn = (index: number): Value =>
      scalar(
        call,
        filledIn(
          args.map((argument) => (argument.kind === 'list' ? argument.items[index]! : argument)),
          call,
        ),
      )
    return list(
      call,
      Array.from({ length }, (_, index) => turn(index)),
    )
  },
}

function limited(result: string, call: Call): Value {
  if (result.length > longestString) throw new Misuse(messages.tooLong, { name: call.name, limit: longestString })
  return scalar(call, result)
}

function joined(texts: readonly string[], separator: string, call: Call): Value {
  const length = texts.reduce((sum, piece) => sum + piece.length, separator.length * Math.max(0, texts.length - 1))
  if (length > longestString) throw new Misuse(messages.tooLong, { name: call.name, limit: longestString })
  return scalar(call, texts.join(separator))
}

function filledIn(args: readonly Value[], call: Call): string {
  try {
    return formatted(stringAt(args, 0, call), args.slice(1))
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new Misuse(messages.badFormat, { name: call.name, verb: error.message })
  }
}

/** Terraform's patterns are RE2's: matched in linear time, whatever the pattern. */
function compiled(pattern: string, call: Call): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch {
    throw new Misuse(messages.badPattern, { name: call.name })
  }
}

/** In the replacement, `$1`, `${1}`, `$name` and `${name}` stand for groups, and `$$` for a dollar. */
function replacedMatches(whole: string, pattern: RE2JS, replacement: string): string {
  const matcher = pattern.matcher(whole)
  let result = ''
  let copied = 0
  while (matcher.find()) {
    const names = matcher.getNamedGroups()
    const group = (name: string): string =>
      (/^\d+$/.test(name) ? (Number(name) <= matcher.groupCount() ? matcher.group(Number(name)) : '') : names[name]) ?? ''
    if (result.length > longestString) break
    result += whole.slice(copied, matcher.start())
    result += replacement.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (mark: string, bare?: string, braced?: string) =>
      mark === '$$' ? '$' : group(bare ?? braced ?? ''),
    )
    copied = matcher.end()
  }
  return result + whole.slice(copied)
}

/** The whole match, or the list of its groups, or a map of them where they have names. */
function matched(matcher: ReturnType<RE2JS['matcher']>, call: Call): Value {
  const count = matcher.groupCount()
  const group = (which: number): Value => scalar(call, matcher.group(which) ?? null)
  if (count === 0) return group(0)
  const names = Object.entries(matcher.getNamedGroups())
  if (names.length > 0) return dictionary(call, new Map(names.map(([name, value]) => [name, entry(call, scalar(call, value ?? null))])))
  return list(
    call,
    Array.from({ length: count }, (_, index) => group(index + 1)),
  )
}
