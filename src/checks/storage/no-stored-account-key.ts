import { text } from '../../core/text.ts'
import { isDriverInCel, isNfsInCel, parameterInCel } from '../../models/kubernetes/azure-storage-class.ts'
import { storageClassCheck } from '../storage-class-check.ts'

export const noStoredAccountKey = storageClassCheck({
  id: 'storage/no-stored-account-key',
  controls: ['build-manifest-analysis'],
  severity: 'low',
  title: text({ en: 'Keys of storage accounts are not kept in Secrets', ja: 'ストレージアカウントのキーを Secret に保存しない' }),
  why: text({
    en: 'By default the driver writes the key of the whole account into a Secret beside the claim. Whoever may read Secrets there reads the volumes of all others in the account, and nothing rotates the key.',
    ja: '既定では、ドライバーはアカウント全体のキーを Secret に書き込みます。そこで Secret を読める相手は、同じアカウントのすべてのボリュームを読めます。キーは自動ではローテーションされません。',
  }),
  parameter: 'storeAccountKey',
  breaks: (subject) => subject.driver !== 'disk' && !subject.isNfs && subject.get('storeAccountKey') !== 'false',
  breaksInCel: `${isDriverInCel('file', 'blob')} && !${isNfsInCel} && !('false' in ${parameterInCel('storeAccountKey')})`,
  message: text({
    en: 'class {name} keeps the key of its storage account in a Secret',
    ja: 'クラス {name} は、ストレージアカウントのキーを Secret に保存します',
  }),
  fix: { value: 'false', title: text({ en: 'let the driver fetch the key when it mounts', ja: 'マウント時にドライバーがキーを取得する' }) },
  references: [
    'https://github.com/kubernetes-sigs/azurefile-csi-driver/blob/master/docs/driver-parameters.md',
    'https://github.com/kubernetes-sigs/blob-csi-driver/blob/master/docs/driver-parameters.md',
  ],
  examples: [
    {
      name: 'the default',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: files
provisioner: file.csi.azure.com
parameters:
  «skuName: Premium_LRS»
`,
      fails: ['breaks'],
      fixed: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: files
provisioner: file.csi.azure.com
parameters:
  skuName: Premium_LRS
  storeAccountKey: "false"
`,
    },
    {
      name: 'not kept, and NFS, which knows no key',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: files
provisioner: file.csi.azure.com
parameters:
  storeAccountKey: "false"
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: nfs
provisioner: file.csi.azure.com
parameters:
  protocol: nfs
`,
    },
  ],
})
