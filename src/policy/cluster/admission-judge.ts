import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import { expandObject } from '../gatekeeper/expansion.ts'
import { reviewOfRequest } from '../gatekeeper/review.ts'
import type { Untyped } from '../untyped.ts'
import type { ClusterPolicy } from './cluster-policy.ts'
import { ClusterState } from './cluster-state.ts'
import { admitted, type Admitted } from './mutation.ts'
import type { ClusterPolicies } from './read-policies.ts'
import { verdictsOn, type Candidate, type PolicyJudge, type Verdicts } from './verdicts.ts'

/** What is known of the request that an object comes with. */
interface Expected {
  readonly request: Untyped
  readonly timeLeft?: () => number
}

/** Only a refusal names the field: warnings and records say what and by whom. */
function isTold({ action }: ClusterPolicy): boolean {
  return action === 'deny'
}

/**
 * Says what policies have against requests as the API server makes them: the objects have their defaults, who asks is known,
 * and pods come when controllers make them.
 */
export class AdmissionJudge implements PolicyJudge {
  readonly #cluster: ClusterPolicies
  readonly #policies: readonly ClusterPolicy[]
  readonly #state: ClusterState
  readonly #expected = new WeakMap<KubernetesObject, Expected>()
  readonly #judged = new WeakMap<KubernetesObject, Verdicts>()

  /** @param policies those of the cluster that are asked */
  constructor(cluster: ClusterPolicies, policies: readonly ClusterPolicy[]) {
    this.#cluster = cluster
    this.#policies = policies
    this.#state = new ClusterState(cluster, [])
  }

  /** Tells which request an object is of, and how long its answer is waited for, before anybody asks for the verdicts on it. */
  expect(object: KubernetesObject, request: Untyped, timeLeft: () => number): void {
    this.#expected.set(object, { request, timeLeft })
  }

  /** The policies that ended with an error or at a limit, so that their word on an object is not known. */
  failedOn(object: KubernetesObject): readonly ClusterPolicy[] {
    const failed: ClusterPolicy[] = []
    for (const [policy, complaints] of this.judge(object)) if (complaints.some((complaint) => complaint.failed)) failed.push(policy)
    return failed
  }

  judge(object: KubernetesObject): Verdicts {
    let verdicts = this.#judged.get(object)
    if (verdicts === undefined) this.#judged.set(object, (verdicts = this.#decide(object)))
    return verdicts
  }

  /**
   * The object of a request as MutatingAdmissionPolicies and Gatekeeper's mutators leave it.
   *
   * @throws {MutationRefused} where a mutation fails that must not
   * @throws {PolicyDocumentError} where what it would become is not known
   */
  admit(object: Untyped, request: Untyped): Admitted {
    const namespaceObject = this.#state.namespaceOf(object)
    return admitted(this.#cluster.mutations, reviewOfRequest({ ...request, object }, { namespaceObject }))
  }

  #decide(object: KubernetesObject): Verdicts {
    const { gatekeeper, expansions } = this.#cluster
    const { request, timeLeft } = this.#expected.get(object) ?? { request: { operation: 'CREATE', object: object.value } }
    const namespaceObject = this.#state.namespaceOf(object.value)
    const review = reviewOfRequest(request, { namespaceObject })
    const candidates: Candidate[] = [{ review, implied: undefined, sourceOf: (path) => path }]
    if (expansions.length > 0 && review.operation !== 'DELETE')
      for (const { object: child, source } of expandObject(expansions, object.value, (made) => made))
        candidates.push({
          review: reviewOfRequest({ operation: 'CREATE', object: child }, { source: 'Generated', namespaceObject }),
          implied: 'expansion',
          sourceOf: (path) => [...source, ...path],
        })
    return verdictsOn(candidates, this.#policies, { inventory: this.#state.inventory, gatekeeper, timeLeft }, isTold)
  }
}
