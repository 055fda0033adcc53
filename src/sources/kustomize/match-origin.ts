import { isObject } from '../../models/kubernetes/json.ts'
import { groupOf, namesOf, namespaceOf, type Origin } from './origins.ts'

/** Kustomize adds a hash of their content to the names of generated objects. */
const hash = /^-[a-z0-9]{10}$/

/** The one of the origins that an object was built from, by what Kustomize has made of their names and namespaces. */
export function originFor(object: Readonly<Record<string, unknown>>, origins: Iterable<Origin>): Origin | undefined {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {}
  const name = String(metadata['name'])
  const namespace = typeof metadata['namespace'] === 'string' ? metadata['namespace'] : undefined
  const group = groupOf(String(object['apiVersion']))
  let best: Origin | undefined
  for (const origin of origins) {
    if (origin.kind !== object['kind'] || origin.group !== group) continue
    const own = namesOf(origin).at(-1)!
    const isNamed = own === name || (origin.value === undefined && name.startsWith(own) && hash.test(name.slice(own.length)))
    if (!isNamed) continue
    if (namespaceOf(origin) === namespace) return origin
    best ??= origin
  }
  return best
}
