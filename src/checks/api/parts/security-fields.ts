/** Types whose every field decides about protection. */
const types = new Set([
  'AppArmorProfile',
  'Capabilities',
  'IPBlock',
  'IngressTLS',
  'MutatingWebhook',
  'NetworkPolicyEgressRule',
  'NetworkPolicyIngressRule',
  'NetworkPolicyPeer',
  'NetworkPolicyPort',
  'NetworkPolicySpec',
  'PodSecurityContext',
  'PolicyRule',
  'RoleRef',
  'SELinuxOptions',
  'SeccompProfile',
  'SecurityContext',
  'ServiceAccountTokenProjection',
  'Subject',
  'ValidatingAdmissionPolicyBindingSpec',
  'ValidatingAdmissionPolicySpec',
  'ValidatingWebhook',
])

/** Fields that decide about protection, in whatever type they are meant to stand. */
const fields = new Set([
  'allowPrivilegeEscalation',
  'appArmorProfile',
  'automountServiceAccountToken',
  'capabilities',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostUsers',
  'loadBalancerSourceRanges',
  'networkPolicy',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
  'roleRef',
  'runAsGroup',
  'runAsNonRoot',
  'runAsUser',
  'runtimeClassName',
  'seLinuxOptions',
  'seccompProfile',
  'securityContext',
  'serviceAccountName',
  'shareProcessNamespace',
  'supplementalGroups',
  'sysctls',
  'tls',
])

/**
 * Whether protection depends on a field: one that is misspelt or misplaced protects nothing, and nothing says so.
 *
 * @param type the type in which the name stands
 * @param names the name, and the one that was probably meant
 */
export function isSecurityField(type: string, names: readonly (string | undefined)[]): boolean {
  return types.has(type) || names.some((name) => name !== undefined && fields.has(name))
}
