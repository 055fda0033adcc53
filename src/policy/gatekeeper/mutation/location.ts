/** A step of a mutator's location: a field, or the elements of a list by the value of a key. */
export type LocationStep =
  | { readonly field: string }
  /** `value` undefined means every element. */
  | { readonly key: string; readonly value: string | number | undefined }

export type Location = readonly LocationStep[]

const pieces =
  /\s*(?:(\.)|\[\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$/-]+)\s*:\s*(\*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$./-]+)\s*\]|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$/-]+))/y

/**
 * Reads `spec.containers[name:*].image` and the like.
 *
 * @throws {SyntaxError} with the position of what does not fit
 */
export function parseLocation(text: string): Location {
  const steps: LocationStep[] = []
  let expectsField = true
  pieces.lastIndex = 0
  while (pieces.lastIndex < text.length) {
    const offset = pieces.lastIndex
    const match = pieces.exec(text)
    const [, dot, key, value, field] = match ?? []
    const fits =
      match !== null && (dot !== undefined ? !expectsField : field !== undefined ? expectsField : steps.length > 0 && !expectsField)
    if (!fits)
      throw new SyntaxError(
        `unexpected ${JSON.stringify(text.slice(offset, offset + 10))} at position ${offset + 1} of location ${JSON.stringify(text)}`,
      )
    if (field !== undefined) steps.push({ field: String(unquote(field)) })
    else if (key !== undefined) steps.push({ key: String(unquote(key)), value: value === '*' ? undefined : unquote(value!) })
    expectsField = dot !== undefined
  }
  if (expectsField) throw new SyntaxError(`location ${JSON.stringify(text)} ends too early`)
  return steps
}

function unquote(text: string): string | number {
  if (!/^["']/.test(text)) return /^-?\d+$/.test(text) ? Number(text) : text
  return text.slice(1, -1).replace(/\\(.)/g, '$1')
}
