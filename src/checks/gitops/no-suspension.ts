import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { deriveSubject } from '../../core/subject.ts'
import { text } from '../../core/text.ts'
import { argoApplication } from '../../models/gitops/argo-application.ts'
import { fluxReconciler, fluxSource } from '../../models/gitops/kinds.ts'
import type { KubernetesObject } from '../../models/kubernetes/object.ts'

const suspendable = deriveSubject('gitops-suspendable', (subjectsOf) => [
  ...subjectsOf(argoApplication).map(({ object }) => object),
  ...subjectsOf(fluxReconciler),
  ...subjectsOf(fluxSource),
])

export const noSuspension = defineCheck({
  id: 'gitops/no-suspension',
  controls: ['release-gitops-pull'],
  subject: suspendable,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Reconciliation is not suspended in git', ja: 'git 上で調整を停止したままにしない' }),
  why: text({
    en: 'While it is suspended, fixes do not arrive and drift is not undone. What was a pause for one evening becomes the state of things once it is committed.',
    ja: '停止している間は、修正が届かず、ドリフトも直りません。一晩だけのつもりの停止も、コミットするとそのまま常態になります。',
  }),
  messages: {
    suspended: text({ en: '{kind} {name} is suspended', ja: '{kind} {name} が停止しています' }),
  },
  *evaluate(object, { report }) {
    const at = suspension(object)
    if (at === undefined) return
    const value = at[0] === 'spec' ? false : 'false'
    yield report(
      'suspended',
      { kind: object.kind, name: object.name },
      { at, fix: { title: text({ en: 'resume', ja: '再開する' }), safety: 'review', edits: [set(at, value)] } },
    )
  },
  references: [
    'https://fluxcd.io/flux/components/kustomize/kustomizations/#suspend',
    'https://argo-cd.readthedocs.io/en/stable/user-guide/skip_reconcile/',
  ],
  examples: [
    {
      name: 'suspended',
      source: `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
spec:
  suspend: «true»
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
  annotations:
    argocd.argoproj.io/skip-reconcile: «"true"»
spec:
  project: shop
`,
      fails: ['suspended', 'suspended'],
      fixed: `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
spec:
  suspend: false
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
  annotations:
    argocd.argoproj.io/skip-reconcile: "false"
spec:
  project: shop
`,
    },
    {
      name: 'at work',
      source: `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: shop
spec:
  suspend: false
  url: https://git.example/shop.git
`,
    },
  ],
})

function suspension(object: KubernetesObject): Path | undefined {
  const skip = 'argocd.argoproj.io/skip-reconcile'
  if (object.group === 'argoproj.io') return object.annotations[skip] === 'true' ? ['metadata', 'annotations', skip] : undefined
  return object.get('spec', 'suspend') === true ? ['spec', 'suspend'] : undefined
}
