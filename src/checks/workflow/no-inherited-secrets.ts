import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { stringAt } from '../../models/kubernetes/json.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'

export const noInheritedSecrets = defineCheck({
  id: 'workflow/no-inherited-secrets',
  controls: ['scm-least-privilege', 'secret-no-shared-credentials'],
  subject: actionsFile,
  severity: 'medium',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Called workflows get only the secrets that they need', ja: '呼び出すワークフローには必要なシークレットだけを渡す' }),
  why: text({
    en: '`secrets: inherit` hands over every secret of the repository and the organisation.',
    ja: '`secrets: inherit` は、リポジトリと組織のすべてのシークレットを渡します。',
  }),
  messages: {
    inherit: text({ en: '{workflow} gets all secrets', ja: '{workflow} にすべてのシークレットが渡されます' }),
  },
  *evaluate(file, { report }) {
    for (const { value, path, uses } of file.jobs) {
      if (uses !== undefined && value['secrets'] === 'inherit')
        yield report('inherit', { workflow: stringAt(value, ['uses']) ?? '' }, { at: [...path, 'uses'] })
    }
  },
  references: ['https://docs.github.com/actions/sharing-automations/reusing-workflows#passing-inputs-and-secrets-to-a-reusable-workflow'],
  examples: [
    {
      name: 'all',
      file: '.github/workflows/ci.yml',
      source: 'on: push\npermissions: {}\njobs:\n  call:\n    uses: «./.github/workflows/deploy.yml»\n    secrets: inherit\n',
      fails: ['inherit'],
    },
    {
      name: 'one',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  call:\n    uses: ./.github/workflows/deploy.yml\n    secrets:\n      token: ${{ secrets.DEPLOY_TOKEN }}\n',
    },
  ],
})
