import { defineCheck } from '../../core/check.ts'
import { set } from '../../core/edit.ts'
import { text } from '../../core/text.ts'
import { listAt } from '../../models/kubernetes/json.ts'
import { objectsOfKind } from '../../models/kubernetes/object.ts'

export const anchoredRepositories = defineCheck({
  id: 'admission/anchored-repositories',
  controls: ['image-trusted-registry', 'gov-allowed-images', 'build-manifest-analysis'],
  subject: objectsOfKind('constraints.gatekeeper.sh/K8sAllowedRepos'),
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Allowed repositories end where a name ends', ja: '許可するリポジトリを名前の区切りで終える' }),
  why: text({
    en: 'The constraint compares beginnings. registry.example also begins registry.example.evil.com, which anybody can register.',
    ja: 'この制約は先頭の一致だけを見ます。registry.example は registry.example.evil.com の先頭とも一致し、そのような名前は誰でも取得できます。',
  }),
  messages: {
    open: text({
      en: 'constraint {name} also admits what merely begins with {repository}',
      ja: '制約 {name} は、先頭が {repository} であるだけの別の名前も許可します',
    }),
  },
  *evaluate({ name, value }, { report }) {
    for (const [index, repository] of listAt(value, ['spec', 'parameters', 'repos']).entries()) {
      if (typeof repository !== 'string' || /[/:@]$/.test(repository)) continue
      // A tag or digest that is written out ends the name as well.
      if (/@sha256:[0-9a-f]{64}$/.test(repository)) continue
      const at = ['spec', 'parameters', 'repos', index]
      const title = text({ en: 'end the name', ja: '名前を区切りで終える' })
      const fix = repository === '' ? {} : { fix: { title, safety: 'review', edits: [set(at, `${repository}/`)] } as const }
      yield report('open', { name, repository: repository === '' ? '""' : repository }, { at, ...fix })
    }
  },
  references: ['https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/'],
  examples: [
    {
      name: 'an open end',
      source: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: ours
spec:
  parameters:
    repos:
      - «contoso.azurecr.io»
      - mcr.microsoft.com/
`,
      fails: ['open'],
      fixed: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: ours
spec:
  parameters:
    repos:
      - contoso.azurecr.io/
      - mcr.microsoft.com/
`,
    },
    {
      name: 'whole names',
      source: `apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sAllowedRepos
metadata:
  name: ours
spec:
  parameters:
    repos:
      - contoso.azurecr.io/
      - mcr.microsoft.com/oss/
`,
    },
  ],
})
