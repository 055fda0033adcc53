import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectAt, stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

export const scratchSizeLimit = defineCheck({
  id: 'pod/scratch-size-limit',
  controls: ['build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // A limit on ephemeral storage of the container does the same for most.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Scratch space has a limit', ja: '一時領域に上限を設ける' }),
  why: text({
    en: 'An emptyDir without a limit grows until the disk of the node is full, and the node then evicts the pods of others as well. In memory it eats that of the node.',
    ja: '上限のない emptyDir は、ノードのディスクが一杯になるまで増え続け、ほかの Pod まで退避させます。メモリー上に置いた場合は、ノードのメモリーを使い切ります。',
  }),
  messages: {
    unlimited: text({ en: 'volume {volume} has no size limit', ja: 'ボリューム {volume} にサイズの上限がありません' }),
  },
  *evaluate(pod, { report }) {
    for (const [index, volume] of pod.list('volumes').entries()) {
      if (objectAt(volume, ['emptyDir']) === undefined || valueAt(volume, ['emptyDir', 'sizeLimit']) !== undefined) continue
      const at = pod.at('volumes', index, 'emptyDir')
      yield report(
        'unlimited',
        { volume: stringAt(volume, ['name']) ?? String(index) },
        {
          at,
          part: 'key',
          fix: {
            title: text({ en: 'limit it to 1 GiB', ja: '1 GiB に制限する' }),
            safety: 'review',
            edits: [set([...at, 'sizeLimit'], '1Gi')],
          },
        },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'volume',
        forbids: 'has(volume.emptyDir) && !has(volume.emptyDir.sizeLimit)',
        message: 'unlimited',
        args: { volume: 'volume.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#emptydir'],
  examples: [
    {
      name: 'without a limit',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: scratch
      «emptyDir»: {}
`,
      fails: ['unlimited'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: scratch
      emptyDir:
        sizeLimit: 1Gi
`,
    },
    {
      name: 'with one',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: scratch
      emptyDir:
        sizeLimit: 200Mi
`,
    },
  ],
})
