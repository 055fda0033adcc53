import type { Range } from '../../core/location.ts'
import type { HclExpression, HclTemplatePart } from './ast.ts'
import { Cursor, Unreadable, type HclProblem } from './cursor.ts'
import { nestDirectives, readDirective, type Directive } from './template-directives.ts'

export type ReadExpression = (cursor: Cursor) => HclExpression

/** A part as it stands in the text, with the marks that take the blanks before and after it away. */
type Token =
  | { readonly kind: 'text'; text: string; readonly at: number }
  | { readonly kind: 'expression'; readonly expression: HclExpression; readonly before: boolean; readonly after: boolean }
  | { readonly kind: 'directive'; readonly directive: Directive; readonly before: boolean; readonly after: boolean }

/** Reads a quoted string: a literal where it has no interpolation. */
export function parseQuoted(cursor: Cursor, read: ReadExpression): HclExpression {
  const start = cursor.position++
  const ends = (at: number): number | 'broken' => (cursor.text[at] === '"' ? 1 : cursor.text[at] === '\n' ? 'broken' : 0)
  return templateOf(cursor, start, readTokens(cursor, read, { ends, escapes: true, byLine: false }))
}

/** Reads `<<EOT` up to the line that holds `EOT` alone; with `<<-` the common indentation is not part of it. */
export function parseHeredoc(cursor: Cursor, read: ReadExpression): HclExpression {
  const start = cursor.position
  const head = /^<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/u.exec(cursor.text.slice(start, start + 200))
  if (head === null) return cursor.fail('a heredoc')
  const [opening, dash, word] = head as unknown as [string, string, string]
  cursor.position = start + opening.length
  const ends = (at: number): number => {
    if (cursor.text[at - 1] !== '\n') return 0
    let from = at
    while (cursor.text[from] === ' ' || cursor.text[from] === '\t') from++
    if (!cursor.text.startsWith(word, from)) return 0
    const after = cursor.text.slice(from + word.length, from + word.length + 2)
    return after === '' || /^[\r\n]/.test(after) ? from + word.length - at : 0
  }
  const tokens = readTokens(cursor, read, { ends, escapes: false, byLine: true })
  if (dash === '-') takeIndentation(tokens)
  return templateOf(cursor, start, tokens)
}

export type ParsedTemplate = { readonly expression: HclExpression } | { readonly problem: HclProblem }

/**
 * Reads a text that is a template as a whole, such as a file that `templatefile` names. What cannot be read is a problem, and
 * there is no expression then.
 */
export function parseWholeTemplate(source: string, read: ReadExpression): ParsedTemplate {
  return parseTemplateBetween(source, { start: 0, end: source.length }, read)
}

/** Reads the part of a text that is a template. */
export function parseTemplateBetween(source: string, { start, end }: Range, read: ReadExpression): ParsedTemplate {
  const cursor = new Cursor(source)
  cursor.position = start
  try {
    const ends = (at: number): number | 'end' => (at >= end ? 'end' : 0)
    return { expression: templateOf(cursor, start, readTokens(cursor, read, { ends, escapes: false, byLine: false })) }
  } catch (error) {
    const [problem] = cursor.problems
    if (!(error instanceof Unreadable) || problem === undefined) throw error
    return { problem }
  }
}

interface Reading {
  /** How many characters close the template at a position, or 0 where it goes on. */
  readonly ends: (at: number) => number | 'broken' | 'end'
  readonly escapes: boolean
  /** Whether every line is a text of its own: the marks that take blanks away reach no further than that. */
  readonly byLine: boolean
}

function readTokens(cursor: Cursor, read: ReadExpression, { ends, escapes, byLine }: Reading): Token[] {
  const { text } = cursor
  const tokens: Token[] = []
  let literal = ''
  let copied = cursor.position
  const flush = (to: number): void => {
    literal += text.slice(copied, to)
    if (literal !== '') tokens.push({ kind: 'text', text: literal, at: copied })
    literal = ''
    copied = to
  }
  for (;;) {
    const at = cursor.position
    const closes = ends(at)
    if (closes === 'broken' || (at >= text.length && closes !== 'end')) return cursor.fail('the end of the string')
    if (closes === 'end' || closes > 0) {
      flush(at)
      cursor.position = at + (closes === 'end' ? 0 : closes)
      return trimmed(tokens)
    }
    const unit = text[at]
    if (unit === '\\' && escapes) {
      literal += text.slice(copied, at) + escape(cursor)
      copied = cursor.position
    } else if ((unit === '$' || unit === '%') && text[at + 1] === unit && text[at + 2] === '{') {
      literal += text.slice(copied, at + 1)
      copied = at + 2
      cursor.position = at + 3
    } else if ((unit === '$' || unit === '%') && text[at + 1] === '{') {
      flush(at)
      tokens.push(unit === '$' ? interpolation(cursor, read) : directive(cursor, read))
      copied = cursor.position
    } else {
      cursor.position++
      if (byLine && unit === '\n') flush(cursor.position)
    }
  }
}

