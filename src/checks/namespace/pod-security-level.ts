import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

const label = 'pod-security.kubernetes.io/enforce'

export const podSecurityLevel = defineCheck({
  id: 'namespace/pod-security-level',
  controls: ['gov-pss-initiative', 'pod-security-context', 'build-manifest-analysis'],
  subject: objectsOfKind('Namespace'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Namespaces enforce a Pod Security level', ja: '名前空間で Pod Security のレベルを強制する' }),
  why: text({
    en: 'Without the label the API server takes any pod, a privileged one included. With it, what the checks of this standard find in manifests cannot reach the cluster by another way.',
    ja: 'このラベルがないと、API サーバーは特権 Pod を含むあらゆる Pod を受け入れます。ラベルがあれば、マニフェストの検査で見つかる問題が別の経路からクラスターに入ることもありません。',
  }),
  messages: {
    missing: text({
      en: 'namespace {name} enforces no Pod Security level',
      ja: '名前空間 {name} で Pod Security のレベルが強制されていません',
    }),
    privileged: text({
      en: 'namespace {name} enforces the level privileged, which allows everything',
      ja: '名前空間 {name} のレベルは privileged で、何も制限されません',
    }),
    unknownLevel: text({
      en: 'namespace {name} enforces {level}, which is no level',
      ja: '名前空間 {name} のレベル {level} は存在しません',
    }),
  },
  *evaluate(namespace, { report }) {
    const { name } = namespace
    const level = stringAt(namespace.value, ['metadata', 'labels', label])
    const at = ['metadata', 'labels', label]
    const offered = {
      title: text({ en: 'enforce baseline', ja: 'baseline を強制する' }),
      safety: 'review',
      edits: [set(at, 'baseline')],
    } as const
    // Whoever asks for warnings from the privileged level says that the pods need more than baseline.
    const needsMore = ['warn', 'audit'].some((mode) => namespace.labels[`pod-security.kubernetes.io/${mode}`] === 'privileged')
    const fix = needsMore ? undefined : offered
    if (level === undefined) yield report('missing', { name }, { at, fix })
    else if (level === 'privileged') yield report('privileged', { name }, { at, fix })
    else if (level !== 'baseline' && level !== 'restricted') yield report('unknownLevel', { name, level }, { at, fix })
  },
  enforce: {
    azurePolicy: 'a8640138-9b0a-4a28-b8cb-1666c838647d',
    cel: [
      {
        of: 'object',
        forbids: `!object.metadata.?labels[?'${label}'].hasValue()`,
        message: 'missing',
        args: { name: 'object.metadata.name' },
      },
      {
        of: 'object',
        forbids: `object.metadata.?labels[?'${label}'].orValue('') == 'privileged'`,
        message: 'privileged',
        args: { name: 'object.metadata.name' },
      },
      {
        of: 'object',
        forbids: `!(object.metadata.?labels[?'${label}'].orValue('baseline') in ['privileged', 'baseline', 'restricted'])`,
        message: 'unknownLevel',
        args: { name: 'object.metadata.name', level: `object.metadata.labels['${label}']` },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/'],
  examples: [
    {
      name: 'no label',
      source: `apiVersion: v1
kind: Namespace
metadata:
  «name: shop»
`,
      fails: ['missing'],
      fixed: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
`,
    },
    {
      name: 'pods that need more than baseline, as the warnings say: no level is proposed',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: monitoring
  labels:
    «pod-security.kubernetes.io/warn: privileged»
`,
      fails: ['missing'],
    },
    {
      name: 'the level that allows everything, and one that does not exist',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: «privileged»
---
apiVersion: v1
kind: Namespace
metadata:
  name: cafe
  labels:
    pod-security.kubernetes.io/enforce: «strict»
`,
      fails: ['privileged', 'unknownLevel'],
    },
    {
      name: 'restricted',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
`,
    },
  ],
})
