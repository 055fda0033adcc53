import { defineCheck } from '../../core/check.ts'
import { number } from '../../core/option.ts'
import { shown, text } from '../../core/text.ts'
import { amountOf } from '../../models/workload/resource-bounds.ts'
import { workload } from '../../models/workload/workload.ts'

/** Bytes of a mebibyte. */
const mebibyte = 2 ** 20

export const maximum = defineCheck({
  id: 'resources/maximum',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // What is too much depends on the nodes and on what runs there.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'No container may take more than an agreed amount', ja: 'コンテナーの制限を取り決めた量に収める' }),
  why: text({
    en: 'A limit that is larger than any node limits nothing: a container that leaks, or that mines for somebody else, takes the whole node.',
    ja: 'ノードより大きな制限は制限になりません。メモリリークや不正なマイニングで、ノード全体の資源が使われます。',
  }),
  messages: {
    over: text({
      en: 'container {container} may take {limit} of {resource}, more than {most}',
      ja: 'コンテナー {container} の {resource} の制限 {limit} が {most} を超えています',
    }),
  },
  options: {
    millicores: number(
      4000,
      text({ en: 'The highest CPU limit, in thousandths of a core.', ja: 'CPU の制限の上限（1/1000 コア単位）です。' }),
    ),
    mebibytes: number(8192, text({ en: 'The highest memory limit, in MiB.', ja: 'メモリの制限の上限（MiB 単位）です。' })),
  },
  *evaluate(pod, { report, options }) {
    const bounds = [
      { resource: 'cpu', most: options.millicores / 1000, shownAs: `${options.millicores}m` },
      { resource: 'memory', most: options.mebibytes * mebibyte, shownAs: `${options.mebibytes}Mi` },
    ]
    for (const container of pod.containers) {
      for (const { resource, most, shownAs } of bounds) {
        const limit = amountOf(container.get('resources', 'limits', resource))
        if (limit === undefined || limit.value <= most) continue
        const words = { container: container.name, resource, limit: shown(limit.written), most: shownAs }
        yield report('over', words, { at: container.at('resources', 'limits', resource) })
      }
    }
  },
  enforce: {
    azurePolicy: 'e345eecc-fa47-480f-9e88-67dcc122b164',
    celFor: (options) => [
      {
        of: 'container',
        forbids: `container.?resources.?limits.?cpu.hasValue() && quantity(string(container.resources.limits.cpu)).isGreaterThan(quantity('${options.millicores}m'))`,
        message: 'over',
        args: {
          container: 'container.name',
          limit: 'string(container.resources.limits.cpu)',
          resource: "'cpu'",
          most: `'${options.millicores}m'`,
        },
      },
      {
        of: 'container',
        forbids: `container.?resources.?limits.?memory.hasValue() && quantity(string(container.resources.limits.memory)).isGreaterThan(quantity('${options.mebibytes}Mi'))`,
        message: 'over',
        args: {
          container: 'container.name',
          limit: 'string(container.resources.limits.memory)',
          resource: "'memory'",
          most: `'${options.mebibytes}Mi'`,
        },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/developer-best-practices-resource-management'],
  examples: [
    {
      name: 'more than agreed',
      options: { millicores: 2000, mebibytes: 1024 },
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        limits:
          cpu: «4»
          memory: «2Gi»
`,
      fails: ['over', 'over'],
    },
    {
      name: 'less',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      resources:
        limits:
          cpu: 500m
          memory: 512Mi
`,
    },
  ],
})
