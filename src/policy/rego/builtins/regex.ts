import { RE2JS } from 're2js'

import type { Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { characters } from './characters.ts'
import { linearPattern } from './linear-pattern.ts'
import { builtinError, smallIntegerAt, stringAt } from './operands.ts'

/** Compiled patterns, most of them from policies and so few; bounded because input can hold patterns too. */
const compiled = new Map<string, RE2JS | string>()
const fast = new Map<string, RegExp | undefined>()
const kept = 1000

function remember<T>(cache: Map<string, T>, pattern: string, compile: () => T): T {
  let found = cache.get(pattern)
  if (found === undefined && !cache.has(pattern)) {
    if (cache.size >= kept) cache.clear()
    found = compile()
    cache.set(pattern, found)
  }
  return found as T
}

function tryCompile(pattern: string): RE2JS | string {
  return remember(compiled, pattern, () => {
    try {
      return RE2JS.compile(pattern)
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  })
}

/**
 * A pattern in RE2's syntax, which matches in time linear in the text whatever the pattern.
 *
 * @throws {BuiltinError} where it is not valid
 */
export function compileRegex(pattern: string): RE2JS {
  const regex = tryCompile(pattern)
  return typeof regex === 'string' ? builtinError(regex) : regex
}

/** Whether the pattern occurs in the text. V8 does it where it provably needs no backtracking. */
export function matchesRegex(pattern: string, text: string): boolean {
  const quick = remember(fast, pattern, () => linearPattern(pattern))
  return quick === undefined ? compileRegex(pattern).test(text) : quick.test(text)
}

interface Match {
  readonly start: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
}

function matches(pattern: string, text: string, limit = -1): readonly Match[] {
  const regex = compileRegex(pattern)
  const matcher = regex.matcher(text)
  const found: Match[] = []
  while (found.length !== limit && matcher.find()) {
    // Go does not count an empty match directly behind another match.
    if (matcher.start() === matcher.end() && matcher.start() === found.at(-1)?.end) continue
    const groups: (string | undefined)[] = []
    for (let group = 0; group <= regex.groupCount(); group++) groups.push(matcher.group(group) ?? undefined)
    found.push({ start: matcher.start(), end: matcher.end(), groups })
  }
  return found
}

/** Go's `$1`, `${1}`, `$name`; a name that is no group stands for nothing. */
function expand(template: string, { groups }: Match, names: Readonly<Record<string, number>>): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare: string | undefined, braced: string | undefined) => {
    const name = bare ?? braced
    if (name === undefined) return '$'
    const index = /^\d+$/.test(name) ? Number(name) : names[name]
    return index === undefined ? '' : (groups[index] ?? '')
  })
}

function replace(args: readonly Value[], produce: (size: number) => void): string {
  const text = stringAt(args, 1)
  const pattern = stringAt(args, 2)
  const template = stringAt(args, 3)
  const names = compileRegex(pattern).namedGroups()
  let result = ''
  let done = 0
  for (const match of matches(pattern, text)) {
    const put = expand(template, match, names)
    produce(put.length)
    result += text.slice(done, match.start) + put
    done = match.end
  }
  return result + text.slice(done)
}

/** Go's `regexp.Split`: an empty match splits between characters, never at the ends. */
function split(pattern: string, text: string): string[] {
  if (pattern !== '' && text === '') return ['']
  const parts: string[] = []
  let begin = 0
  let end = 0
  for (const match of matches(pattern, text)) {
    if (match.end === 0) continue
    end = match.start
    parts.push(text.slice(begin, end))
    begin = match.end
  }
  if (end !== text.length) parts.push(text.slice(begin))
  return parts
}

const match = builtin(2, (args) => matchesRegex(stringAt(args, 1), stringAt(args, 2)))

/** Patterns between delimiters are regular expressions, the rest is meant literally. */
function templateMatch(args: readonly Value[]): Value {
  const template = stringAt(args, 1)
  const [open, close] = [stringAt(args, 3), stringAt(args, 4)]
  if (characters(open).length !== 1 || characters(close).length !== 1) builtinError('delimiters must be one character')
  let pattern = ''
  let rest = template
  while (rest !== '') {
    const start = rest.indexOf(open)
    if (start === -1) break
    const stop = rest.indexOf(close, start)
    if (stop === -1) return builtinError(`unbalanced braces in ${JSON.stringify(template)}`)
    pattern += `${RE2JS.quote(rest.slice(0, start))}(${rest.slice(start + 1, stop)})`
    rest = rest.slice(stop + 1)
  }
  return matchesRegex(`^${pattern}${RE2JS.quote(rest)}$`, stringAt(args, 2))
}

export const regexBuiltins: BuiltinFamily = {
  re_match: match,
  'regex.match': match,
  'regex.is_valid': builtin(1, ([pattern]) => typeof pattern === 'string' && typeof tryCompile(pattern) !== 'string'),
  'regex.find_n': builtin(3, (args) =>
    matches(stringAt(args, 1), stringAt(args, 2), smallIntegerAt(args, 3)).map(({ groups }) => groups[0]!),
  ),
  'regex.find_all_string_submatch_n': builtin(3, (args) =>
    matches(stringAt(args, 1), stringAt(args, 2), smallIntegerAt(args, 3)).map(({ groups }) => groups.map((group) => group ?? '')),
  ),
  'regex.replace': builtin(3, (args, { budget }) => replace(args, (size) => budget.produce(size))),
  'regex.split': builtin(2, (args) => split(stringAt(args, 1), stringAt(args, 2))),
  'regex.template_match': builtin(4, templateMatch),
}