function interpolation(cursor: Cursor, read: ReadExpression): Token {
  cursor.position += 2
  const before = cursor.accept('~')
  return cursor.bracketed(() => {
    const expression = read(cursor)
    cursor.skip()
    const after = cursor.accept('~')
    cursor.expect('}')
    return { kind: 'expression', expression, before, after }
  })
}

function directive(cursor: Cursor, read: ReadExpression): Token {
  const start = cursor.position
  cursor.position += 2
  const before = cursor.accept('~')
  return cursor.bracketed(() => {
    const found = readDirective(cursor, read)
    cursor.skip()
    const after = cursor.accept('~')
    cursor.expect('}')
    return { kind: 'directive', directive: { ...found, range: cursor.rangeFrom(start) }, before, after }
  })
}

/** Takes away the blanks that a `~` next to them says do not count. */
function trimmed(tokens: Token[]): Token[] {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'text') continue
    const [earlier, later] = [tokens[index - 1], tokens[index + 1]]
    if (earlier !== undefined && earlier.kind !== 'text' && earlier.after) token.text = token.text.trimStart()
    if (later !== undefined && later.kind !== 'text' && later.before) token.text = token.text.trimEnd()
  }
  return tokens
}

function escape(cursor: Cursor): string {
  const letter = cursor.text.charAt(cursor.position + 1)
  const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0
  if (digits === 0) {
    cursor.position += 2
    return { n: '\n', r: '\r', t: '\t' }[letter] ?? letter
  }
  const code = cursor.text.slice(cursor.position + 2, cursor.position + 2 + digits)
  const point = /^[0-9a-fA-F]+$/.test(code) && code.length === digits ? Number.parseInt(code, 16) : Number.NaN
  if (!(point <= 0x10ffff)) return cursor.fail('a code point')
  cursor.position += 2 + digits
  return String.fromCodePoint(point)
}

function templateOf(cursor: Cursor, start: number, tokens: readonly Token[]): HclExpression {
  const flat = tokens
    .filter((token) => token.kind !== 'text' || token.text !== '')
    .map((token) => (token.kind === 'text' ? token.text : token.kind === 'expression' ? token.expression : token.directive))
  const parts = joined(nestDirectives(cursor, flat))
  const [only, ...more] = parts
  if (parts.length === 0 || (typeof only === 'string' && more.length === 0))
    return { kind: 'literal', value: typeof only === 'string' ? only : '', range: cursor.rangeFrom(start) }
  return { kind: 'template', parts, range: cursor.rangeFrom(start) }
}

/** Neighbouring texts as one. */
function joined(parts: readonly HclTemplatePart[]): readonly HclTemplatePart[] {
  const made: HclTemplatePart[] = []
  for (const part of parts) {
    const last = made.at(-1)
    if (typeof part === 'string' && typeof last === 'string') made[made.length - 1] = last + part
    else made.push(part)
  }
  return made
}

/** Takes the smallest indentation of all lines off every line. Lines of blanks alone do not count. */
function takeIndentation(tokens: readonly Token[]): void {
  const starts: Extract<Token, { kind: 'text' }>[] = []
  let smallest = Number.POSITIVE_INFINITY
  let atLineStart = true
  for (const token of tokens) {
    if (atLineStart) {
      atLineStart = false
      if (token.kind !== 'text') smallest = 0
      else if (token.text.trim() !== '' || !token.text.endsWith('\n')) {
        smallest = Math.min(smallest, token.text.length - token.text.trimStart().length)
        starts.push(token)
      }
    }
    if (token.kind === 'text' && token.text.endsWith('\n')) atLineStart = true
  }
  for (const token of starts) token.text = token.text.slice(smallest)
}
