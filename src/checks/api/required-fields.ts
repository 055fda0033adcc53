import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { validationOf } from '../../models/kubernetes-api/object-validation.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { fieldsNotJudged } from './parts/not-judged.ts'

export const requiredFields = defineCheck({
  id: 'api/required-fields',
  controls: ['build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Fields that Kubernetes requires are there', ja: 'Kubernetes が必須とするフィールドを書く' }),
  why: text({
    en: 'The API server refuses an object that lacks a required field, so a release stops halfway and what it was to protect stays as it was.',
    ja: '必須のフィールドがないオブジェクトは API サーバーに拒否されます。リリースは途中で止まり、守るはずだったものは元のまま残ります。',
  }),
  messages: {
    missing: text({ en: '{type} lacks the required field {field}', ja: '{type} に必須のフィールド {field} がありません' }),
  },
  *evaluate(object, { report, target }) {
    const { known, problems } = validationOf(object, target.kubernetes)
    if (!known) return fieldsNotJudged(target.kubernetes)
    for (const problem of problems) {
      if (problem.code !== 'missing-field') continue
      const { path: at, field, type } = problem
      yield report('missing', { type, field }, { at })
    }
    return undefined
  },
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/'],
  examples: [
    {
      name: 'a deployment without a selector, a container without a name',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  «replicas: 2»
  template:
    spec:
      containers:
        - «image: registry.example/app:1»
`,
      fails: ['missing', 'missing'],
    },
    {
      name: 'null is the same as nothing',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  «containers»:
`,
      fails: ['missing'],
    },
    {
      name: 'what the API server fills in may be left out, and so may anything in a status',
      source: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
roleRef:
  kind: Role
  name: reader
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
status:
  conditions:
    - type: Ready
`,
    },
  ],
})
