import type { Path } from '../../core/location.ts'
import { isSameValue } from '../../core/same-value.ts'
import { saidBy } from '../../core/spoken-error.ts'
import type { KubernetesObject } from '../../models/kubernetes/object.ts'
import { CelError } from '../cel/errors.ts'
import type { Review } from '../gatekeeper/review.ts'
import type { ClusterPolicy, Complaint, PolicyQuestion } from './cluster-policy.ts'

/** What a policy says of an object as it is written. */
export interface ObjectComplaint extends Complaint {
  /** What would be refused, where it is not the object itself: a pod that a controller would make of it. */
  readonly implied: 'pod' | 'expansion' | undefined
}

/** What each policy says that is about an object, or about what would be made of it. */
export type Verdicts = ReadonlyMap<ClusterPolicy, readonly ObjectComplaint[]>

/** Whoever knows what policies say of objects. */
export interface PolicyJudge {
  /** What one policy says of an object; undefined where it is not about it. */
  verdict(object: KubernetesObject, policy: ClusterPolicy): readonly ObjectComplaint[] | undefined
}

/** One object that the API server would ask about on the way of applying a written one. */
export interface Candidate {
  readonly review: Review
  readonly implied: ObjectComplaint['implied']
  /** Where in the written object a field of it comes from. */
  readonly sourceOf: (path: Path) => Path
}

const noComplaints: readonly ObjectComplaint[] = []

/** Asks every policy about every candidate, as `verdictOf` does. */
export function verdictsOn(candidates: readonly Candidate[], policies: readonly ClusterPolicy[], known: Known): Verdicts {
  const verdicts = new Map<ClusterPolicy, readonly ObjectComplaint[]>()
  for (const policy of policies) {
    const verdict = verdictOf(policy, candidates, known, true)
    if (verdict !== undefined) verdicts.set(policy, verdict)
  }
  return verdicts
}

type Known = Omit<PolicyQuestion, 'review' | 'explains'>

/**
 * Asks a policy about every candidate; what it says of several for one reason is said once. Undefined where it is about none
 * of them.
 */
export function verdictOf(
  policy: ClusterPolicy,
  candidates: readonly Candidate[],
  { inventory, gatekeeper, timeLeft }: Known,
  explains: boolean,
): readonly ObjectComplaint[] | undefined {
  let verdict: readonly ObjectComplaint[] | undefined
  for (const { review, implied, sourceOf } of candidates) {
    const complaints = ask(policy, { review, inventory, gatekeeper, timeLeft, explains })
    if (complaints === undefined) continue
    const before = (verdict ??= noComplaints)
    if (complaints.length === 0) continue
    const placed = complaints.map((complaint) => ({
      ...complaint,
      implied,
      path: complaint.path === undefined ? undefined : sourceOf(complaint.path),
    }))
    verdict = [...before, ...placed.filter((complaint) => !before.some((other) => saysTheSame(other, complaint)))]
  }
  return verdict
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

export function withoutVerdict(error: Error): Complaint {
  return { message: saidBy(error), undecided: true, failed: true, path: undefined, rule: undefined }
}

/** A policy that is against the workload is mostly against its pods for the same reason. */
function saysTheSame(one: ObjectComplaint, other: ObjectComplaint): boolean {
  if (one.undecided !== other.undecided) return false
  return one.path === undefined || other.path === undefined
    ? isSameValue(one.message, other.message)
    : one.path.join('\0') === other.path.join('\0')
}
