import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { secretUses } from '../../models/pipeline/secret-uses.ts'

export const secretsInEnvironment = defineCheck({
  id: 'workflow/secrets-in-environment',
  controls: ['release-environments'],
  subject: actionsFile,
  severity: 'medium',
  confidence: 'high',
  default: 'off',
  since: '0.1.0',
  title: text({ en: 'Jobs take secrets from an environment', ja: 'シークレットは環境から取得する' }),
  why: text({
    en: 'A secret of the repository is there for every workflow on every branch. One of an environment waits for its rules: reviewers, branches, a timer.',
    ja: 'リポジトリのシークレットは、どのブランチのどのワークフローでも使えます。環境のシークレットなら、レビュー担当者やブランチなどの規則を満たすまで渡されません。',
  }),
  messages: {
    outside: text({
      en: 'secrets.{name} is used in a job without environment',
      ja: 'secrets.{name} を environment のないジョブで使っています',
    }),
  },
  *evaluate(file, { report }) {
    for (const { field, kind, name, written, job } of secretUses(file)) {
      if (kind !== 'named' || job === undefined || job.id === '' || job.value['environment'] !== undefined || name === 'github_token')
        continue
      yield report('outside', { name: written }, { at: file.at(field.path, field.range) })
    }
  },
  references: [
    'https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment',
  ],
  examples: [
    {
      name: 'no environment',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          KEY: «${{ secrets.KEY }}»\n          TOKEN: ${{ secrets.GITHUB_TOKEN }}\n        run: make\n',
      fails: ['outside'],
    },
    {
      name: 'an environment',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  deploy:\n    environment: production\n    runs-on: ubuntu-24.04\n    steps:\n      - env:\n          KEY: ${{ secrets.KEY }}\n        run: make\n',
    },
  ],
})
