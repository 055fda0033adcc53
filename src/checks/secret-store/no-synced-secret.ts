import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noSyncedSecret = defineCheck({
  id: 'secret-store/no-synced-secret',
  controls: ['secret-key-vault-csi', 'build-manifest-analysis'],
  subject: objectsOfKind('secrets-store.csi.x-k8s.io/SecretProviderClass'),
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Secrets of the vault are not copied into the cluster', ja: 'Key Vault のシークレットをクラスターに複製しない' }),
  why: text({
    en: 'secretObjects copies what the vault holds into a Kubernetes Secret: it lies in etcd, and whoever may read secrets of the namespace reads it without a trace in the vault.',
    ja: 'secretObjects は、Key Vault の内容を Kubernetes の Secret に複製します。値は etcd に残り、名前空間のシークレットを読める相手は、Key Vault に記録を残さずに読み取れます。',
  }),
  messages: {
    copied: text({
      en: '{name} copies secrets of the vault into Secret {secret}',
      ja: '{name} が Key Vault のシークレットを Secret {secret} に複製します',
    }),
  },
  *evaluate(provider, { report }) {
    const title = text({ en: 'make no copy', ja: '複製しない' })
    for (const [index, copy] of listAt(provider.value, ['spec', 'secretObjects']).entries()) {
      yield report(
        'copied',
        { name: provider.name, secret: stringAt(copy, ['secretName']) ?? '?' },
        {
          at: ['spec', 'secretObjects', index, 'secretName'],
          fix: { title, safety: 'review', edits: [remove(['spec', 'secretObjects', index])] },
        },
      )
    }
  },
  enforce: {
    cel: [
      {
        of: 'object',
        each: [{ in: 'object.spec.?secretObjects.orValue([])', as: 'copy' }],
        forbids: 'true',
        message: 'copied',
        args: { name: 'object.metadata.name', secret: "copy.?secretName.orValue('?')" },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options'],
  examples: [
    {
      name: 'a copy for environment variables',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: shop
spec:
  provider: azure
  secretObjects:
    - secretName: «db»
      type: Opaque
      data:
        - objectName: db-password
          key: password
`,
      fails: ['copied'],
      fixed: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: shop
spec:
  provider: azure
  secretObjects: []
`,
    },
    {
      name: 'mounted only',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: shop
spec:
  provider: azure
`,
    },
  ],
})
