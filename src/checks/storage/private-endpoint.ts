import { text } from '../../core/text.ts'
import { isNfsInCel, makesAccountInCel, parameterInCel } from '../../models/kubernetes/azure-storage-class.ts'
import { storageClassCheck } from '../storage-class-check.ts'

export const privateEndpoint = storageClassCheck({
  id: 'storage/private-endpoint',
  controls: ['net-private-endpoints', 'build-manifest-analysis'],
  severity: 'medium',
  title: text({
    en: 'Storage accounts of volumes have a private endpoint',
    ja: 'ボリュームのストレージアカウントにプライベートエンドポイントを設ける',
  }),
  why: text({
    en: 'The account that the driver makes answers the whole internet, and its key opens every volume in it.',
    ja: 'ドライバーが作成するアカウントはインターネット全体に応答し、そのキーですべてのボリュームを開けます。',
  }),
  parameter: 'networkEndpointType',
  breaks: (subject) => subject.makesAccount && !subject.isNfs && subject.get('networkEndpointType') !== 'privateendpoint',
  breaksInCel: `${makesAccountInCel} && !${isNfsInCel} && !('privateendpoint' in ${parameterInCel('networkEndpointType')})`,
  message: text({
    en: 'class {name} makes storage accounts that the internet reaches',
    ja: 'クラス {name} は、インターネットから到達できるストレージアカウントを作成します',
  }),
  fix: { value: 'privateEndpoint', title: text({ en: 'make a private endpoint', ja: 'プライベートエンドポイントを作成する' }) },
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
  networkEndpointType: privateEndpoint
`,
    },
    {
      name: 'a private endpoint, an account that exists, and NFS, which the driver keeps to the network of the cluster',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: files
provisioner: file.csi.azure.com
parameters:
  networkEndpointType: privateEndpoint
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: own
provisioner: blob.csi.azure.com
parameters:
  storageAccount: shopdata
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: nfs
provisioner: blob.csi.azure.com
parameters:
  protocol: nfs
`,
    },
  ],
})
