import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { boundPairs } from '../../models/workload/resource-bounds.ts'
import { workload } from '../../models/workload/workload.ts'

export const guaranteedMemory = defineCheck({
  id: 'resources/guaranteed-memory',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'info',
  confidence: 'high',
  // Most clusters live well with some overcommitment.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Containers request all the memory that they may take', ja: 'メモリの要求と制限を同じにする' }),
  why: text({
    en: 'Memory beyond the request is lent by the node. When it runs short, what has borrowed most is killed first.',
    ja: '要求を超えるメモリはノードからの借り物です。不足すると、多く借りているものから強制終了されます。',
  }),
  messages: {
    lent: text({
      en: 'container {container} requests {request} of memory and may take {limit}',
      ja: 'コンテナー {container} のメモリは要求が {request}、制限が {limit} です',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const { resource, request, limit } of boundPairs(container)) {
        if (resource !== 'memory' || limit.value <= request.value) continue
        const at = container.at('resources', 'requests', resource)
        const title = text({ en: 'request as much as it may take', ja: '要求を制限と同じにする' })
        const fix = { title, safety: 'review', edits: [set(at, limit.written)] } as const
        yield report('lent', { container: container.name, request: shown(request.written), limit: shown(limit.written) }, { at, fix })
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        forbids:
          'container.?resources.?limits.?memory.hasValue() && container.?resources.?requests.?memory.hasValue() && quantity(string(container.resources.limits.memory)).isGreaterThan(quantity(string(container.resources.requests.memory)))',
        message: 'lent',
        args: {
          container: 'container.name',
          request: 'string(container.resources.requests.memory)',
          limit: 'string(container.resources.limits.memory)',
        },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/'],
  examples: [
    {
      name: 'half of it is lent',
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
          memory: «128Mi»
        limits:
          memory: 256Mi
`,
      fails: ['lent'],
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
          memory: 256Mi
        limits:
          memory: 256Mi
`,
    },
    {
      name: 'all of it is its own',
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
          memory: 256Mi
        limits:
          memory: 256Mi
`,
    },
  ],
})
