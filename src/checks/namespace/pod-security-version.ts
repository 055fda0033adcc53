import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { message, text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

const level = 'pod-security.kubernetes.io/enforce'
const version = 'pod-security.kubernetes.io/enforce-version'

export const podSecurityVersion = defineCheck({
  id: 'namespace/pod-security-version',
  controls: ['gov-pss-initiative', 'build-manifest-analysis'],
  subject: objectsOfKind('Namespace'),
  severity: 'low',
  confidence: 'high',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'The Pod Security level is pinned to a version', ja: 'Pod Security のレベルをバージョンに固定する' }),
  why: text({
    en: 'Unpinned, the rules change with the cluster: pods that ran before an upgrade can be refused after it.',
    ja: '固定しないと、クラスターの更新とともに規則が変わり、更新前に動いていた Pod が更新後に拒否されることがあります。',
  }),
  messages: {
    unpinned: text({ en: 'namespace {name} follows the newest rules', ja: '名前空間 {name} は常に最新の規則に従います' }),
  },
  *evaluate(namespace, { report, target }) {
    if (stringAt(namespace.value, ['metadata', 'labels', level]) === undefined) return
    const pinned = stringAt(namespace.value, ['metadata', 'labels', version]) ?? 'latest'
    if (pinned !== 'latest') return
    const at = ['metadata', 'labels', version]
    const title = message(text({ en: 'pin it to v1.{minor}', ja: 'v1.{minor} に固定する' }), { minor: target.kubernetes })
    // On the cluster that is judged for, that is what the newest rules are.
    const fix = { title, safety: 'safe', edits: [set(at, `v1.${target.kubernetes}`)] } as const
    yield report('unpinned', { name: namespace.name }, { at, fix })
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids: `object.metadata.?labels[?'${level}'].hasValue() && object.metadata.?labels[?'${version}'].orValue('latest') == 'latest'`,
        message: 'unpinned',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-admission/'],
  examples: [
    {
      name: 'no version',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    «pod-security.kubernetes.io/enforce: restricted»
`,
      kubernetes: 35,
      fails: ['unpinned'],
      fixed: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v1.35
`,
    },
    {
      name: 'a version',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
    pod-security.kubernetes.io/enforce-version: v1.35
`,
    },
  ],
})
