/** How far the operator may stand from the keyword in a name: `SERVICE_keyword_FOR_PRODUCTION string = `. */
const nameRest = 40
/** Quotes and white space that may stand between operator and value, as `"`, `("` or a line end with indentation. */
const openingRest = 24

const wordUnit = new Uint8Array(256)
const spaceUnit = new Uint8Array(256)
const quoteUnit = new Uint8Array(256)
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-') wordUnit[character.charCodeAt(0)] = 1
for (const character of ' \t') spaceUnit[character.charCodeAt(0)] = 1
for (const character of '\'"`\\') quoteUnit[character.charCodeAt(0)] = 1

const isWord = (unit: number): boolean => unit < 256 && wordUnit[unit] === 1
const isBlank = (unit: number): boolean => unit < 256 && spaceUnit[unit] === 1
const isQuote = (unit: number): boolean => unit < 256 && quoteUnit[unit] === 1
const isLineEnd = (unit: number): boolean => unit === 10 || unit === 13

/**
 * Where the value starts that is assigned to the name in which a keyword ends at `from`, or -1. Understands the ways in
 * which configuration and programs write it: `name = v`, `name: v`, `"name": "v"`, `name := v`, `name => v`, `<name>v`,
 * `f("name", "v")`, `--name=v`, `name .= "v"`, and the same inside a quoted string with escaped quotes.
 */
export function assignedValueAt(text: string, from: number): number {
  let at = from
  const nameLimit = Math.min(text.length, from + nameRest)
  while (at < nameLimit && (isWord(text.charCodeAt(at)) || isBlank(text.charCodeAt(at)))) at++
  for (let quotes = 0; quotes < 3 && at < text.length && closesName(text.charCodeAt(at)); quotes++) at++
  while (at < text.length && isBlank(text.charCodeAt(at)) && at < nameLimit + 8) at++
  at = afterOperator(text, at)
  if (at === -1) return -1
  const limit = Math.min(text.length, at + openingRest)
  while (at < limit) {
    const unit = text.charCodeAt(at)
    if (!isBlank(unit) && !isQuote(unit) && !isLineEnd(unit) && unit !== 61 /* = */ && unit !== 40 /* ( */) break
    at++
  }
  return at
}

/** Whether a word begins at `at`, also inside a name: `my_word`, `myWord`, `MYWord`, `my2word`. */
export function startsWord(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  if (!(before >= 97 && before <= 122) && !(before >= 65 && before <= 90)) return true
  const first = text.charCodeAt(at)
  return first >= 65 && first <= 90 && (before >= 97 || text.charCodeAt(at + 1) >= 97)
}

/** The whole name around a keyword: `spring.datasource.password` for a hit on `password`, with a prefix such as `checksum/`. */
export function nameAround(text: string, start: number, end: number): string {
  let from = start
  while (from > 0 && start - from < 60 && (isWord(text.charCodeAt(from - 1)) || text.charCodeAt(from - 1) === 47) /* / */) from--
  let to = end
  while (to < text.length && to - end < nameRest && isWord(text.charCodeAt(to))) to++
  return text.slice(from, to)
}

/** A quote or bracket that may end a name: `"name"`, `['name']`. */
function closesName(unit: number): boolean {
  return isQuote(unit) || unit === 93 /* ] */ || unit === 41 /* ) */
}

/** The offset behind an operator of assignment at `at`, or -1. */
function afterOperator(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit === 44 /* , */ || unit === 62 /* > */) return at + 1
  if (unit === 58 /* : */ || unit === 61 /* = */) {
    let end = at + 1
    while (end - at < 4 && (text.charCodeAt(end) === 58 || text.charCodeAt(end) === 61)) end++
    return text.charCodeAt(end) === 62 ? end + 1 : end
  }
  const two = text.slice(at, at + 2)
  return two === '||' || two === '?=' || two === '+=' ? at + 2 : -1
}
