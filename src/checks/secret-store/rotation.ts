import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'
import { vaultObjects } from '../../models/secret-provider/vault-objects.ts'

export const rotation = defineCheck({
  id: 'secret-store/rotation',
  controls: ['secret-rotation', 'secret-key-vault-csi', 'build-manifest-analysis'],
  subject: objectsOfKind('secrets-store.csi.x-k8s.io/SecretProviderClass'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Rotated secrets reach the pods', ja: 'ローテーションされたシークレットが Pod に届く' }),
  why: text({
    en: 'A fixed objectVersion keeps delivering the old secret after the vault has a new one: the rotation happens, and nothing changes.',
    ja: 'objectVersion を固定すると、Key Vault に新しい値があっても古いシークレットが届き続けます。ローテーションをしても何も変わりません。',
  }),
  messages: {
    pinned: text({ en: '{name} pins {object} to version {version}', ja: '{name} が {object} をバージョン {version} に固定しています' }),
  },
  *evaluate(provider, { report }) {
    if (stringAt(provider.value, ['spec', 'provider']) !== 'azure') return
    for (const { name: object, version } of vaultObjects(provider) ?? []) {
      if (version !== '')
        yield report('pinned', { name: provider.name, object, version }, { at: ['spec', 'parameters', 'objects'], part: 'key' })
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options'],
  examples: [
    {
      name: 'a version',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: shop
spec:
  provider: azure
  parameters:
    «objects»: |
      array:
        - |
          objectName: db
          objectType: secret
          objectVersion: 0123456789abcdef0123456789abcdef
`,
      fails: ['pinned'],
    },
    {
      name: 'an empty version is the newest one',
      source: `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: shop
spec:
  provider: azure
  parameters:
    objects: |
      array:
        - |
          objectName: db
          objectType: secret
          objectVersion: ""
`,
    },
  ],
})
