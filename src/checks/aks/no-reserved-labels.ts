import { defineCheck, type FixDraft } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noReservedLabels = defineCheck({
  id: 'aks/no-reserved-labels',
  controls: ['node-system-pool', 'build-manifest-analysis'],
  subject: objectsOfKind('Node', 'Namespace'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Labels that AKS reserves are left to AKS', ja: 'AKS が予約しているラベルを設定しない' }),
  why: text({
    en: 'AKS schedules and protects its own components by labels under kubernetes.azure.com. Set by hand they take nodes and namespaces out of what it looks after, or into it.',
    ja: 'AKS は kubernetes.azure.com 以下のラベルで、自身のコンポーネントの配置と保護を行います。手で設定すると、ノードや名前空間がその管理から外れたり、誤って含まれたりします。',
  }),
  messages: {
    reserved: text({
      en: '{kind} {name} sets the label {label}, which AKS reserves',
      ja: '{kind} {name} が AKS の予約ラベル {label} を設定しています',
    }),
  },
  *evaluate({ kind, name, labels }, { report }) {
    for (const label of Object.keys(labels)) {
      if (/^(?:[\w.-]+\.)?kubernetes\.azure\.com\//.test(label))
        yield report('reserved', { kind, name, label }, { at: ['metadata', 'labels', label], part: 'key', fix: fixOf(label) })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/use-labels'],
  examples: [
    {
      name: 'a label of AKS on a namespace',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    «kubernetes.azure.com/managedby»: aks
`,
      fails: ['reserved'],
      fixed: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: {}
`,
    },
    {
      name: 'labels of Kubernetes',
      source: `apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    kubernetes.io/metadata.name: shop
`,
    },
  ],
})

function fixOf(label: string): FixDraft {
  const title = text({ en: 'leave the label to AKS', ja: 'ラベルを AKS に任せる' })
  return { title, safety: 'review', edits: [remove(['metadata', 'labels', label])] }
}
