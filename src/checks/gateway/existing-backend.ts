import { text } from '../../core/text.ts'
import { route } from '../../models/network/gateway.ts'
import { backendCheck } from '../backend-check.ts'

export const existingBackend = backendCheck({
  id: 'gateway/existing-backend',
  title: text({ en: 'Routes lead to Services that exist', ja: '存在する Service に経路を向ける' }),
  subject: route,
  services: ({ backends }) =>
    backends
      .filter(({ group, kind }) => group === '' && kind === 'Service')
      .map(({ name, scope, at }) => ({ name, scope, at: [...at, 'name'] })),
  references: ['https://gateway-api.sigs.k8s.io/api-types/httproute/#backendrefs-optional'],
  examples: [
    {
      name: 'a misspelt Service, and one of a namespace that is kept elsewhere',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
  namespace: shop
spec:
  rules:
    - backendRefs:
        - name: «wep»
          port: 80
        - name: ‹mail›
          namespace: mail
          port: 80
`,
      fails: ['absent'],
      unknown: ['notInSet'],
    },
    {
      name: 'what is there, and what is no Service',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
  namespace: shop
spec:
  rules:
    - backendRefs:
        - name: web
          port: 80
        - group: inference.networking.k8s.io
          kind: InferencePool
          name: models
`,
    },
  ],
})
