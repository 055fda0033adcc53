import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

export const priorityClass = defineCheck({
  id: 'availability/priority-class',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  severity: 'info',
  confidence: 'high',
  // Classes pay off where a cluster has agreed on some; a cluster may also have a default one.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Pods state their priority', ja: 'Pod の優先度を指定する' }),
  why: text({
    en: 'When nodes are full, as during an upgrade, the scheduler makes room by priority. Without one, what guards the cluster waits behind what merely runs in it.',
    ja: '更新中などノードに余裕がないとき、スケジューラーは優先度に従って場所を空けます。指定がないと、クラスターを守るワークロードがほかのワークロードの後回しになります。',
  }),
  messages: {
    none: text({ en: '{kind} {name} names no priority class', ja: '{kind} {name} に PriorityClass の指定がありません' }),
  },
  *evaluate(pod, { report }) {
    if (!pod.isManaged) return notApplicable(text({ en: 'started by hand', ja: '手で起動するものです' }))
    const name = pod.get('priorityClassName')
    if (typeof name === 'string' && name !== '') return undefined
    yield report('none', { kind: pod.kind, name: pod.object.name }, { at: pod.at('priorityClassName') })
    return undefined
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        forbids: "!(object.kind in ['Pod', 'PodTemplate']) && variables.pod.?priorityClassName.orValue('') == ''",
        message: 'none',
        args: { kind: 'object.kind', name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/'],
  examples: [
    {
      name: 'none',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      «containers»:
        - name: app
          image: registry.example/app:1
`,
      fails: ['none'],
    },
    {
      name: 'one of their own',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      priorityClassName: shop
      containers:
        - name: app
          image: registry.example/app:1
`,
    },
  ],
})
