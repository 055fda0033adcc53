import { defineCheck, type CelRule, type Check, type Example, type FixDraft } from '../core/check.ts'
import { append, remove, set, type JsonValue, type PathEdit } from '../core/edit.ts'
import type { Confidence, Severity } from '../core/severity.ts'
import { message, text, type Text } from '../core/text.ts'
import { listAt } from '../models/kubernetes/json.ts'
import { boundSubjects, type Bound } from '../models/rbac/bound-subjects.ts'
import { givenVerbsInCel, grantsInCel, role, rulesInCel, type Grant, type Permission, type Role } from '../models/rbac/role.ts'

/** A permission that few should have, and what can be done with it. */
export interface PermissionCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly standards?: readonly string[]
  /** For a grant in all namespaces; a grant within one namespace is one step less. */
  readonly severity: Severity
  readonly confidence: Confidence
  readonly default?: 'on' | 'off'
  readonly since: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** What it permits, as a noun: `reading secrets`, `シークレットの読み取り`. */
  readonly permits: Text<never>
  readonly permissions: readonly Permission[]
  /** Whether a rule that names the objects it is about is accepted. */
  readonly acceptsNamed?: true
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

const oneStepLess: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'medium', medium: 'low', low: 'info', info: 'info' }

const isBound = text({ en: '{kind} {name} has it by this binding', ja: 'このバインディングにより {kind} {name} がこの権限を持ちます' })

/**
 * A check of roles for one dangerous permission: the finding stands at the entry of the rule that gives it, and the
 * bindings that hand it out stand beside it.
 */
export function permissionCheck({ permits, permissions, acceptsNamed, ...rest }: PermissionCheck): Check {
  return defineCheck({
    ...rest,
    subject: role,
    reads: 'estate',
    messages: { grants: wordsFor(permits) },
    enforce: { cel: permissions.map((permission) => ruleInCel(permission, acceptsNamed === true)) },
    *evaluate(subject, { report, estate }) {
      const bound = estate.view(boundSubjects).of(subject)
      for (const grant of permissions.flatMap((permission) => [...subject.grants(permission)])) {
        if (grant.named && acceptsNamed === true) continue
        const { kind, name } = subject.object
        yield report(
          'grants',
          { kind, name, verbs: grant.verbs.join(', '), resource: grant.resource },
          {
            at: grant.at,
            fix: fixOf(subject, grant),
            severity: reachesEverywhere(subject, bound) ? rest.severity : oneStepLess[rest.severity],
            related: bound.map(({ binding, subject: who }) => ({
              of: binding,
              at: who.at,
              note: message(isBound, { kind: who.kind, name: who.name }),
            })),
          },
        )
      }
    },
  })
}

function ruleInCel(permission: Permission, acceptsNamed: boolean): CelRule {
  return {
    of: 'object',
    each: [rulesInCel, { in: 'rule.?resources.orValue([])', as: 'resource' }],
    forbids: grantsInCel(permission) + (acceptsNamed ? ' && size(rule.?resourceNames.orValue([])) == 0' : ''),
    message: 'grants',
    args: { kind: 'object.kind', name: 'object.metadata.name', verbs: givenVerbsInCel(permission), resource: 'resource' },
  }
}

function wordsFor(permits: Text<never>): Text<'kind' | 'name' | 'verbs' | 'resource'> {
  return {
    en: `{kind} {name} permits ${permits.en} ({verbs} on {resource})`,
    ja: `{kind} {name} が${permits.ja}を許しています（{resource} への {verbs}）`,
  }
}

/** A ClusterRole counts for all namespaces unless every binding of it that is known keeps it to one. */
function reachesEverywhere(subject: Role, bound: readonly Bound[]): boolean {
  return subject.isClusterWide && (bound.length === 0 || bound.some(({ binding }) => binding.isClusterWide))
}

/** Whoever uses the role loses the permission, so that a person has to look at it. */
function fixOf(subject: Role, grant: Grant): FixDraft {
  const title = text({ en: 'take the permission out of the role', ja: 'ロールからこの権限を外す' })
  return { title, safety: 'review', edits: withoutGrant(subject.rules, grant) }
}

/** What is left of `*` when the asked verbs are gone: the ways to read. */
const reading = ['get', 'list', 'watch']

/** Takes the verbs away from the resource that has them, and from no other resource of its rule. */
function withoutGrant(rules: readonly unknown[], { rule: index, resource, verbs, at }: Grant): readonly PathEdit[] {
  const rule = rules[index]
  const given = listAt(rule, ['verbs'])
  const kept = given.includes('*')
    ? reading.filter((verb) => !verbs.includes(verb))
    : given.map(String).filter((verb) => !verbs.includes(verb))
  if (listAt(rule, ['resources']).length > 1) {
    const rest = { ...(rule as Readonly<Record<string, JsonValue>>), resources: [resource], verbs: kept }
    return [remove(at), ...(kept.length > 0 ? [append(['rules'], rest)] : [])]
  }
  if (kept.length === 0) return rules.length === 1 ? [set(['rules'], [])] : [remove(['rules', index])]
  if (given.includes('*')) return [set(['rules', index, 'verbs'], kept)]
  return given.flatMap((verb, position) => (verbs.includes(String(verb)) ? [remove(['rules', index, 'verbs', position])] : []))
}
