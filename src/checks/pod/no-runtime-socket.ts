import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { hostPathVolumes, runtimeSocketIn, eachHostPathInCel, runtimeSocketInCel } from '../../models/workload/host-path.ts'
import { withoutVolume } from '../../models/workload/volume-edits.ts'
import { workload } from '../../models/workload/workload.ts'

export const noRuntimeSocket = defineCheck({
  id: 'pod/no-runtime-socket',
  controls: ['pod-no-privileged', 'pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'critical',
  confidence: 'high',
  coveredBy: ['pod/no-sensitive-host-path'],
  since: '0.1.0',
  title: text({ en: 'Pods do not reach the container runtime of their node', ja: 'Pod からノードのコンテナーランタイムに接続させない' }),
  why: text({
    en: 'Who may talk to the runtime starts containers as it likes, privileged ones too, outside of Kubernetes and its policies. A read-only mount does not help: a socket is spoken to, not written.',
    ja: 'ランタイムと通信できれば、Kubernetes とそのポリシーの外で、特権コンテナーも含めて自由に起動できます。ソケットは書き込むものではなく通信するものなので、読み取り専用のマウントでは防げません。',
  }),
  messages: {
    socket: text({
      en: 'volume {volume} mounts the runtime socket {socket}',
      ja: 'ボリューム {volume} がランタイムのソケット {socket} をマウントします',
    }),
    folder: text({
      en: 'volume {volume} mounts {path}, in which the runtime socket {socket} is',
      ja: 'ボリューム {volume} がマウントする {path} に、ランタイムのソケット {socket} があります',
    }),
  },
  *evaluate(pod, { report }) {
    for (const { name, path, at } of hostPathVolumes(pod)) {
      const socket = runtimeSocketIn(path)
      if (socket === undefined) continue
      const fix = {
        title: text({ en: 'mount it nowhere', ja: 'マウントをやめる' }),
        safety: 'review',
        edits: withoutVolume(pod, name),
      } as const
      yield socket === path
        ? report('socket', { volume: name, socket }, { at, fix })
        : report('folder', { volume: name, path, socket }, { at, fix })
    }
  },
  enforce: {
    cel: [
      {
        of: 'pod',
        each: [eachHostPathInCel],
        forbids: `${runtimeSocketInCel('volume.path')}.exists(socket, socket == volume.path)`,
        message: 'socket',
        args: { volume: 'volume.name', socket: 'volume.path' },
      },
      {
        of: 'pod',
        each: [eachHostPathInCel],
        forbids: `size(${runtimeSocketInCel('volume.path')}) > 0 && !${runtimeSocketInCel('volume.path')}.exists(socket, socket == volume.path)`,
        message: 'folder',
        args: { volume: 'volume.name', path: 'volume.path', socket: `${runtimeSocketInCel('volume.path')}[0]` },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  examples: [
    {
      name: 'mounted beside another volume',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: app
      image: registry.example/app:1
      volumeMounts:
        - name: runtime
          mountPath: /run/containerd/containerd.sock
    - name: sidecar
      image: registry.example/sidecar:1
      volumeMounts:
        - name: work
          mountPath: /work
        - name: runtime
          mountPath: /run/containerd/containerd.sock
  volumes:
    - name: runtime
      hostPath:
        path: «/run/containerd/containerd.sock»
    - name: work
      emptyDir: {}
`,
      fails: ['socket'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: app
      image: registry.example/app:1
    - name: sidecar
      image: registry.example/sidecar:1
      volumeMounts:
        - name: work
          mountPath: /work
  volumes:
    - name: work
      emptyDir: {}
`,
    },
    {
      name: 'a socket, and a folder with another one',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: docker
      hostPath:
        path: «/var/run/docker.sock»
    - name: run
      hostPath:
        path: «/run/containerd/»
`,
      fails: ['socket', 'folder'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes: []
`,
    },
    {
      name: 'another folder below /run',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: builder
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: lock
      hostPath:
        path: /run/xtables.lock
`,
    },
  ],
})
