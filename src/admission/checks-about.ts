import type { Check } from '../core/check.ts'
import type { Estate } from '../core/estate.ts'
import type { Subject, SubjectKind } from '../core/subject.ts'
import { groupKindsOfSubject, kubernetesObject, type KubernetesObject } from '../models/kubernetes/object.ts'
import { workload } from '../models/workload/workload.ts'
import type { AdmissionPolicy } from './policy.ts'

/** The checks that can be about objects of one kind. */
interface KindIndex {
  readonly checks: readonly Check[]
  /** The kinds of subjects that they are about: which of them an object has is asked of its estate. */
  readonly subjects: readonly SubjectKind<Subject>[]
  /** Those of the checks that are about the same kinds of subjects as an object before. */
  readonly byPresence: Map<string, readonly Check[]>
}

/** Clusters serve some hundred kinds. Names of kinds come with requests, so that what is kept of them has a bound. */
const mostKinds = 2000

const indexes = new WeakMap<AdmissionPolicy, Map<string, KindIndex>>()

/** The checks of a policy that have something to look at in an object, which is alone in its estate. */
export function checksAbout({ groupKind }: KubernetesObject, estate: Estate, policy: AdmissionPolicy): readonly Check[] {
  const { checks, subjects, byPresence } = indexOf(groupKind, policy)
  let presence = ''
  for (const kind of subjects) presence += estate.subjects(kind).length > 0 ? '+' : '-'
  let present = byPresence.get(presence)
  if (present === undefined) byPresence.set(presence, (present = checks.filter(({ subject }) => estate.subjects(subject).length > 0)))
  return present
}

function indexOf(groupKind: string, policy: AdmissionPolicy): KindIndex {
  let byKind = indexes.get(policy)
  if (byKind === undefined) indexes.set(policy, (byKind = new Map()))
  let index = byKind.get(groupKind)
  if (index === undefined) {
    if (byKind.size >= mostKinds) byKind.clear()
    const checks = policy.checks.filter(({ subject }) => canComeFrom(subject, groupKind))
    byKind.set(groupKind, (index = { checks, subjects: [...new Set(checks.map(({ subject }) => subject))], byPresence: new Map() }))
  }
  return index
}

/** Whether an object of this kind can give rise to subjects of that one. */
function canComeFrom(kind: SubjectKind<Subject>, groupKind: string): boolean {
  if ((kind as unknown) === kubernetesObject || (kind as unknown) === workload || kind.standsIn !== undefined) return true
  const named = groupKindsOfSubject(kind)
  if (named !== undefined) return named.has(groupKind)
  let can = false
  kind.derive?.((other) => {
    can ||= canComeFrom(other, groupKind)
    return []
  })
  return can
}
