import { isUnknown, sameType, types, type StaticType } from './static-type.ts'

/** What the parameters of types have turned out to be. */
export class Substitution {
  #known: ReadonlyMap<string, StaticType> = new Map()
  #count = 0

  /** A parameter that nothing is known of yet. */
  fresh(): StaticType {
    return { kind: 'parameter', name: `_${this.#count++}` }
  }

  /** Types of a signature with parameters of their own, so that two calls do not share them. */
  instance(given: readonly StaticType[]): readonly StaticType[] {
    const own = new Map<string, StaticType>()
    const replace = (type: StaticType): StaticType => {
      if (type.kind === 'made') return type.of.length === 0 ? type : { ...type, of: type.of.map(replace) }
      if (type.kind !== 'parameter') return type
      const known = own.get(type.name) ?? this.fresh()
      own.set(type.name, known)
      return known
    }
    return given.map(replace)
  }

  /** The type with everything put in that is known. */
  apply(type: StaticType): StaticType {
    if (type.kind === 'made') return type.of.length === 0 ? type : { ...type, of: type.of.map((one) => this.apply(one)) }
    const known = type.kind === 'parameter' ? this.#known.get(type.name) : undefined
    return known === undefined ? type : this.apply(known)
  }

  /** The same; what is still not known may be anything. */
  settle(type: StaticType): StaticType {
    const applied = this.apply(type)
    if (applied.kind === 'parameter') return types.dyn
    return applied.kind === 'made' && applied.of.length > 0 ? { ...applied, of: applied.of.map((one) => this.settle(one)) } : applied
  }

  /** Whether values of the types `from` can stand where `to` are wanted; what that says of parameters is kept only if so. */
  fits(from: readonly StaticType[], to: readonly StaticType[]): boolean {
    if (from.length !== to.length) return false
    const before = this.#known
    this.#known = new Map(before)
    const fit = from.every((type, index) => this.#fits(type, to[index]!))
    if (!fit) this.#known = before
    return fit
  }

  #fits(from: StaticType, to: StaticType): boolean {
    if (to.kind === 'parameter') {
      const [isBound, isKnown] = this.#bind(to.name, to, from)
      if (isBound) return true
      if (isKnown) return false
    }
    if (from.kind === 'parameter') return this.#bind(from.name, from, to)[0]
    if (isUnknown(from) || isUnknown(to)) return true
    if (from.kind === 'null') return isNullable(to)
    if (to.kind === 'null') return isNullable(from)
    if (from.kind === 'made') {
      if (to.kind !== 'made' || to.name !== from.name) return false
      return from.name === 'type' || (from.of.length === to.of.length && from.of.every((one, index) => this.#fits(one, to.of[index]!)))
    }
    return sameType(from, to)
  }

  /** Whether a parameter can be `type`, and whether something was known of it. */
  #bind(name: string, parameter: StaticType, type: StaticType): readonly [isBound: boolean, isKnown: boolean] {
    if (sameType(parameter, type)) return [true, true]
    const known = this.#known.get(name)
    if (known === undefined) {
      if (this.#mentions(type, name)) return [false, false]
      this.#set(name, type)
      return [true, false]
    }
    if (sameType(known, type)) return [true, true]
    if (!this.#fits(type, known)) return [false, true]
    const general = moreGeneral(type, known)
    if (!this.#mentions(general, name)) this.#set(name, general)
    return [true, true]
  }

  #set(name: string, type: StaticType): void {
    ;(this.#known as Map<string, StaticType>).set(name, type)
  }

  #mentions(type: StaticType, name: string): boolean {
    if (type.kind === 'made') return type.of.some((one) => this.#mentions(one, name))
    if (type.kind !== 'parameter') return false
    if (type.name === name) return true
    const known = this.#known.get(type.name)
    return known !== undefined && this.#mentions(known, name)
  }
}

/** Objects and types of libraries can be null, plain values cannot. */
function isNullable(type: StaticType): boolean {
  if (type.kind === 'scalar') return type.name === 'timestamp' || type.name === 'duration'
  if (type.kind === 'made') return type.name !== 'list' && type.name !== 'map' && type.name !== 'type'
  return type.kind === 'null' || type.kind === 'object'
}

/** The one of two types that agree which says less. */
export function moreGeneral(a: StaticType, b: StaticType): StaticType {
  return saysNoMore(a, b) ? a : b
}

function saysNoMore(a: StaticType, b: StaticType): boolean {
  if (a.kind === 'dyn' || a.kind === 'parameter') return true
  if (b.kind === 'dyn' || b.kind === 'parameter' || a.kind !== b.kind) return false
  if (a.kind !== 'made') return sameType(a, b)
  const other = b as Extract<StaticType, { kind: 'made' }>
  if (a.name === 'type') return other.name === 'type'
  return a.name === other.name && a.of.length === other.of.length && a.of.every((one, index) => saysNoMore(one, other.of[index]!))
}
