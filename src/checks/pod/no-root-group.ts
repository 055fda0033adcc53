import { defineCheck, type FixDraft, type CelRule } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { hostUsersInCel } from '../../models/workload/conditions-in-cel.ts'
import { ownersInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

export const noRootGroup = defineCheck({
  id: 'pod/no-root-group',
  controls: ['pod-non-root', 'pod-security-context', 'build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'No group is set to root', ja: 'グループに root を指定しない' }),
  why: text({
    en: 'Group 0 owns much of an image and of the node. A process in it reads, and often writes, what is closed to everybody else, although it does not run as root.',
    ja: 'イメージやノードには、グループ 0 が所有するファイルが多くあります。root で動いていなくても、このグループのプロセスは、ほかには閉じられたファイルを読み、多くの場合は書き込めます。',
  }),
  messages: {
    primary: text({ en: '{owner} runs as group 0', ja: '{owner} がグループ 0 で動きます' }),
    files: text({ en: 'the volumes of the pod belong to group 0', ja: 'Pod のボリュームの所有グループが 0 です' }),
    supplemental: text({ en: 'the pod is in group 0 as well', ja: 'Pod の追加グループに 0 が含まれます' }),
  },
  *evaluate(pod, { report }) {
    if (pod.hasOwnUserNamespace) return
    for (const { owner, at, value } of pod.declared('runAsGroup')) if (value === 0) yield report('primary', { owner }, { at })
    const fsGroup = pod.at('securityContext', 'fsGroup')
    if (pod.get('securityContext', 'fsGroup') === 0) yield report('files', {}, { at: fsGroup, fix: leavingOut(fsGroup) })
    for (const [index, group] of pod.list('securityContext', 'supplementalGroups').entries()) {
      const at = pod.at('securityContext', 'supplementalGroups', index)
      if (group === 0) yield report('supplemental', {}, { at, fix: leavingOut(at) })
    }
  },
  enforce: {
    azurePolicy: 'f06ddb64-5fa3-4b77-b166-acb36f7f6042',
    cel: [
      ...ownersInCel.map(({ of, owner, context }): CelRule => ({
        of,
        forbids: `${hostUsersInCel} && ${context}.?runAsGroup.orValue(1) == 0`,
        message: 'primary',
        args: { owner },
      })),
      { of: 'pod', forbids: `${hostUsersInCel} && variables.pod.?securityContext.?fsGroup.orValue(1) == 0`, message: 'files' },
      {
        of: 'pod',
        each: [{ in: 'variables.pod.?securityContext.?supplementalGroups.orValue([])', as: 'group' }],
        forbids: `${hostUsersInCel} && group == 0`,
        message: 'supplemental',
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  examples: [
    {
      name: 'root in three ways',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
    fsGroup: «0»
    supplementalGroups: [«0», 2000]
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsGroup: «0»
`,
      fails: ['files', 'supplemental', 'primary'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
    supplementalGroups: [2000]
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsGroup: 0
`,
    },
    {
      name: 'other groups',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsGroup: 2000
    fsGroup: 2000
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'root of a user namespace',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  securityContext:
    runAsGroup: 0
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})

/** The group that a process runs as cannot be left out so: it would then be that of the image, which often is root. */
function leavingOut(at: Path): FixDraft {
  return { title: text({ en: 'leave group 0 out', ja: 'グループ 0 を外す' }), safety: 'review', edits: [remove(at)] }
}
