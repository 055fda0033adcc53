import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionOf, inputKey, inputOf } from '../../models/pipeline/pipeline-file.ts'
import { pipelineFile } from '../../models/pipeline/pipelines.ts'
import { programOf } from '../../models/pipeline/step-commands.ts'

export const noClusterAdminCredential = defineCheck({
  id: 'workflow/no-cluster-admin-credential',
  controls: ['aks-local-accounts', 'release-oidc'],
  subject: pipelineFile,
  severity: 'critical',
  confidence: 'high',
  since: '0.1.0',
  title: text({ en: 'Workflows do not use the admin credential of a cluster', ja: 'クラスターの管理者資格情報をワークフローで使わない' }),
  why: text({
    en: 'The admin credential is a certificate that belongs to nobody, passes by Entra ID and its roles, and cannot be revoked without rotating the cluster.',
    ja: '管理者資格情報は誰のものでもない証明書です。Entra ID とロールを迂回し、クラスターの証明書をローテーションしない限り失効できません。',
  }),
  messages: {
    command: text({
      en: 'az aks get-credentials --admin fetches the admin credential',
      ja: 'az aks get-credentials --admin は管理者資格情報を取得します',
    }),
    action: text({ en: '{action} is told to use the admin credential', ja: '{action} が管理者資格情報を使います' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      const { admin } = step.with
      if (actionOf(step) === 'azure/aks-set-context' && (admin === true || admin === 'true'))
        yield report('action', { action: 'aks-set-context' }, { at: [...step.path, 'with', 'admin'] })
      const key = step.task === undefined ? undefined : inputKey(step.with, 'useClusterAdmin')
      if (step.task !== undefined && key !== undefined && inputOf(step, key) === 'true')
        yield report('action', { action: step.task.name }, { at: [...step.path, 'inputs', key] })
      for (const command of file.commandsOf(step)) {
        const program = programOf(command)
        if (program?.name !== 'az' || !program.args.some(({ text: word }) => word === 'get-credentials')) continue
        const flag = program.args.find(({ text: word }) => word === '--admin' || word === '-a')
        if (flag !== undefined) yield report('command', {}, { at: file.at(step.doing, flag.range) })
      }
    }
  },
  references: ['https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad'],
  examples: [
    {
      name: 'both ways',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: az aks get-credentials -g rg -n aks «--admin»\n      - uses: azure/aks-set-context@11bd71901bbe5b1630ceea73d27597364c9af683\n        with:\n          admin: «true»\n',
      fails: ['command', 'action'],
    },
    {
      name: 'as oneself',
      file: '.github/workflows/ci.yml',
      source:
        'on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: az aks get-credentials -g rg -n aks && kubelogin convert-kubeconfig -l workloadidentity\n',
    },
    {
      name: 'in Azure Pipelines',
      file: 'azure-pipelines.yml',
      source: `trigger: [main]
steps:
  - task: AzureCLI@2
    inputs:
      scriptType: bash
      inlineScript: |
        az aks get-credentials -g rg -n $(cluster) «--admin»
  - task: HelmDeploy@1
    inputs:
      useClusterAdmin: «true»
`,
      fails: ['command', 'action'],
    },
  ],
})
