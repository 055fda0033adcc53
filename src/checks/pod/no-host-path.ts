import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

export const noHostPath = defineCheck({
  id: 'pod/no-host-path',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/hostPathVolumes'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  coveredBy: ['pod/no-sensitive-host-path', 'pod/no-runtime-socket'],
  since: '0.1.0',
  title: text({ en: 'Pods do not mount folders of their node', ja: 'Pod でノードのフォルダーをマウントしない' }),
  why: text({
    en: 'Through a hostPath volume a container reads, and often writes, the file system of the node: other pods, credentials of the kubelet, and everything that starts with the node.',
    ja: 'hostPath ボリュームを通じて、コンテナーはノードのファイルシステムを読み、多くの場合は書き込めます。ほかの Pod のデータ、kubelet の資格情報、ノードとともに起動するものすべてが対象になります。',
  }),
  messages: {
    hostPath: text({ en: 'volume {volume} mounts {path} of the node', ja: 'ボリューム {volume} がノードの {path} をマウントします' }),
  },
  *evaluate(pod, { report }) {
    for (const [index, volume] of pod.list('volumes').entries()) {
      if (valueAt(volume, ['hostPath']) === undefined) continue
      const path = stringAt(volume, ['hostPath', 'path']) ?? '?'
      yield report(
        'hostPath',
        { volume: stringAt(volume, ['name']) ?? String(index), path },
        { at: pod.at('volumes', index, 'hostPath'), part: 'key' },
      )
    }
  },
  enforce: {
    gatekeeper: { kind: 'K8sPSPHostFilesystem', about: 'Pod', parameters: { allowedHostPaths: [] } },
    podSecurity: 'baseline',
    azurePolicy: '098fc59e-46c7-4d99-9b16-64990e543d75',
    cel: [
      { of: 'volume', forbids: 'has(volume.hostPath)', message: 'hostPath', args: { volume: 'volume.name', path: 'volume.hostPath.path' } },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#hostpath'],
  examples: [
    {
      name: 'a folder of the node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: logs
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: varlog
      «hostPath»:
        path: /var/log
`,
      fails: ['hostPath'],
    },
    {
      name: 'scratch space',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: logs
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: varlog
      emptyDir: {}
`,
    },
  ],
})
