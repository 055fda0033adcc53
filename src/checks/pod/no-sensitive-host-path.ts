import { defineCheck } from '../../core/check.ts'
import type { Severity } from '../../core/severity.ts'
import { text } from '../../core/text.ts'
import {
  hostPathVolumes,
  mountsOf,
  reachOf,
  runtimeSocketIn,
  type Reach,
  eachHostPathInCel,
  reachesInCel,
  runtimeSocketInCel,
} from '../../models/workload/host-path.ts'
import { withoutVolume } from '../../models/workload/volume-edits.ts'
import { workload } from '../../models/workload/workload.ts'

/** With read rights alone somebody has all credentials; to own the node by its system folders takes writing. */
const severities: Readonly<Record<Reach, Severity>> = { everything: 'critical', credentials: 'critical', system: 'high' }

export const noSensitiveHostPath = defineCheck({
  id: 'pod/no-sensitive-host-path',
  controls: ['pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Pods do not mount credentials or system folders of their node',
    ja: 'Pod でノードの資格情報やシステムフォルダーをマウントしない',
  }),
  why: text({
    en: 'These paths hold the identity of the node in Azure and in the cluster, the tokens of its other pods, or the files that steer it. Who reads the first acts as the node; who writes the second owns it.',
    ja: 'これらのパスには、Azure やクラスターでのノードの ID、ほかの Pod のトークン、ノードを制御するファイルがあります。前者を読めばノードになりすまし、後者に書けばノードを奪えます。',
  }),
  messages: {
    everything: text({
      en: 'volume {volume} mounts {path}, which holds the credentials and the system folders of the node',
      ja: 'ボリューム {volume} が、ノードの資格情報とシステムフォルダーを含む {path} をマウントします',
    }),
    credentials: text({
      en: 'volume {volume} mounts {path}, where the node keeps credentials',
      ja: 'ボリューム {volume} が、ノードの資格情報がある {path} をマウントします',
    }),
    system: text({
      en: 'volume {volume} mounts the system folder {path} of the node',
      ja: 'ボリューム {volume} がノードのシステムフォルダー {path} をマウントします',
    }),
  },
  *evaluate(pod, { report }) {
    for (const { name, path, at } of hostPathVolumes(pod)) {
      const reach = reachOf(path)
      // The folder of a runtime socket is reported as that.
      if (reach === undefined || (reach === 'system' && runtimeSocketIn(path) !== undefined)) continue
      const isRead = mountsOf(pod, name).every(({ isReadOnly }) => isReadOnly)
      const title = text({ en: 'mount it nowhere', ja: 'マウントをやめる' })
      const fix = { title, safety: 'review', edits: withoutVolume(pod, name) } as const
      yield report(reach, { volume: name, path }, { at, fix, severity: reach === 'system' && isRead ? 'medium' : severities[reach] })
    }
  },
  enforce: {
    azurePolicy: '098fc59e-46c7-4d99-9b16-64990e543d75',
    cel: [
      {
        of: 'pod',
        each: [eachHostPathInCel],
        forbids: reachesInCel('everything', 'volume.path'),
        message: 'everything',
        args: { volume: 'volume.name', path: 'volume.path' },
      },
      {
        of: 'pod',
        each: [eachHostPathInCel],
        forbids: reachesInCel('credentials', 'volume.path'),
        message: 'credentials',
        args: { volume: 'volume.name', path: 'volume.path' },
      },
      {
        of: 'pod',
        each: [eachHostPathInCel],
        forbids: `${reachesInCel('system', 'volume.path')} && size(${runtimeSocketInCel('volume.path')}) == 0`,
        message: 'system',
        args: { volume: 'volume.name', path: 'volume.path' },
      },
    ],
  },
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://learn.microsoft.com/azure/aks/developer-best-practices-pod-security',
  ],
  examples: [
    {
      name: 'the root, the identity of the node in Azure, and its processes',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: proc
          mountPath: /host/proc
          readOnly: true
  volumes:
    - name: root
      hostPath:
        path: «/»
    - name: azure
      hostPath:
        path: «/etc/kubernetes/azure.json»
    - name: proc
      hostPath:
        path: «/proc»
`,
      fails: ['everything', 'credentials', 'system'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes: []
`,
    },
    {
      name: 'written so that it looks like something else',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: data
      hostPath:
        path: «/data/../var//lib/kubelet/»
`,
      fails: ['credentials'],
    },
    {
      name: 'logs, the time zone, and a folder whose name starts alike',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: logs
      hostPath:
        path: /var/log/pods
    - name: zone
      hostPath:
        path: /etc/localtime
    - name: etcd
      hostPath:
        path: /etcd-data
`,
    },
  ],
})
