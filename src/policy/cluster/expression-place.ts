import type { Place } from '../../core/location.ts'
import type { PolicyDocumentError } from '../document-error.ts'
import type { PolicyDocument } from '../documents.ts'
import { valueAt } from '../untyped.ts'

/** Where a document is wrong: inside of an expression, the very word; otherwise the value that is meant. */
export function problemPlace({ document, value }: PolicyDocument, { path, offset }: Pick<PolicyDocumentError, 'path' | 'offset'>): Place {
  const place = document.place(path)
  const written = valueAt(value, path)
  if (offset === undefined || typeof written !== 'string') return place
  const { start, end } = place.range
  const at = offsetInScalar(place.source.text.slice(start, end), written, wordFor(written, offset))
  const word = at === undefined ? undefined : /^(?:\w+|\S)/.exec(place.source.text.slice(start + at, end))?.[0]
  if (at === undefined || word === undefined) return place
  return { ...place, range: { start: start + at, end: start + at + word.length } }
}

/** A call is told at its bracket, and a field at the dot before it, as the API server does; people look for the name. */
function wordFor(expression: string, offset: number): number {
  if (expression[offset] === '(') return offset - (/\w*$/.exec(expression.slice(Math.max(0, offset - 100), offset))?.[0].length ?? 0)
  return offset + (/^\.\??(?=\w)/.exec(expression.slice(offset, offset + 3))?.[0].length ?? 0)
}

/**
 * Where a character of a text stands in the scalar that it was read from, which may be quoted, or in several lines that
 * are indented or folded. Undefined where the two do not go together.
 */
export function offsetInScalar(scalar: string, text: string, offset: number): number | undefined {
  const quote = scalar[0] === '"' || scalar[0] === "'" ? scalar[0] : ''
  let at = quote === '' ? (/^[|>][^\n]*\n/.exec(scalar)?.[0].length ?? 0) : 1
  let read = 0
  while (read < offset) {
    const [inText, inScalar] = [blanks(text, read), blanks(scalar, at)]
    if (inScalar > 0) {
      // Breaks, indentation and what folding makes of them differ: blanks are passed over as one.
      if (offset < read + inText) return at + Math.min(offset - read, inScalar - 1)
      at += inScalar
      read += inText
      continue
    }
    const length = characterLength(scalar, at, quote)
    if (length === undefined || (length === 1 && scalar[at] !== text[read])) return undefined
    at += length
    // An escape can stand for a character of two units.
    read += length > 2 && text.codePointAt(read)! > 0xffff ? 2 : 1
  }
  return at + (blanks(text, read) > 0 ? 0 : blanks(scalar, at))
}

function blanks(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at]!)) at++
  return at - from
}

/** How much is written for one character; undefined where nothing is, or a break is left out. */
function characterLength(scalar: string, at: number, quote: string): number | undefined {
  const here = scalar[at]
  if (here === undefined || (quote === '"' && here === '\\' && /[\r\n]/.test(scalar[at + 1] ?? '\n'))) return undefined
  if (quote === "'" && here === "'") return 2
  return quote === '"' && here === '\\' ? ({ x: 4, u: 6, U: 10 }[scalar[at + 1]!] ?? 2) : 1
}
