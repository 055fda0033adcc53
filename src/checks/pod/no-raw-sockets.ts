import { defineCheck } from '../../core/check.ts'
import { append } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { capabilityName } from '../../models/workload/capability.ts'
import { namesCapabilityInCel, windowsInCel } from '../../models/workload/conditions-in-cel.ts'
import { usesNoCapability } from '../../models/workload/privilege.ts'
import { workload } from '../../models/workload/workload.ts'

export const noRawSockets = defineCheck({
  id: 'pod/no-raw-sockets',
  controls: ['pod-capabilities'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  // Who drops all capabilities, as another check demands, drops this one.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Containers drop NET_RAW', ja: 'NET_RAW を外す' }),
  why: text({
    en: 'With NET_RAW, which containers have by default, a process forges packets: it answers for the DNS or the gateway of its node and reads the traffic of its neighbours.',
    ja: 'コンテナーが既定で持つ NET_RAW があると、パケットを偽造できます。ノードの DNS やゲートウェイになりすまし、隣の Pod の通信を読み取られるおそれがあります。',
  }),
  messages: {
    kept: text({ en: 'container {container} keeps NET_RAW', ja: 'コンテナー {container} が NET_RAW を持ったままです' }),
  },
  *evaluate(pod, { report }) {
    if (pod.os === 'windows') return
    for (const container of pod.containers) {
      const dropAt = container.at('securityContext', 'capabilities', 'drop')
      const dropped = new Set(container.list('securityContext', 'capabilities', 'drop').map(capabilityName))
      const added = new Set(container.list('securityContext', 'capabilities', 'add').map(capabilityName))
      // That somebody adds capabilities again is reported where they are added.
      if (dropped.has('ALL') || dropped.has('NET_RAW') || added.has('NET_RAW') || added.has('ALL')) continue
      yield report(
        'kept',
        { container: container.name },
        {
          at: dropAt,
          part: 'key',
          fix: {
            title: text({ en: 'drop NET_RAW', ja: 'NET_RAW を外す' }),
            safety: usesNoCapability(container) ? 'safe' : 'review',
            edits: [append(dropAt, 'NET_RAW')],
          },
        },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'container',
        forbids: `!${windowsInCel} && !${namesCapabilityInCel('container.?securityContext.?capabilities.?drop', ['ALL', 'NET_RAW'])} && !${namesCapabilityInCel('container.?securityContext.?capabilities.?add', ['ALL', 'NET_RAW'])}`,
        message: 'kept',
        args: { container: 'container.name' },
      },
    ],
  },
  references: ['https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  examples: [
    {
      name: 'others dropped',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          «drop»: [MKNOD]
`,
      fails: ['kept'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          drop: [MKNOD, NET_RAW]
`,
    },
    {
      name: 'all dropped, in lower case',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        capabilities:
          drop: [all]
`,
    },
  ],
})
