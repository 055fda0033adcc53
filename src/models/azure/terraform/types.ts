import type { HclExpression } from '../../../syntax/hcl/ast.ts'
import { dictionary, entry, isNull, list, scalar, type Entry, type Value } from '../value/value.ts'

/**
 * A value as a variable of this type takes it: attributes that are declared `optional(…)` and are missing get their default,
 * or null, and primitive values are converted. What the type does not take stays as it is.
 */
export function withTypeDefaults(
  value: Value,
  type: HclExpression | undefined,
  evaluate: (expression: HclExpression) => Value,
  depth = 0,
): Value {
  if (type?.kind === 'variable') return converted(value, type.name)
  if (type?.kind !== 'call' || depth > 32 || isNull(value)) return value
  const [of] = type.args
  if (type.name === 'optional') return withTypeDefaults(value, of, evaluate, depth + 1)
  if (type.name === 'list' || type.name === 'set')
    return value.kind === 'list'
      ? list(
          value,
          value.items.map((item) => withTypeDefaults(item, of, evaluate, depth + 1)),
          value.open,
        )
      : value
  if (value.kind !== 'dictionary') return value
  if (type.name === 'map')
    return dictionary(
      value,
      mapped(value.entries, (item) => withTypeDefaults(item, of, evaluate, depth + 1)),
      value.open,
    )
  if (type.name !== 'object' || of?.kind !== 'object') return value
  const entries = new Map(value.entries)
  for (const { key, value: attribute } of of.entries) {
    const name = key.kind === 'literal' ? String(key.value) : ''
    const given = entries.get(name)
    const optional = attribute.kind === 'call' && attribute.name === 'optional' ? attribute : undefined
    const [inner, fallback] = optional?.args ?? [attribute]
    if (given !== undefined && !(isNull(given.value) && fallback !== undefined)) {
      entries.set(name, { ...given, value: withTypeDefaults(given.value, inner, evaluate, depth + 1) })
    } else if (optional !== undefined && value.open === undefined) {
      const taken = fallback === undefined ? scalar(value, null) : withTypeDefaults(evaluate(fallback), inner, evaluate, depth + 1)
      entries.set(name, entry(taken, taken))
    }
  }
  return dictionary(value, entries, value.open)
}

function converted(value: Value, to: string): Value {
  if (value.kind !== 'scalar' || value.value === null) return value
  if (to === 'string') return typeof value.value === 'string' ? value : { ...value, value: String(value.value) }
  if (typeof value.value !== 'string') return value
  if (to === 'number' && isNumber(value.value)) return { ...value, value: Number(value.value) }
  return to === 'bool' && (value.value === 'true' || value.value === 'false') ? { ...value, value: value.value === 'true' } : value
}

/** Whether a text is the number that a variable of that type takes it for. */
export function isNumber(written: string): boolean {
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(written)
}

function mapped(entries: ReadonlyMap<string, Entry>, change: (value: Value) => Value): ReadonlyMap<string, Entry> {
  return new Map([...entries].map(([key, found]) => [key, { ...found, value: change(found.value) }]))
}
