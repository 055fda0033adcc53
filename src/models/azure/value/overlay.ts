import { dictionary, stillUnknown, type Dictionary, type Entry, type Origin, type Unknown, type Value } from './value.ts'

/**
 * The entries of several objects laid over each other, later ones on top. An object that is not known, or not wholly, may
 * hold any key: what lies under it is unknown then, and what lies above it is known. Values that are no objects add nothing.
 */
export class Overlay {
  readonly #entries = new Map<string, Entry>()
  #open: Unknown | undefined

  set(key: string, entry: Entry): void {
    this.#entries.set(key, entry)
  }

  /** Lays all entries of `value` on top. */
  lay(value: Value): void {
    const open = value.kind === 'unknown' ? value : value.kind === 'dictionary' ? value.open : undefined
    if (open !== undefined) this.doubt(open)
    if (value.kind === 'dictionary') for (const [key, entry] of value.entries) this.#entries.set(key, entry)
  }

  /** Any entry so far may be another one, and there may be further ones. */
  doubt(cause: Unknown): void {
    this.#open ??= cause
    for (const [key, entry] of this.#entries) {
      const { value } = entry
      if (value.kind !== 'unknown') this.#entries.set(key, { ...entry, value: stillUnknown(value, cause) })
    }
  }

  value(at: Origin): Dictionary {
    return dictionary(at, this.#entries, this.#open)
  }
}

/** Objects laid over each other; see {@link Overlay}. */
export function overlaid(at: Origin, objects: readonly Value[]): Dictionary {
  const overlay = new Overlay()
  for (const object of objects) overlay.lay(object)
  return overlay.value(at)
}
