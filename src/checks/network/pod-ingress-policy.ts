import { text } from '../../core/text.ts'
import { isolationCheck } from '../isolation-check.ts'

export const podIngressPolicy = isolationCheck({
  id: 'network/pod-ingress-policy',
  controls: ['net-policy-objects', 'build-manifest-analysis'],
  direction: 'ingress',
  title: text({ en: 'A network policy holds the ingress of every pod', ja: 'すべての Pod の受信をネットワークポリシーで制限する' }),
  why: text({
    en: 'Policies only ever narrow what they select. A pod that none of them selects for ingress may be reached by every pod of the cluster, whatever the others of its namespace are held to.',
    ja: 'ポリシーは、選択した Pod だけを制限します。受信についてどのポリシーにも選択されない Pod には、同じ名前空間のほかの Pod が制限されていても、クラスターのどの Pod からも接続できます。',
  }),
  open: text({
    en: 'no policy of the namespace holds the ingress of {kind} {name}',
    ja: '{kind} {name} の受信を制限するポリシーが名前空間にありません',
  }),
})
