import { text } from '../../core/text.ts'
import { isDriverInCel, parameterInCel } from '../../models/kubernetes/azure-storage-class.ts'
import { storageClassCheck } from '../storage-class-check.ts'

export const noDiskExport = storageClassCheck({
  id: 'storage/no-disk-export',
  controls: ['net-private-endpoints', 'build-manifest-analysis'],
  severity: 'low',
  title: text({ en: 'Disks cannot be exported over the internet', ja: 'インターネット経由でのディスクのエクスポートを防ぐ' }),
  why: text({
    en: 'By default whoever may write a disk in Azure can make a link to it that works from anywhere, without a sign-in: one stolen link is the whole disk.',
    ja: '既定では、Azure でディスクに書き込める相手なら、どこからでもサインインなしで使えるリンクを作成できます。リンクが 1 つ漏れると、ディスク全体が漏れます。',
  }),
  parameter: 'networkAccessPolicy',
  breaks: (subject) =>
    subject.driver === 'disk' &&
    (subject.get('networkAccessPolicy') ?? 'allowall') === 'allowall' &&
    subject.get('publicNetworkAccess') !== 'disabled',
  breaksInCel: `${isDriverInCel('disk')} && ${parameterInCel('networkAccessPolicy')}.all(value, value == 'allowall') && !('disabled' in ${parameterInCel('publicNetworkAccess')})`,
  message: text({
    en: 'disks of class {name} can be exported to anywhere',
    ja: 'クラス {name} のディスクは、どこへでもエクスポートできます',
  }),
  fix: { value: 'DenyAll', title: text({ en: 'refuse exports', ja: 'エクスポートを拒否する' }) },
  references: ['https://github.com/kubernetes-sigs/azuredisk-csi-driver/blob/master/docs/driver-parameters.md'],
  examples: [
    {
      name: 'the default, and the same written out',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: disk.csi.azure.com
parameters:
  «skuName: Premium_ZRS»
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shared
provisioner: disk.csi.azure.com
parameters:
  networkAccessPolicy: «AllowAll»
`,
      fails: ['breaks', 'breaks'],
      fixed: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: disk.csi.azure.com
parameters:
  skuName: Premium_ZRS
  networkAccessPolicy: DenyAll
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shared
provisioner: disk.csi.azure.com
parameters:
  networkAccessPolicy: DenyAll
`,
    },
    {
      name: 'by private endpoint only, and a class of shares',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: disk.csi.azure.com
parameters:
  NetworkAccessPolicy: AllowPrivate
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: closed
provisioner: disk.csi.azure.com
parameters:
  publicNetworkAccess: Disabled
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
