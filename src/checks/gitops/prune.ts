import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { deriveSubject } from '../../core/subject.ts'
import { text } from '../../core/text.ts'
import { ArgoApplication, argoApplication } from '../../models/gitops/argo-application.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

const kustomization = objectsOfKind('kustomize.toolkit.fluxcd.io/Kustomization')
const pruning = deriveSubject('gitops-pruning', (subjectsOf) => [...subjectsOf(argoApplication), ...subjectsOf(kustomization)])

export const prune = defineCheck({
  id: 'gitops/prune',
  controls: ['release-gitops-pull'],
  subject: pruning,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'What is taken out of git leaves the cluster', ja: 'git から消したものをクラスターからも消す' }),
  why: text({
    en: 'A workload, a role or a route that was removed from git because it was dangerous keeps running when nothing prunes it, and nobody looks for it any more.',
    ja: '危険だからと git から消したワークロード・ロール・ルートも、prune が無効ならクラスターに残ります。しかも、誰も気に留めなくなります。',
  }),
  messages: {
    kept: text({ en: '{name} leaves in the cluster what was removed from git', ja: '{name} は git から消したものをクラスターに残します' }),
  },
  *evaluate(subject, { report }) {
    const [name, at] =
      subject instanceof ArgoApplication ? [subject.object.name, unpruned(subject)] : [subject.name, keptBy(subject.get('spec', 'prune'))]
    if (at === undefined) return
    const title = text({ en: 'prune what was removed', ja: '消したものを prune する' })
    yield report('kept', { name }, { at, fix: { title, safety: 'review', edits: [set(at, true)] } })
  },
  references: [
    'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-pruning',
    'https://fluxcd.io/flux/components/kustomize/kustomizations/#prune',
  ],
  examples: [
    {
      name: 'not pruned',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  syncPolicy:
    automated:
      «selfHeal: true»
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cart
spec:
  prune: «false»
`,
      fails: ['kept', 'kept'],
      fixed: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  syncPolicy:
    automated:
      selfHeal: true
      prune: true
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cart
spec:
  prune: true
`,
    },
    {
      name: 'pruned',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  syncPolicy:
    automated:
      prune: true
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: cart
spec:
  prune: true
`,
    },
  ],
})

/** An application that is synced by hand is pruned by hand as well. */
function unpruned(application: ArgoApplication): Path | undefined {
  const automated = application.get('syncPolicy', 'automated')
  if (typeof automated !== 'object' || application.get('syncPolicy', 'automated', 'enabled') === false) return undefined
  return application.get('syncPolicy', 'automated', 'prune') === true ? undefined : application.at('syncPolicy', 'automated', 'prune')
}

function keptBy(pruned: unknown): Path | undefined {
  return pruned === true ? undefined : ['spec', 'prune']
}
