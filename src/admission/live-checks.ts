import type { Check } from '../core/check.ts'
import type { Subject, SubjectKind } from '../core/subject.ts'
import { namespaceScope } from '../models/kubernetes/namespace-scope.ts'
import { kubernetesObject } from '../models/kubernetes/object.ts'
import { workload } from '../models/workload/workload.ts'

/** Checks of what is written in files, which say nothing of a cluster: a Secret has to hold its values there. */
const aboutFiles: ReadonlySet<string> = new Set(['secret/no-committed-data'])

/** Checks that have an answer for the objects of a cluster, all of them in sight. */
export function clusterChecks(checks: readonly Check[]): readonly Check[] {
  return checks.filter(({ id }) => !aboutFiles.has(id))
}

/** Checks that have an answer for one object of a cluster, with no other object in sight. */
export function liveChecks(checks: readonly Check[]): readonly Check[] {
  return checks.filter((check) => check.reads !== 'estate' && !aboutFiles.has(check.id) && isOfOneObject(check.subject))
}

/** Whether subjects of this kind come from Kubernetes objects, each from a single one. */
function isOfOneObject(kind: SubjectKind<Subject>): boolean {
  // A namespace is seen with everything in it.
  if ((kind as unknown) === namespaceScope) return false
  if ((kind as unknown) === kubernetesObject || (kind as unknown) === workload) return true
  let isFromObjects = false
  kind.derive?.((other) => {
    isFromObjects ||= isOfOneObject(other)
    return []
  })
  return isFromObjects
}
