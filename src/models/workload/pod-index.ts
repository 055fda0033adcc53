import { defineView, type Estate, type ViewKind } from '../../core/estate.ts'
import { isBuiltInGroup } from '../kubernetes-api/kind-scope.ts'
import { kubernetesObject, type KubernetesObject } from '../kubernetes/object.ts'
import { isUnread } from '../kubernetes/unread-kinds.ts'
import { workload, type Workload } from './workload.ts'

/** What makes pods in every cluster. */
const makers = ['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'ReplicationController']

/** The pods of the scanned set, namespace by namespace. */
export class PodIndex {
  readonly #workloads: ReadonlyMap<string, readonly Workload[]>
  readonly #operated: ReadonlySet<string>
  readonly #estate: Pick<Estate, 'notAnalysed'>

  constructor(workloads: readonly Workload[], objects: readonly KubernetesObject[], estate: Pick<Estate, 'notAnalysed'>) {
    this.#estate = estate
    this.#workloads = Map.groupBy(workloads, ({ scope }) => scope)
    this.#operated = new Set(objects.filter(({ apiVersion }) => !isBuiltInGroup(apiVersion)).map(({ scope }) => scope))
  }

  in(scope: string): readonly Workload[] {
    return this.#workloads.get(scope) ?? []
  }

  /**
   * Whether what the set shows of a namespace's pods is enough to say that something is none of them: it holds some, no
   * kind of workload could not be read, and there are no custom resources, out of which an operator may make pods that
   * nobody can see here.
   */
  isKnown(scope: string): boolean {
    return this.#workloads.has(scope) && !this.#operated.has(scope) && !isUnread(this.#estate, makers, scope)
  }
}

export const podIndex: ViewKind<PodIndex> = defineView(
  'pod-index',
  (estate) => new PodIndex(estate.subjects(workload), estate.subjects(kubernetesObject), estate),
)
