import { text } from '../../core/text.ts'
import { isDriverInCel, isNfsInCel, parameterInCel } from '../../models/kubernetes/azure-storage-class.ts'
import { storageClassCheck } from '../storage-class-check.ts'

export const encryptedTransport = storageClassCheck({
  id: 'storage/encrypted-transport',
  controls: ['build-manifest-analysis'],
  severity: 'low',
  title: text({ en: 'File shares are mounted by an encrypted connection', ja: 'ファイル共有を暗号化された接続でマウントする' }),
  why: text({
    en: 'NFS sends files in the clear and believes every node that it hears from: whoever is on the network reads along.',
    ja: 'NFS はファイルを平文で送り、届いた要求を送信元だけで信用します。ネットワーク上の第三者が内容を読み取れます。',
  }),
  parameter: 'encryptInTransit',
  breaks: (subject) => subject.driver === 'file' && subject.isNfs && subject.get('encryptInTransit') !== 'true',
  breaksInCel: `${isDriverInCel('file')} && ${isNfsInCel} && !('true' in ${parameterInCel('encryptInTransit')})`,
  message: text({
    en: 'shares of class {name} are mounted by NFS without encryption',
    ja: 'クラス {name} の共有は、暗号化なしの NFS でマウントされます',
  }),
  fix: { value: 'true', title: text({ en: 'encrypt on the way', ja: '通信を暗号化する' }) },
  references: ['https://learn.microsoft.com/azure/storage/files/encryption-in-transit-for-nfs-shares'],
  examples: [
    {
      name: 'NFS as it comes',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shares
provisioner: file.csi.azure.com
parameters:
  «protocol: nfs»
`,
      fails: ['breaks'],
      fixed: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shares
provisioner: file.csi.azure.com
parameters:
  protocol: nfs
  encryptInTransit: "true"
`,
    },
    {
      name: 'NFS by TLS, and SMB, which encrypts',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shares
provisioner: file.csi.azure.com
parameters:
  protocol: nfs
  encryptInTransit: "true"
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: smb
provisioner: file.csi.azure.com
`,
    },
  ],
})
