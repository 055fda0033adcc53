import { text } from '../../core/text.ts'
import { makesAccountInCel, parameterInCel } from '../../models/kubernetes/azure-storage-class.ts'
import { storageClassCheck } from '../storage-class-check.ts'

export const noPublicBlob = storageClassCheck({
  id: 'storage/no-public-blob',
  controls: ['net-private-endpoints', 'build-manifest-analysis'],
  severity: 'high',
  title: text({ en: 'Blobs of volumes cannot be made public', ja: 'ボリュームの BLOB を公開できないようにする' }),
  why: text({
    en: 'With public access allowed, one container of the account that somebody opens shows its files to everybody, without a sign-in.',
    ja: 'パブリックアクセスを許すと、誰かがアカウントのコンテナーを 1 つ公開しただけで、ファイルが誰からもサインインなしで読めるようになります。',
  }),
  parameter: 'allowBlobPublicAccess',
  breaks: (subject) => subject.makesAccount && subject.get('allowBlobPublicAccess') === 'true',
  breaksInCel: `${makesAccountInCel} && 'true' in ${parameterInCel('allowBlobPublicAccess')}`,
  message: text({
    en: 'class {name} makes storage accounts that allow public blobs',
    ja: 'クラス {name} は、BLOB の公開を許すストレージアカウントを作成します',
  }),
  fix: { value: 'false', title: text({ en: 'forbid public blobs', ja: 'BLOB の公開を禁止する' }) },
  references: ['https://github.com/kubernetes-sigs/blob-csi-driver/blob/master/docs/driver-parameters.md'],
  examples: [
    {
      name: 'allowed',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: blobs
provisioner: blob.csi.azure.com
parameters:
  allowBlobPublicAccess: «"true"»
`,
      fails: ['breaks'],
      fixed: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: blobs
provisioner: blob.csi.azure.com
parameters:
  allowBlobPublicAccess: "false"
`,
    },
    {
      name: 'left to the default, which forbids it',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: blobs
provisioner: blob.csi.azure.com
parameters:
  protocol: fuse2
`,
    },
  ],
})
