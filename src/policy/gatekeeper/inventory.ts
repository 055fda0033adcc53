import { fromJson } from '../rego/json.ts'
import { RegoObject, type Value } from '../rego/values.ts'
import { valueAt, type Untyped } from '../untyped.ts'

/**
 * `data.inventory` of policies: `namespace[NAMESPACE][GROUP/VERSION][KIND][NAME]` and
 * `cluster[GROUP/VERSION][KIND][NAME]`.
 */
export function inventoryOf(objects: Iterable<Untyped>): RegoObject {
  const cluster = new RegoObject()
  const namespaces = new RegoObject()
  for (const object of objects) {
    const path = ['apiVersion', 'kind'].map((field) => valueAt(object, [field]))
    const name = valueAt(object, ['metadata', 'name'])
    const namespace = valueAt(object, ['metadata', 'namespace'])
    if (![...path, name].every((step) => typeof step === 'string')) continue
    const steps = [...path, name] as string[]
    if (typeof namespace === 'string' && namespace !== '') place(namespaces, [namespace, ...steps], fromJson(object))
    else place(cluster, steps, fromJson(object))
  }
  return new RegoObject([
    ['cluster', cluster],
    ['namespace', namespaces],
  ])
}

function place(tree: RegoObject, [step, ...rest]: readonly string[], value: Value): void {
  if (step === undefined) return
  if (rest.length === 0) {
    tree.set(step, value)
    return
  }
  let next = tree.get(step)
  if (!(next instanceof RegoObject)) tree.set(step, (next = new RegoObject()))
  place(next, rest, value)
}
