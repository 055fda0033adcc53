import { defineView, type ViewKind } from '../../core/estate.ts'
import { isBuiltInGroup } from '../kubernetes-api/kind-scope.ts'
import { kubernetesObject, type KubernetesObject } from '../kubernetes/object.ts'
import { workload, type Workload } from './workload.ts'

/** The pods of the scanned set, namespace by namespace. */
export class PodIndex {
  readonly #workloads: ReadonlyMap<string, readonly Workload[]>
  readonly #operated: ReadonlySet<string>

  constructor(workloads: readonly Workload[], objects: readonly KubernetesObject[]) {
    this.#workloads = Map.groupBy(workloads, ({ scope }) => scope)
    this.#operated = new Set(objects.filter(({ apiVersion }) => !isBuiltInGroup(apiVersion)).map(({ scope }) => scope))
  }

  in(scope: string): readonly Workload[] {
    return this.#workloads.get(scope) ?? []
  }

  /**
   * Whether what the set shows of a namespace's pods is enough to say that something is none of them: it holds some, and
   * no custom resources, out of which an operator may make pods that nobody can see here.
   */
  isKnown(scope: string): boolean {
    return this.#workloads.has(scope) && !this.#operated.has(scope)
  }
}

export const podIndex: ViewKind<PodIndex> = defineView(
  'pod-index',
  (estate) => new PodIndex(estate.subjects(workload), estate.subjects(kubernetesObject)),
)
