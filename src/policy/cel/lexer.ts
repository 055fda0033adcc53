import { message } from '../../core/text.ts'
import { CelSyntaxError } from './errors.ts'
import { problems } from './problem-texts.ts'
import { CelUint, type CelValue } from './values.ts'

export type CelToken =
  | { readonly kind: 'mark'; readonly text: string; readonly at: number }
  /** `isQuoted` is a name in backquotes, which can be that of a field only. */
  | { readonly kind: 'name'; readonly text: string; readonly isQuoted: boolean; readonly at: number }
  | { readonly kind: 'literal'; readonly value: CelValue; readonly at: number }
  | { readonly kind: 'end'; readonly text: ''; readonly at: number }

const patterns = {
  space: /(?:\s+|\/\/[^\n]*)*/y,
  double: /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)/y,
  integer: /(0[xX][0-9a-fA-F]+|\d+)([uU]?)/y,
  string: /([rR]?[bB]?|[bB][rR])("""|'''|"|')/y,
  name: /[A-Za-z_]\w*/y,
  quoted: /`([\w./ -]+)`/y,
  mark: /==|!=|<=|>=|&&|\|\||[<>+\-*/%!?:.,()[\]{}]/y,
}

/** @throws {CelSyntaxError} for what is no token */
export function tokenizeCel(text: string): readonly CelToken[] {
  const tokens: CelToken[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) at = pattern.lastIndex
    return match ?? undefined
  }
  for (;;) {
    take(patterns.space)
    const start = at
    if (at >= text.length) {
      tokens.push({ kind: 'end', text: '', at })
      return tokens
    }
    const double = take(patterns.double)
    if (double !== undefined) {
      const value = Number(double[0])
      if (!Number.isFinite(value)) throw new CelSyntaxError(message(problems.invalidLiteral, { type: 'double' }), start)
      tokens.push({ kind: 'literal', value, at: start })
      continue
    }
    const integer = take(patterns.integer)
    if (integer !== undefined) {
      tokens.push({ kind: 'literal', value: wholeNumber(BigInt(integer[1]!), integer[2] !== '', start), at: start })
      continue
    }
    const opening = take(patterns.string)
    if (opening !== undefined) {
      const { value, end } = readString(text, at, opening[1]!.toLowerCase(), opening[2]!, start)
      tokens.push({ kind: 'literal', value, at: start })
      at = end
      continue
    }
    const name = take(patterns.name) ?? take(patterns.quoted)
    const mark = name === undefined ? take(patterns.mark) : undefined
    if (name !== undefined) tokens.push({ kind: 'name', text: name[1] ?? name[0], isQuoted: name[1] !== undefined, at: start })
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark[0], at: start })
    else {
      const found = JSON.stringify(String.fromCodePoint(text.codePointAt(at)!))
      throw new CelSyntaxError(message(problems.unexpectedCharacter, { found }), at)
    }
  }
}

/** The magnitude of the smallest integer is read before its sign. */
function wholeNumber(value: bigint, isUnsigned: boolean, at: number): CelValue {
  const limit = isUnsigned ? (1n << 64n) - 1n : 1n << 63n
  if (value > limit) throw new CelSyntaxError(message(problems.invalidLiteral, { type: isUnsigned ? 'uint' : 'int' }), at)
  return isUnsigned ? new CelUint(value) : value
}

function readString(
  text: string,
  from: number,
  prefix: string,
  quote: string,
  start: number,
): { readonly value: CelValue; readonly end: number } {
  const isRaw = prefix.includes('r')
  const isBytes = prefix.includes('b')
  const bytes: number[] = []
  let value = ''
  let at = from
  while (!text.startsWith(quote, at)) {
    if (at >= text.length || (quote.length === 1 && text[at] === '\n')) throw new CelSyntaxError(message(problems.openString, {}), start)
    if (text[at] === '\\' && !isRaw) {
      const escape = readEscape(text, at, isBytes)
      if (isBytes && escape.byte !== undefined) bytes.push(...Buffer.from(value), escape.byte)
      if (isBytes && escape.byte !== undefined) value = ''
      else value += escape.text
      at += escape.length
    } else {
      const character = String.fromCodePoint(text.codePointAt(at)!)
      value += character
      at += character.length
    }
  }
  return { value: isBytes ? Uint8Array.from([...bytes, ...Buffer.from(value)]) : value, end: at + quote.length }
}

const simple: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '?': '?',
  '"': '"',
  "'": "'",
  '`': '`',
}
const numbered = /\\(?:[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2}))/y

function readEscape(
  text: string,
  at: number,
  isBytes: boolean,
): { readonly text: string; readonly length: number; readonly byte?: number } {
  const known = simple[text[at + 1] ?? '']
  if (known !== undefined) return { text: known, length: 2 }
  numbered.lastIndex = at
  const match = numbered.exec(text)
  const code =
    match === null
      ? undefined
      : match[4] === undefined
        ? Number.parseInt(match[1] ?? match[2] ?? match[3]!, 16)
        : Number.parseInt(match[4], 8)
  if (match === null || code === undefined || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
    throw new CelSyntaxError(message(problems.invalidEscape, {}), at)
  const isByte = isBytes && (match[1] !== undefined || match[4] !== undefined)
  return { text: String.fromCodePoint(code), length: match[0].length, ...(isByte ? { byte: code } : {}) }
}
