import { defineView, type ViewKind } from '../../core/estate.ts'
import { kubernetesObject, type KubernetesObject } from '../kubernetes/object.ts'

/** The label by which a pod asks the webhook of Azure Workload Identity for a token. */
export const useLabel = 'azure.workload.identity/use'
/** The annotation by which a service account names the application or managed identity that it stands for. */
export const clientIdAnnotation = 'azure.workload.identity/client-id'

/** The service accounts of the scanned set. One that is not among them may still be in the cluster. */
export class ServiceAccounts {
  readonly #byName: ReadonlyMap<string, KubernetesObject>

  constructor(objects: readonly KubernetesObject[]) {
    this.#byName = new Map(
      objects.filter(({ groupKind }) => groupKind === 'ServiceAccount').map((account) => [`${account.scope}/${account.name}`, account]),
    )
  }

  find(scope: string, name: string): KubernetesObject | undefined {
    return this.#byName.get(`${scope}/${name}`)
  }
}

export const serviceAccounts: ViewKind<ServiceAccounts> = defineView(
  'service-accounts',
  (estate) => new ServiceAccounts(estate.subjects(kubernetesObject)),
)
