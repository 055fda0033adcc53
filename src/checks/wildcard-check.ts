import { defineCheck, type CelRule, type Check, type Context, type Example, type Messages, type Report } from '../core/check.ts'
import type { Path } from '../core/location.ts'
import type { Severity } from '../core/severity.ts'
import type { Text } from '../core/text.ts'
import { listAt } from '../models/kubernetes/json.ts'
import { role, rulesInCel, type Role } from '../models/rbac/role.ts'

export interface WildcardCheck<M extends Messages> {
  readonly id: string
  /** For a rule of all namespaces; one of a single namespace is less. */
  readonly severity: Severity
  readonly inNamespace: Severity
  readonly title: Text<never>
  readonly why: Text<never>
  /** Where in a rule the wildcard stands. */
  readonly list: 'apiGroups' | 'resources' | 'verbs'
  readonly messages: M
  /** What a rule with the wildcard permits. `severity` is what the kind of role makes of it. */
  readonly finding: (
    rule: unknown,
    of: { readonly kind: string; readonly name: string },
    options: { readonly at: Path; readonly severity: Severity },
    report: Context<M>['report'],
  ) => Report
  /** The same in CEL, of a `rule` that has the wildcard. */
  readonly inCel: readonly Pick<CelRule, 'forbids' | 'message' | 'args'>[]
  readonly examples: readonly Example[]
}

/** A check that no list of a rule says `*`. */
export function wildcardCheck<const M extends Messages>({ list, inNamespace, finding, inCel, ...rest }: WildcardCheck<M>): Check {
  return defineCheck<Role, M>({
    ...rest,
    controls: ['aks-kubernetes-rbac', 'build-manifest-analysis'],
    standards: ['cis-aks/4.1.3'],
    subject: role,
    confidence: 'high',
    since: '0.1.0',
    enforce: {
      cel: inCel.map(({ forbids, message, args }): CelRule => ({
        of: 'object',
        each: [rulesInCel],
        forbids: `'*' in rule.?${list}.orValue([]) && ${forbids}`,
        message,
        args: { kind: 'object.kind', name: 'object.metadata.name', ...args },
      })),
    },
    *evaluate({ object: { kind, name }, rules, isClusterWide }, { report }) {
      for (const [index, rule] of rules.entries()) {
        const position = listAt(rule, [list]).indexOf('*')
        if (position === -1) continue
        const at = ['rules', index, list, position]
        yield finding(rule, { kind, name }, { at, severity: isClusterWide ? rest.severity : inNamespace }, report)
      }
    },
    references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  })
}
