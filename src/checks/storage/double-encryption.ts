import { text } from '../../core/text.ts'
import { makesAccountInCel, parameterInCel } from '../../models/kubernetes/azure-storage-class.ts'
import { storageClassCheck } from '../storage-class-check.ts'

export const doubleEncryption = storageClassCheck({
  id: 'storage/double-encryption',
  controls: ['build-manifest-analysis'],
  severity: 'info',
  // Everything is encrypted once anyway; few are asked for more.
  default: 'off',
  title: text({ en: 'Storage accounts of volumes are encrypted twice', ja: 'ボリュームのストレージアカウントを二重に暗号化する' }),
  why: text({
    en: 'A second layer with other keys keeps data closed should one algorithm or key fail.',
    ja: '別のキーによる 2 層目があれば、一方のアルゴリズムやキーが破られてもデータは守られます。',
  }),
  parameter: 'requireInfraEncryption',
  breaks: (subject) => subject.makesAccount && subject.get('requireInfraEncryption') !== 'true',
  breaksInCel: `${makesAccountInCel} && !('true' in ${parameterInCel('requireInfraEncryption')})`,
  message: text({
    en: 'class {name} makes storage accounts with one layer of encryption',
    ja: 'クラス {name} は、暗号化が 1 層だけのストレージアカウントを作成します',
  }),
  fix: { value: 'true', title: text({ en: 'encrypt twice', ja: '二重に暗号化する' }) },
  references: [
    'https://github.com/kubernetes-sigs/azurefile-csi-driver/blob/master/docs/driver-parameters.md',
    'https://github.com/kubernetes-sigs/blob-csi-driver/blob/master/docs/driver-parameters.md',
  ],
  examples: [
    {
      name: 'once',
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
  requireInfraEncryption: "true"
`,
    },
    {
      name: 'twice, and an account that exists',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: files
provisioner: file.csi.azure.com
parameters:
  requireInfraEncryption: "true"
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: own
provisioner: file.csi.azure.com
parameters:
  storageAccount: shopdata
`,
    },
  ],
})
