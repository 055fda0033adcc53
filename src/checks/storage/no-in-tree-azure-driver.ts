import { defineCheck, type CelRule } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

/** Where a StorageClass or a PersistentVolume names a driver that was part of Kubernetes, and what stands in its place. */
const retired: readonly { readonly at: Path; readonly value?: string; readonly driver: string }[] = [
  { at: ['provisioner'], value: 'kubernetes.io/azure-disk', driver: 'disk.csi.azure.com' },
  { at: ['provisioner'], value: 'kubernetes.io/azure-file', driver: 'file.csi.azure.com' },
  { at: ['spec', 'azureDisk'], driver: 'disk.csi.azure.com' },
  { at: ['spec', 'azureFile'], driver: 'file.csi.azure.com' },
]

export const noInTreeAzureDriver = defineCheck({
  id: 'storage/no-in-tree-azure-driver',
  controls: ['build-manifest-analysis'],
  subject: objectsOfKind('storage.k8s.io/StorageClass', 'PersistentVolume'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Storage of Azure is provided by its CSI drivers', ja: 'Azure のストレージは CSI ドライバーで提供する' }),
  why: text({
    en: 'AKS no longer provisions by the drivers that were part of Kubernetes: a claim of such a class stays pending, and a volume of such a type gets none of the fixes of the CSI drivers.',
    ja: 'AKS では、Kubernetes に組み込まれていたドライバーによるプロビジョニングはできなくなりました。このクラスの要求は保留のままとなり、この種類のボリュームには CSI ドライバーの修正が適用されません。',
  }),
  messages: {
    driver: text({ en: 'this driver is retired; {driver} replaces it', ja: 'このドライバーは廃止されています。{driver} を使います' }),
  },
  *evaluate({ value }, { report }) {
    for (const entry of retired) {
      const found = entry.value === undefined ? valueAt(value, entry.at) !== undefined : stringAt(value, entry.at) === entry.value
      if (!found) continue
      const title = text({ en: 'provision by the CSI driver', ja: 'CSI ドライバーでプロビジョニングする' })
      const fix = { title, safety: 'review', edits: [set(entry.at, entry.driver)] } as const
      // A volume that exists is named by another kind of handle, which only its owner knows.
      yield entry.value === undefined
        ? report('driver', { driver: entry.driver }, { at: entry.at, part: 'key' })
        : report('driver', { driver: entry.driver }, { at: entry.at, fix })
    }
  },
  enforce: {
    cel: retired.map(({ at, value, driver }): CelRule => ({
      of: 'object',
      forbids: value === undefined ? `object.?${at.join('.?')}.hasValue()` : `object.?${at.join('.?')}.orValue('') == '${value}'`,
      message: 'driver',
      args: { driver: `'${driver}'` },
    })),
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-migrate-in-tree-volumes'],
  examples: [
    {
      name: 'a class and a volume of the retired drivers',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: «kubernetes.io/azure-disk»
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: files
spec:
  «azureFile»:
    secretName: storage-key
    shareName: files
`,
      fails: ['driver', 'driver'],
      fixed: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: disk.csi.azure.com
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: files
spec:
  azureFile:
    secretName: storage-key
    shareName: files
`,
    },
    {
      name: 'the CSI driver',
      source: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: disks
provisioner: disk.csi.azure.com
`,
    },
  ],
})
