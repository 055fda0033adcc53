import type { Range } from '../../core/location.ts'
import type { Constant, FunctionCode } from '../../syntax/source-code/program.ts'
import type { SharedMap } from './shared-map.ts'
import { everything, type Label } from './weakness.ts'

/** A mark on a value: where it came from, and what it has been made safe for. */
export interface Taint {
  readonly label: Label
  /** The source as it is written. */
  readonly name: string
  readonly at: Range
  /** Mask of the kinds of weakness that the value is safe for. */
  readonly cleared: number
}

/** What is known of the inside of an object: elements by position, entries by name, and whatever else was put in. */
export interface Contents {
  /** Undefined where positions are not known any more. */
  readonly elements?: readonly Value[] | undefined
  readonly entries: ReadonlyMap<string, Value>
  /** What was put in at an unknown place. */
  readonly rest: readonly Taint[]
  /** The methods that were called on it, with the arguments. */
  readonly calls: ReadonlyMap<string, readonly (readonly Value[])[]>
}

/** The variables around something, and the objects that they hold. */
export interface Scope {
  readonly heap: SharedMap<number, Contents>
  get(name: string): Value | undefined
  knows(name: string): boolean
  assign(name: string, value: Value): void
}

/** A function together with what it can see. */
export interface Closure {
  readonly code: FunctionCode
  readonly scope: Scope
  /** The object that it belongs to, and its class. */
  readonly self?: Value | undefined
  readonly className?: string | undefined
}

/** What is known of a value at one point of a program. */
export interface Value {
  readonly taints: readonly Taint[]
  /** The value itself, where it is one for certain; undefined where it is not known. */
  readonly constant?: Constant | undefined
  /** What it is called or what type it has: `java.sql.Statement`, `subprocess`, `request.args`. */
  readonly path?: string | undefined
  /** The object in the heap whose contents are known. */
  readonly object?: number | undefined
  readonly closure?: Closure | undefined
  /** It was put together out of pieces. */
  readonly isBuilt?: true | undefined
  /** What it begins with, where the beginning is known. */
  readonly prefix?: string | undefined
}

const noTaints: readonly Taint[] = []

/** A value of which nothing is known, and nothing bad. */
export const unknown: Value = { taints: noTaints }

export function constantValue(constant: Constant): Value {
  return { taints: noTaints, constant }
}

export function pathValue(path: string): Value {
  return { taints: noTaints, path }
}

export function tainted(taints: readonly Taint[]): Value {
  return taints.length === 0 ? unknown : { taints }
}

/** As many sources as one value remembers; more tell a reader nothing new. */
const mostTaints = 6

/** The marks of both; a mark that both have is only safe for what it is in both. */
export function mergeTaints(one: readonly Taint[], other: readonly Taint[]): readonly Taint[] {
  if (other.length === 0 || one === other) return one
  if (one.length === 0) return other
  const merged = [...one]
  for (const taint of other) {
    const index = merged.findIndex(({ label, at }) => label === taint.label && at.start === taint.at.start && at.end === taint.at.end)
    if (index !== -1) merged[index] = { ...taint, cleared: taint.cleared & merged[index]!.cleared }
    else if (merged.length < mostTaints) merged.push(taint)
  }
  return merged
}

export function clear(value: Value, mask: number): Value {
  if (value.taints.length === 0 || mask === 0) return value
  return { ...value, taints: clearTaints(value.taints, mask) }
}

export function clearTaints(taints: readonly Taint[], mask: number): readonly Taint[] {
  if (mask === everything) return taints.filter(({ label }) => label === 'sensitive' || label === 'personal')
  return taints.map((taint) => ({ ...taint, cleared: taint.cleared | mask }))
}

/** What holds of a value that is one or the other. */
export function joinValues(one: Value, other: Value): Value {
  if (one === other) return one
  const taints = mergeTaints(one.taints, other.taints)
  return {
    taints,
    ...(one.constant !== undefined && one.constant === other.constant ? { constant: one.constant } : {}),
    ...(one.path !== undefined && (one.path === other.path || other.path === undefined) ? { path: one.path } : {}),
    ...(one.path === undefined && other.path !== undefined ? { path: other.path } : {}),
    ...(one.object !== undefined && (one.object === other.object || other.object === undefined) ? { object: one.object } : {}),
    ...(one.object === undefined && other.object !== undefined ? { object: other.object } : {}),
    ...(one.closure !== undefined || other.closure !== undefined ? { closure: one.closure ?? other.closure } : {}),
    ...(one.isBuilt === true || other.isBuilt === true ? { isBuilt: true } : {}),
    ...(one.prefix !== undefined && one.prefix === other.prefix ? { prefix: one.prefix } : {}),
  }
}
