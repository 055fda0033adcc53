import { defineCheck, type FixDraft, type CelRule } from '../../core/check.ts'
import { remove, set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { workload } from '../../models/workload/workload.ts'

/** The volume types of the drivers that were part of Kubernetes, and what stands in their place. */
const successors = { azureDisk: 'disk.csi.azure.com', azureFile: 'file.csi.azure.com' } as const

export const noInTreeAzureVolume = defineCheck({
  id: 'pod/no-in-tree-azure-volume',
  controls: ['build-manifest-analysis'],
  subject: workload,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({
    en: 'Azure disks and shares are mounted by their CSI drivers',
    ja: 'Azure のディスクと共有は CSI ドライバーでマウントする',
  }),
  why: text({
    en: 'The drivers inside of Kubernetes are gone. Such volumes still work by translation, without what the CSI drivers offer: workload identity instead of a storage key in a Secret, encryption settings, fixes.',
    ja: 'Kubernetes に組み込まれていたドライバーは廃止されました。変換によって今も動きますが、CSI ドライバーで使える、Secret に置くストレージキーに代わるワークロード ID や暗号化の設定は利用できません。',
  }),
  messages: {
    type: text({
      en: 'volume {volume} is of type {type}, which {driver} replaces',
      ja: 'ボリューム {volume} の種類 {type} は {driver} に置き換えられています',
    }),
  },
  *evaluate(pod, { report }) {
    for (const [index, volume] of pod.list('volumes').entries()) {
      for (const [type, driver] of Object.entries(successors)) {
        if (valueAt(volume, [type]) === undefined) continue
        const name = stringAt(volume, ['name']) ?? String(index)
        const at = pod.at('volumes', index)
        const fix = type === 'azureFile' ? byDriver(at, valueAt(volume, [type])) : undefined
        yield report('type', { volume: name, type, driver }, { at: [...at, type], part: 'key', fix })
      }
    }
  },
  enforce: {
    cel: Object.entries(successors).map(([type, driver]): CelRule => ({
      of: 'volume',
      forbids: `has(volume.${type})`,
      message: 'type',
      args: { volume: 'volume.name', type: `'${type}'`, driver: `'${driver}'` },
    })),
  },
  references: ['https://learn.microsoft.com/azure/aks/csi-migrate-in-tree-volumes'],
  examples: [
    {
      name: 'a share by a key in a Secret',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: files
      «azureFile»:
        secretName: storage-key
        shareName: files
`,
      fails: ['type'],
      fixed: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: files
      csi:
        driver: file.csi.azure.com
        volumeAttributes:
          secretName: storage-key
          shareName: files
`,
    },
    {
      name: 'the same by its driver',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example/app:1
  volumes:
    - name: files
      csi:
        driver: file.csi.azure.com
        volumeAttributes:
          shareName: files
`,
    },
  ],
})

/** The same share by its driver. A disk cannot be named in a pod that way: it needs a claim. */
function byDriver(volume: Path, share: unknown): FixDraft | undefined {
  const [secretName, shareName] = [stringAt(share, ['secretName']), stringAt(share, ['shareName'])]
  if (secretName === undefined || shareName === undefined) return undefined
  const readOnly = valueAt(share, ['readOnly']) === true ? { readOnly: true } : {}
  return {
    title: text({ en: 'mount the share by its CSI driver', ja: '共有を CSI ドライバーでマウントする' }),
    safety: 'review',
    edits: [
      remove([...volume, 'azureFile']),
      set([...volume, 'csi'], { driver: successors.azureFile, ...readOnly, volumeAttributes: { secretName, shareName } }),
    ],
  }
}
