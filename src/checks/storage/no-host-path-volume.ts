import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noHostPathVolume = defineCheck({
  id: 'storage/no-host-path-volume',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: objectsOfKind('PersistentVolume'),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Persistent volumes are not folders of a node', ja: '永続ボリュームにノードのフォルダーを使わない' }),
  why: text({
    en: 'A pod that claims such a volume reaches the file system of the node without saying hostPath itself, so the Pod Security Standards do not see it. The data is also lost with the node.',
    ja: 'このボリュームを要求する Pod は、自身に hostPath と書かずにノードのファイルシステムに届くため、Pod Security Standards では検出されません。ノードが失われればデータも失われます。',
  }),
  messages: {
    hostPath: text({ en: 'the volume is {path} of a node', ja: 'ボリュームの実体がノードの {path} です' }),
  },
  *evaluate(object, { report }) {
    const path = stringAt(object.value, ['spec', 'hostPath', 'path'])
    if (path !== undefined) yield report('hostPath', { path }, { at: ['spec', 'hostPath', 'path'] })
  },
  enforce: {
    cel: [{ of: 'object', forbids: 'has(object.spec.hostPath)', message: 'hostPath', args: { path: 'object.spec.hostPath.path' } }],
  },
  references: ['https://kubernetes.io/docs/concepts/storage/persistent-volumes/'],
  examples: [
    {
      name: 'a folder of a node',
      source: `apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity:
    storage: 1Gi
  accessModes: [ReadWriteOnce]
  hostPath:
    path: «/var/data»
`,
      fails: ['hostPath'],
    },
    {
      name: 'a disk',
      source: `apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  capacity:
    storage: 1Gi
  accessModes: [ReadWriteOnce]
  csi:
    driver: disk.csi.azure.com
    volumeHandle: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Compute/disks/data
`,
    },
  ],
})
