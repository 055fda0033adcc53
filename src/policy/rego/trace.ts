import type { RegoPosition } from './errors.ts'
import { lookup, RegoObject, RegoSet, type Value } from './values.ts'

/** A place of the input that a rule has looked at, and whether there was something. */
export interface InputRead {
  readonly path: readonly (string | number)[]
  readonly found: boolean
}

/** Why a member is in a set: the rule that put it there, and what it had read of the input by then. */
export interface Explanation {
  readonly member: Value
  readonly rule: RegoPosition
  readonly reads: readonly InputRead[]
}

/** More reads than this are not kept. */
const mostReads = 5000

/**
 * Records what leads to the members of a set. Where a value came from is known by its identity: parts of the input
 * stay the same objects, whatever variables, functions and sets they go through.
 */
export class Trace {
  readonly explanations: Explanation[] = []
  readonly #origins = new Map<object, readonly (string | number)[]>()
  readonly #reads: InputRead[] = []
  #kept = 0

  constructor(input: Value | undefined) {
    if (input !== undefined) this.#locate(input, [])
  }

  #locate(value: Value, path: readonly (string | number)[]): void {
    if (typeof value !== 'object' || value === null || value instanceof RegoSet) return
    this.#origins.set(value, path)
    if (value instanceof RegoObject) {
      for (const [key, member] of value.entries()) if (typeof key === 'string') this.#locate(member, [...path, key])
    } else for (const [index, item] of value.entries()) this.#locate(item, [...path, index])
  }

  /** A lookup that notes what it read. */
  read(value: Value, key: Value): Value | undefined {
    const result = lookup(value, key)
    const origin = typeof value === 'object' && value !== null ? this.#origins.get(value) : undefined
    if (origin !== undefined && (typeof key === 'string' || typeof key === 'number') && this.#reads.length < mostReads)
      this.#reads.push({ path: [...origin, key], found: result !== undefined })
    return result
  }

  mark(): number {
    return this.#reads.length
  }

  /** Forgets what was read since the mark: that way led nowhere. */
  reset(mark: number): void {
    if (this.#kept === 0) this.#reads.length = mark
  }

  /** Within functions, negations and nested bodies nothing is forgotten: also what failed there had its effect. */
  keeping<T>(run: () => T): T {
    this.#kept++
    try {
      return run()
    } finally {
      this.#kept--
    }
  }

  /** Only for the set that is asked about, not for those that it reads. */
  explain(member: Value, rule: RegoPosition): void {
    if (this.#kept > 0) return
    this.explanations.push({ member, rule, reads: [...this.#reads] })
  }
}
