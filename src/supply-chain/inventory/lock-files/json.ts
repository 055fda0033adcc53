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
  // Strings are matched first, so that what looks like a comment or comma in one is left alone.
  const plain = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\//g, (_, string: string | undefined) => string ?? ' ')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? ' ')
  return parseJson(plain)
}
