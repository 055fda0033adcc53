import { defineCheck, notApplicable } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const providerIdentity = defineCheck({
  id: 'secret-store/provider-identity',
  controls: ['secret-key-vault-csi', 'identity-workload-identity', 'build-manifest-analysis'],
  subject: objectsOfKind('secrets-store.csi.x-k8s.io/SecretProviderClass'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Key Vault is read with the identity of the workload', ja: 'Key Vault の読み取りにはワークロードの ID を使う' }),
  why: text({
    en: 'Pod-managed identity is retired. The identity of the node belongs to every pod on it: whoever gets a shell in any of them reads the same vault.',
    ja: 'Pod マネージド ID は廃止されています。ノードの ID はその上のすべての Pod に共通なので、どれか 1 つの Pod に侵入されると、同じ Key Vault を読み取られます。',
  }),
  messages: {
    podIdentity: text({
      en: '{name} reads the vault with the retired pod-managed identity',
      ja: '{name} は廃止された Pod マネージド ID で Key Vault を読み取ります',
    }),
    nodeIdentity: text({
      en: '{name} reads the vault with the identity of the node',
      ja: '{name} はノードの ID で Key Vault を読み取ります',
    }),
    none: text({ en: '{name} names no identity to read the vault with', ja: '{name} に Key Vault を読み取る ID の指定がありません' }),
  },
  *evaluate(provider, { report }) {
    if (stringAt(provider.value, ['spec', 'provider']) !== 'azure')
      return notApplicable(text({ en: 'not of the Azure provider', ja: 'Azure のプロバイダーではありません' }))
    const on = (key: string): boolean => ['true', true].includes(valueAt(provider.value, ['spec', 'parameters', key]) as string | boolean)
    const { name } = provider
    const podIdentity = ['spec', 'parameters', 'usePodIdentity']
    const nodeIdentity = ['spec', 'parameters', 'useVMManagedIdentity']
    if (on('usePodIdentity')) {
      const fix = {
        title: text({ en: 'turn it off and use a workload identity', ja: '無効にし、ワークロード ID を使う' }),
        safety: 'review',
        edits: [set(podIdentity, 'false')],
      } as const
      yield report('podIdentity', { name }, { at: podIdentity, severity: 'high', fix })
    } else if (on('useVMManagedIdentity')) {
      const fix = {
        title: text({ en: 'remove it and set clientID to a workload identity', ja: '削除し、clientID にワークロード ID を指定する' }),
        safety: 'review',
        edits: [remove(nodeIdentity)],
      } as const
      yield report('nodeIdentity', { name }, { at: nodeIdentity, fix })
    } else if ((stringAt(provider.value, ['spec', 'parameters', 'clientID']) ?? '') === '') {
      yield report('none', { name }, { at: ['spec', 'parameters', 'clientID'], severity: 'low', confidence: 'medium' })
    }
    return undefined
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access'],
  examples: [
    {
      name: 'the retired identity, that of the node, and none',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: old
spec:
  provider: azure
  parameters:
    usePodIdentity: «"true"»
    keyvaultName: shop
---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: node
spec:
  provider: azure
  parameters:
    useVMManagedIdentity: «"true"»
    keyvaultName: shop
---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: none
spec:
  provider: azure
  parameters:
    «keyvaultName: shop»
`,
      fails: ['podIdentity', 'nodeIdentity', 'none'],
    },
    {
      name: 'a workload identity',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: shop
spec:
  provider: azure
  parameters:
    clientID: 11111111-2222-3333-4444-555555555555
    keyvaultName: shop
`,
    },
  ],
})
