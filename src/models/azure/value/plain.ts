import type { JsonValue } from '../../../core/edit.ts'
import { dictionary, entry, list, scalar, stillUnknown, unknown, type Entry, type Origin, type Unknown, type Value } from './value.ts'

const deepest = 128

/** A JSON value as if it were written at `at` as a whole. What lies deeper than 128 levels is left unknown. */
export function fromPlain(at: Origin, plain: JsonValue, depth = 0): Value {
  if (plain === null || typeof plain !== 'object') return scalar(at, plain)
  if (depth > deepest) return unknown(at, 'limit', 'JSON')
  if (Array.isArray(plain))
    return list(
      at,
      (plain as readonly JsonValue[]).map((item) => fromPlain(at, item, depth + 1)),
    )
  const entries = new Map<string, Entry>()
  for (const [key, item] of Object.entries(plain)) entries.set(key, entry(at, fromPlain(at, item, depth + 1)))
  return dictionary(at, entries)
}

/** How many values one JSON value is made of at most. */
const mostParts = 2_000_000

/** The JSON value, or the unknown that keeps it from being told. Lambdas have none and count as null. */
export function toPlain(
  value: Value,
  depth = 0,
  budget = { left: mostParts },
): { readonly plain: JsonValue } | { readonly unknown: Unknown } {
  if (value.kind === 'unknown') return { unknown: value }
  if (budget.left-- <= 0) return { unknown: unknown(value, 'limit', 'JSON') }
  if (value.kind === 'scalar') return { plain: value.value }
  if (value.kind === 'lambda' || depth > deepest) return { plain: null }
  if (value.kind === 'entity') return toPlain(value.plain(value), depth + 1, budget)
  if (value.open !== undefined) return { unknown: stillUnknown(value, value.open) }
  if (value.kind === 'list') {
    const items: JsonValue[] = []
    for (const item of value.items) {
      const result = toPlain(item, depth + 1, budget)
      if ('unknown' in result) return result
      items.push(result.plain)
    }
    return { plain: items }
  }
  const fields: [string, JsonValue][] = []
  for (const [key, { value: held }] of value.entries) {
    const result = toPlain(held, depth + 1, budget)
    if ('unknown' in result) return result
    fields.push([key, result.plain])
  }
  return { plain: Object.fromEntries(fields) }
}
