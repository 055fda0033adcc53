import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringMapAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const customerManagedKey = defineCheck({
  id: 'storage/customer-managed-key',
  controls: ['aks-disk-cmk'],
  subject: objectsOfKind('storage.k8s.io/StorageClass'),
  severity: 'low',
  confidence: 'high',
  // Azure encrypts every disk with a key of its own; whose key it has to be is a question of each organisation.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Disks are encrypted with your own key', ja: 'ディスクを自己管理キーで暗号化する' }),
  why: text({
    en: 'With a disk encryption set the key is yours: it rotates when you say so, its use is logged in your vault, and taking it away makes the data unreadable.',
    ja: 'ディスク暗号化セットを指定すると、キーを自ら管理できます。ローテーションの時期を決め、使用の記録を自分の Key Vault に残し、キーを取り消せばデータを読めなくできます。',
  }),
  messages: {
    platformKey: text({
      en: 'disks of class {name} use a key of the platform',
      ja: 'クラス {name} のディスクはプラットフォームのキーを使います',
    }),
  },
  *evaluate(object, { report }) {
    if (object.get('provisioner') !== 'disk.csi.azure.com') return
    // The driver does not mind the case of its parameters.
    const names = Object.keys(stringMapAt(object.value, ['parameters'])).map((name) => name.toLowerCase())
    if (names.includes('diskencryptionsetid')) return
    yield report('platformKey', { name: object.name }, { at: ['parameters', 'diskEncryptionSetID'] })
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids:
          "object.provisioner == 'disk.csi.azure.com' && !object.?parameters.orValue({}).exists(name, name.lowerAscii() == 'diskencryptionsetid')",
        message: 'platformKey',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys'],
  examples: [
    {
      name: 'the key of the platform',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: disk.csi.azure.com
parameters:
  «skuName: Premium_ZRS»
`,
      fails: ['platformKey'],
    },
    {
      name: 'a key of our own, and a class of shares',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: disk.csi.azure.com
parameters:
  diskEncryptionSetID: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Compute/diskEncryptionSets/own
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: files
provisioner: file.csi.azure.com
`,
    },
  ],
})
