import type { Path } from '../../core/location.ts'

/** A mapping as it comes out of YAML, JSON or the API: nothing about its content is trusted. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a mapping. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What `path` leads to, or undefined. A field that is set to null counts as absent, as the API server reads it;
 * inherited properties of JavaScript objects are never seen.
 */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value
  for (const step of path) {
    if (typeof step === 'number') {
      if (!Array.isArray(current)) return undefined
      current = current[step]
    } else {
      if (!isObject(current)) return undefined
      const next = current[step]
      // Whether it is the mapping's own is asked last, because most fields that checks ask for are not there at all.
      if (next === undefined || !Object.hasOwn(current, step)) return undefined
      current = next
    }
  }
  return current ?? undefined
}

/** The mapping at the end of `path`; undefined where there is none. */
export function objectAt(value: unknown, path: Path): JsonObject | undefined {
  const found = valueAt(value, path)
  return isObject(found) ? found : undefined
}

/** The sequence at `path`; anything else, or nothing, is an empty one. */
export function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = valueAt(value, path)
  return Array.isArray(found) ? found : []
}

/** The text at the end of `path`; undefined where there is none. */
export function stringAt(value: unknown, path: Path): string | undefined {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : undefined
}

/** The entries of a string-to-string mapping such as labels. Values of other types are left out. */
export function stringMapAt(value: unknown, path: Path): Readonly<Record<string, string>> {
  const found = objectAt(value, path)
  if (found === undefined) return {}
  const strings: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [key, entry] of Object.entries(found)) if (typeof entry === 'string') strings[key] = entry
  return strings
}
