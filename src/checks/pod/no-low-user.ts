import { defineCheck, type CelRule } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { number, type Options } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { hostUsersInCel } from '../../models/workload/conditions-in-cel.ts'
import { ownersInCel } from '../../models/workload/security-contexts.ts'
import { workload } from '../../models/workload/workload.ts'

const options = {
  atLeast: number(10_000, text({ en: 'the lowest user id that is accepted', ja: '許容する最小のユーザー ID' })),
} satisfies Options

export const noLowUser = defineCheck({
  id: 'pod/no-low-user',
  controls: ['pod-non-root'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  // Few images use ids this high, and a user namespace does the same thoroughly.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'User ids are outside the range of the node', ja: 'ノードで使われる範囲のユーザー ID を使わない' }),
  why: text({
    en: 'Without a user namespace the ids in a container are those of the node. A low one may belong to a service of the node, whose files a process that breaks out could then read.',
    ja: 'ユーザー名前空間を使わない場合、コンテナー内の ID はノードの ID と同じです。小さい ID はノードのサービスのものかもしれず、コンテナーから抜け出したプロセスにそのファイルを読まれるおそれがあります。',
  }),
  messages: {
    low: text({ en: '{owner} runs as user {user}', ja: '{owner} がユーザー {user} で動きます' }),
  },
  options,
  *evaluate(pod, { report, options: { atLeast } }) {
    if (pod.hasOwnUserNamespace) return
    for (const { owner, at, value } of pod.declared('runAsUser')) {
      // Root is the question of another check.
      if (typeof value !== 'number' || value === 0 || value >= atLeast) continue
      const title = text({ en: 'use an id outside that range', ja: '範囲外の ID を使う' })
      yield report('low', { owner, user: value }, { at, fix: { title, safety: 'review', edits: [set(at, atLeast)] } })
    }
  },
  enforce: {
    celFor: ({ atLeast }) =>
      ownersInCel.map(({ of, owner, context }): CelRule => ({
        of,
        forbids: `${hostUsersInCel} && ${context}.?runAsUser.orValue(0) != 0 && ${context}.?runAsUser.orValue(0) < ${atLeast}`,
        message: 'low',
        args: { owner, user: `string(${context}.?runAsUser.orValue(0))` },
      })),
  },
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  examples: [
    {
      name: 'an id of the node',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: «1000»
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsUser: 20000
`,
      fails: ['low'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 10000
  containers:
    - name: app
      image: registry.example/app:1
      securityContext:
        runAsUser: 20000
`,
    },
    {
      name: 'an id of its own, in a user namespace',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  securityContext:
    runAsUser: 1000
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
    {
      name: 'the range is a setting',
      options: { atLeast: 1000 },
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 1000
  containers:
    - name: app
      image: registry.example/app:1
`,
    },
  ],
})
