import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import { expandObject } from '../gatekeeper/expansion.ts'
import { reviewOfRequest } from '../gatekeeper/review.ts'
import type { Untyped } from '../untyped.ts'
import type { ClusterPolicy } from './cluster-policy.ts'
import { ClusterState } from './cluster-state.ts'
import { admitted, type Admitted } from './mutation.ts'
import type { ClusterPolicies } from './read-policies.ts'
import { verdictOf, type Candidate, type ObjectComplaint, type PolicyJudge } from './verdicts.ts'

/** What is known of the request that an object comes with. */
interface Expected {
  readonly request: Untyped
  readonly timeLeft?: () => number
}

/** What an object is judged as, and what policies have said of it so far. */
interface Judged {
  readonly candidates: readonly Candidate[]
  readonly timeLeft: (() => number) | undefined
  readonly verdicts: Map<ClusterPolicy, readonly ObjectComplaint[] | undefined>
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
  readonly #state: ClusterState
  readonly #expected = new WeakMap<KubernetesObject, Expected>()
  readonly #judged = new WeakMap<KubernetesObject, Judged>()

  constructor(cluster: ClusterPolicies) {
    this.#cluster = cluster
    this.#state = new ClusterState(cluster, [])
  }

  /** Tells which request an object is of, and how long its answer is waited for, before anybody asks for the verdicts on it. */
  expect(object: KubernetesObject, request: Untyped, timeLeft: () => number): void {
    this.#expected.set(object, { request, timeLeft })
  }

  /** Of the policies whose word was asked for, those that ended with an error or at a limit, so that it is not known. */
  failedOn(object: KubernetesObject): readonly ClusterPolicy[] {
    const verdicts = this.#judged.get(object)?.verdicts ?? []
    return [...verdicts].flatMap(([policy, verdict]) => (verdict?.some(({ failed }) => failed) === true ? [policy] : []))
  }

  /** Each policy is asked when its word is, once: to ask all of them in a row can take long. */
  verdict(object: KubernetesObject, policy: ClusterPolicy): readonly ObjectComplaint[] | undefined {
    let judged = this.#judged.get(object)
    if (judged === undefined) this.#judged.set(object, (judged = this.#begin(object)))
    const { candidates, timeLeft, verdicts } = judged
    const known = verdicts.get(policy)
    if (known !== undefined || verdicts.has(policy)) return known
    const { gatekeeper } = this.#cluster
    const verdict = verdictOf(policy, candidates, { inventory: this.#state.inventory, gatekeeper, timeLeft }, isTold(policy))
    verdicts.set(policy, verdict)
    return verdict
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

  #begin(object: KubernetesObject): Judged {
    const { expansions } = this.#cluster
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
    return { candidates, timeLeft, verdicts: new Map() }
  }
}
