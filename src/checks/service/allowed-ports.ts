import { defineCheck, notApplicable } from '../../core/check.ts'
import { strings } from '../../core/option.ts'
import { text } from '../../core/text.ts'
import { celTexts } from '../../models/kubernetes/cel-text.ts'
import { listAt, valueAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const allowedPorts = defineCheck({
  id: 'service/allowed-ports',
  controls: ['gov-safeguards', 'build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  severity: 'low',
  confidence: 'high',
  // Which ports are agreed on, only the owner of the cluster knows.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Services listen on agreed ports', ja: 'Service は取り決めたポートで待ち受ける' }),
  why: text({
    en: 'A port that nobody agreed on is one that no firewall rule, probe or review has in view.',
    ja: '取り決めのないポートは、ファイアウォールの規則、監視、レビューのいずれの目にも入りません。',
  }),
  messages: {
    other: text({ en: 'Service {name} listens on {port}', ja: 'Service {name} がポート {port} で待ち受けます' }),
  },
  options: {
    allow: strings(['80', '443', '8080', '8443'], text({ en: 'The ports that are agreed on.', ja: '取り決めたポートです。' })),
  },
  *evaluate(service, { report, options }) {
    if (service.get('spec', 'type') === 'ExternalName')
      return notApplicable(text({ en: 'it only gives a name', ja: '名前を与えるだけです' }))
    for (const [index, entry] of listAt(service.value, ['spec', 'ports']).entries()) {
      const port = valueAt(entry, ['port'])
      if (typeof port !== 'number' || options.allow.includes(String(port))) continue
      yield report('other', { name: service.name, port }, { at: ['spec', 'ports', index, 'port'] })
    }
    return undefined
  },
  enforce: {
    azurePolicy: '233a2a17-77ca-4fb1-9b6b-69223d272a44',
    celFor: ({ allow }) => [
      {
        of: 'object',
        each: [{ in: 'object.?spec.?ports.orValue([])', as: 'port' }],
        forbids: `object.?spec.?type.orValue('') != 'ExternalName' && !(string(port.port) in ${celTexts(allow)})`,
        message: 'other',
        args: { name: 'object.metadata.name', port: 'string(port.port)' },
      },
    ],
  },
  references: ['https://learn.microsoft.com/azure/aks/policy-reference'],
  examples: [
    {
      name: 'one that is not on the list',
      options: { allow: ['443'] },
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 443
    - port: «6379»
`,
      fails: ['other'],
    },
    {
      name: 'the usual ones',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
    - port: 443
`,
    },
  ],
})
