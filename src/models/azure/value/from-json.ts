import type { Source } from '../../../core/location.ts'
import type { JsonNode } from '../../../syntax/arm/json.ts'
import { dictionary, list, scalar, type Entry, type Value } from './value.ts'

/** A JSON value with its places; strings are taken as they stand. */
export function literalValue(source: Source, node: JsonNode): Value {
  const at = { source, range: node.range }
  if (node.kind === 'literal') return scalar(at, node.value)
  if (node.kind === 'array')
    return list(
      at,
      node.items.map((item) => literalValue(source, item)),
    )
  const entries = new Map<string, Entry>()
  for (const { key, keyRange, value } of node.members)
    entries.set(key, { value: literalValue(source, value), source, key: keyRange, written: value.range })
  return dictionary(at, entries)
}
