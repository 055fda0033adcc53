import { defineCheck } from '../../core/check.ts'
import { shown, text } from '../../core/text.ts'
import { isPortNumber } from '../../models/kubernetes-api/port.ts'
import { listAt, stringAt, valueAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const validPorts = defineCheck({
  id: 'service/valid-ports',
  controls: ['build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Ports of Services are such as the API server takes', ja: 'Service のポートを API サーバーが受け付ける形で書く' }),
  why: text({
    en: 'The API server refuses the Service, and what was to be closed or moved by it stays as it was.',
    ja: 'API サーバーが Service を拒否し、変更したはずの公開範囲が元のままになります。',
  }),
  messages: {
    number: text({ en: 'Service {name}: {port} is no port', ja: 'Service {name}: {port} はポートの番号ではありません' }),
    unnamed: text({
      en: 'Service {name} has several ports, and this one has no name',
      ja: 'Service {name} にはポートが複数ありますが、このポートに名前がありません',
    }),
    twice: text({ en: 'Service {name} has two ports named {port}', ja: 'Service {name} に {port} という名前のポートが 2 つあります' }),
  },
  *evaluate(service, { report }) {
    const ports = listAt(service.value, ['spec', 'ports'])
    const names = new Set<string>()
    for (const [index, port] of ports.entries()) {
      const at = ['spec', 'ports', index]
      for (const field of ['port', 'targetPort']) {
        const written = valueAt(port, [field])
        if (typeof written === 'number' && !isPortNumber(written))
          yield report('number', { name: service.name, port: shown(written) }, { at: [...at, field] })
      }
      if (ports.length === 1) continue
      const name = stringAt(port, ['name']) ?? ''
      if (name === '') yield report('unnamed', { name: service.name }, { at: [...at, 'name'] })
      else if (names.has(name)) yield report('twice', { name: service.name, port: name }, { at: [...at, 'name'] })
      names.add(name)
    }
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services'],
  examples: [
    {
      name: 'no port, no name, and the same name twice',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - name: http
      port: «0»
    - «port: 443»
    - name: «http»
      port: 8080
`,
      fails: ['number', 'unnamed', 'twice'],
    },
    {
      name: 'one port needs no name',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      targetPort: http
---
apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  ports:
    - name: http
      port: 80
    - name: grpc
      port: 9090
`,
    },
  ],
})
