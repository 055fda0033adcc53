import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

export const managedPod = defineCheck({
  id: 'availability/managed-pod',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pods are managed by a controller', ja: 'Pod はコントローラーで管理する' }),
  why: text({
    en: 'A pod of its own is gone with its node, and nothing brings it back.',
    ja: '単独の Pod はノードとともに失われ、元に戻りません。',
  }),
  messages: {
    naked: text({ en: 'pod {name} is not managed by anything', ja: 'Pod {name} を管理するものがありません' }),
  },
  *evaluate({ object }, { report }) {
    if (object.kind !== 'Pod' || listAt(object.value, ['metadata', 'ownerReferences']).length > 0) return
    yield report('naked', { name: object.name }, { at: ['kind'] })
  },
  enforce: {
    azurePolicy: '65280eef-c8b4-425e-9aec-af55e55bf581',
    cel: [
      {
        of: 'object',
        forbids: "object.kind == 'Pod' && size(object.metadata.?ownerReferences.orValue([])) == 0",
        message: 'naked',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs'],
  examples: [
    {
      name: 'on its own',
      source: `apiVersion: v1
kind: «Pod»
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['naked'],
    },
    {
      name: 'of a Deployment',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
