import { text } from '../../core/text.ts'
import { hostNamespaceCheck, hostNamespaceExamples } from '../host-namespace-check.ts'

export const noHostIpc = hostNamespaceCheck({
  id: 'pod/no-host-ipc',
  field: 'hostIPC',
  title: text({ en: 'Pods do not share the inter-process communication of their node', ja: 'Pod でノードの IPC 名前空間を使わない' }),
  why: text({
    en: 'A pod in the IPC namespace of the node can read and write the shared memory and the message queues of the processes on it.',
    ja: 'ノードの IPC 名前空間に入った Pod は、ノード上のプロセスの共有メモリーやメッセージキューを読み書きできます。',
  }),
  shared: text({ en: 'the pod shares the IPC namespace of its node', ja: 'Pod がノードの IPC 名前空間を共有します' }),
  azurePolicy: '47a1ee2f-2a2a-4576-bf2a-e0e36709c2b8',
  examples: [...hostNamespaceExamples('hostIPC', { shared: 'a pod in the IPC namespace of its node', own: 'an IPC namespace of its own' })],
})
