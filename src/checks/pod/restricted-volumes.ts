import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { isObject, stringAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

/** The volume types of the restricted standard: those whose content a namespace, or a driver of the cluster, controls. */
const allowed = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'])

/** The types that a volume has and should not, in CEL. */
const otherTypes = `volume.filter(key, key != 'name' && volume[key] != null && !(key in [${[...allowed].map((type) => `'${type}'`).join(', ')}]))`

export const restrictedVolumes = defineCheck({
  id: 'pod/restricted-volumes',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-restricted/restrictedVolumes'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  coveredBy: ['pod/no-host-path'],
  since: '0.1.0',
  title: text({ en: 'Pods mount only the volume types meant for them', ja: 'Pod では許可された種類のボリュームだけを使う' }),
  why: text({
    en: 'Volume types that name a disk, a share or a folder of the node let whoever writes the pod choose what it reaches, past the storage classes of the cluster. Most of them are retired in favour of CSI drivers.',
    ja: 'ディスクや共有、ノードのフォルダーを直接指定するボリュームでは、クラスターのストレージクラスを通さずに、Pod を書く人が接続先を選べてしまいます。その多くは CSI ドライバーに置き換えられ、廃止されました。',
  }),
  messages: {
    type: text({ en: 'volume {volume} is of type {type}', ja: 'ボリューム {volume} の種類が {type} です' }),
  },
  *evaluate(pod, { report }) {
    for (const [index, volume] of pod.list('volumes').entries()) {
      if (!isObject(volume)) continue
      // An entry with a name alone is an emptyDir to the API.
      const type = Object.keys(volume).find((key) => key !== 'name' && !allowed.has(key) && (volume[key] ?? undefined) !== undefined)
      if (type === undefined) continue
      yield report(
        'type',
        { volume: stringAt(volume, ['name']) ?? String(index), type },
        { at: pod.at('volumes', index, type), part: 'key' },
      )
    }
  },
  enforce: {
    gatekeeper: {
      kind: 'K8sPSPVolumeTypes',
      about: 'Pod',
      parameters: {
        volumes: ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'],
      },
    },
    podSecurity: 'restricted',
    azurePolicy: '16697877-1118-4fb1-9b65-9898ec2509ec',
    cel: [
      {
        of: 'volume',
        forbids: `size(${otherTypes}) > 0`,
        message: 'type',
        args: { volume: 'volume.name', type: `${otherTypes}[0]` },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'a share named in the pod',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: data
      «nfs»:
        server: 10.0.0.4
        path: /exports
`,
      fails: ['type'],
    },
    {
      name: 'a claim, and an entry that says nothing',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: data
    - name: scratch
`,
    },
  ],
})
