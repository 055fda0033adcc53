import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { shown, text } from '../../core/text.ts'
import { isObject } from '../../models/kubernetes/json.ts'
import { scaledAmount } from '../../models/kubernetes/scaled-amount.ts'
import { autoscalers, fewestReplicas } from '../../models/workload/replicas.ts'
import { workload, type Workload } from '../../models/workload/workload.ts'

const gradually = text({ en: 'replace the pods a few at a time', ja: 'Pod を少しずつ入れ替える' })

export const rollingUpdate = defineCheck({
  id: 'availability/rolling-update',
  controls: ['pod-upgrade-availability', 'build-manifest-analysis'],
  subject: workload,
  reads: 'estate',
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Updates replace pods a few at a time', ja: '更新では Pod を少しずつ入れ替える' }),
  why: text({
    en: 'A new image brings the security fixes. Where it takes the service down, or waits until somebody deletes the old pods, fixes are put off.',
    ja: 'セキュリティの修正は新しいイメージで届きます。更新のたびにサービスが止まったり、古い Pod を手で削除するまで反映されなかったりすると、修正の適用が先送りになります。',
  }),
  messages: {
    recreate: text({
      en: 'an update of {kind} {name} stops all pods before it starts new ones',
      ja: '{kind} {name} の更新では、新しい Pod を起動する前にすべての Pod が停止します',
    }),
    all: text({
      en: 'an update of {kind} {name} may take {amount} of its {count} pods away at once',
      ja: '{kind} {name} の更新では、{count} 個の Pod のうち {amount} が同時に停止することがあります',
    }),
    onDelete: text({
      en: 'a new image reaches a pod of {kind} {name} only when somebody deletes that pod',
      ja: '{kind} {name} では、Pod を手で削除するまで新しいイメージが反映されません',
    }),
  },
  *evaluate(pod, { report, estate }) {
    const { kind } = pod
    const { name } = pod.object
    if (kind === 'StatefulSet' || kind === 'DaemonSet') {
      const at = ['spec', 'updateStrategy', 'type']
      if (pod.object.get(...at) !== 'OnDelete') return undefined
      // A partition or surge of the former way would not go with it.
      const edits = [set(at, 'RollingUpdate')]
      yield report('onDelete', { kind, name }, { at, fix: { title: gradually, safety: 'review', edits } })
      return undefined
    }
    if (kind !== 'Deployment') return notApplicable(text({ en: 'not replaced by a strategy', ja: '更新方法の設定がありません' }))
    // A disk is held by one pod at a time: the old one has to go first.
    if (holdsVolume(pod)) return notApplicable(text({ en: 'its pods hold a volume', ja: 'Pod が永続ボリュームを使っています' }))
    const count = fewestReplicas(pod, estate.view(autoscalers))
    if (count === undefined || count < 2) return notApplicable(text({ en: 'not replicated', ja: '複製がありません' }))
    const typeAt: Path = ['spec', 'strategy', 'type']
    if (pod.object.get(...typeAt) === 'Recreate') {
      const edits = [set(typeAt, 'RollingUpdate')]
      yield report('recreate', { kind, name }, { at: typeAt, fix: { title: gradually, safety: 'review', edits } })
      return undefined
    }
    const at: Path = ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable']
    const written = pod.object.get(...at)
    const unavailable = scaledAmount(written, count, 'down')
    if (unavailable === undefined || unavailable < count) return undefined
    const fix = { title: gradually, safety: 'review', edits: [set(at, '25%')] } as const
    yield report('all', { kind, name, amount: shown(written), count }, { at, fix })
    return undefined
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy'],
  examples: [
    {
      name: 'all at once, and only by hand',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  strategy:
    type: «Recreate»
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 3
  strategy:
    rollingUpdate:
      maxUnavailable: «100%»
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  updateStrategy:
    type: «OnDelete»
  template:
    spec:
      containers:
        - name: app
          image: registry.example/db:1
`,
      fails: ['recreate', 'all', 'onDelete'],
      fixed: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  strategy:
    type: RollingUpdate
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: 3
  strategy:
    rollingUpdate:
      maxUnavailable: 25%
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  updateStrategy:
    type: RollingUpdate
  template:
    spec:
      containers:
        - name: app
          image: registry.example/db:1
`,
    },
    {
      name: 'the default, and a disk that only one pod can hold',
      source: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: app
          image: registry.example/app:1
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: db
spec:
  strategy:
    type: Recreate
  template:
    spec:
      containers:
        - name: app
          image: registry.example/db:1
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: data
`,
    },
  ],
})

function holdsVolume(pod: Workload): boolean {
  return pod
    .list('volumes')
    .some((volume) => isObject(volume) && (isObject(volume['persistentVolumeClaim']) || isObject(volume['ephemeral'])))
}
