import type { HclExpression } from '../../../syntax/hcl/ast.ts'
import { dictionary, entry, isNull, list, scalar, type Dictionary, type Entry, type Value } from '../value/value.ts'
import { booleanOf, numberOf, setOf, stringOf } from './functions/conversions.ts'

type Evaluate = (expression: HclExpression) => Value

const scalars: Readonly<Record<string, (value: Value) => string | number | boolean | undefined>> = {
  string: stringOf,
  number: numberOf,
  bool: booleanOf,
}

/**
 * A value as a variable of this type takes it: converted as Terraform converts, with the defaults of attributes that are
 * declared `optional(…)` and are missing, and without attributes that an object type does not have. What does not fit the type
 * is left as it is.
 */
export function converted(value: Value, type: HclExpression | undefined, evaluate: Evaluate, depth = 0): Value {
  if (type === undefined || depth > 32 || isNull(value)) return value
  if (type.kind === 'variable' || type.kind === 'literal')
    return ofScalarType(value, type.kind === 'variable' ? type.name : String(type.value))
  if (type.kind !== 'call') return value
  const [of] = type.args
  const inner = (item: Value): Value => converted(item, of, evaluate, depth + 1)
  switch (type.name) {
    case 'optional':
      return inner(value)
    case 'list':
      return value.kind === 'list' ? list(value, value.items.map(inner), value.open) : value
    case 'set':
      return value.kind === 'list' ? setOf(value, value.items.map(inner), value.open) : value
    case 'map':
      return value.kind === 'dictionary' ? dictionary(value, mapped(value.entries, inner), value.open) : value
    case 'tuple':
      return of?.kind === 'tuple' && value.kind === 'list'
        ? list(
            value,
            value.items.map((item, index) => converted(item, of.items[index], evaluate, depth + 1)),
            value.open,
          )
        : value
    case 'object':
      return of?.kind === 'object' && value.kind === 'dictionary' ? objectOf(value, of, evaluate, depth) : value
    default:
      return value
  }
}

function ofScalarType(value: Value, type: string): Value {
  const made = scalars[type]?.(value)
  return made === undefined || value.kind !== 'scalar' || value.value === made ? value : { ...value, value: made }
}

function objectOf(value: Dictionary, type: Extract<HclExpression, { kind: 'object' }>, evaluate: Evaluate, depth: number): Dictionary {
  const entries = new Map<string, Entry>()
  for (const { key, value: attribute } of type.entries) {
    const name = key.kind === 'literal' ? String(key.value) : ''
    const given = value.entries.get(name)
    const optional = attribute.kind === 'call' && attribute.name === 'optional' ? attribute : undefined
    const [inner, fallback] = optional?.args ?? [attribute]
    if (given !== undefined && !(isNull(given.value) && fallback !== undefined)) {
      entries.set(name, { ...given, value: converted(given.value, inner, evaluate, depth + 1) })
    } else if (optional !== undefined && value.open === undefined) {
      const taken = fallback === undefined ? scalar(value, null) : converted(evaluate(fallback), inner, evaluate, depth + 1)
      entries.set(name, entry(taken, taken))
    }
  }
  return dictionary(value, entries, value.open)
}

function mapped(entries: ReadonlyMap<string, Entry>, change: (value: Value) => Value): ReadonlyMap<string, Entry> {
  return new Map([...entries].map(([key, found]) => [key, { ...found, value: change(found.value) }]))
}
