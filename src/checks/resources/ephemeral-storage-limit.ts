import { text } from '../../core/text.ts'
import { resourceCheck } from '../resource-check.ts'

export const ephemeralStorageLimit = resourceCheck({
  id: 'resources/ephemeral-storage-limit',
  severity: 'low',
  default: 'off',
  title: text({ en: 'Containers have a limit of local storage', ja: 'コンテナーにローカルストレージの制限を設ける' }),
  why: text({
    en: 'Logs and scratch files of one container can fill the disk of its node, and the kubelet then evicts pods of other teams.',
    ja: '1 つのコンテナーのログや一時ファイルがノードのディスクを埋めると、kubelet は別のチームの Pod まで追い出します。',
  }),
  bound: 'limits',
  resource: 'ephemeral-storage',
  proposed: '1Gi',
})
