import { defineCheck } from '../../core/check.ts'
import type { Path } from '../../core/location.ts'
import { deriveSubject } from '../../core/subject.ts'
import { text } from '../../core/text.ts'
import { ArgoApplication, argoApplication, isGenerated } from '../../models/gitops/argo-application.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind, type KubernetesObject } from '../../models/kubernetes/object.ts'
import { namesProduction } from '../../models/pipeline/production-name.ts'

const fluxRevision = objectsOfKind(
  'source.toolkit.fluxcd.io/GitRepository',
  'source.toolkit.fluxcd.io/OCIRepository',
  'helm.toolkit.fluxcd.io/HelmRelease',
)
const revisioned = deriveSubject('gitops-revision', (subjectsOf) => [...subjectsOf(argoApplication), ...subjectsOf(fluxRevision)])

/** A revision that means something else tomorrow. */
interface Moving {
  readonly at: Path
  readonly revision: string
  /** A branch that is named may be protected and deployed from on purpose; one that is not named is an accident. */
  readonly isBranch: boolean
}

export const pinnedRevision = defineCheck({
  id: 'gitops/pinned-revision',
  controls: ['release-gitops-pull', 'build-manifest-analysis'],
  subject: revisioned,
  severity: 'medium',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Production follows a revision that does not move', ja: '本番環境は動かないリビジョンを使う' }),
  why: text({
    en: 'A branch, HEAD or a range of versions is whatever was pushed last: whoever can push deploys to production at that moment, and no record says which state was approved.',
    ja: 'ブランチ、HEAD、バージョン範囲が指す中身は、プッシュのたびに変わります。プッシュできる人がその瞬間に本番へデプロイでき、どの状態が承認されたのかも記録に残りません。',
  }),
  messages: {
    moving: text({ en: '{name} follows {revision}, which moves', ja: '{name} は動くリビジョン {revision} を追います' }),
  },
  *evaluate(subject, { report }) {
    const isArgo = subject instanceof ArgoApplication
    const object = isArgo ? subject.object : subject
    const isProduction = isArgo ? subject.isProduction : namesProduction(object.name) || namesProduction(object.namespace)
    for (const { at, revision, isBranch } of isArgo ? movingInApplication(subject) : movingInFlux(object)) {
      if (isBranch && !isProduction) continue
      yield report('moving', { name: object.name, revision }, { at, severity: isProduction ? 'medium' : 'low' })
    }
  },
  references: [
    'https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/#ensuring-manifests-at-git-revisions-are-truly-immutable',
    'https://fluxcd.io/flux/components/source/gitrepositories/#reference',
  ],
  examples: [
    {
      name: 'HEAD, a branch in production, a range of chart versions',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  source:
    repoURL: https://git.example/shop.git
    targetRevision: «HEAD»
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: shop-prod
spec:
  url: https://git.example/shop.git
  ref:
    branch: «main»
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: cart
spec:
  chart:
    spec:
      chart: cart
      version: «">=1.0.0"»
`,
      fails: ['moving', 'moving', 'moving'],
    },
    {
      name: 'a tag, a commit, a version, a branch for development',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop-prod
spec:
  source:
    repoURL: https://git.example/shop.git
    targetRevision: v2.3.1
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: shop-prod
spec:
  url: https://git.example/shop.git
  ref:
    branch: main
    commit: 6a59f8b1d2f3c4e5a6b7c8d9e0f1a2b3c4d5e6f7
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop-dev
spec:
  source:
    repoURL: https://git.example/shop.git
    targetRevision: main
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: cart-prod
spec:
  chart:
    spec:
      chart: cart
      version: 1.4.2
`,
    },
  ],
})

function movingInApplication(application: ArgoApplication): readonly Moving[] {
  return application.sources.flatMap(({ path, value }): readonly Moving[] => {
    const at = [...path, 'targetRevision']
    const revision = stringAt(value, ['targetRevision']) ?? ''
    if (isGenerated(revision)) return []
    if (stringAt(value, ['chart']) !== undefined)
      return isFixedVersion(revision) ? [] : [{ at, revision: revision || '*', isBranch: false }]
    if (revision === '' || revision === 'HEAD') return [{ at, revision: 'HEAD', isBranch: false }]
    return isFixedRevision(revision) ? [] : [{ at, revision, isBranch: true }]
  })
}

function movingInFlux(object: KubernetesObject): readonly Moving[] {
  if (object.kind === 'HelmRelease') {
    if (object.get('spec', 'chart', 'spec') === undefined) return []
    const version = stringAt(object.value, ['spec', 'chart', 'spec', 'version']) ?? '*'
    return isFixedVersion(version) ? [] : [{ at: ['spec', 'chart', 'spec', 'version'], revision: version, isBranch: false }]
  }
  const field = (name: string): string | undefined => stringAt(object.value, ['spec', 'ref', name])
  if (field('commit') !== undefined || field('digest') !== undefined) return []
  const range = field('semver')
  if (range !== undefined) return isFixedVersion(range) ? [] : [{ at: ['spec', 'ref', 'semver'], revision: range, isBranch: false }]
  const tag = field('tag')
  if (tag !== undefined) return tag === 'latest' ? [{ at: ['spec', 'ref', 'tag'], revision: tag, isBranch: false }] : []
  if (field('name') !== undefined && !field('name')!.startsWith('refs/heads/')) return []
  const branch = field('branch') ?? field('name')
  if (branch === undefined) {
    const revision = object.kind === 'OCIRepository' ? 'latest' : 'master'
    return [{ at: ['spec', 'ref'], revision, isBranch: false }]
  }
  return [{ at: ['spec', 'ref', field('branch') === undefined ? 'name' : 'branch'], revision: branch, isBranch: true }]
}

/** A commit, or a tag that is a version. */
function isFixedRevision(revision: string): boolean {
  return (
    /^[0-9a-f]{40}$|^[0-9a-f]{64}$/.test(revision) ||
    revision.startsWith('refs/tags/') ||
    isFixedVersion(revision.replace(/^[\w/-]*?(?=v?\d)/, ''))
  )
}

function isFixedVersion(version: string): boolean {
  return /^v?\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][\w.+-]{1,100})?$/.test(version)
}
