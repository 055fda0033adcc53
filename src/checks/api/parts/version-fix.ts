import type { FixDraft } from '../../../core/check.ts'
import { set } from '../../../core/edit.ts'
import { message, text } from '../../../core/text.ts'
import type { Replacement } from '../../../models/kubernetes-api/removals.ts'
import { validateObject } from '../../../models/kubernetes-api/validate.ts'
import type { KubernetesObject } from '../../../models/kubernetes/object.ts'

/** Versions of which the next one has the same fields with the same defaults, so that the cluster keeps the same object. */
const isSameByDefault = new Set([
  'autoscaling/v2beta2 HorizontalPodAutoscaler',
  'batch/v1beta1 CronJob',
  'coordination.k8s.io/v1beta1 Lease',
  'node.k8s.io/v1beta1 RuntimeClass',
  'rbac.authorization.k8s.io/v1beta1 ClusterRole',
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1beta1 Role',
  'rbac.authorization.k8s.io/v1beta1 RoleBinding',
  'scheduling.k8s.io/v1beta1 PriorityClass',
  'storage.k8s.io/v1beta1 StorageClass',
])

/**
 * Puts the object under another version of its kind, offered only where every field is right there as it stands.
 * For review where defaults may differ between the two.
 */
export function versionFix(object: KubernetesObject, replacement: Replacement | undefined, minor: number): FixDraft | undefined {
  if (replacement === undefined || replacement.kind !== object.kind) return undefined
  const { apiVersion } = replacement
  const { known, problems } = validateObject({ ...object.value, apiVersion }, minor)
  if (!known || problems.length > 0) return undefined
  return {
    title: message(text({ en: 'use {apiVersion}', ja: '{apiVersion} を使う' }), { apiVersion }),
    safety: isSameByDefault.has(`${object.apiVersion} ${object.kind}`) ? 'safe' : 'review',
    edits: [set(['apiVersion'], apiVersion)],
  }
}

/** How a message names what to use instead: the apiVersion alone where the kind keeps its name. */
export function replacementName(replacement: Replacement, kind: string): string {
  return replacement.kind === kind ? replacement.apiVersion : `${replacement.apiVersion} ${replacement.kind}`
}
