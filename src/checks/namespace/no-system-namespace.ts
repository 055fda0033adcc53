import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { workload } from '../../models/workload/workload.ts'

const systemNamespaces = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'gatekeeper-system',
  'aks-command',
  'calico-system',
  'tigera-operator',
])

export const noSystemNamespace = defineCheck({
  id: 'namespace/no-system-namespace',
  controls: ['pod-namespaces', 'build-manifest-analysis'],
  subject: workload,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Workloads stay out of the namespaces of AKS', ja: 'AKS が管理する名前空間にワークロードを置かない' }),
  why: text({
    en: 'AKS owns these namespaces: policies and webhooks leave them out, so a pod there is judged by nobody, and it stands next to the most powerful accounts of the cluster.',
    ja: 'これらの名前空間は AKS が管理しており、ポリシーや Webhook の対象外です。そこに置いた Pod は誰にも検査されず、クラスターで最も強いアカウントと同じ場所で動きます。',
  }),
  messages: {
    placed: text({ en: '{kind} {name} runs in {namespace}', ja: '{kind} {name} が {namespace} で動きます' }),
  },
  *evaluate({ object }, { report }) {
    const { kind, name, namespace } = object
    if (namespace === undefined || !systemNamespaces.has(namespace)) return
    yield report('placed', { kind, name, namespace }, { at: ['metadata', 'namespace'] })
  },
  references: ['https://learn.microsoft.com/azure/aks/core-aks-concepts'],
  examples: [
    {
      name: 'a workload of ours in kube-system',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: «kube-system»
spec:
  containers:
    - name: app
      image: registry.example/agent:1
`,
      fails: ['placed'],
    },
    {
      name: 'a namespace of its own',
      source: `apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: monitoring
spec:
  containers:
    - name: app
      image: registry.example/agent:1
`,
    },
  ],
})
