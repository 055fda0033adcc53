import { defineCheck, notApplicable } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { celTexts } from '../../models/kubernetes/cel-text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

const internal = 'service.beta.kubernetes.io/azure-load-balancer-internal'
const annotations = [
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
  'service.beta.kubernetes.io/azure-allowed-service-tags',
  'service.beta.kubernetes.io/load-balancer-source-ranges',
]

export const loadBalancerSourceRanges = defineCheck({
  id: 'service/load-balancer-source-ranges',
  controls: ['net-public-services', 'build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Public load balancers say who may come', ja: 'パブリックなロードバランサーでは接続元を限る' }),
  why: text({
    en: 'Without source ranges the network security group of the nodes lets the whole internet in.',
    ja: '接続元の範囲を指定しないと、ノードのネットワークセキュリティグループがインターネット全体からの接続を許します。',
  }),
  messages: {
    anywhere: text({
      en: 'Service {name} accepts connections from any address',
      ja: 'Service {name} はどのアドレスからの接続も受け付けます',
    }),
    open: text({ en: 'Service {name} accepts connections from {range}', ja: 'Service {name} は {range} からの接続を受け付けます' }),
  },
  *evaluate(service, { report }) {
    if (service.get('spec', 'type') !== 'LoadBalancer')
      return notApplicable(text({ en: 'not a load balancer', ja: 'ロードバランサーではありません' }))
    if (service.annotations[internal] === 'true') return notApplicable(text({ en: 'internal', ja: '内部専用です' }))
    const ranges = listAt(service.value, ['spec', 'loadBalancerSourceRanges'])
    for (const [index, range] of ranges.entries()) {
      if (range === '0.0.0.0/0' || range === '::/0')
        yield report('open', { name: service.name, range }, { at: ['spec', 'loadBalancerSourceRanges', index] })
    }
    if (ranges.length > 0 || annotations.some((annotation) => (service.annotations[annotation] ?? '') !== '')) return undefined
    yield report('anywhere', { name: service.name }, { at: ['spec', 'type'] })
    return undefined
  },
  enforce: {
    cel: [
      {
        of: 'object',
        each: [{ in: 'object.?spec.?loadBalancerSourceRanges.orValue([])', as: 'range' }],
        forbids: `object.?spec.?type.orValue('') == 'LoadBalancer' && object.metadata.?annotations[?'${internal}'].orValue('') != 'true' && range in ['0.0.0.0/0', '::/0']`,
        message: 'open',
        args: { name: 'object.metadata.name', range: 'range' },
      },
      {
        of: 'object',
        forbids: `object.?spec.?type.orValue('') == 'LoadBalancer' && object.metadata.?annotations[?'${internal}'].orValue('') != 'true' && size(object.?spec.?loadBalancerSourceRanges.orValue([])) == 0 && !${celTexts(annotations)}.exists(key, object.metadata.?annotations[?key].orValue('') != '')`,
        message: 'anywhere',
        args: { name: 'object.metadata.name' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/load-balancer-standard'],
  examples: [
    {
      name: 'none, and one that is everything',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: «LoadBalancer»
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  type: LoadBalancer
  loadBalancerSourceRanges:
    - «0.0.0.0/0»
`,
      fails: ['anywhere', 'open'],
    },
    {
      name: 'one office, and an internal one',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24]
---
apiVersion: v1
kind: Service
metadata:
  name: shop
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
spec:
  type: LoadBalancer
`,
    },
  ],
})
