import { text } from '../../core/text.ts'
import { hostNamespaceCheck, hostNamespaceExamples } from '../host-namespace-check.ts'

export const noHostNetwork = hostNamespaceCheck({
  id: 'pod/no-host-network',
  field: 'hostNetwork',
  title: text({ en: 'Pods do not use the network of their node', ja: 'Pod でノードのネットワークを使わない' }),
  why: text({
    en: 'In the network namespace of the node a pod can listen on node addresses, watch other traffic, reach services that trust the node, and no network policy applies to it.',
    ja: 'ノードのネットワーク名前空間に入った Pod は、ノードのアドレスで待ち受け、ほかの通信を観察し、ノードを信頼するサービスに接続できます。ネットワークポリシーも効きません。',
  }),
  shared: text({ en: 'the pod uses the network of its node', ja: 'Pod がノードのネットワークを使います' }),
  azurePolicy: '82985f06-dc18-4a48-bc1c-b9f4f0098cfe',
  examples: [...hostNamespaceExamples('hostNetwork', { shared: 'a pod in the network of its node', own: 'a network of its own' })],
})
