import type { Path } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'

/**
 * Fields by which the items of Kubernetes' lists are told apart when lists are merged (the `x-kubernetes-patch-merge-key`s
 * of the API's OpenAPI document), most telling first.
 */
const mergeKeys = ['name', 'mountPath', 'devicePath', 'containerPort', 'port', 'ip', 'topologyKey', 'key', 'uid', 'type'] as const

export interface Alignment {
  /** The part of the path that exists in the other value, in its terms. */
  readonly path: Path
  /** The steps after that. */
  readonly missing: Path
  readonly value: unknown
}

/**
 * Finds the field that corresponds to `path` of a merged object in one of the values that it was merged from. Items of
 * lists are recognised by their merge key or by being equal; `byPosition` says that, failing that, their position counts.
 */
export function align(merged: unknown, path: Path, other: unknown, byPosition: boolean): Alignment {
  let current = other
  let from = merged
  const aligned: (string | number)[] = []
  for (const [index, step] of path.entries()) {
    const child = childOf(from, step)
    const at = typeof step === 'number' ? itemLike(child, step, current, byPosition) : isOwn(current, step) ? step : undefined
    if (at === undefined) return { path: aligned, missing: path.slice(index), value: current }
    aligned.push(at)
    current = childOf(current, at)
    from = child
  }
  return { path: aligned, missing: [], value: current }
}

function isOwn(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
}

function childOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Record<string | number, unknown>)[step]
    : undefined
}

function itemLike(item: unknown, index: number, list: unknown, byPosition: boolean): number | undefined {
  if (!Array.isArray(list)) return undefined
  for (const key of mergeKeys) {
    const wanted = childOf(item, key)
    if (typeof wanted !== 'string' && typeof wanted !== 'number') continue
    const found = list.findIndex((candidate) => childOf(candidate, key) === wanted)
    if (found !== -1) return found
  }
  const equal = list.findIndex((candidate) => isSameValue(candidate, item))
  if (equal !== -1) return equal
  return byPosition && index < list.length ? index : undefined
}
