import { defineCheck, notApplicable } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { shown, text } from '../../core/text.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

const annotation = 'service.beta.kubernetes.io/azure-load-balancer-internal'

export const internalLoadBalancer = defineCheck({
  id: 'service/internal-load-balancer',
  controls: ['net-public-services', 'net-internal-lb-policy', 'build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Load balancers are internal', ja: 'ロードバランサーを内部専用にする' }),
  why: text({
    en: 'Without the annotation Azure gives the Service a public address, and every workload with such a Service is one more door to the cluster. Public traffic belongs behind one gateway with a firewall.',
    ja: 'このアノテーションがないと、Azure は Service にパブリックアドレスを割り当てます。そのような Service の数だけクラスターの入口が増えます。外部からの通信は、ファイアウォールのあるゲートウェイに集約してください。',
  }),
  messages: {
    open: text({ en: 'Service {name} gets a public address', ja: 'Service {name} にパブリックアドレスが割り当てられます' }),
    notText: text({
      en: 'Service {name}: the annotation must be the text "true", not {value}',
      ja: 'Service {name}: アノテーションの値は {value} ではなく、文字列の "true" にしてください',
    }),
  },
  *evaluate(service, { report }) {
    if (service.get('spec', 'type') !== 'LoadBalancer')
      return notApplicable(text({ en: 'not a load balancer', ja: 'ロードバランサーではありません' }))
    if (service.get('spec', 'loadBalancerClass') !== undefined)
      return notApplicable(text({ en: 'another controller provides it', ja: '別のコントローラーが提供します' }))
    const at = ['metadata', 'annotations', annotation]
    const value = service.get(...at)
    if (value === 'true') return undefined
    const title = text({ en: 'make it internal', ja: '内部専用にする' })
    const edits = [set(at, 'true')]
    if (value === undefined || value === 'false')
      yield report(
        'open',
        { name: service.name },
        { at: value === undefined ? ['spec', 'type'] : at, fix: { title, safety: 'review', edits } },
      )
    // The API server refuses annotations of other types, so nothing that runs can change by it.
    else yield report('notText', { name: service.name, value: shown(value) }, { at, fix: { title, safety: 'safe', edits } })
    return undefined
  },
  enforce: {
    azurePolicy: '3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e',
    cel: [
      {
        of: 'object',
        forbids: `object.?spec.?type.orValue('') == 'LoadBalancer' && !object.?spec.?loadBalancerClass.hasValue() && object.metadata.?annotations[?'${annotation}'].orValue('false') == 'false'`,
        message: 'open',
        args: { name: 'object.metadata.name' },
      },
      {
        of: 'object',
        forbids: `object.?spec.?type.orValue('') == 'LoadBalancer' && !object.?spec.?loadBalancerClass.hasValue() && !(object.metadata.?annotations[?'${annotation}'].orValue('false') in ['false', 'true'])`,
        message: 'notText',
        args: { name: 'object.metadata.name', value: `object.metadata.annotations['${annotation}']` },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/internal-lb'],
  examples: [
    {
      name: 'public by default',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: «LoadBalancer»
  ports:
    - port: 80
`,
      fails: ['open'],
      fixed: `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
spec:
  type: LoadBalancer
  ports:
    - port: 80
`,
    },
    {
      name: 'a boolean, which the API server refuses as an annotation',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: «true»
spec:
  type: LoadBalancer
`,
      fails: ['notText'],
      fixed: `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
spec:
  type: LoadBalancer
`,
    },
    {
      name: 'internal',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-internal: "true"
spec:
  type: LoadBalancer
`,
    },
    {
      name: 'inside the cluster only',
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
