import { defineCheck } from '../../core/check.ts'
import { remove } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const noExternalIps = defineCheck({
  id: 'service/no-external-ips',
  controls: ['net-public-services', 'build-manifest-analysis'],
  subject: objectsOfKind('Service'),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Services claim no external addresses', ja: 'Service に外部アドレスを指定しない' }),
  why: text({
    en: 'With externalIPs a Service draws the traffic of the whole cluster for an address of its choice to its own pods, whoever the address belongs to (CVE-2020-8554).',
    ja: 'externalIPs に任意のアドレスを書くと、その持ち主が誰であっても、クラスター内のそのアドレス宛ての通信を自分の Pod に引き寄せられます（CVE-2020-8554）。',
  }),
  messages: {
    claimed: text({ en: 'Service {name} claims {addresses}', ja: 'Service {name} が {addresses} を指定しています' }),
  },
  *evaluate(service, { report }) {
    const at = ['spec', 'externalIPs']
    const addresses = listAt(service.value, at)
    if (addresses.length === 0) return
    yield report(
      'claimed',
      { name: service.name, addresses: addresses.join(', ') },
      {
        at,
        part: 'key',
        fix: { title: text({ en: 'remove externalIPs', ja: 'externalIPs を削除する' }), safety: 'review', edits: [remove(at)] },
      },
    )
  },
  enforce: {
    gatekeeper: { kind: 'K8sExternalIPs', about: 'Service', parameters: { allowedIPs: [] } },
    azurePolicy: 'd46c275d-1680-448d-b2ec-e495a3b6cc89',
    cel: [
      {
        of: 'object',
        forbids: 'size(object.?spec.?externalIPs.orValue([])) > 0',
        message: 'claimed',
        args: { name: 'object.metadata.name', addresses: "object.spec.externalIPs.join(', ')" },
      },
    ],
  },
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#external-ips'],
  examples: [
    {
      name: 'an address of somebody',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  «externalIPs»:
    - 198.51.100.7
  ports:
    - port: 53
`,
      fails: ['claimed'],
      fixed: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 53
`,
    },
    {
      name: 'none',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 53
`,
    },
  ],
})
