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
  judge(object: KubernetesObject): Verdicts
}

/** One object that the API server would ask about on the way of applying a written one. */
export interface Candidate {
  readonly review: Review
  readonly implied: ObjectComplaint['implied']
  /** Where in the written object a field of it comes from. */
  readonly sourceOf: (path: Path) => Path
}

const noComplaints: readonly ObjectComplaint[] = []

/** Asks every policy about every candidate; what a policy says of several for one reason is said once. */
export function verdictsOn(
  candidates: readonly Candidate[],
  policies: readonly ClusterPolicy[],
  known: Omit<PolicyQuestion, 'review' | 'explains'>,
  explains: (policy: ClusterPolicy) => boolean,
): Verdicts {
  const verdicts = new Map<ClusterPolicy, readonly ObjectComplaint[]>()
  const questions = candidates.map(({ review }) => ({
    explained: { review, ...known, explains: true },
    plain: { review, ...known, explains: false },
  }))
  for (const policy of policies)
    for (const [index, { implied, sourceOf }] of candidates.entries()) {
      const complaints = ask(policy, explains(policy) ? questions[index]!.explained : questions[index]!.plain)
      if (complaints === undefined) continue
      const before = verdicts.get(policy) ?? noComplaints
      if (complaints.length === 0) {
        verdicts.set(policy, before)
        continue
      }
      const placed = complaints.map((complaint) => ({
        ...complaint,
        implied,
        path: complaint.path === undefined ? undefined : sourceOf(complaint.path),
      }))
      verdicts.set(policy, [...before, ...placed.filter((complaint) => !before.some((other) => saysTheSame(other, complaint)))])
    }
  return verdicts
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
