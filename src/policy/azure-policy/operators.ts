import { spoken } from '../../core/text.ts'
import { isMapping } from '../untyped.ts'
import { compareLoosely, equalLoosely, EvaluationError, isMissing, memberOf, textOf, type PolicyValue } from './value.ts'

/** What a condition asks of a value. */
export type Operator = (value: PolicyValue, wanted: PolicyValue) => boolean

/** `*` stands for any characters; there may be one at most. */
function isLike(value: PolicyValue, pattern: PolicyValue): boolean {
  if (isMissing(value)) return false
  const [head = '', ...rest] = textOf(pattern).toLowerCase().split('*')
  const text = textOf(value).toLowerCase()
  if (rest.length === 0) return text === head
  const tail = rest.at(-1)!
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false
  let offset = head.length
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, offset)
    if (found === -1 || found + part.length > text.length - tail.length) return false
    offset = found + part.length
  }
  return true
}

/** `#` stands for a digit, `?` for a letter, `.` for any character. */
function isMatch(value: PolicyValue, pattern: PolicyValue, insensitive: boolean): boolean {
  if (isMissing(value)) return false
  const text = [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(textOf(value))].map(({ segment }) => segment)
  const wanted = Array.from(textOf(pattern))
  return (
    text.length === wanted.length &&
    wanted.every((mark, index) => {
      const character = text[index]!
      if (mark === '#') return /^\d$/.test(character)
      if (mark === '?') return /^\p{L}$/u.test(character)
      if (mark === '.') return true
      return insensitive ? mark.toLowerCase() === character.toLowerCase() : mark === character
    })
  )
}

function contains(value: PolicyValue, part: PolicyValue): boolean {
  if (isMissing(value)) return false
  if (Array.isArray(value)) return value.some((item) => equalLoosely(item, part))
  return !isMapping(value) && textOf(value).toLowerCase().includes(textOf(part).toLowerCase())
}

function isIn(value: PolicyValue, values: PolicyValue): boolean {
  if (!Array.isArray(values)) throw new EvaluationError(spoken({ en: 'in needs an array', ja: 'in には配列が必要です' }))
  return values.some((candidate) => equalLoosely(candidate, value))
}

function hasKey(value: PolicyValue, key: PolicyValue): boolean {
  return isMapping(value) && memberOf(value, key) !== undefined
}

function ordered(holds: (order: number) => boolean): Operator {
  return (value, wanted) => {
    if (isMissing(value)) return false
    const order = compareLoosely(value, wanted)
    return order !== undefined && holds(order)
  }
}

function exists(value: PolicyValue, wanted: PolicyValue): boolean {
  return isMissing(value) !== (textOf(wanted).toLowerCase() === 'true')
}

const not =
  (operator: Operator): Operator =>
  (value, wanted) =>
    !operator(value, wanted)

/** By name in lower case. */
export const operators: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['equals', equalLoosely],
  ['notequals', not(equalLoosely)],
  ['like', isLike],
  ['notlike', not(isLike)],
  ['match', (value, pattern) => isMatch(value, pattern, false)],
  ['notmatch', (value, pattern) => !isMatch(value, pattern, false)],
  ['matchinsensitively', (value, pattern) => isMatch(value, pattern, true)],
  ['notmatchinsensitively', (value, pattern) => !isMatch(value, pattern, true)],
  ['contains', contains],
  ['notcontains', not(contains)],
  ['in', isIn],
  ['notin', not(isIn)],
  ['containskey', hasKey],
  ['notcontainskey', not(hasKey)],
  ['less', ordered((order) => order < 0)],
  ['lessorequals', ordered((order) => order <= 0)],
  ['greater', ordered((order) => order > 0)],
  ['greaterorequals', ordered((order) => order >= 0)],
  ['exists', exists],
])
