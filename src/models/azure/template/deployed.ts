import { list, dictionary, type Unknown, type Value, type Entry, stillUnknown, isText } from '../value/value.ts'

/**
 * A declared value as a reference to the deployed resource sees it: what was declared, and beside it whatever the service
 * adds, which is not known.
 */
export function asDeployed(value: Value, added: Unknown, depth = 0): Value {
  if (depth > 32) return value
  if (value.kind === 'list')
    return list(
      value,
      value.items.map((item, index) => asDeployed(item, inside(added, String(index)), depth + 1)),
      value.open,
    )
  if (value.kind !== 'dictionary') return value
  const entries = new Map<string, Entry>()
  for (const [key, entry] of value.entries) entries.set(key, { ...entry, value: asDeployed(entry.value, inside(added, key), depth + 1) })
  return dictionary(value, entries, value.open ?? added)
}

/** What the deployment adds further in is named by the whole way to it. */
function inside(added: Unknown, step: string): Unknown {
  return added.shape?.endsWith('}') === true ? { ...added, shape: `${added.shape.slice(0, -1)}.${step}}` } : added
}

/** The names that a slash-separated name consists of; of an unknown one by its shape. */
export function nameSegments(name: Value): readonly Value[] {
  if (isText(name)) return name.value.split('/').map((segment) => ({ ...name, value: segment }))
  if (name.kind !== 'unknown' || name.shape === undefined) return [name]
  const segments = name.shape.split('/')
  return segments.length === 1 ? [name] : segments.map((shape) => stillUnknown(name, name, shape))
}
