import { SpokenError } from '../../../core/spoken-error.ts'
import { spoken } from '../../../core/text.ts'
/** A location that cannot be read. */
export class LocationError extends SpokenError {}

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
 * @throws {LocationError} with the position of what does not fit
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
      throw new LocationError(
        spoken(
          {
            en: 'unexpected {found} at position {position} of location {location}',
            ja: 'location {location} の {position} 文字目に、予期しない {found} があります',
          },
          { found: JSON.stringify(text.slice(offset, offset + 10)), position: offset + 1, location: JSON.stringify(text) },
        ),
      )
    if (field !== undefined) steps.push({ field: String(unquote(field)) })
    else if (key !== undefined) steps.push({ key: String(unquote(key)), value: value === '*' ? undefined : unquote(value!) })
    expectsField = dot !== undefined
  }
  if (expectsField)
    throw new LocationError(
      spoken(
        { en: 'location {location} ends too early', ja: 'location {location} が途中で終わっています' },
        { location: JSON.stringify(text) },
      ),
    )
  return steps
}

function unquote(text: string): string | number {
  if (!/^["']/.test(text)) return /^-?\d+$/.test(text) ? Number(text) : text
  return text.slice(1, -1).replace(/\\(.)/g, '$1')
}
