import { text } from '../../core/text.ts'
import { hostNamespaceCheck, hostNamespaceExamples } from '../host-namespace-check.ts'

export const noHostPid = hostNamespaceCheck({
  id: 'pod/no-host-pid',
  field: 'hostPID',
  title: text({ en: 'Pods do not see the processes of their node', ja: 'Pod でノードのプロセス名前空間を使わない' }),
  why: text({
    en: 'A pod in the process namespace of the node sees every process on it with its environment and command line, and can signal or, with more rights, trace them.',
    ja: 'ノードのプロセス名前空間に入った Pod は、ノード上のすべてのプロセスを、環境変数やコマンドラインも含めて見ることができます。シグナルを送ることもでき、権限があれば追跡もできます。',
  }),
  shared: text({ en: 'the pod shares the process namespace of its node', ja: 'Pod がノードのプロセス名前空間を共有します' }),
  azurePolicy: '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
  examples: [...hostNamespaceExamples('hostPID', { shared: 'a pod among the processes of its node', own: 'processes of its own' })],
})
