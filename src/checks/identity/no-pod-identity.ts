import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'

const kinds = new Set(['AzureIdentity', 'AzureIdentityBinding', 'AzureAssignedIdentity', 'AzurePodIdentityException'])

export const noPodIdentity = defineCheck({
  id: 'identity/no-pod-identity',
  controls: ['identity-workload-identity', 'aks-no-pod-identity', 'build-manifest-analysis'],
  subject: kubernetesObject,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Pod-managed identity is not used any more', ja: 'Pod マネージド ID を使わない' }),
  why: text({
    en: 'AAD Pod Identity never left preview and is retired: nobody fixes it. It also steers traffic to the metadata service by iptables rules, which pods on the host network escape. Workload identity replaces it.',
    ja: 'AAD Pod Identity はプレビューのまま廃止され、もう修正されません。メタデータサービスへの通信を iptables で振り分ける仕組みも、ホストネットワークの Pod には効きません。ワークロード ID に置き換えてください。',
  }),
  messages: {
    retired: text({
      en: '{kind} {name} belongs to the retired pod-managed identity',
      ja: '{kind} {name} は廃止された Pod マネージド ID のリソースです',
    }),
  },
  *evaluate({ group, kind, name }, { report }) {
    if (group === 'aadpodidentity.k8s.io' && kinds.has(kind)) yield report('retired', { kind, name }, { at: ['kind'] })
  },
  references: ['https://learn.microsoft.com/azure/aks/workload-identity-migrate-from-pod-identity'],
  examples: [
    {
      name: 'an identity for pods',
      source: `apiVersion: aadpodidentity.k8s.io/v1
kind: «AzureIdentity»
metadata:
  name: shop
spec:
  type: 0
`,
      fails: ['retired'],
    },
    {
      name: 'a service account with a workload identity',
      source: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: shop
  annotations:
    azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555
`,
    },
  ],
})
