/** A JSON object of which nothing is known yet. */
export type UntrustedObject = Readonly<Record<string, unknown>>

/** The value as an object; anything else counts as an empty one. */
export function asObject(value: unknown): UntrustedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as UntrustedObject) : {}
}

/** The value as an array; anything else counts as an empty one. */
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value if it is a text that is not empty. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The texts of an array that are not empty; whatever else it holds is left out. */
export function asTexts(value: unknown): readonly string[] {
  return asArray(value).filter((each): each is string => typeof each === 'string' && each !== '')
}
