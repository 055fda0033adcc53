import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { mountsInCel } from '../../models/workload/conditions-in-cel.ts'
import { workload } from '../../models/workload/workload.ts'

export const noMountPropagation = defineCheck({
  id: 'pod/no-mount-propagation',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Mounts made in a container stay in it', ja: 'コンテナー内のマウントをノードに伝播させない' }),
  why: text({
    en: 'With Bidirectional propagation what a container mounts appears on the node and in every other container that mounts the folder: it can put its files over those of others.',
    ja: 'Bidirectional では、コンテナー内のマウントがノードにも、同じフォルダーをマウントするほかのコンテナーにも現れます。ほかのファイルを自分のもので覆い隠せます。',
  }),
  messages: {
    propagated: text({
      en: 'container {container} passes its mounts under {path} on to the node',
      ja: 'コンテナー {container} が {path} 以下のマウントをノードに伝播させます',
    }),
  },
  *evaluate(pod, { report }) {
    for (const container of pod.containers) {
      for (const [index, mount] of container.list('volumeMounts').entries()) {
        if (stringAt(mount, ['mountPropagation']) !== 'Bidirectional') continue
        const at = container.at('volumeMounts', index, 'mountPropagation')
        yield report(
          'propagated',
          { container: container.name, path: stringAt(mount, ['mountPath']) ?? '?' },
          { at, fix: { title: text({ en: 'pass nothing on', ja: '伝播させない' }), safety: 'review', edits: [remove(at)] } },
        )
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        each: [mountsInCel],
        forbids: "mount.?mountPropagation.orValue('') == 'Bidirectional'",
        message: 'propagated',
        args: { container: 'container.name', path: "mount.?mountPath.orValue('?')" },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation'],
  examples: [
    {
      name: 'in both directions',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: driver
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: pods
          mountPath: /pods
          mountPropagation: «Bidirectional»
        - name: data
          mountPath: /data
          mountPropagation: HostToContainer
`,
      fails: ['propagated'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: driver
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: pods
          mountPath: /pods
        - name: data
          mountPath: /data
          mountPropagation: HostToContainer
`,
    },
    {
      name: 'nothing said: nothing is passed on',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: driver
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: data
          mountPath: /data
`,
    },
  ],
})
