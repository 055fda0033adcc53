import { RegoError, type RegoPosition } from '../errors.ts'
import { equalValues, RegoObject, RegoSet, type Value } from '../values.ts'

type Part = ObjectBuilder | RegoSet | { readonly leaf: Value }

/** Puts together the nested object that rules with references in their heads define, and finds where they disagree. */
export class ObjectBuilder {
  readonly #parts = new ValueMap<Part>()

  /** The value of a rule at the end of `path`. */
  insert(path: readonly Value[], value: Value, at: RegoPosition): void {
    const [last, parent] = this.#descend(path, at)
    const present = parent.#parts.get(last)
    if (present === undefined) parent.#parts.set(last, { leaf: value })
    else if (!('leaf' in present) || !equalValues(present.leaf, value)) throw conflict(at)
  }

  /** A member of the set at the end of `path`; without one the set is empty. */
  insertMember(path: readonly Value[], member: Value | undefined, at: RegoPosition): void {
    const [last, parent] = this.#descend(path, at)
    let set = parent.#parts.get(last)
    if (set === undefined) parent.#parts.set(last, (set = new RegoSet()))
    if (!(set instanceof RegoSet)) throw conflict(at)
    if (member !== undefined) set.add(member)
  }

  #descend([step, ...rest]: readonly Value[], at: RegoPosition): readonly [Value, ObjectBuilder] {
    if (rest.length === 0) return [step!, this]
    let part = this.#parts.get(step!)
    if (part === undefined) this.#parts.set(step!, (part = new ObjectBuilder()))
    if (!(part instanceof ObjectBuilder)) throw conflict(at)
    return part.#descend(rest, at)
  }

  build(): RegoObject {
    const object = new RegoObject()
    for (const [key, part] of this.#parts.entries())
      object.set(key, part instanceof ObjectBuilder ? part.build() : part instanceof RegoSet ? part : part.leaf)
    return object
  }
}

/** A map with any values as keys. */
class ValueMap<T> {
  readonly #indexes = new RegoObject()
  readonly #entries: (readonly [Value, T])[] = []

  get(key: Value): T | undefined {
    return this.#entries[this.#indexes.get(key) as number]?.[1]
  }

  set(key: Value, value: T): void {
    this.#indexes.set(key, this.#entries.length)
    this.#entries.push([key, value])
  }

  entries(): readonly (readonly [Value, T])[] {
    return this.#entries
  }
}

function conflict(at: RegoPosition): RegoError {
  return new RegoError('eval_conflict_error', 'object keys must be unique', at)
}
