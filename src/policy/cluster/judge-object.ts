import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import type { PodShape } from '../../models/workload/pod-shapes.ts'
import { controllerPods } from '../api-server/controller-pods.ts'
import { withServerDefaults } from '../api-server/defaults.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { expandObject } from '../gatekeeper/expansion.ts'
import { reviewOfRequest, type ReviewSource } from '../gatekeeper/review.ts'
import type { Untyped } from '../untyped.ts'
import type { ClusterPolicy } from './cluster-policy.ts'
import { ClusterState } from './cluster-state.ts'
import { admitted, MutationRefused } from './mutation.ts'
import type { ClusterPolicies } from './read-policies.ts'
import { verdictsOn, withoutVerdict, type Candidate, type ObjectComplaint, type PolicyJudge, type Verdicts } from './verdicts.ts'

/** Says what a cluster with these policies would do with objects. */
export class ClusterJudge implements PolicyJudge {
  readonly #cluster: ClusterPolicies
  readonly #state: ClusterState
  readonly #podShapes: readonly PodShape[]
  readonly #judged = new WeakMap<KubernetesObject, Verdicts>()

  /** @param objects what the cluster will hold: policies can look at them, and their namespaces have labels */
  constructor(cluster: ClusterPolicies, objects: readonly KubernetesObject[], podShapes: readonly PodShape[] = []) {
    this.#cluster = cluster
    this.#podShapes = podShapes
    this.#state = new ClusterState(
      cluster,
      objects.map(({ value }) => value),
    )
  }

  /** What each policy says that is about the object, or about what would be made of it. */
  judge(object: KubernetesObject): Verdicts {
    let verdicts = this.#judged.get(object)
    if (verdicts === undefined) this.#judged.set(object, (verdicts = this.#decide(object)))
    return verdicts
  }

  verdict(object: KubernetesObject, policy: ClusterPolicy): readonly ObjectComplaint[] | undefined {
    return this.judge(object).get(policy)
  }

  #decide(object: KubernetesObject): Verdicts {
    let candidates: readonly Candidate[]
    try {
      candidates = this.#candidates(object)
    } catch (error) {
      if (error instanceof MutationRefused) return this.#refused(error)
      if (!(error instanceof PolicyDocumentError)) throw error
      const complaint = { ...withoutVerdict(error), implied: undefined }
      return new Map(this.#cluster.policies.map((policy) => [policy, [complaint]]))
    }
    const { policies, gatekeeper } = this.#cluster
    return verdictsOn(candidates, policies, { inventory: this.#state.inventory, gatekeeper })
  }

  /** Nothing else is asked of an object that could not be changed as it must be. */
  #refused({ by, says: message }: MutationRefused): Verdicts {
    const policy = this.#cluster.policies.find(({ place, through }) => place === by.place && through === by.through)
    const complaint = { message, undecided: false, path: undefined, rule: by.place, implied: undefined }
    return new Map(policy === undefined ? [] : [[policy, [complaint]]])
  }

  #candidates(object: KubernetesObject): readonly Candidate[] {
    const { mutations, expansions } = this.#cluster
    const admit = (value: Untyped, source: ReviewSource): Untyped => {
      const completed = withServerDefaults(value)
      if (mutations.bound.length + mutations.mutators.length === 0) return completed
      const options = { source, namespaceObject: this.#state.namespaceOf(completed) }
      // What Gatekeeper expands a workload to never passes through the API server.
      const acting = source === 'Generated' ? { ...mutations, bound: [] } : mutations
      return admitted(acting, reviewOfRequest({ operation: 'CREATE', object: completed }, options)).object
    }
    const candidate = (value: Untyped, source: ReviewSource, rest: Omit<Candidate, 'review'>, workload?: Untyped): Candidate => ({
      review: reviewOfRequest(
        { operation: 'CREATE', object: value },
        { source, namespaceObject: this.#state.namespaceOf(value), workload },
      ),
      ...rest,
    })
    const own = admit(object.value, 'Original')
    return [
      candidate(own, 'Original', { implied: undefined, sourceOf: (path) => path }),
      ...expandObject(expansions, own, (child) => admit(child, 'Generated')).map(({ object: child, source }) =>
        candidate(child, 'Generated', { implied: 'expansion', sourceOf: (path) => [...source, ...path] }),
      ),
      ...controllerPods(object, this.#podShapes).map((made) =>
        candidate(admit(made.pod, 'Original'), 'Original', { implied: 'pod', sourceOf: (path) => made.sourceOf(path) }, own),
      ),
    ]
  }
}
