import { RegoSet, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { characters } from './characters.ts'
import { arrayAt, builtinError, isArray, objectAt, smallIntegerAt, stringAt, stringsAt, typeError } from './operands.ts'
import { sprintf } from './sprintf.ts'

const space =
  ' \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

function trimmed(text: string, cut: string, { left = false, right = false }): string {
  const unwanted = new Set(cut)
  const kept = characters(text)
  const first = left ? kept.findIndex((character) => !unwanted.has(character)) : 0
  if (first === -1) return ''
  const last = right ? kept.findLastIndex((character) => !unwanted.has(character)) : kept.length - 1
  return kept.slice(first, last + 1).join('')
}

const trimming = (sides: { left?: boolean; right?: boolean }) => builtin(2, (args) => trimmed(stringAt(args, 1), stringAt(args, 2), sides))

const pair = (apply: (first: string, second: string) => Value) => builtin(2, (args) => apply(stringAt(args, 1), stringAt(args, 2)))

/** Positions count characters, not UTF-16 units. */
function indexes(text: string, searched: string): number[] {
  if (searched === '') return builtinError('empty search character')
  const found: number[] = []
  let position = 0
  let unit = 0
  for (let next = text.indexOf(searched); next !== -1; next = text.indexOf(searched, next + 1)) {
    for (; unit < next; position++) unit += text.codePointAt(unit)! > 0xffff ? 2 : 1
    found.push(position)
  }
  return found
}

function substring(args: readonly Value[]): string {
  const text = stringAt(args, 1)
  const start = smallIntegerAt(args, 2)
  const length = smallIntegerAt(args, 3)
  if (start < 0) builtinError('negative offset')
  return characters(text)
    .slice(start, length < 0 ? undefined : start + length)
    .join('')
}

/** One pass from the left; where several patterns match, the first in Rego's order wins, as in Go's `strings.Replacer`. */
function replaceAllOf(args: readonly Value[], produce: (size: number) => void): string {
  const patterns: (readonly [string, string])[] = []
  for (const [from, to] of objectAt(args, 1).entries()) {
    if (typeof from !== 'string') return typeError('operand 1 non-string key found in pattern object')
    if (typeof to !== 'string') return typeError('operand 1 non-string value found in pattern object')
    patterns.push([from, to])
  }
  const text = stringAt(args, 2)
  let result = ''
  let offset = 0
  let afterMatch = false
  while (offset <= text.length) {
    // The empty pattern does not match directly behind another match.
    const match = patterns.find(([from]) => text.startsWith(from, offset) && !(from === '' && afterMatch))
    if (match !== undefined) {
      produce(match[1].length)
      result += match[1]
      offset += match[0].length
    }
    afterMatch = match !== undefined && match[0] !== ''
    if (!afterMatch) result += text.slice(offset, ++offset)
  }
  return result
}

/** Character by character, as Go does it: `ß` has no capital of its own and stays. */
function upper(text: string): string {
  const whole = text.toUpperCase()
  if (whole.length === text.length) return whole
  return Array.from(text, (character) => {
    const capital = character.toUpperCase()
    return capital.length === character.length ? capital : character
  }).join('')
}

function concat(args: readonly Value[], produce: (size: number) => void): string {
  const separator = stringAt(args, 1)
  const items = args[1]!
  if (!isArray(items) && !(items instanceof RegoSet)) return typeError('operand 2 must be one of {set, array} but got another type')
  const strings = stringsAt(args, 2)
  produce(strings.reduce((size, item) => size + item.length + separator.length, 0))
  return strings.join(separator)
}

function split(text: string, separator: string): string[] {
  return separator === '' ? characters(text) : text.split(separator)
}

const anyMatch = (matches: (text: string, part: string) => boolean) =>
  builtin(2, (args) => {
    const texts = stringsAt(args, 1)
    const parts = stringsAt(args, 2)
    return texts.some((text) => parts.some((part) => matches(text, part)))
  })

export const stringBuiltins: BuiltinFamily = {
  concat: builtin(2, (args, { budget }) => concat(args, (size) => budget.produce(size))),
  contains: pair((text, part) => text.includes(part)),
  startswith: pair((text, part) => text.startsWith(part)),
  endswith: pair((text, part) => text.endsWith(part)),
  indexof: pair((text, part) => indexes(text, part)[0] ?? -1),
  indexof_n: pair((text, part) => indexes(text, part)),
  lower: builtin(1, (args) => stringAt(args, 1).toLowerCase()),
  upper: builtin(1, (args) => upper(stringAt(args, 1))),
  replace: builtin(3, (args, { budget }) => {
    const text = stringAt(args, 1)
    const from = stringAt(args, 2)
    const to = stringAt(args, 3)
    budget.produce(text.length + (from === '' ? text.length + 1 : Math.floor(text.length / from.length)) * to.length)
    return from === ''
      ? `${to}${characters(text)
          .map((character) => character + to)
          .join('')}`
      : text.replaceAll(from, () => to)
  }),
  split: builtin(2, (args, { budget }) => {
    const parts = split(stringAt(args, 1), stringAt(args, 2))
    budget.produce(parts.length)
    return parts
  }),
  sprintf: builtin(2, (args, { budget }) => sprintf(stringAt(args, 1), arrayAt(args, 2), (size) => budget.produce(size))),
  substring: builtin(3, substring),
  trim: trimming({ left: true, right: true }),
  trim_left: trimming({ left: true }),
  trim_right: trimming({ right: true }),
  trim_prefix: pair((text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trim_suffix: pair((text, suffix) => (suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text)),
  trim_space: builtin(1, (args) => trimmed(stringAt(args, 1), space, { left: true, right: true })),
  'strings.any_prefix_match': anyMatch((text, part) => text.startsWith(part)),
  'strings.any_suffix_match': anyMatch((text, part) => text.endsWith(part)),
  'strings.count': pair((text, part) => (part === '' ? characters(text).length + 1 : text.split(part).length - 1)),
  'strings.replace_n': builtin(2, (args, { budget }) => replaceAllOf(args, (size) => budget.produce(size))),
  'strings.reverse': builtin(1, (args) => characters(stringAt(args, 1)).toReversed().join('')),
}
