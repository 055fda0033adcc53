import { defineCheck, type CelRule } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { number, type Options } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { hostUsersInCel } from '../../models/workload/conditions-in-cel.ts'
import { ownersInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

const options = {
  atLeast: number(10_000, text({ en: 'the lowest group id that is accepted', ja: '許容する最小のグループ ID' })),
} satisfies Options

export const noLowGroup = defineCheck({
  id: 'pod/no-low-group',
  controls: ['pod-non-root'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // As with users: few images use ids this high.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Group ids are outside the range of the node', ja: 'ノードで使われる範囲のグループ ID を使わない' }),
  why: text({
    en: 'Without a user namespace the groups in a container are those of the node. A low id may be that of a group of the node, and opens what the group may open.',
    ja: 'ユーザー名前空間を使わない場合、コンテナー内のグループはノードのグループと同じです。小さい ID がノードのグループと重なると、そのグループに許されたものまで開けます。',
  }),
  messages: {
    low: text({ en: '{owner} runs as group {group}', ja: '{owner} がグループ {group} で動きます' }),
  },
  options,
  *evaluate(pod, { report, options: { atLeast } }) {
    if (pod.hasOwnUserNamespace) return
    for (const { owner, at, value } of pod.declared('runAsGroup')) {
      if (typeof value !== 'number' || value === 0 || value >= atLeast) continue
      const title = text({ en: 'use an id outside that range', ja: '範囲外の ID を使う' })
      yield report('low', { owner, group: value }, { at, fix: { title, safety: 'review', edits: [set(at, atLeast)] } })
    }
  },
  enforce: {
    celFor: ({ atLeast }) =>
      ownersInCel.map(({ of, owner, context }): CelRule => ({
        of,
        forbids: `${hostUsersInCel} && ${context}.?runAsGroup.orValue(0) != 0 && ${context}.?runAsGroup.orValue(0) < ${atLeast}`,
        message: 'low',
        args: { owner, group: `string(${context}.?runAsGroup.orValue(0))` },
      })),
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  examples: [
    {
      name: 'a group of the node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsGroup: «999»
`,
      fails: ['low'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsGroup: 10000
`,
    },
    {
      name: 'a group of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsGroup: 20000
`,
    },
  ],
})
