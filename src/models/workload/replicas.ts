import { defineView, type ViewKind } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { stringAt } from '../kubernetes/json.ts'
import { kubernetesObject, type KubernetesObject } from '../kubernetes/object.ts'
import type { Workload } from './workload.ts'

/** The kinds that keep a number of like pods running. */
const replicated = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Rollout'])

/** Whether a workload of this kind states how many pods it runs. */
export function isReplicated({ kind }: Workload): boolean {
  return replicated.has(kind)
}

/** How many pods are wanted: what is written, else the API's default of one. Undefined for kinds that have no such number. */
export function replicasOf(pod: Workload): number | undefined {
  if (!isReplicated(pod)) return undefined
  const written = pod.object.get('spec', 'replicas')
  return written === undefined ? 1 : typeof written === 'number' ? written : undefined
}

/** Which workloads an autoscaler of the scanned set takes care of. */
export class Autoscalers {
  readonly #byTarget = new Map<string, KubernetesObject>()

  constructor(objects: readonly KubernetesObject[]) {
    for (const object of objects) {
      const target =
        object.kind === 'HorizontalPodAutoscaler' || object.kind === 'ScaledObject'
          ? stringAt(object.value, ['spec', 'scaleTargetRef', 'name'])
          : undefined
      if (target === undefined) continue
      const kind = stringAt(object.value, ['spec', 'scaleTargetRef', 'kind']) ?? 'Deployment'
      this.#byTarget.set(`${object.scope}/${kind}/${target}`, object)
    }
  }

  of({ object }: Workload): KubernetesObject | undefined {
    return this.#byTarget.get(`${object.scope}/${object.kind}/${object.name}`)
  }
}

export const autoscalers: ViewKind<Autoscalers> = defineView('autoscalers', (estate) => new Autoscalers(estate.subjects(kubernetesObject)))

/** Where an autoscaler says how many pods there are at the least. */
export function fewestAt({ kind }: KubernetesObject): Path {
  return ['spec', kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas']
}

/** How many pods there are at the least: an autoscaler's word goes before that of the workload. */
export function fewestReplicas(pod: Workload, scalers: Autoscalers): number | undefined {
  const scaler = scalers.of(pod)
  if (scaler === undefined) return replicasOf(pod)
  const least = scaler.get(...fewestAt(scaler))
  return typeof least === 'number' ? least : 1
}
