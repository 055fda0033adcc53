import { defineCheck, notApplicable } from '../../core/check.ts'
import { defineView } from '../../core/estate.ts'
import { message, text } from '../../core/text.ts'
import { stringMapAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind, type KubernetesObject } from '../../models/kubernetes/object.ts'

const service = objectsOfKind('Service')

/** A namespace and the labels that a Service selects there, whatever their order; undefined for one that selects none. */
function selectionOf(object: KubernetesObject): string | undefined {
  const labels = Object.entries(stringMapAt(object.value, ['spec', 'selector'])).sort(([a], [b]) => (a < b ? -1 : 1))
  return labels.length === 0 ? undefined : JSON.stringify([object.scope, labels])
}

const servicesBySelection = defineView('services-by-selection', (estate) =>
  Map.groupBy(estate.subjects(service), (object) => selectionOf(object) ?? ''),
)

export const uniqueSelector = defineCheck({
  id: 'service/unique-selector',
  controls: ['gov-safeguards', 'build-manifest-analysis'],
  subject: service,
  reads: 'estate',
  severity: 'info',
  confidence: 'high',
  // Two ways to the same pods are often meant, such as a headless Service beside the usual one.
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Every Service selects pods of its own', ja: 'Service のセレクターを重複させない' }),
  why: text({
    en: 'Rules for traffic are written for a Service. A second one with the same pods is a way around them.',
    ja: '通信の規則は Service に対して書かれます。同じ Pod を選ぶ別の Service は、その規則を迂回する経路になります。',
  }),
  messages: {
    same: text({ en: 'Services {name} and {other} select the same pods', ja: 'Service {name} と {other} が同じ Pod を選択します' }),
  },
  *evaluate(object, { report, estate }) {
    const selection = selectionOf(object)
    if (selection === undefined) return notApplicable(text({ en: 'it selects no pods by label', ja: 'ラベルで Pod を選択しません' }))
    const [first] = estate.view(servicesBySelection).get(selection) ?? []
    // One of them was there first; variants of an installation bring the same one several times.
    if (first === undefined || first === object || first.name === object.name) return undefined
    yield report(
      'same',
      { name: object.name, other: first.name },
      {
        at: ['spec', 'selector'],
        part: 'key',
        related: [{ of: first, at: ['spec', 'selector'], note: message(text({ en: 'the same pods', ja: '同じ Pod' }), {}) }],
      },
    )
    return undefined
  },
  enforce: { azurePolicy: 'b0fdedee-7b9e-4a17-9f5d-5e8e912d2f01' },
  references: ['https://learn.microsoft.com/azure/aks/deployment-safeguards'],
  examples: [
    {
      name: 'a second way to the same pods',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
    tier: front
---
apiVersion: v1
kind: Service
metadata:
  name: debug
spec:
  «selector»:
    tier: front
    app: web
`,
      fails: ['same'],
    },
    {
      name: 'the same labels in another namespace, and fewer of them',
      source: `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
    tier: front
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: blog
spec:
  selector:
    app: web
    tier: front
---
apiVersion: v1
kind: Service
metadata:
  name: all
  namespace: shop
spec:
  selector:
    app: web
`,
    },
  ],
})
