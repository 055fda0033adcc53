import type { RegoPosition } from './errors.ts'
import { lookup, RegoObject, RegoSet, type Value } from './values.ts'

/** A place of the input that a rule has looked at. Its path is made when somebody asks: most are only weighed, or forgotten. */
export class InputRead {
  /** The last step of its path. */
  readonly key: string | number
  readonly #within: Origin | undefined

  constructor(within: Origin | undefined, key: string | number) {
    this.#within = within
    this.key = key
  }

  /** How many steps its path has. */
  get depth(): number {
    return this.#within === undefined ? 1 : this.#within.depth + 1
  }

  get path(): readonly (string | number)[] {
    const path = [this.key]
    for (let above = this.#within; above !== undefined; above = above.within) path.push(above.key)
    return path.reverse()
  }

  /** Whether it is a part of what is at `path`. */
  isIn(path: readonly (string | number)[]): boolean {
    let above = this.#within
    while (above !== undefined && above.depth > path.length) above = above.within
    if (above?.depth !== path.length) return false
    for (; above !== undefined; above = above.within) if (above.key !== path[above.depth - 1]) return false
    return true
  }
}

/** Why a member is in a set: the rule that put it there, and what it had read of the input by then. */
export interface Explanation {
  readonly member: Value
  readonly rule: RegoPosition
  readonly reads: readonly InputRead[]
}

/** More reads than this are not kept. */
const mostReads = 5000

/** When explanations hold this many reads together, those that follow hold only the last of theirs, which mostly decide. */
const manyReads = 200_000
const lastReads = 20

/** Where a value lies: under this key of what lies there. */
interface Origin {
  readonly within: Origin | undefined
  readonly key: string | number
  /** How many steps lead there. */
  readonly depth: number
}

/** The composite parts of a member of an input, by identity. */
interface Located {
  readonly key: string | number
  readonly origins: ReadonlyMap<object, Origin>
}

/** Several policies are asked about one object: what is in it is located once. */
const located = new WeakMap<object, Located>()

function originsIn(member: object & Value, key: string | number): ReadonlyMap<object, Origin> {
  let known = located.get(member)
  if (known === undefined || known.key !== key) {
    const origins = new Map<object, Origin>()
    locate(member, { within: undefined, key, depth: 1 }, origins)
    located.set(member, (known = { key, origins }))
  }
  return known.origins
}

function locate(value: Value, origin: Origin, origins: Map<object, Origin>): void {
  if (!isPlace(value)) return
  origins.set(value, origin)
  const depth = origin.depth + 1
  if (value instanceof RegoObject) {
    for (const key of value.keys()) if (typeof key === 'string') locate(value.get(key)!, { within: origin, key, depth }, origins)
  } else for (let key = 0; key < value.length; key++) locate(value[key]!, { within: origin, key, depth }, origins)
}

/** Whether a value has members at paths: sets have none. */
function isPlace(value: Value): value is RegoObject | readonly Value[] {
  return typeof value === 'object' && value !== null && !(value instanceof RegoSet)
}

/**
 * Records what leads to the members of a set. Where a value came from is known by its identity: parts of the input
 * stay the same objects, whatever variables, functions and sets they go through.
 */
export class Trace {
  readonly explanations: Explanation[] = []
  readonly #input: Value | undefined
  readonly #members: readonly ReadonlyMap<object, Origin>[]
  readonly #reads: InputRead[] = []
  #kept = 0
  /** Reads that explanations hold. */
  #explaining = 0

  constructor(input: Value | undefined) {
    this.#input = input
    this.#members = input === undefined || !isPlace(input) ? [] : membersOf(input)
  }

  /** A lookup that notes what it read. */
  read(value: Value, key: Value): Value | undefined {
    const result = lookup(value, key)
    if ((typeof key === 'string' || typeof key === 'number') && typeof value === 'object' && value !== null) {
      if (value === this.#input) this.#note(undefined, key)
      else
        for (const origins of this.#members) {
          const origin = origins.get(value)
          if (origin !== undefined) {
            this.#note(origin, key)
            break
          }
        }
    }
    return result
  }

  #note(origin: Origin | undefined, key: string | number): void {
    if (this.#reads.length < mostReads) this.#reads.push(new InputRead(origin, key))
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
    const reads = this.#explaining < manyReads ? this.#reads.slice() : this.#reads.slice(-lastReads)
    this.#explaining += reads.length
    this.explanations.push({ member, rule, reads })
  }
}

function membersOf(input: RegoObject | readonly Value[]): readonly ReadonlyMap<object, Origin>[] {
  const found: ReadonlyMap<object, Origin>[] = []
  const add = (key: Value, member: Value) => {
    if ((typeof key === 'string' || typeof key === 'number') && isPlace(member)) found.push(originsIn(member, key))
  }
  if (input instanceof RegoObject) for (const key of input.keys()) add(key, input.get(key)!)
  else for (const [key, member] of input.entries()) add(key, member)
  return found
}
