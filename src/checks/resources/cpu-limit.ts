import { text } from '../../core/text.ts'
import { resourceCheck } from '../resource-check.ts'

export const cpuLimit = resourceCheck({
  id: 'resources/cpu-limit',
  severity: 'low',
  default: 'off',
  title: text({ en: 'Containers have a CPU limit', ja: 'コンテナーに CPU の制限を設ける' }),
  why: text({
    en: 'A limit keeps a busy container from slowing its neighbours, at the price of being throttled while the node is idle; requests already share CPU time fairly, so this is a choice.',
    ja: '制限を設けると、負荷の高いコンテナーが隣に影響しなくなります。一方で、ノードに余裕があっても抑えられます。CPU は要求の比で公平に分けられるため、設けるかどうかは選択です。',
  }),
  bound: 'limits',
  resource: 'cpu',
  proposed: '500m',
})
