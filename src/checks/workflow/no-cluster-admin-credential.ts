import { defineCheck } from '../../core/check.ts'
import { text } from '../../core/text.ts'
import { actionOf, actionsFile } from '../../models/pipeline/actions-file.ts'
import { programOf } from '../../models/pipeline/step-commands.ts'

export const noClusterAdminCredential = defineCheck({
  id: 'workflow/no-cluster-admin-credential',
  controls: ['aks-local-accounts', 'release-oidc'],
  subject: actionsFile,
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
    action: text({ en: 'aks-set-context is told to use the admin credential', ja: 'aks-set-context が管理者資格情報を使います' }),
  },
  *evaluate(file, { report }) {
    for (const step of file.steps) {
      const { admin } = step.with
      if (actionOf(step) === 'azure/aks-set-context' && (admin === true || admin === 'true'))
        yield report('action', {}, { at: [...step.path, 'with', 'admin'] })
      for (const command of file.commandsOf(step)) {
        const program = programOf(command)
        if (program?.name !== 'az' || !program.args.some(({ text: word }) => word === 'get-credentials')) continue
        const flag = program.args.find(({ text: word }) => word === '--admin' || word === '-a')
        if (flag !== undefined) yield report('command', {}, { at: file.at([...step.path, 'run'], flag.range) })
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
  ],
})
