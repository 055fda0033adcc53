import { defineCheck, notApplicable, type Check, type Example } from '../core/check.ts'
import { text, type Text } from '../core/text.ts'
import { namespaceScope } from '../models/kubernetes/namespace-scope.ts'
import { isUnread } from '../models/kubernetes/unread-kinds.ts'
import { kindNotRead } from './kind-not-read.ts'

export interface NamespaceObjectCheck {
  readonly id: string
  readonly title: Text<never>
  readonly why: Text<never>
  /** The kind of the core API group that every namespace should have one of. */
  readonly kind: string
  readonly missing: Text<'name'>
  readonly references: readonly string[]
  readonly examples: readonly Example[]
}

/** A check that a namespace which is defined here comes with an object of a kind. */
export function namespaceObjectCheck({ kind: wanted, missing, ...rest }: NamespaceObjectCheck): Check {
  return defineCheck({
    ...rest,
    controls: ['pod-namespaces', 'build-manifest-analysis'],
    subject: namespaceScope,
    reads: 'estate',
    severity: 'low',
    confidence: 'medium',
    default: 'off',
    since: '0.1.0',
    messages: { missing },
    *evaluate({ name, object, members }, { report, estate }) {
      if (object === undefined)
        return notApplicable(text({ en: 'the namespace is defined elsewhere', ja: '名前空間は別の場所で定義されています' }))
      if (members.some(({ kind, group }) => kind === wanted && group === '')) return undefined
      if (isUnread(estate, [wanted], name)) return kindNotRead
      yield report('missing', { name }, { at: ['metadata', 'name'] })
      return undefined
    },
  })
}

/** The examples of a kind: a namespace without, one with an object of that kind and `spec`, and one that is not defined here. */
export function namespaceObjectExamples(kind: string, spec: string): readonly Example[] {
  return [
    {
      name: 'none',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: «shop»
`,
      fails: ['missing'],
    },
    {
      name: 'one',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: ${kind}
metadata:
  name: shop
  namespace: shop
spec:
${spec}
`,
    },
    {
      name: 'a namespace that is defined elsewhere',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
`,
    },
  ]
}
