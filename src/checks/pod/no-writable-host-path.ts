import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { message, text } from '../../core/text.ts'
import { mountsInCel } from '../../models/workload/conditions-in-cel.ts'
import { hostPathVolumes, mountsOf, eachHostPathInCel } from '../../models/workload/host-path.ts'
import { workload } from '../../models/workload/workload.ts'

const fromHere = text({ en: '{path} of the node', ja: 'ノードの {path} です' })

export const noWritableHostPath = defineCheck({
  id: 'pod/no-writable-host-path',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Folders of the node are mounted read-only', ja: 'ノードのフォルダーは読み取り専用でマウントする' }),
  why: text({
    en: 'A container that writes to its node plants programs, jobs or links that the node follows with full rights, and stays when the pod is gone.',
    ja: 'ノードに書き込めるコンテナーは、プログラムやジョブ、リンクを仕込めます。ノードはそれを強い権限で扱い、Pod が消えたあとも残ります。',
  }),
  messages: {
    writable: text({
      en: 'container {container} can write to {path} of the node',
      ja: 'コンテナー {container} がノードの {path} に書き込めます',
    }),
  },
  *evaluate(pod, { report }) {
    for (const volume of hostPathVolumes(pod)) {
      for (const mount of mountsOf(pod, volume.name)) {
        if (mount.isReadOnly) continue
        const at = [...mount.at, 'readOnly']
        yield report(
          'writable',
          { container: mount.container.name, path: volume.path },
          {
            at,
            related: [{ at: volume.at, note: message(fromHere, { path: volume.path }) }],
            fix: { title: text({ en: 'mount it read-only', ja: '読み取り専用にする' }), safety: 'review', edits: [set(at, true)] },
          },
        )
      }
    }
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        each: [eachHostPathInCel, { in: 'variables.containers', as: 'container' }, mountsInCel],
        forbids: 'mount.name == volume.name && !mount.?readOnly.orValue(false)',
        message: 'writable',
        args: { container: 'container.name', path: 'volume.path' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  examples: [
    {
      name: 'one mount that writes, and one that reads',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: logs
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - «name: logs»
          mountPath: /logs
    - name: reader
      image: registry.example/reader:1
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
  volumes:
    - name: logs
      hostPath:
        path: /var/log
`,
      fails: ['writable'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: logs
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
    - name: reader
      image: registry.example/reader:1
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
  volumes:
    - name: logs
      hostPath:
        path: /var/log
`,
    },
    {
      name: 'scratch space of the pod',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: scratch
          mountPath: /tmp
  volumes:
    - name: scratch
      emptyDir: {}
`,
    },
  ],
})
