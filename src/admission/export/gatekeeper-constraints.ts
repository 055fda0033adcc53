import type { Check, GatekeeperRule } from '../../core/check.ts'
import type { PolicyExportOptions } from './admission-policies.ts'

const actions = { deny: 'deny', warn: 'warn', audit: 'dryrun' } as const

/**
 * Constraints of the Gatekeeper library that ask the same as these checks, for clusters that have its templates. Their
 * messages are those of the templates.
 */
export function gatekeeperConstraints(checks: readonly Check[], options: PolicyExportOptions): readonly object[] {
  return checks.flatMap((check) => (check.enforce?.gatekeeper === undefined ? [] : [constraint(check, check.enforce.gatekeeper, options)]))
}

function constraint({ id }: Check, { kind, about, parameters }: GatekeeperRule, { mode, exempt }: PolicyExportOptions): object {
  const [name = '', group = ''] = about.split('/').toReversed()
  return {
    apiVersion: 'constraints.gatekeeper.sh/v1beta1',
    kind,
    metadata: {
      name: `breakwater-${id.replace('/', '-')}`,
      labels: { 'app.kubernetes.io/managed-by': 'breakwater', 'app.kubernetes.io/part-of': 'breakwater' },
      annotations: { 'breakwater.dev/check': id },
    },
    spec: {
      enforcementAction: actions[mode],
      match: { kinds: [{ apiGroups: [group], kinds: [name] }], ...(exempt.length === 0 ? {} : { excludedNamespaces: exempt }) },
      ...(parameters === undefined ? {} : { parameters }),
    },
  }
}
