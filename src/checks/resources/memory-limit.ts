import { text } from '../../core/text.ts'
import { resourceCheck } from '../resource-check.ts'

export const memoryLimit = resourceCheck({
  id: 'resources/memory-limit',
  severity: 'medium',
  title: text({ en: 'Containers have a memory limit', ja: 'コンテナーにメモリーの制限を設ける' }),
  why: text({
    en: 'Without a limit one leak, or one attacker, takes the memory of the whole node, and the kernel kills whatever it likes.',
    ja: '制限がないと、1 つのメモリーリークや攻撃者がノード全体のメモリーを使い切り、カーネルが無関係なプロセスまで強制終了します。',
  }),
  bound: 'limits',
  resource: 'memory',
  proposed: '256Mi',
})
