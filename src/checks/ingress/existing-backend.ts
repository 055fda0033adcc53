import { text } from '../../core/text.ts'
import { ingress, serviceNameIn, serviceOf } from '../../models/network/ingress.ts'
import { backendCheck } from '../backend-check.ts'

export const existingBackend = backendCheck({
  id: 'ingress/existing-backend',
  title: text({ en: 'Ingresses lead to Services that exist', ja: '存在する Service に Ingress を向ける' }),
  subject: ingress,
  services: ({ object, backends }) =>
    backends.flatMap(({ backend, at }) => {
      const name = serviceOf(backend)
      return name === undefined ? [] : [{ name, scope: object.scope, at: [...at, ...serviceNameIn(backend)] }]
    }),
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: rest
spec:
  defaultBackend:
    service:
      name: «rest»
      port: { number: 80 }
`,
      fails: ['absent', 'absent'],
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
                name: ‹web›
                port: { number: 80 }
`,
      unknown: ['notInSet'],
    },
    {
      name: 'what is there',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
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
                name: web
                port: { number: 80 }
`,
    },
  ],
})
