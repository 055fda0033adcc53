import { defineCheck, type Check, type Example } from '../core/check.ts'
import { set } from '../core/edit.ts'
import { message, text, type Text } from '../core/text.ts'
import { workload } from '../models/workload/workload.ts'

/** A field of a pod that puts it into a namespace of its node. */
type HostNamespaceField = 'hostIPC' | 'hostPID' | 'hostNetwork'

export interface HostNamespaceCheck {
  readonly id: string
  readonly field: HostNamespaceField
  readonly title: Text<never>
  readonly why: Text<never>
  /** What is said of a pod that is in it. */
  readonly shared: Text<never>
  /** GUID of the built-in definition of Azure Policy that demands the same. */
  readonly azurePolicy: string
  readonly examples: readonly Example[]
}

/** A check that pods stay out of a namespace of their node, as the baseline Pod Security Standard asks. */
export function hostNamespaceCheck({ field, shared, azurePolicy, ...rest }: HostNamespaceCheck): Check {
  return defineCheck({
    ...rest,
    controls: ['pod-security-context', 'build-manifest-analysis'],
    standards: ['pss-baseline/hostNamespaces'],
    subject: workload,
    severity: 'high',
    confidence: 'high',
    since: '0.1.0',
    messages: { [field]: shared },
    *evaluate(pod, { report }) {
      if (pod.get(field) !== true) return
      const at = pod.at(field)
      yield report(field, {}, { at, fix: { title: message(leave, { field }), safety: 'review', edits: [set(at, false)] } })
    },
    enforce: {
      podSecurity: 'baseline',
      azurePolicy,
      cel: [{ of: 'pod', forbids: `variables.pod.?${field}.orValue(false)`, message: field }],
    },
    references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  })
}

const leave = text({ en: 'set {field} to false', ja: '{field} を false にする' })

/** The examples of a field: in the namespace of the node, and out of it. `names` say which is which. */
export function hostNamespaceExamples(
  field: HostNamespaceField,
  names: { readonly shared: string; readonly own: string },
): readonly Example[] {
  return [
    { name: names.shared, source: podWith(`${field}: «true»`), fails: [field], fixed: podWith(`${field}: false`) },
    { name: names.own, source: podWith(`${field}: false`) },
  ]
}

function podWith(setting: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  ${setting}
  containers:
    - name: app
      image: registry.example/app:1
`
}
