import { withServerDefaults } from '../api-server/defaults.ts'
import { isSynced } from '../gatekeeper/config.ts'
import { inventoryOf } from '../gatekeeper/inventory.ts'
import type { RegoObject } from '../rego/values.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import type { ClusterPolicies } from './read-policies.ts'

/** What policies can look at besides the object that they judge: the namespaces with their labels, and the inventory. */
export class ClusterState {
  readonly #namespaces = new Map<string, Untyped>()
  readonly inventory: RegoObject

  /** @param objects what the cluster will hold besides what was given with its policies */
  constructor(cluster: ClusterPolicies, objects: readonly Untyped[]) {
    const held = [...cluster.others.map(({ value }) => value), ...objects].map(withServerDefaults)
    for (const object of held)
      if (object['kind'] === 'Namespace' && object['apiVersion'] === 'v1') {
        const name = String(valueAt(object, ['metadata', 'name']))
        this.#namespaces.set(name, withNameLabel(object, name))
      }
    this.inventory = inventoryOf(held.filter((object) => isSynced(cluster.gatekeeper, object)))
  }

  /** The namespace that an object is in, where it is known. */
  namespaceOf(value: Untyped): Untyped | undefined {
    const name = valueAt(value, ['metadata', 'namespace'])
    return typeof name === 'string' ? this.#namespaces.get(name) : undefined
  }
}

/** The API server puts the name of a namespace among its labels. */
function withNameLabel(namespace: Untyped, name: string): Untyped {
  const metadata = isMapping(namespace['metadata']) ? namespace['metadata'] : {}
  const labels = isMapping(metadata['labels']) ? metadata['labels'] : {}
  return { ...namespace, metadata: { ...metadata, labels: { ...labels, 'kubernetes.io/metadata.name': name } } }
}
