import { defineCheck, type CelRule } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { ownersInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

export const noWindowsAdministrator = defineCheck({
  id: 'pod/no-windows-administrator',
  controls: ['pod-non-root', 'pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Windows containers do not run as administrator', ja: 'Windows コンテナーを管理者で実行しない' }),
  why: text({
    en: 'ContainerAdministrator has full rights in its container, and Windows containers that share a kernel are no boundary against it.',
    ja: 'ContainerAdministrator はコンテナー内で全権を持ちます。カーネルを共有する Windows コンテナーは、この権限に対する境界にはなりません。',
  }),
  messages: {
    administrator: text({ en: '{owner} runs as ContainerAdministrator', ja: '{owner} が ContainerAdministrator で動きます' }),
  },
  *evaluate(pod, { report }) {
    for (const { owner, at, value } of pod.declared('windowsOptions', 'runAsUserName')) {
      // Account names of Windows do not know case; one of the container may stand behind a backslash or its domain.
      if (typeof value !== 'string' || value.toLowerCase().replace(/^.*\\/, '') !== 'containeradministrator') continue
      yield report(
        'administrator',
        { owner },
        {
          at,
          fix: {
            title: text({ en: 'run as ContainerUser', ja: 'ContainerUser で実行する' }),
            safety: 'review',
            edits: [set(at, 'ContainerUser')],
          },
        },
      )
    }
  },
  enforce: {
    azurePolicy: '5485eac0-7e8f-4964-998b-a44f4f0c1e75',
    cel: ownersInCel.map(({ of, owner, context }): CelRule => ({
      of,
      // Account names of Windows do not know case; one of the container may stand behind a backslash or its domain.
      forbids: `${context}.?windowsOptions.?runAsUserName.orValue('').lowerAscii().split('\\\\').exists(part, part == 'containeradministrator') && ${context}.?windowsOptions.?runAsUserName.orValue('').lowerAscii().endsWith('containeradministrator')`,
      message: 'administrator',
      args: { owner },
    })),
  },
  references: ['https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-security'],
  examples: [
    {
      name: 'the administrator',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os:
    name: windows
  securityContext:
    windowsOptions:
      runAsUserName: «containerAdministrator»
  containers:
    - name: app
      image: registry.example/app:1
`,
      fails: ['administrator'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os:
    name: windows
  securityContext:
    windowsOptions:
      runAsUserName: ContainerUser
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'the plain user',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os:
    name: windows
  securityContext:
    windowsOptions:
      runAsUserName: ContainerUser
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
