import type { HclExpression, HclTemplatePart } from './ast.ts'
import type { Cursor } from './cursor.ts'

type ReadExpression = (cursor: Cursor) => HclExpression

/** Reads a quoted string: a literal where it has no interpolation. */
export function parseQuoted(cursor: Cursor, read: ReadExpression): HclExpression {
  const start = cursor.position++
  const parts = readParts(cursor, read, (at) => (cursor.text[at] === '"' ? 1 : cursor.text[at] === '\n' ? 'broken' : 0), true)
  return templateOf(parts, cursor, start)
}

/** Reads `<<EOT` up to the line that holds `EOT` alone; with `<<-` the common indentation is not part of it. */
export function parseHeredoc(cursor: Cursor, read: ReadExpression): HclExpression {
  const start = cursor.position
  const head = /^<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/u.exec(cursor.text.slice(start, start + 200))
  if (head === null) return cursor.fail('a heredoc')
  const [opening, dash, word] = head as unknown as [string, string, string]
  cursor.position = start + opening.length
  const closing = (at: number): number => {
    if (cursor.text[at - 1] !== '\n') return 0
    let from = at
    while (cursor.text[from] === ' ' || cursor.text[from] === '\t') from++
    if (!cursor.text.startsWith(word, from)) return 0
    const after = cursor.text.slice(from + word.length, from + word.length + 2)
    return after === '' || /^[\r\n]/.test(after) ? from + word.length - at : 0
  }
  const parts = readParts(cursor, read, closing, false)
  return templateOf(dash === '-' ? withoutIndent(parts) : parts, cursor, start)
}

/** `end` says how many characters close the template at a position, or 0 where it goes on. */
function readParts(cursor: Cursor, read: ReadExpression, end: (at: number) => number | 'broken', escapes: boolean): HclTemplatePart[] {
  const { text } = cursor
  const parts: HclTemplatePart[] = []
  let literal = ''
  let copied = cursor.position
  const flush = (to: number): void => {
    literal += text.slice(copied, to)
    if (literal !== '') parts.push(literal)
    literal = ''
  }
  for (;;) {
    const at = cursor.position
    const closes = at >= text.length ? 'broken' : end(at)
    if (closes === 'broken') return cursor.fail('the end of the string')
    if (closes > 0) {
      flush(at)
      cursor.position = at + closes
      return parts
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
      parts.push(unit === '$' ? interpolation(cursor, read) : directive(cursor))
      copied = cursor.position
    } else cursor.position++
  }
}

function interpolation(cursor: Cursor, read: ReadExpression): HclExpression {
  cursor.position += 2
  cursor.accept('~')
  return cursor.bracketed(() => {
    const expression = read(cursor)
    cursor.skip()
    cursor.accept('~')
    cursor.expect('}')
    return expression
  })
}

/** `%{ if x }` is skipped over, strings in it included. */
function directive(cursor: Cursor): HclTemplatePart {
  const start = cursor.position
  let quoted = false
  for (cursor.position += 2; cursor.position < cursor.text.length; cursor.position++) {
    const unit = cursor.text[cursor.position]
    if (unit === '"') quoted = !quoted
    if (unit !== '}' || quoted) continue
    cursor.position++
    return { kind: 'directive', range: cursor.rangeFrom(start) }
  }
  return cursor.fail('"}"')
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

function templateOf(parts: readonly HclTemplatePart[], cursor: Cursor, start: number): HclExpression {
  const [only, ...more] = parts
  if (parts.length === 0 || (typeof only === 'string' && more.length === 0))
    return { kind: 'literal', value: typeof only === 'string' ? only : '', range: cursor.rangeFrom(start) }
  return { kind: 'template', parts, range: cursor.rangeFrom(start) }
}

/** Takes the smallest indentation of all lines off every line. Only what stands at the start of a line counts. */
function withoutIndent(parts: readonly HclTemplatePart[]): HclTemplatePart[] {
  let smallest = Number.POSITIVE_INFINITY
  let atLineStart = true
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (atLineStart) smallest = 0
      atLineStart = false
      continue
    }
    for (const [index, line] of part.split('\n').entries()) {
      const starts = index > 0 || atLineStart
      if (starts && line.trim() !== '') smallest = Math.min(smallest, line.length - line.trimStart().length)
    }
    atLineStart = part.endsWith('\n')
  }
  if (!Number.isFinite(smallest) || smallest === 0) return [...parts]
  let first = true
  return parts.map((part) => {
    if (typeof part !== 'string') {
      first = false
      return part
    }
    const lines = part
      .split('\n')
      .map((line, index) => (index > 0 || first ? line.slice(Math.min(smallest, line.length - line.trimStart().length)) : line))
    first = false
    return lines.join('\n')
  })
}
