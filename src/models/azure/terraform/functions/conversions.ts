import { boundedJson } from '../../functions/bounded-json.ts'
import { Undecided } from '../../functions/library.ts'
import { same } from '../../value/compare.ts'
import { toPlain } from '../../value/plain.ts'
import { list, type List, type Origin, type Unknown, type Value } from '../../value/value.ts'

/** A string, number or truth value as a string; undefined for anything else. Terraform converts these wherever it has to. */
export function stringOf(value: Value): string | undefined {
  return value.kind === 'scalar' && value.value !== null ? String(value.value) : undefined
}

/** A number, or a string that holds one. */
export function numberOf(value: Value): number | undefined {
  if (value.kind !== 'scalar') return undefined
  if (typeof value.value === 'number') return value.value
  return typeof value.value === 'string' && /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value.value) ? Number(value.value) : undefined
}

/** A truth value, or the string `true` or `false`. */
export function booleanOf(value: Value): boolean | undefined {
  if (value.kind !== 'scalar') return undefined
  if (typeof value.value === 'boolean') return value.value
  return value.value === 'true' ? true : value.value === 'false' ? false : undefined
}

/** A value as part of a string, spelled as Terraform spells it. */
export function textOf(value: Value): string {
  if (value.kind === 'scalar') return value.value === null ? '' : String(value.value)
  const result = toPlain(value)
  if ('unknown' in result) throw new Undecided(result.unknown)
  return encodedJson(result.plain)
}

/** JSON as Terraform writes it: keys in order, and what could end a script element escaped. */
export function encodedJson(plain: unknown): string {
  return boundedJson(plain, (value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  ).replace(/[<>&\u2028\u2029]/g, (unit) => `\\u${unit.codePointAt(0)!.toString(16).padStart(4, '0')}`)
}

/** A set: each item once, and strings and numbers in order. */
export function setOf(at: Origin, items: readonly Value[], open?: Unknown): List {
  const kept: Value[] = []
  const seen = new Set<unknown>()
  for (const item of items) {
    if (item.kind === 'scalar' ? seen.has(item.value) : kept.some((other) => same(other, item) === true)) continue
    if (item.kind === 'scalar') seen.add(item.value)
    kept.push(item)
  }
  return { ...list(at, kept.toSorted(inOrder), open), set: true }
}

function inOrder(a: Value, b: Value): number {
  if (a.kind !== 'scalar' || b.kind !== 'scalar' || a.value === null || b.value === null) return 0
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0
}

/** Items of one type, as a list, set or map has them: strings where some are strings. */
export function unified(items: readonly Value[]): readonly Value[] {
  const kinds = new Set(items.map((item) => (item.kind === 'scalar' && item.value !== null ? typeof item.value : undefined)))
  if (!kinds.has('string') || kinds.size === 1) return items
  return items.map((item) => (item.kind === 'scalar' && item.value !== null ? { ...item, value: String(item.value) } : item))
}
