import type { Path } from '../../core/location.ts'
import { isMapping } from '../untyped.ts'
import { fromJson, type CelMapKey, type CelValue } from './values.ts'

/** A mapping that tells which of its fields are looked at. */
class TracedMap extends Map<CelMapKey, CelValue> {
  #note: ((key: CelMapKey) => void) | undefined

  /** Starts telling; filling the mapping is no look. */
  observe(note: (key: CelMapKey) => void): void {
    this.#note = note
  }

  override get(key: CelMapKey): CelValue | undefined {
    this.#note?.(key)
    return super.get(key)
  }

  override has(key: CelMapKey): boolean {
    this.#note?.(key)
    return super.has(key)
  }
}

/**
 * Records which fields of an object expressions look at. Expressions stop as soon as their answer is certain, so the
 * field that was looked at last is the one that decided.
 */
export class CelTrace {
  #last: Path | undefined

  /** The object for expressions; its fields are known by their paths in it. */
  values(object: unknown): CelValue {
    return this.#values(object, [])
  }

  #values(value: unknown, path: Path): CelValue {
    if (Array.isArray(value)) return value.map((item, index) => this.#values(item, [...path, index]))
    if (!isMapping(value)) return fromJson(value, path.length)
    const map = new TracedMap()
    for (const [key, member] of Object.entries(value)) if (member !== undefined) map.set(key, this.#values(member, [...path, key]))
    map.observe((key) => {
      if (typeof key === 'string' && !isIdentity(path, key)) this.#last = [...path, key]
    })
    return map
  }

  /** Forgets what was looked at. */
  start(): void {
    this.#last = undefined
  }

  /** The field that was looked at last, which need not be there. */
  deciding(): Path | undefined {
    return this.#last
  }
}

/** What only tells which object it is says nothing of why it is refused. */
function isIdentity(path: Path, key: string): boolean {
  return (path.length === 0 && (key === 'kind' || key === 'apiVersion')) || (path.length === 1 && path[0] === 'metadata' && key === 'name')
}
