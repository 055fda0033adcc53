import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noNodePort = defineCheck({
  id: 'service/no-node-port',
  controls: ['net-public-services', 'build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Services do not open ports on every node', ja: 'すべてのノードでポートを開かない' }),
  why: text({
    en: 'A node port listens on the address of every node, past load balancer, ingress and web application firewall; only the network security groups stand before it.',
    ja: 'NodePort はすべてのノードのアドレスで待ち受けます。ロードバランサーや Ingress、WAF を通らず、守るのはネットワークセキュリティグループだけです。',
  }),
  messages: {
    nodePort: text({ en: 'Service {name} opens a port on every node', ja: 'Service {name} がすべてのノードでポートを開きます' }),
  },
  *evaluate(service, { report }) {
    const at = ['spec', 'type']
    if (service.get(...at) !== 'NodePort') return
    yield report(
      'nodePort',
      { name: service.name },
      {
        at,
        fix: {
          title: text({ en: 'use ClusterIP behind an ingress', ja: 'ClusterIP にして Ingress の背後に置く' }),
          safety: 'review',
          edits: [set(at, 'ClusterIP')],
        },
      },
    )
  },
  enforce: {
    cel: [
      {
        of: 'object',
        forbids: "object.?spec.?type.orValue('') == 'NodePort'",
        message: 'nodePort',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  examples: [
    {
      name: 'a node port',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: «NodePort»
  ports:
    - port: 80
`,
      fails: ['nodePort'],
      fixed: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ClusterIP
  ports:
    - port: 80
`,
    },
    {
      name: 'an address of the cluster',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
`,
    },
  ],
})
