import { InventoryError } from '../package.ts'

/**
 * The value of a JSON text.
 *
 * @throws {InventoryError} with the place, where the text is no JSON
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (error) {
    const message = (error as Error).message
    const position = /position (\d+)/.exec(message)?.[1]
    throw new InventoryError(`not valid JSON: ${message}`, position === undefined ? undefined : Number(position))
  }
}

/** JSON with comments and trailing commas, as Bun writes its lock file. */
export function parseRelaxedJson(text: string): unknown {
  let plain = ''
  let kept = 0
  // Where a comma stands that only blanks and comments follow so far; it goes when a bracket closes behind it.
  let comma = -1
  const drop = (start: number, end: number): void => {
    plain += text.slice(kept, start)
    kept = end
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character === '"') {
      at = endOfString(text, at)
      comma = -1
    } else if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const block = text[at + 1] === '*'
      const close = text.indexOf(block ? '*/' : '\n', at + 2)
      const end = close < 0 ? text.length : block ? close + 2 : close
      // A comma before the comment is settled first, so that pieces are dropped in order.
      if (comma >= 0 && closesNext(text, end)) drop(comma, comma + 1)
      comma = comma >= kept ? comma : -1
      drop(at, end)
      at = end - 1
    } else if (character === ',') comma = at
    else if (character === '}' || character === ']') {
      if (comma >= kept) drop(comma, comma + 1)
      comma = -1
    } else if (character > ' ') comma = -1
  }
  return parseJson(plain + text.slice(kept))
}

/** Whether the next character that is not blank closes a bracket. */
function closesNext(text: string, from: number): boolean {
  let at = from
  while (at < text.length && text[at]! <= ' ') at++
  return text[at] === '}' || text[at] === ']'
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
