import type { Path } from '../../core/location.ts'

/** Kinds of which every field decides who may do what, or who may reach whom. */
const guardingKinds =
  /^(?:rbac\.authorization\.k8s\.io\/|admissionregistration\.k8s\.io\/|networking\.k8s\.io\/NetworkPolicy$|cilium\.io\/|crd\.projectcalico\.org\/|constraints\.gatekeeper\.sh\/|templates\.gatekeeper\.sh\/|kyverno\.io\/|policies\.kyverno\.io\/)/

/** Kinds without which something is no longer limited. */
const limitingKinds = /^(?:ResourceQuota|LimitRange)$/

/** Fields of pods and of everything else that decide what an attacker can do from there. */
const guardingFields: ReadonlySet<string> = new Set([
  'automountServiceAccountToken',
  'capabilities',
  'externalIPs',
  'hostIPC',
  'hostNetwork',
  'hostPath',
  'hostPID',
  'hostPort',
  'hostUsers',
  'image',
  'loadBalancerSourceRanges',
  'runtimeClassName',
  'securityContext',
  'serviceAccount',
  'serviceAccountName',
  'shareProcessNamespace',
  'tls',
  'command',
  'args',
  'ephemeralContainers',
])

/** Labels and annotations that other programs take as orders. */
const guardingMetadata =
  /^(?:pod-security\.kubernetes\.io\/|azure\.workload\.identity\/|container\.apparmor\.security\.beta\.kubernetes\.io\/|seccomp\.security\.alpha\.kubernetes\.io\/|breakwater\.dev\/|admission\.gatekeeper\.sh\/|control-plane$|aadpodidbinding$|kubernetes\.azure\.com\/|service\.beta\.kubernetes\.io\/azure-load-balancer-internal)/

/** Whether objects of the kind guard others: roles, policies, webhooks, quotas. */
export function isGuardingKind(groupKind: string): boolean {
  return guardingKinds.test(groupKind) || limitingKinds.test(groupKind)
}

/** Whether a difference at the path changes what the object may do, or what may be done to it. */
export function isSecurityRelevant(groupKind: string, path: Path): boolean {
  if (isGuardingMetadata(path)) return true
  if (path[0] === 'metadata') return false
  if (isGuardingKind(groupKind)) return true
  if (path.some((step) => typeof step === 'string' && guardingFields.has(step))) return true
  // A further container, or one less.
  const list = path.findLast((step) => typeof step === 'string')
  const isContainer = path.slice(-2).includes(list ?? '') && /^(?:init)?containers$/i.test(String(list))
  return isContainer || (groupKind === 'Service' && path.join('.') === 'spec.type')
}

/** Whether the path leads to a label or an annotation that decides on security, also in the template of a pod. */
export function isGuardingMetadata(path: Path): boolean {
  const at = path.findIndex((step) => step === 'labels' || step === 'annotations')
  return at > 0 && path[at - 1] === 'metadata' && guardingMetadata.test(String(path[at + 1] ?? ''))
}
