import { defineCheck } from '../../core/check.ts'
import { number } from '../../core/option.ts'
import { shown, text } from '../../core/text.ts'
import { boundPairs } from '../../models/workload/resource-bounds.ts'
import { workload } from '../../models/workload/workload.ts'

export const limitRatio = defineCheck({
  id: 'resources/limit-ratio',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // How much a node may be overcommitted is a choice of each cluster.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Limits are in proportion to requests', ja: '制限と要求の比を抑える' }),
  why: text({
    en: 'The scheduler fills nodes by requests. Where limits are many times as high, a few pods under load, or under attack, take the node away from all others.',
    ja: 'スケジューラーは要求に従ってノードを埋めます。制限が要求の何倍もあると、負荷や攻撃を受けた少数の Pod がノード全体の資源を使い切ります。',
  }),
  messages: {
    high: text({
      en: 'container {container} may take {limit} of {resource}, more than {most} times the {request} that it requests',
      ja: 'コンテナー {container} の {resource} は制限 {limit} が要求 {request} の {most} 倍を超えています',
    }),
  },
  options: {
    cpu: number(10, text({ en: 'How many times its CPU request a CPU limit may be.', ja: 'CPU の要求に対する制限の倍率の上限です。' })),
    memory: number(
      4,
      text({ en: 'How many times its memory request a memory limit may be.', ja: 'メモリの要求に対する制限の倍率の上限です。' }),
    ),
  },
  *evaluate(pod, { report, options }) {
    for (const container of pod.containers) {
      for (const { resource, request, limit } of boundPairs(container)) {
        const most = resource === 'cpu' ? options.cpu : resource === 'memory' ? options.memory : undefined
        if (most === undefined || limit.value <= most * request.value) continue
        const words = { container: container.name, resource, most, request: shown(request.written), limit: shown(limit.written) }
        yield report('high', words, { at: container.at('resources', 'limits', resource) })
      }
    }
  },
  references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
  examples: [
    {
      name: 'sixteen times as much memory',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        requests: { cpu: 100m, memory: 128Mi }
        limits: { cpu: 1, memory: «2Gi» }
`,
      fails: ['high'],
    },
    {
      name: 'twice as much',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        requests: { cpu: 500m, memory: 128Mi }
        limits: { cpu: 1, memory: 256Mi }
`,
    },
  ],
})
