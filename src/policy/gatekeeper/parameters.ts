import { isMapping, type Untyped } from '../untyped.ts'

/** Schemas nested deeper than this are not followed. */
const deepest = 32

/**
 * A constraint as the API server keeps it: parameters that were left out have the defaults of the template's schema.
 *
 * @param schema `openAPIV3Schema` of the template, as written
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function withParameterDefaults(constraint: unknown, schema: unknown): unknown {
  if (!isMapping(constraint) || !isMapping(schema)) return constraint
  const spec = isMapping(constraint['spec']) ? constraint['spec'] : {}
  const filled = withDefaults(spec['parameters'], schema, 0)
  return filled === spec['parameters'] ? constraint : { ...constraint, spec: { ...spec, parameters: filled } }
}

/** Defaults count for fields that are missing in a mapping that is there, or that has a default itself. */
function withDefaults(value: unknown, schema: Untyped, depth: number): unknown {
  if (depth > deepest) return value
  const given = value === undefined && schema['default'] !== undefined ? schema['default'] : value
  if (Array.isArray(given)) {
    const { items } = schema
    return isMapping(items) ? given.map((item) => withDefaults(item, items, depth + 1)) : given
  }
  // The parameters themselves are always there for policies.
  const mapping = isMapping(given) ? given : depth === 0 && given === undefined ? {} : undefined
  if (mapping === undefined || !isMapping(schema['properties'])) return given
  const filled: Record<string, unknown> = { ...mapping }
  let changed = false
  for (const [name, property] of Object.entries(schema['properties'])) {
    if (!isMapping(property)) continue
    const inner = withDefaults(mapping[name], property, depth + 1)
    if (inner === mapping[name]) continue
    filled[name] = inner
    changed = true
  }
  return changed ? filled : given
}
