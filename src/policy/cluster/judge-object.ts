import type { Path } from '../../core/location.ts'
import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import type { PodShape } from '../../models/workload/pod-shapes.ts'
import { controllerPods } from '../api-server/controller-pods.ts'
import { withServerDefaults } from '../api-server/defaults.ts'
import { CelError } from '../cel/errors.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { isSynced } from '../gatekeeper/config.ts'
import { expandObject } from '../gatekeeper/expansion.ts'
import { inventoryOf } from '../gatekeeper/inventory.ts'
import { reviewOfRequest, type Review, type ReviewSource } from '../gatekeeper/review.ts'
import type { RegoObject } from '../rego/values.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import type { ClusterPolicy, Complaint, PolicyQuestion } from './cluster-policy.ts'
import { admitted, MutationRefused } from './mutation.ts'
import type { ClusterPolicies } from './read-policies.ts'

/** What a policy says of an object as it is written. */
export interface ObjectComplaint extends Complaint {
  /** What would be refused, where it is not the object itself: a pod that a controller would make of it. */
  readonly implied: 'pod' | 'expansion' | undefined
}

/** One object that the API server would ask about on the way of applying a written one. */
interface Candidate {
  readonly review: Review
  readonly implied: ObjectComplaint['implied']
  readonly sourceOf: (path: Path) => Path
}

type Verdicts = ReadonlyMap<ClusterPolicy, readonly ObjectComplaint[]>

/** Says what a cluster with these policies would do with objects. */
export class ClusterJudge {
  readonly #cluster: ClusterPolicies
  readonly #namespaces = new Map<string, Untyped>()
  readonly #inventory: RegoObject
  readonly #podShapes: readonly PodShape[]
  readonly #judged = new WeakMap<KubernetesObject, Verdicts>()

  /** @param objects what the cluster will hold: policies can look at them, and their namespaces have labels */
  constructor(cluster: ClusterPolicies, objects: readonly KubernetesObject[], podShapes: readonly PodShape[] = []) {
    this.#cluster = cluster
    this.#podShapes = podShapes
    const held = [...cluster.others.map(({ value }) => value), ...objects.map(({ value }) => value)].map(withServerDefaults)
    for (const object of held)
      if (object['kind'] === 'Namespace' && object['apiVersion'] === 'v1') {
        const name = String(valueAt(object, ['metadata', 'name']))
        this.#namespaces.set(name, withNameLabel(object, name))
      }
    this.#inventory = inventoryOf(held.filter((object) => isSynced(cluster.gatekeeper, object)))
  }

  /** What each policy says that is about the object, or about what would be made of it. */
  judge(object: KubernetesObject): Verdicts {
    let verdicts = this.#judged.get(object)
    if (verdicts === undefined) this.#judged.set(object, (verdicts = this.#decide(object)))
    return verdicts
  }

  #decide(object: KubernetesObject): Verdicts {
    const verdicts = new Map<ClusterPolicy, readonly ObjectComplaint[]>()
    let candidates: readonly Candidate[]
    try {
      candidates = this.#candidates(object)
    } catch (error) {
      if (error instanceof MutationRefused) return this.#refused(error)
      if (!(error instanceof PolicyDocumentError)) throw error
      const complaint = { ...withoutVerdict(error), implied: undefined }
      return new Map(this.#cluster.policies.map((policy) => [policy, [complaint]]))
    }
    for (const policy of this.#cluster.policies)
      for (const { review, implied, sourceOf } of candidates) {
        const complaints = ask(policy, { review, inventory: this.#inventory, gatekeeper: this.#cluster.gatekeeper })
        if (complaints === undefined) continue
        const before = verdicts.get(policy) ?? []
        const placed = complaints.map((complaint) => ({
          ...complaint,
          implied,
          path: complaint.path === undefined ? undefined : sourceOf(complaint.path),
        }))
        verdicts.set(policy, [...before, ...placed.filter((complaint) => !before.some((other) => saysTheSame(other, complaint)))])
      }
    return verdicts
  }

  /** Nothing else is asked of an object that could not be changed as it must be. */
  #refused({ by, message }: MutationRefused): Verdicts {
    const policy = this.#cluster.policies.find(({ place, through }) => place === by.place && through === by.through)
    const complaint = { message, undecided: false, path: undefined, rule: by.place, reads: [], implied: undefined }
    return new Map(policy === undefined ? [] : [[policy, [complaint]]])
  }

  #candidates(object: KubernetesObject): readonly Candidate[] {
    const { mutations, expansions } = this.#cluster
    const admit = (value: Untyped, source: ReviewSource): Untyped => {
      const completed = withServerDefaults(value)
      if (mutations.bound.length + mutations.mutators.length === 0) return completed
      const options = { source, namespaceObject: this.#namespaceOf(completed) }
      // What Gatekeeper expands a workload to never passes through the API server.
      const acting = source === 'Generated' ? { ...mutations, bound: [] } : mutations
      return admitted(acting, reviewOfRequest({ operation: 'CREATE', object: completed }, options))
    }
    const candidate = (value: Untyped, source: ReviewSource, rest: Omit<Candidate, 'review'>): Candidate => ({
      review: reviewOfRequest({ operation: 'CREATE', object: value }, { source, namespaceObject: this.#namespaceOf(value) }),
      ...rest,
    })
    const own = admit(object.value, 'Original')
    return [
      candidate(own, 'Original', { implied: undefined, sourceOf: (path) => path }),
      ...expandObject(expansions, own, (child) => admit(child, 'Generated')).map(({ object: child, source }) =>
        candidate(child, 'Generated', { implied: 'expansion', sourceOf: (path) => [...source, ...path] }),
      ),
      ...controllerPods(object, this.#podShapes).map((made) =>
        candidate(admit(made.pod, 'Original'), 'Original', { implied: 'pod', sourceOf: (path) => made.sourceOf(path) }),
      ),
    ]
  }

  #namespaceOf(value: Untyped): Untyped | undefined {
    const name = valueAt(value, ['metadata', 'namespace'])
    return typeof name === 'string' ? this.#namespaces.get(name) : undefined
  }
}

/** Objects that are nested too deeply for expressions, and the like, get no verdict. */
function ask(policy: ClusterPolicy, question: PolicyQuestion): readonly Complaint[] | undefined {
  try {
    return policy.judge(question)
  } catch (error) {
    if (error instanceof CelError) return [withoutVerdict(error)]
    throw error
  }
}

function withoutVerdict({ message }: Error): Complaint {
  return { message, undecided: true, path: undefined, rule: undefined, reads: [] }
}

/** A policy that is against the workload is mostly against its pods for the same reason. */
function saysTheSame(one: ObjectComplaint, other: ObjectComplaint): boolean {
  if (one.undecided !== other.undecided) return false
  return one.path === undefined || other.path === undefined ? one.message === other.message : one.path.join('\0') === other.path.join('\0')
}

/** The API server puts the name of a namespace among its labels. */
function withNameLabel(namespace: Untyped, name: string): Untyped {
  const metadata = isMapping(namespace['metadata']) ? namespace['metadata'] : {}
  const labels = isMapping(metadata['labels']) ? metadata['labels'] : {}
  return { ...namespace, metadata: { ...metadata, labels: { ...labels, 'kubernetes.io/metadata.name': name } } }
}
