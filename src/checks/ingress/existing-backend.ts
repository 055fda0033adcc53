import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { kubernetesObject } from '../../models/kubernetes/object.ts'
import { ingress, serviceOf } from '../../models/network/ingress.ts'

export const existingBackend = defineCheck({
  id: 'ingress/existing-backend',
  controls: ['net-internal-ingress', 'build-manifest-analysis'],
  subject: ingress,
  reads: 'estate',
  severity: 'low',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Ingresses lead to Services that exist', ja: '存在する Service に Ingress を向ける' }),
  why: text({
    en: 'A route to a Service that is not there leads, one day, to whatever somebody creates under that name.',
    ja: '存在しない Service への経路は、いつか同じ名前で作られたものへつながります。',
  }),
  messages: {
    absent: text({
      en: 'there is no Service {service} among those of the namespace',
      ja: '名前空間の Service の中に {service} がありません',
    }),
  },
  *evaluate({ object, rules }, { report, estate }) {
    // Where something could not be read, or the Services are kept elsewhere, nothing can be said.
    if (estate.notAnalysed.length > 0) return
    const services = estate.subjects(kubernetesObject).filter(({ groupKind, scope }) => groupKind === 'Service' && scope === object.scope)
    if (services.length === 0) return
    for (const { backend, backendAt } of rules.flatMap(({ paths }) => paths)) {
      const service = serviceOf(backend)
      if (service === undefined || services.some(({ name }) => name === service)) continue
      const at = [...backendAt, ...(object.apiVersion === 'networking.k8s.io/v1' ? ['service', 'name'] : ['serviceName'])]
      yield report('absent', { service }, { at })
    }
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/'],
  examples: [
    {
      name: 'a misspelt Service',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec: {}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            backend:
              service:
                name: «wep»
                port: { number: 80 }
`,
      fails: ['absent'],
    },
    {
      name: 'the Services are kept elsewhere',
      source: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - path: /
            backend:
              service:
                name: web
                port: { number: 80 }
`,
    },
  ],
})
