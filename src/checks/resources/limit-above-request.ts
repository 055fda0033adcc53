import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { boundPairs } from '../../models/workload/resource-bounds.ts'
import { workload } from '../../models/workload/workload.ts'

export const limitAboveRequest = defineCheck({
  id: 'resources/limit-above-request',
  controls: ['build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Limits are not below requests', ja: '制限を要求より小さくしない' }),
  why: text({
    en: 'The API server refuses such a pod: a deployment that was to bring a fix stays where it was.',
    ja: 'API サーバーはこのような Pod を拒否します。修正を含むはずのデプロイが適用されません。',
  }),
  messages: {
    below: text({
      en: 'container {container} requests {request} of {resource} and may take {limit}',
      ja: 'コンテナー {container} の {resource} は要求が {request}、制限が {limit} です',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const { resource, request, limit } of boundPairs(container)) {
        if (limit.value >= request.value) continue
        const at = container.at('resources', 'limits', resource)
        const title = text({ en: 'raise the limit to the request', ja: '制限を要求の値まで上げる' })
        // Nothing that runs can change by it, because nothing of the kind runs.
        const fix = { title, safety: 'safe', edits: [set(at, request.written)] } as const
        yield report(
          'below',
          { container: container.name, resource, request: shown(request.written), limit: shown(limit.written) },
          { at, fix },
        )
      }
    }
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  examples: [
    {
      name: 'less than it asks for',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        requests:
          cpu: 500m
          memory: 1Gi
        limits:
          cpu: 1
          memory: «512Mi»
`,
      fails: ['below'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        requests:
          cpu: 500m
          memory: 1Gi
        limits:
          cpu: 1
          memory: 1Gi
`,
    },
    {
      name: 'as much in other words',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        requests:
          cpu: 500m
          memory: 1024Mi
        limits:
          cpu: 0.5
          memory: 1Gi
`,
    },
  ],
})
