import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionsFile } from '../../models/pipeline/actions-file.ts'
import { containersOf } from '../../models/pipeline/containers.ts'

export const noPlainRegistryPassword = defineCheck({
  id: 'workflow/no-plain-registry-password',
  controls: ['secret-none-in-code', 'acr-attach'],
  subject: actionsFile,
  severity: 'high',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Passwords of registries do not stand in the workflow', ja: 'レジストリのパスワードをワークフローに書かない' }),
  why: text({
    en: 'Everybody who can read the repository can then pull and push images.',
    ja: 'リポジトリを読める人なら誰でも、イメージをプルし、プッシュできてしまいます。',
  }),
  messages: {
    plain: text({
      en: 'the password for the image {image} stands in the workflow',
      ja: 'イメージ {image} のパスワードがワークフローに書かれています',
    }),
  },
  *evaluate(file, { report }) {
    for (const { path, image, password } of containersOf(file)) {
      if (password !== undefined && !password.includes('${{'))
        yield report('plain', { image: image ?? '' }, { at: [...path, 'credentials', 'password'] })
    }
  },
  references: ['https://docs.github.com/actions/writing-workflows/choosing-where-your-workflow-runs/running-jobs-in-a-container'],
  examples: [
    {
      name: 'in the open',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    container:\n      image: contoso.azurecr.io/build@sha256:1111111111111111111111111111111111111111111111111111111111111111\n      credentials:\n        username: ci\n        password: «hunter2hunter2»\n    steps: []\n',
      fails: ['plain'],
    },
    {
      name: 'a secret',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    container:\n      image: contoso.azurecr.io/build@sha256:1111111111111111111111111111111111111111111111111111111111111111\n      credentials:\n        username: ci\n        password: ${{ secrets.REGISTRY_PASSWORD }}\n    steps: []\n',
    },
  ],
})
