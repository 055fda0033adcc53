import { defineCheck, type Report, type ReportOptions } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { deriveSubject } from '../../core/subject.ts'
import { text } from '../../core/text.ts'
import { ArgoApplication, argoApplication } from '../../models/gitops/argo-application.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

const helmRelease = objectsOfKind('helm.toolkit.fluxcd.io/HelmRelease')
const healable = deriveSubject('gitops-healing', (subjectsOf) => [...subjectsOf(argoApplication), ...subjectsOf(helmRelease)])

export const selfHeal = defineCheck({
  id: 'gitops/self-heal',
  controls: ['release-gitops-pull'],
  subject: healable,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Changes made past git are undone', ja: 'git を経ない変更を元に戻す' }),
  why: text({
    en: 'Whoever changes an object in the cluster, in a hurry or with stolen rights, changes it for good when nothing brings the reviewed state back.',
    ja: '急ぎの対応であれ、盗まれた権限であれ、クラスター上で直接行われた変更は、レビュー済みの状態に戻す仕組みがなければそのまま残ります。',
  }),
  messages: {
    argo: text({ en: '{name} keeps changes made past git', ja: '{name} は git を経ない変更を残します' }),
    helm: text({
      en: '{name} does not correct drift of what its chart installed',
      ja: '{name} はチャートが入れたもののドリフトを直しません',
    }),
  },
  *evaluate(subject, { report }) {
    if (subject instanceof ArgoApplication) {
      const automated = subject.get('syncPolicy', 'automated')
      if (typeof automated !== 'object' || subject.get('syncPolicy', 'automated', 'enabled') === false) return
      if (subject.get('syncPolicy', 'automated', 'selfHeal') === true) return
      yield report('argo', { name: subject.object.name }, healed(subject.at('syncPolicy', 'automated', 'selfHeal'), true))
    } else if (subject.get('spec', 'driftDetection', 'mode') !== 'enabled') {
      yield report('helm', { name: subject.name }, { ...healed(['spec', 'driftDetection', 'mode'], 'enabled'), severity: 'low' })
    }
  },
  references: [
    'https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-self-healing',
    'https://fluxcd.io/flux/components/helm/helmreleases/#drift-detection',
  ],
  examples: [
    {
      name: 'drift stays',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  syncPolicy:
    automated:
      «prune: true»
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: cart
spec:
  driftDetection:
    mode: «warn»
`,
      fails: ['argo', 'helm'],
      fixed: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: cart
spec:
  driftDetection:
    mode: enabled
`,
    },
    {
      name: 'drift is undone; nothing is automatic',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  syncPolicy:
    automated:
      selfHeal: true
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
spec:
  project: shop
`,
    },
  ],
})

function healed(at: Path, value: string | true): ReportOptions & Pick<Report, 'at'> {
  return {
    at,
    fix: { title: text({ en: 'undo changes made past git', ja: 'git を経ない変更を元に戻す' }), safety: 'review', edits: [set(at, value)] },
  }
}
