import { defineCheck, type Check, type Example } from '../core/check.ts'
import { remove } from '../core/edit.ts'
import type { Severity } from '../core/severity.ts'
import { text, type Text } from '../core/text.ts'
import { binding, subjectsInCel, type BindingSubject } from '../models/rbac/role.ts'

/** Somebody who should be given nothing by a binding. */
export interface BoundSubjectCheck {
  readonly id: string
  readonly controls: readonly string[]
  readonly standards?: readonly string[]
  readonly severity: Severity
  readonly title: Text<never>
  readonly why: Text<never>
  readonly isMeant: (subject: BindingSubject) => boolean
  /** The same in CEL, of `subject`. */
  readonly isMeantInCel: string
  readonly message: Text<'kind' | 'name' | 'role'>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that no binding names certain people, groups or accounts. */
export function boundSubjectCheck({ isMeant, isMeantInCel, message, ...rest }: BoundSubjectCheck): Check {
  return defineCheck({
    ...rest,
    subject: binding,
    confidence: 'high',
    since: '0.1.0',
    messages: { bound: message },
    enforce: {
      cel: [
        {
          of: 'object',
          each: [subjectsInCel],
          forbids: isMeantInCel,
          message: 'bound',
          args: { kind: 'subject.kind', name: 'subject.name', role: 'object.roleRef.name' },
        },
      ],
    },
    *evaluate({ subjects, roleName }, { report }) {
      for (const subject of subjects) {
        if (!isMeant(subject)) continue
        const { kind, name, at } = subject
        const title = text({ en: 'take it out of the binding', ja: 'バインディングから外す' })
        yield report(
          'bound',
          { kind, name, role: roleName },
          { at: [...at, 'name'], fix: { title, safety: 'review', edits: [remove(at)] } },
        )
      }
    },
  })
}

/** The examples of a subject that nothing should be given to: bound together with another, and that other alone. */
export function boundSubjectExamples(kind: 'Group' | 'ServiceAccount', name: string): readonly Example[] {
  const scope = kind === 'Group' ? 'apiGroup: rbac.authorization.k8s.io' : 'namespace: shop'
  return [
    {
      name: 'bound together with somebody else',
      source: `${bindingOfAccount}  - kind: ${kind}\n    name: «${name}»\n    ${scope}\n`,
      fails: ['bound'],
      fixed: bindingOfAccount,
    },
    { name: 'somebody in particular', source: bindingOfAccount },
  ]
}

const bindingOfAccount = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: web
    namespace: shop
`
