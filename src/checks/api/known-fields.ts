import { defineCheck, type FixDraft } from '../../core/check.ts'
import { remove, rename, set } from '../../core/edit.ts'
import { formatPath, type Path } from '../../core/location.ts'
import { message, text } from '../../core/text.ts'
import type { UnknownField } from '../../models/kubernetes-api/field-problem.ts'
import { validationOf } from '../../models/kubernetes-api/object-validation.ts'
import { problemLimit } from '../../models/kubernetes-api/validate.ts'
import { kubernetesObject, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { fieldsNotJudged } from './parts/not-judged.ts'
import { isSecurityField } from './parts/security-fields.ts'

export const knownFields = defineCheck({
  id: 'api/known-fields',
  controls: ['build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Every field is one that Kubernetes knows', ja: 'Kubernetes にあるフィールドだけを書く' }),
  why: text({
    en: 'A field that is misspelt or stands in the wrong place does nothing. Kubernetes drops it, or refuses the whole object, depending on who applies it; a securityContext that was dropped protects nothing.',
    ja: '綴りや位置を誤ったフィールドは働きません。適用の仕方によって、そのフィールドだけが捨てられるか、オブジェクト全体が拒否されます。捨てられた securityContext は何も守りません。',
  }),
  messages: {
    misspelt: text({
      en: '{type} has no field {field}; {meant} was probably meant',
      ja: '{type} に {field} というフィールドはありません。{meant} の誤りと思われます',
    }),
    misplaced: text({
      en: '{type} has no field {field}; it belongs at {place}',
      ja: '{type} に {field} というフィールドはありません。正しい位置は {place} です',
    }),
    unknown: text({ en: '{type} has no field {field}', ja: '{type} に {field} というフィールドはありません' }),
    tooNew: text({
      en: '{type} has the field {field} only since Kubernetes 1.{minor}',
      ja: '{type} の {field} は Kubernetes 1.{minor} 以降にしかありません',
    }),
    gone: text({
      en: '{type} has no field {field} since Kubernetes 1.{minor}',
      ja: '{type} の {field} は Kubernetes 1.{minor} でなくなりました',
    }),
    more: text({
      en: 'more than {limit} problems in this object; the rest is not listed until these are solved',
      ja: 'このオブジェクトには問題が {limit} 件より多くあります。残りは、これらを直すまで表示されません',
    }),
  },
  *evaluate(object, { report, unknown, target }) {
    const { known, problems, truncated } = validationOf(object, target.kubernetes)
    if (!known) return fieldsNotJudged(target.kubernetes)
    for (const problem of problems) {
      if (problem.code !== 'unknown-field') continue
      const { path: at, field, type, suggestion, addedIn, removedIn } = problem
      const meant = suggestion?.kind === 'rename' ? suggestion.field : undefined
      const severity = isSecurityField(type, [field, meant]) ? 'high' : 'medium'
      const where = { at, part: 'key', severity, fix: fixOf(object, problem) } as const
      if (meant !== undefined) yield report('misspelt', { type, field, meant }, where)
      else if (suggestion?.kind === 'move') yield report('misplaced', { type, field, place: suggestion.to }, where)
      else if (addedIn !== undefined) yield report('tooNew', { type, field, minor: addedIn }, where)
      else if (removedIn !== undefined) yield report('gone', { type, field, minor: removedIn }, where)
      else yield report('unknown', { type, field }, where)
    }
    if (truncated) yield unknown('more', { limit: problemLimit }, { at: ['kind'] })
    return undefined
  },
  references: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    'https://kubernetes.io/docs/reference/kubernetes-api/',
  ],
  examples: [
    {
      name: 'a misspelt security context protects nothing',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      «securitycontext»:
        runAsNonRoot: true # never read
`,
      fails: ['misspelt'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsNonRoot: true # never read
`,
    },
    {
      name: 'fields of a security context that stand elsewhere',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      securityContext:
        «readOnlyRootFilesystem»: true
      containers:
        - name: app
          image: registry.example/app:1
          «runAsUser»: 10001
          «hostNetwork»: false
`,
      fails: ['misplaced', 'misplaced', 'misplaced'],
      fixed: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      securityContext:
        readOnlyRootFilesystem: true
      containers:
        - name: app
          image: registry.example/app:1
          securityContext:
            runAsUser: 10001
      hostNetwork: false
`,
    },
    {
      name: 'a field of an earlier version',
      source: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  «clusterName»: blue
`,
      fails: ['gone'],
    },
    {
      name: 'a field of a later version',
      kubernetes: 24,
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  «hostUsers»: false
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['tooNew'],
    },
    {
      name: 'a field that nothing resembles',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  «owner»: shop
  ports: [{ port: 80 }]
`,
      fails: ['unknown'],
    },
    {
      name: 'fields of a custom resource, which its own definition describes',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  whatever: true
`,
    },
    {
      name: 'known fields only, and labels as one likes',
      source: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  labels:
    anything: goes
data:
  securitycontext: none
`,
    },
  ],
})

/** For review: a field that was dropped until now will begin to work. */
function fixOf(object: KubernetesObject, { path, suggestion }: UnknownField): FixDraft | undefined {
  if (suggestion?.kind === 'rename') return suggestion.certain ? renameFix(path, suggestion.field) : undefined
  const target = suggestion?.path
  const value = object.get(...path)
  // A mapping or a list is left to people: its comments and its style would not come along.
  if (target === undefined || !isScalar(value) || object.get(...target) !== undefined) return undefined
  return {
    title: message(text({ en: 'move it to {place}', ja: '{place} に移す' }), { place: formatPath(target) }),
    safety: 'review',
    edits: [remove(path), set(target, value)],
  }
}

function renameFix(path: Path, field: string): FixDraft {
  return {
    title: message(text({ en: 'rename it to {field}', ja: '{field} に改名する' }), { field }),
    safety: 'review',
    edits: [rename(path, field)],
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
