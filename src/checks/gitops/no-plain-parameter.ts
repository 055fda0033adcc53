import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { argoApplication } from '../../models/gitops/argo-application.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { namedCredential } from '../../models/workload/credential-name.ts'
import { canBePassword, looksGenerated } from '../../models/workload/credential-value.ts'

export const noPlainParameter = defineCheck({
  id: 'gitops/no-plain-parameter',
  controls: ['release-gitops-pull', 'build-secret-scan', 'build-manifest-analysis'],
  subject: argoApplication,
  severity: 'high',
  confidence: 'medium',
  since: '0.1.0',
  title: text({ en: 'Parameters of applications hold no credentials', ja: 'アプリケーションのパラメーターに資格情報を書かない' }),
  why: text({
    en: 'Parameters stand in git, in the Application object and on the pages of Argo CD, where everybody with read access sees them.',
    ja: 'パラメーターは、git にも Application オブジェクトにも Argo CD の画面にも現れ、読み取り権限のある人全員に見えます。',
  }),
  messages: {
    literal: text({ en: 'the parameter {name} holds a credential', ja: 'パラメーター {name} に資格情報が書かれています' }),
  },
  *evaluate(application, { report }) {
    for (const { path, value: source } of application.sources) {
      for (const [index, parameter] of listAt(source, ['helm', 'parameters']).entries()) {
        const name = stringAt(parameter, ['name']) ?? ''
        const value = stringAt(parameter, ['value']) ?? ''
        const kind = namedCredential(name.split('.').at(-1) ?? '')
        if (kind === 'password' ? !canBePassword(value) : kind !== 'key' || !looksGenerated(value)) continue
        const at = [...path, 'helm', 'parameters', index, 'value']
        yield report('literal', { name }, { at, conceal: at })
      }
    }
  },
  references: ['https://argo-cd.readthedocs.io/en/stable/operator-manual/secret-management/'],
  examples: [
    {
      name: 'a password',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  source:
    chart: shop
    helm:
      parameters:
        - name: db.password
          value: «winter-is-here-7»
`,
      fails: ['literal'],
    },
    {
      name: 'the name of a secret',
      source: `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: shop
spec:
  source:
    chart: shop
    helm:
      parameters:
        - name: db.existingSecret
          value: shop-db
        - name: db.password
          value: $ARGOCD_APP_REVISION
`,
    },
  ],
})
