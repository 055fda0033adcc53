import { dictionary, stillUnknown, type Dictionary, type Entry, type Origin, type Unknown, type Value } from './value.ts'

/** Whether entries of one key are merged where both are objects, or the later one replaces the other. */
export type OverlayDepth = 'shallow' | 'deep'

/** How deeply objects are merged. */
const deepest = 64
/** Beyond this many entries, keys that differ in case only are told apart. */
const mostCompared = 64

/**
 * The entries of several objects laid over each other, later ones on top. An object that is not known, or not wholly, may
 * hold any key: what lies under it is unknown then, and what lies above it is known. Values that are no objects add nothing.
 */
export class Overlay {
  readonly #entries = new Map<string, Entry>()
  readonly #level: number
  #open: Unknown | undefined

  constructor(level = 0) {
    this.#level = level
  }

  set(key: string, entry: Entry): void {
    this.#entries.set(key, entry)
  }

  /** Lays all entries of `value` on top. With `folded`, keys that differ in case only are one. */
  lay(value: Value, depth: OverlayDepth = 'shallow', folded = false): void {
    const open = value.kind === 'unknown' ? value : value.kind === 'dictionary' ? value.open : undefined
    if (open !== undefined) this.doubt(open)
    if (value.kind !== 'dictionary') return
    for (const [key, entry] of value.entries) {
      const name = folded ? this.#existingKey(key) : key
      const before = depth === 'deep' ? this.#entries.get(name)?.value : undefined
      this.#entries.set(name, before === undefined ? entry : { ...entry, value: this.#merged(before, entry.value) })
    }
  }

  #merged(under: Value, over: Value): Value {
    if (under.kind !== 'dictionary' || over.kind !== 'dictionary' || this.#level >= deepest) return over
    const inner = new Overlay(this.#level + 1)
    inner.lay(under)
    inner.lay(over, 'deep', true)
    return inner.value(over)
  }

  #existingKey(key: string): string {
    if (this.#entries.has(key) || this.#entries.size > mostCompared) return key
    const lower = key.toLowerCase()
    for (const known of this.#entries.keys()) if (known.toLowerCase() === lower) return known
    return key
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

/** Objects laid over each other, keys that differ in case only taken for one, as the service does; see {@link Overlay}. */
export function overlaid(at: Origin, objects: readonly Value[], depth: OverlayDepth = 'shallow'): Dictionary {
  const overlay = new Overlay()
  for (const object of objects) overlay.lay(object, depth, true)
  return overlay.value(at)
}
