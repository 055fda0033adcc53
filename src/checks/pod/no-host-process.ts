import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { securityContexts, ownerInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

export const noHostProcess = defineCheck({
  id: 'pod/no-host-process',
  controls: ['pod-no-privileged', 'pod-security-context', 'build-manifest-analysis'],
  standards: ['pss-baseline/windowsHostProcess'],
  subject: workload,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Windows containers do not run as host processes', ja: 'Windows コンテナーをホストプロセスとして実行しない' }),
  why: text({
    en: 'A HostProcess container is a process of the Windows node itself: it is not isolated at all.',
    ja: 'HostProcess コンテナーは Windows ノードそのもののプロセスであり、まったく隔離されません。',
  }),
  messages: {
    hostProcess: text({ en: '{owner} runs as a process of the Windows node', ja: '{owner} が Windows ノードのプロセスとして動きます' }),
  },
  *evaluate(pod, { report }) {
    for (const { owner, at: atField, get } of securityContexts(pod)) {
      if (get('windowsOptions', 'hostProcess') !== true) continue
      const at = atField('windowsOptions', 'hostProcess')
      yield report(
        'hostProcess',
        { owner },
        {
          at,
          fix: {
            title: text({ en: 'set hostProcess to false', ja: 'hostProcess を false にする' }),
            safety: 'review',
            edits: [set(at, false)],
          },
        },
      )
    }
  },
  enforce: {
    podSecurity: 'baseline',
    cel: [
      {
        of: 'pod',
        forbids: 'variables.pod.?securityContext.?windowsOptions.?hostProcess.orValue(false)',
        message: 'hostProcess',
        args: { owner: ownerInCel.pod },
      },
      {
        of: 'container',
        forbids: 'container.?securityContext.?windowsOptions.?hostProcess.orValue(false)',
        message: 'hostProcess',
        args: { owner: ownerInCel.container },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/'],
  examples: [
    {
      name: 'a host process',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  os:
    name: windows
  securityContext:
    windowsOptions:
      hostProcess: «true»
  containers:
    - name: app
      image: registry.example/agent:1
`,
      fails: ['hostProcess'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  os:
    name: windows
  securityContext:
    windowsOptions:
      hostProcess: false
  containers:
    - name: app
      image: registry.example/agent:1
`,
    },
    {
      name: 'an ordinary Windows container',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  os:
    name: windows
  containers:
    - name: app
      image: registry.example/agent:1
`,
    },
  ],
})
