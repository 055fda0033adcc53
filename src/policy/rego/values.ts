/**
 * Rego's values. Scalars and arrays are JavaScript's own; objects and sets have classes of their own, because their
 * keys can be any value and because they are iterated in Rego's order. Integers outside the range in which `number`
 * is exact are `bigint`, and no `bigint` is ever inside that range, so equal numbers always have equal representations.
 */
export type Scalar = null | boolean | number | bigint | string
export type Value = Scalar | readonly Value[] | RegoObject | RegoSet

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' | 'set'

const rank: Readonly<Record<TypeName, number>> = { null: 0, boolean: 1, number: 2, string: 3, array: 4, object: 5, set: 6 }

export function typeName(value: Value): TypeName {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number' || typeof value === 'bigint') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (value === null) return 'null'
  if (value instanceof RegoObject) return 'object'
  if (value instanceof RegoSet) return 'set'
  return 'array'
}

function isScalar(value: Value): value is Scalar {
  return typeof value !== 'object' || value === null
}

/** A text that two composite values share exactly when they are equal. */
function identity(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return `${value}n`
  if (isScalar(value)) return String(value === 0 ? 0 : value)
  if (value instanceof RegoObject || value instanceof RegoSet) return value.identity
  return `[${value.map(identity).join()}]`
}

/** A mapping from any value to any value. Treated as immutable once built. */
export class RegoObject {
  readonly #scalars: Map<Scalar, Value>
  #composites: Map<string, readonly [Value, Value]> | undefined
  #sorted: readonly Value[] | undefined
  #identity: string | undefined

  constructor(entries?: Iterable<readonly [Value, Value]>) {
    this.#scalars = new Map()
    if (entries !== undefined) for (const [key, value] of entries) this.set(key, value)
  }

  get size(): number {
    return this.#scalars.size + (this.#composites?.size ?? 0)
  }

  get(key: Value): Value | undefined {
    if (isScalar(key)) return this.#scalars.get(key)
    return this.#composites?.get(identity(key))?.[1]
  }

  has(key: Value): boolean {
    return this.get(key) !== undefined
  }

  /** Only while the object is being built: nobody else may hold it yet. */
  set(key: Value, value: Value): void {
    this.#sorted = undefined
    this.#identity = undefined
    if (isScalar(key)) this.#scalars.set(key, value)
    else (this.#composites ??= new Map()).set(identity(key), [key, value])
  }

  /** Keys in Rego's order. */
  keys(): readonly Value[] {
    if (this.#sorted === undefined) {
      const keys: Value[] = [...this.#scalars.keys()]
      for (const [key] of this.#composites?.values() ?? []) keys.push(key)
      this.#sorted = keys.sort(compareValues)
    }
    return this.#sorted
  }

  *entries(): Generator<readonly [Value, Value]> {
    for (const key of this.keys()) yield [key, this.get(key)!]
  }

  values(): readonly Value[] {
    return this.keys().map((key) => this.get(key)!)
  }

  /** A copy with one more or one other entry. */
  with(key: Value, value: Value): RegoObject {
    const copy = new RegoObject(this.entries())
    copy.set(key, value)
    return copy
  }

  get identity(): string {
    this.#identity ??= `{${this.keys()
      .map((key) => `${identity(key)}:${identity(this.get(key)!)}`)
      .join()}}`
    return this.#identity
  }
}

/** A set of values, iterated in Rego's order. Treated as immutable once built. */
export class RegoSet {
  readonly #scalars = new Set<Scalar>()
  /** The first composite member, until there is another: a set of one needs no identities. */
  #single: Value | undefined
  #composites: Map<string, Value> | undefined
  #sorted: readonly Value[] | undefined
  #identity: string | undefined

  constructor(members?: Iterable<Value>) {
    if (members !== undefined) for (const member of members) this.add(member)
  }

  get size(): number {
    return this.#scalars.size + (this.#single === undefined ? (this.#composites?.size ?? 0) : 1)
  }

  has(value: Value): boolean {
    if (isScalar(value)) return this.#scalars.has(value)
    if (this.#single !== undefined) return equalValues(this.#single, value)
    return this.#composites?.has(identity(value)) ?? false
  }

  /** Only while the set is being built: nobody else may hold it yet. */
  add(value: Value): void {
    this.#sorted = undefined
    this.#identity = undefined
    if (isScalar(value)) this.#scalars.add(value)
    else if (this.#single === undefined && this.#composites === undefined) this.#single = value
    else {
      this.#composites ??= new Map([[identity(this.#single!), this.#single!]])
      this.#single = undefined
      const key = identity(value)
      if (!this.#composites.has(key)) this.#composites.set(key, value)
    }
  }

  /** Members in Rego's order. */
  members(): readonly Value[] {
    this.#sorted ??=
      this.#single !== undefined && this.#scalars.size === 0
        ? [this.#single]
        : [...this.#scalars, ...(this.#single === undefined ? (this.#composites?.values() ?? []) : [this.#single])].sort(compareValues)
    return this.#sorted
  }

  get identity(): string {
    this.#identity ??= `<${this.members().map(identity).join()}>`
    return this.#identity
  }
}

export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true
  if (isScalar(a) || isScalar(b)) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalValues(item, b[index] as Value))
  if (a instanceof RegoObject) {
    if (!(b instanceof RegoObject) || a.size !== b.size) return false
    for (const key of a.keys()) {
      const other = b.get(key)
      if (other === undefined || !equalValues(a.get(key)!, other)) return false
    }
    return true
  }
  if (!(a instanceof RegoSet && b instanceof RegoSet) || a.size !== b.size) return false
  return a.members().every((member) => b.has(member))
}

/** Rego's total order: null, booleans, numbers, strings, arrays, objects, sets; within a type by content. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : 0
  const typeA = typeName(a)
  const typeB = typeName(b)
  if (typeA !== typeB) return rank[typeA] - rank[typeB]
  if (typeof a === 'boolean') return a ? 1 : -1
  if (a instanceof RegoObject && b instanceof RegoObject) return compareObjects(a, b)
  if (a instanceof RegoSet && b instanceof RegoSet) return compareLists(a.members(), b.members())
  return compareLists(a as readonly Value[], b as readonly Value[])
}

function isNumeric(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function compareLists(a: readonly Value[], b: readonly Value[]): number {
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const order = compareValues(a[index]!, b[index]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareObjects(a: RegoObject, b: RegoObject): number {
  const keysA = a.keys()
  const keysB = b.keys()
  const shared = Math.min(keysA.length, keysB.length)
  for (let index = 0; index < shared; index++) {
    const order = compareValues(keysA[index]!, keysB[index]!) || compareValues(a.get(keysA[index]!)!, b.get(keysB[index]!)!)
    if (order !== 0) return order
  }
  return keysA.length - keysB.length
}

/** By Unicode code points, as Go compares UTF-8 bytes; UTF-16 units differ where surrogates meet U+E000 to U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const unitA = a.charCodeAt(index)
    const unitB = b.charCodeAt(index)
    if (unitA !== unitB) return weight(unitA) - weight(unitB)
  }
  return a.length - b.length
}

const weight = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/** The member of a value under a key, as a reference reads it. Sets hold their members under themselves. */
export function lookup(value: Value, key: Value): Value | undefined {
  if (value instanceof RegoObject) return value.get(key)
  if (Array.isArray(value)) return typeof key === 'number' ? (value[key] as Value | undefined) : undefined
  if (value instanceof RegoSet) return value.has(key) ? key : undefined
  return undefined
}
