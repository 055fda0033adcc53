/** Fields in which a change made past git takes protection away, by the last name on the way to them. */
const securityFields = new Set([
  'securityContext',
  'privileged',
  'allowPrivilegeEscalation',
  'readOnlyRootFilesystem',
  'runAsUser',
  'runAsNonRoot',
  'capabilities',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'hostPath',
  'serviceAccountName',
  'serviceAccount',
  'automountServiceAccountToken',
  'image',
  'command',
  'args',
  'env',
  'envFrom',
  'volumes',
  'volumeMounts',
  'containers',
  'initContainers',
  'template',
  'spec',
  'rules',
  'roleRef',
  'subjects',
  'verbs',
  'resources',
  'ingress',
  'egress',
  'podSelector',
  'policyTypes',
  'failurePolicy',
  'namespaceSelector',
  'pod-security.kubernetes.io/enforce',
])

/** `resources` is a list of rights in a role, and of amounts in a container. */
const onlyInRoles = new Set(['resources', 'verbs'])

/**
 * The security field that a path leads to or into, where the path is a JSON pointer (`/spec/template/spec/hostPID`) or a
 * jq expression (`.spec.template.spec.containers[].image`). Undefined where it leads to something else, such as a number
 * of replicas or a certificate that a controller fills in.
 */
export function securityFieldIn(path: string, kind: string): string | undefined {
  if (path.length > 1000) return undefined
  const steps = path
    .split(path.startsWith('/') ? '/' : /[.[\]"'|()\s]+/)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .filter((step) => step !== '' && step !== '-' && step !== '*' && !/^\d+$/.test(step))
  const last = steps.at(-1)
  if (last === undefined) return undefined
  const inside = steps.find((step) => step === 'securityContext' || step === 'capabilities')
  if (inside !== undefined) return inside
  if (onlyInRoles.has(last) && !/role/i.test(kind)) return undefined
  return securityFields.has(last) ? last : undefined
}
