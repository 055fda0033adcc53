import { defineCheck } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { text } from '../../core/text.ts'
import { fluxReconciler } from '../../models/gitops/kinds.ts'
import { stringAt } from '../../models/kubernetes/json.ts'

const references: readonly Path[] = [
  ['spec', 'sourceRef', 'namespace'],
  ['spec', 'chartRef', 'namespace'],
  ['spec', 'chart', 'spec', 'sourceRef', 'namespace'],
]

export const noForeignSource = defineCheck({
  id: 'gitops/no-foreign-source',
  controls: ['release-gitops-pull'],
  subject: fluxReconciler,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Flux objects use sources of their own namespace', ja: 'Flux のオブジェクトは同じ名前空間のソースを使う' }),
  why: text({
    en: 'A source of another namespace belongs to other people, who then decide what runs here; and its credentials serve whoever refers to it.',
    ja: '別の名前空間のソースは別の人が管理しており、その人がここで動くものを決められます。また、そのソースの資格情報を、参照する誰もが利用できます。',
  }),
  messages: {
    foreign: text({ en: '{name} takes its source from the namespace {namespace}', ja: '{name} は名前空間 {namespace} のソースを使います' }),
  },
  *evaluate(object, { report }) {
    for (const at of references) {
      const namespace = stringAt(object.value, at)
      // An object without a namespace lands in one that is not known here.
      if (namespace === undefined || object.namespace === undefined || namespace === object.namespace) continue
      yield report('foreign', { name: object.name, namespace }, { at })
    }
  },
  references: ['https://fluxcd.io/flux/security/best-practices/'],
  examples: [
    {
      name: 'a source of the platform',
      source: `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
  namespace: shop
spec:
  sourceRef:
    kind: GitRepository
    name: platform
    namespace: «flux-system»
`,
      fails: ['foreign'],
    },
    {
      name: 'a source of its own',
      source: `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
  namespace: shop
spec:
  sourceRef:
    kind: GitRepository
    name: shop
`,
    },
  ],
})
