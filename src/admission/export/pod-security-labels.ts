import type { Check } from '../../core/check.ts'
import type { PolicyExportOptions } from './admission-policies.ts'

/**
 * Namespaces with the labels of Pod Security admission that hold up these checks. Pod Security knows two levels, so a check
 * of the restricted one brings its whole level. The version is pinned: an upgrade of the cluster changes no verdict.
 */
export function podSecurityLabels(
  checks: readonly Check[],
  namespaces: readonly string[],
  { mode, kubernetes }: PolicyExportOptions,
): readonly object[] {
  const levels = new Set(checks.map(({ enforce }) => enforce?.podSecurity))
  const level = levels.has('restricted') ? 'restricted' : levels.has('baseline') ? 'baseline' : undefined
  if (level === undefined) return []
  const version = `v1.${kubernetes}`
  // Audit annotations and warnings come besides refusals, for what makes pods is only warned of.
  const modes = { deny: ['enforce', 'audit', 'warn'], warn: ['audit', 'warn'], audit: ['audit'] }[mode]
  const labels = modes.flatMap((name) => [
    [`pod-security.kubernetes.io/${name}`, level],
    [`pod-security.kubernetes.io/${name}-version`, version],
  ])
  return namespaces.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: Object.fromEntries(labels) as object },
  }))
}
