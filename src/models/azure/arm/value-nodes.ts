import type { JsonMember, JsonNode } from '../../../syntax/arm/json.ts'
import type { Value } from '../value/value.ts'

/** The values that the nodes of a document stand for which is written in no text of its own. */
export type GivenValues = WeakMap<JsonNode, Value>

/** No document of the service is deeper. */
const deepest = 256

/**
 * A value as the document of an ARM template, for a template that another language computes. What is known only there, or not at
 * all, is a node without content; `given` has the value of every node, with its place.
 */
export function nodesOf(value: Value, given: GivenValues): JsonNode {
  const made = new Map<Value, JsonNode>()
  const nodeOf = (held: Value, depth: number): JsonNode => {
    const known = made.get(held)
    if (known !== undefined) return known
    const node = depth > deepest ? blank(held) : converted(held, (inner) => nodeOf(inner, depth + 1))
    made.set(held, node)
    given.set(node, held)
    return node
  }
  return nodeOf(value, 0)
}

function converted(value: Value, inner: (value: Value) => JsonNode): JsonNode {
  const { range } = value
  if (value.kind === 'scalar') return { kind: 'literal', value: value.value, range, verbatim: false }
  if (value.kind === 'list') return { kind: 'array', items: value.items.map((item) => inner(item)), range }
  if (value.kind !== 'dictionary') return blank(value)
  const members = [...value.entries].map(([key, entry]): JsonMember => ({ key, keyRange: entry.key, value: inner(entry.value) }))
  return { kind: 'object', members, range }
}

function blank({ range }: Value): JsonNode {
  return { kind: 'literal', value: null, range, verbatim: false }
}
