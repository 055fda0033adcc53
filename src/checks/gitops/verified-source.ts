import { defineCheck } from '../../core/check.ts'
import { deriveSubject } from '../../core/subject.ts'
import { text } from '../../core/text.ts'
import { argoProject } from '../../models/gitops/kinds.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

const verifiable = objectsOfKind('source.toolkit.fluxcd.io/GitRepository', 'source.toolkit.fluxcd.io/OCIRepository')
const verifying = deriveSubject('gitops-verification', (subjectsOf) => [...subjectsOf(verifiable), ...subjectsOf(argoProject)])

export const verifiedSource = defineCheck({
  id: 'gitops/verified-source',
  controls: ['release-gitops-pull'],
  subject: verifying,
  severity: 'low',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'The cluster takes signed state only', ja: '署名された状態だけをクラスターに取り込む' }),
  why: text({
    en: 'Whoever takes over the git server or the registry, or a token that may push, decides what the cluster runs, unless the cluster itself checks who signed it.',
    ja: 'クラスター側で署名を検証しないと、git サーバーやレジストリ、プッシュできるトークンを奪った人が、クラスターで動くものを決められます。',
  }),
  messages: {
    flux: text({ en: '{name} is applied whoever made it', ja: '{name} は誰が作ったものでも適用されます' }),
    argo: text({ en: 'project {name} accepts commits without a signature', ja: 'プロジェクト {name} は署名のないコミットを受け入れます' }),
  },
  *evaluate(source, { report }) {
    const { name, value } = source
    if (source.kind === 'AppProject') {
      if (listAt(value, ['spec', 'signatureKeys']).length === 0 && source.get('spec', 'sourceIntegrity') === undefined)
        yield report('argo', { name }, { at: ['spec', 'signatureKeys'] })
    } else if (source.get('spec', 'verify') === undefined) {
      yield report('flux', { name }, { at: ['spec', 'verify'] })
    }
  },
  references: [
    'https://fluxcd.io/flux/components/source/gitrepositories/#verification',
    'https://argo-cd.readthedocs.io/en/stable/user-guide/gpg-verification/',
  ],
  examples: [
    {
      name: 'unsigned state',
      source: `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: shop
spec:
  «url: oci://shop.azurecr.io/manifests»
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
spec:
  «description: The shop»
`,
      fails: ['flux', 'argo'],
    },
    {
      name: 'signed state',
      source: `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: shop
spec:
  url: https://git.example/shop.git
  verify:
    mode: HEAD
    secretRef:
      name: release-keys
---
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
spec:
  signatureKeys:
    - keyID: 4AEE18F83AFDEB23
`,
    },
  ],
})
