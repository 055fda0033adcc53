import { RegoError, type RegoPosition } from '../errors.ts'
import { parseNumber } from '../number.ts'

export type TokenKind = 'name' | 'keyword' | 'number' | 'string' | 'mark' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** As written; for strings what they say. */
  readonly text: string
  readonly number?: number | bigint
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
}

/** Words that cannot name a rule or a variable in any version of Rego. */
const keywords = new Set(['as', 'default', 'else', 'false', 'import', 'not', 'null', 'package', 'some', 'true', 'with'])

const marks = [
  ':=',
  '==',
  '!=',
  '<=',
  '>=',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ';',
  ':',
  '.',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
]

const patterns = {
  space: /(?:[ \t\r\n]+|#[^\n]*)*/y,
  name: /[A-Za-z_][A-Za-z0-9_]*/y,
  number: /(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y,
  string: /"(?:[^"\\\n]|\\.)*"/y,
  raw: /`[^`]*`/y,
}

/**
 * The tokens of a module, the last of kind `end`.
 *
 * @throws {RegoError} `rego_parse_error` for what is no token
 */
export function tokenize(file: string, text: string): readonly Token[] {
  const tokens: Token[] = []
  let offset = 0
  let line = 1
  let lineStart = 0

  const at = (): RegoPosition => ({ file, line, column: offset - lineStart + 1 })
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset
    return pattern.exec(text)?.[0]
  }
  const advance = (length: number): void => {
    for (let next = text.indexOf('\n', offset); next !== -1 && next < offset + length; next = text.indexOf('\n', next + 1)) {
      line++
      lineStart = next + 1
    }
    offset += length
  }

  for (;;) {
    advance(take(patterns.space)?.length ?? 0)
    const start = { start: offset, line, column: offset - lineStart + 1 }
    const add = (kind: TokenKind, length: number, value: string, number?: number | bigint): void => {
      tokens.push({ kind, text: value, ...start, end: offset + length, ...(number === undefined ? {} : { number }) })
      advance(length)
    }
    if (offset >= text.length) {
      add('end', 0, '')
      return tokens
    }
    const name = take(patterns.name)
    if (name !== undefined) {
      add(keywords.has(name) ? 'keyword' : 'name', name.length, name)
      continue
    }
    const number = take(patterns.number)
    if (number !== undefined) {
      const value = parseNumber(number)
      if (value === undefined || /[A-Za-z0-9_]/.test(text[offset + number.length] ?? ''))
        throw new RegoError('rego_parse_error', 'illegal number format', at())
      add('number', number.length, number, value)
      continue
    }
    const raw = take(patterns.raw)
    if (raw !== undefined) {
      add('string', raw.length, raw.slice(1, -1).replaceAll('\r', ''))
      continue
    }
    const string = take(patterns.string)
    if (string !== undefined) {
      add('string', string.length, unescape(string, at()))
      continue
    }
    const mark = marks.find((candidate) => text.startsWith(candidate, offset))
    if (mark === undefined) {
      const open = text[offset] === '"' || text[offset] === '`'
      throw new RegoError('rego_parse_error', open ? 'non-terminated string' : `illegal token ${JSON.stringify(text[offset])}`, at())
    }
    add('mark', mark.length, mark)
  }
}

/** Strings in double quotes follow JSON. */
function unescape(literal: string, at: RegoPosition): string {
  try {
    return JSON.parse(literal.replaceAll('\t', '\\t')) as string
  } catch {
    throw new RegoError('rego_parse_error', 'illegal string escape sequence', at)
  }
}
