import { text } from '../../core/text.ts'
import { isolationCheck } from '../isolation-check.ts'

export const podEgressPolicy = isolationCheck({
  id: 'network/pod-egress-policy',
  controls: ['net-policy-objects', 'net-egress-type', 'build-manifest-analysis'],
  direction: 'egress',
  title: text({ en: 'A network policy holds the egress of every pod', ja: 'すべての Pod の送信をネットワークポリシーで制限する' }),
  why: text({
    en: 'Policies only ever narrow what they select. A pod that none of them selects for egress may reach everything, whatever the others of its namespace are held to.',
    ja: 'ポリシーは、選択した Pod だけを制限します。送信についてどのポリシーにも選択されない Pod は、同じ名前空間のほかの Pod が制限されていても、どこへでも接続できます。',
  }),
  open: text({
    en: 'no policy of the namespace holds the egress of {kind} {name}',
    ja: '{kind} {name} の送信を制限するポリシーが名前空間にありません',
  }),
})
