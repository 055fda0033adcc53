import { SharedMap } from './shared-map.ts'
import { joinValues, mergeTaints, unknown, type Contents, type Scope, type Taint, type Value } from './value.ts'

const empty: Contents = { entries: new Map(), rest: [], calls: new Map() }

export function contents(known: Partial<Contents>): Contents {
  return { ...empty, ...known }
}

/** How a run of statements ended before its end. */
export type Ending = 'return' | 'throw' | 'break' | 'continue'

/** Variables, objects and proven facts at one point of a function. */
export class State implements Scope {
  vars: SharedMap<string, Value>
  heap: SharedMap<number, Contents>
  /** What expressions were tested for: key of an expression to the mask of the kinds that it is safe for. */
  tested: SharedMap<string, number>
  /** Variables of the functions around this one. */
  readonly outer: Scope | undefined
  ended: Ending | undefined

  constructor(outer?: Scope, from?: State) {
    this.outer = outer
    this.vars = from === undefined ? new SharedMap() : from.vars.fork()
    this.heap = (from ?? outer)?.heap.fork() ?? new SharedMap()
    this.tested = from === undefined ? new SharedMap() : from.tested.fork()
    this.ended = from?.ended
  }

  /** The same point once more, to go on from it another way. */
  fork(): State {
    return new State(this.outer, this)
  }

  get(name: string): Value | undefined {
    return this.vars.get(name) ?? this.outer?.get(name)
  }

  /** Sets a variable where it is declared: here, or in a function around this one. */
  assign(name: string, value: Value): void {
    if (!this.vars.has(name) && this.outer?.knows(name) === true) {
      this.outer.assign(name, value)
      this.forget(name)
    } else this.declare(name, value)
  }

  /** Whether a variable is declared here or around. */
  knows(name: string): boolean {
    return this.vars.has(name) || this.outer?.knows(name) === true
  }

  declare(name: string, value: Value): void {
    this.vars.set(name, value)
    this.forget(name)
  }

  /** What was proven of a variable, or of something in it, does not hold for its next value. */
  forget(name: string): void {
    if (this.tested.size === 0) return
    for (const key of this.tested.keys()) if (key === name || key.startsWith(`${name}.`)) this.tested.delete(key)
  }

  contentsOf({ object }: Value): Contents | undefined {
    return object === undefined ? undefined : this.heap.get(object)
  }

  /** Takes over what holds at another point of the same function. */
  become(other: State): void {
    this.vars = other.vars.fork()
    this.heap = other.heap.fork()
    this.tested = other.tested.fork()
    this.ended = other.ended
  }

  /** What holds after either of two ways; a way that ended does not come here. */
  join(other: State): void {
    if (other.ended !== undefined) return
    if (this.ended !== undefined) {
      this.become(other)
      return
    }
    if (!this.vars.isSame(other.vars)) this.#joinVariables(other)
    if (!this.heap.isSame(other.heap)) this.#joinHeap(other)
    if (this.tested.isSame(other.tested)) return
    for (const [key, mask] of this.tested) this.tested.set(key, mask & (other.tested.get(key) ?? 0))
  }

  #joinVariables(other: State): void {
    for (const [name, theirs] of other.vars) {
      const ours = this.vars.get(name)
      if (ours !== theirs) this.vars.set(name, joinValues(ours ?? unknown, theirs))
    }
  }

  #joinHeap(other: State): void {
    for (const [id, theirs] of other.heap) {
      const ours = this.heap.get(id)
      if (ours !== theirs) this.heap.set(id, ours === undefined ? theirs : joinContents(ours, theirs))
    }
  }

  /** The marks of a value and of all that is in it. */
  deepTaints(value: Value, seen: Set<number> = new Set()): readonly Taint[] {
    if (value.object === undefined || seen.has(value.object)) return value.taints
    seen.add(value.object)
    const inside = this.heap.get(value.object)
    if (inside === undefined) return value.taints
    let taints = mergeTaints(value.taints, inside.rest)
    for (const element of inside.elements ?? []) taints = mergeTaints(taints, this.deepTaints(element, seen))
    for (const entry of inside.entries.values()) taints = mergeTaints(taints, this.deepTaints(entry, seen))
    return taints
  }
}

function joinContents(one: Contents, other: Contents): Contents {
  const entries = new Map(one.entries)
  for (const [key, value] of other.entries) entries.set(key, joinValues(entries.get(key) ?? unknown, value))
  const calls = new Map(one.calls)
  for (const [name, made] of other.calls) calls.set(name, [...new Set([...(calls.get(name) ?? []), ...made])])
  const rest = mergeTaints(one.rest, other.rest)
  if (one.elements !== undefined && one.elements.length === other.elements?.length) {
    const elements = one.elements.map((element, index) => joinValues(element, other.elements![index]!))
    return { elements, entries, rest, calls }
  }
  const loose = [...(one.elements ?? []), ...(other.elements ?? [])].reduce<readonly Taint[]>(
    (sum, { taints }) => mergeTaints(sum, taints),
    rest,
  )
  return { entries, rest: loose, calls }
}
