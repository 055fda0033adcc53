import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { devsecops } from '../guidance.ts'

/** The develop stage: who may change the source, and how a change gets in. */
export const sourceControlControls = [
  {
    id: 'scm-branching-method',
    title: text({ en: 'Use one branching method consistently', ja: '一貫したブランチ手法の採用' }),
    statement: text({
      en: 'Agree on one method, such as GitHub flow or release flow, and use it in every repository. Rules for commits, merges and releases can only be enforced where branches mean the same thing everywhere.',
      ja: 'GitHub フローやリリースフローなどの手法を 1 つ選び、すべてのリポジトリで同じように使います。ブランチの意味がそろっていて初めて、コミット、マージ、リリースの規則を徹底できます。',
    }),
    stage: 'develop',
    roles: ['dev', 'sre'],
    source: [devsecops.sourceControl],
    mappings: {
      mcsb: ['DS-6'],
      owasp: ['CICD-SEC-1'],
      stride: ['tampering'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'scm-no-direct-push',
    title: text({ en: 'Forbid direct commits to the main branch', ja: 'メインブランチへの直接コミットの禁止' }),
    statement: text({
      en: 'Long-lived branches such as main accept changes through pull requests only. The rule is enforced by branch protection or a ruleset and also holds for administrators.',
      ja: 'main のような長期運用のブランチへの変更は、プルリクエスト経由に限ります。規則はブランチ保護またはルールセットで強制し、管理者にも適用します。',
    }),
    stage: 'develop',
    roles: ['dev', 'sre'],
    source: [devsecops.sourceControl],
    mappings: {
      mcsb: ['DS-6'],
      owasp: ['CICD-SEC-1'],
      stride: ['tampering', 'repudiation'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'scm-peer-review',
    title: text({ en: 'Require peer review with a minimum of approvals', ja: '最低承認数を定めたピアレビュー' }),
    statement: text({
      en: 'A change is merged only after the required number of reviewers has approved its last state. Code owners answer for sensitive paths, and gated environments have their own group of approvers.',
      ja: '必要な人数のレビュアーが最新の内容を承認した変更だけをマージします。重要なパスにはコードオーナーを置き、ゲートを設けた環境には専用の承認者グループを割り当てます。',
    }),
    stage: 'develop',
    roles: ['dev', 'sre'],
    source: [devsecops.sourceControl],
    mappings: {
      mcsb: ['DS-6'],
      owasp: ['CICD-SEC-1'],
      stride: ['tampering', 'repudiation'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'scm-pre-commit-secrets',
    title: text({ en: 'Stop secrets with a pre-commit hook', ja: 'コミット前フックによるシークレットの混入防止' }),
    statement: text({
      en: 'A hook looks at the staged changes and refuses the commit when it finds a key, password or token. A secret that was never committed needs no rotation and no rewriting of history.',
      ja: 'ステージした変更をフックで調べ、鍵、パスワード、トークンが見つかればコミットを止めます。コミットされなかったシークレットなら、ローテーションも履歴の書き換えも要りません。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [devsecops.sourceControl],
    mappings: {
      mcsb: ['IM-8', 'DS-6'],
      owasp: ['CICD-SEC-6', 'K08'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'scm-least-privilege',
    title: text({ en: 'Give the least privilege in version control', ja: 'バージョン管理システムでの最小特権' }),
    statement: text({
      en: 'The repository is part of the supply chain of production. Grant each role only what it needs, keep the administrators few, and review outside collaborators and unused access.',
      ja: 'リポジトリは本番環境へのサプライチェーンの一部です。役割ごとに必要な権限だけを与え、管理者を少人数に絞り、外部コラボレーターと使われていない権限を見直します。',
    }),
    stage: 'develop',
    roles: ['sec'],
    source: [devsecops.sourceControl],
    mappings: {
      mcsb: ['PA-7', 'DS-3'],
      owasp: ['CICD-SEC-2'],
      stride: ['tampering', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'scm-roles-by-group',
    title: text({ en: 'Grant roles through the groups of the organisation', ja: '組織のグループに基づく役割の付与' }),
    statement: text({
      en: 'Access follows membership of the groups that the organisation already keeps: administrators, developers, security administrators, operators. When a person changes duties, the group changes and the access with it.',
      ja: '権限は、管理者、開発者、セキュリティ管理者、オペレーターなど、組織が管理するグループへの所属に従って与えます。担当が変わればグループの所属が変わり、権限も連動して変わります。',
    }),
    stage: 'develop',
    roles: ['sec'],
    source: [devsecops.sourceControl],
    mappings: {
      mcsb: ['PA-3', 'PA-4'],
      owasp: ['CICD-SEC-2'],
      stride: ['repudiation', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'scm-audit-log',
    title: text({ en: 'Keep changes to pipelines traceable', ja: 'パイプラインの変更の追跡' }),
    statement: text({
      en: 'The audit log of version control is collected and watched, so that each change to a workflow, a secret, a rule or a permission has an author and a time.',
      ja: 'バージョン管理システムの監査ログを収集して監視し、ワークフロー、シークレット、規則、権限の変更について、いつ誰が行ったかをたどれるようにします。',
    }),
    stage: 'develop',
    roles: ['sec'],
    source: [devsecops.sourceControl],
    mappings: {
      mcsb: ['DS-7', 'LT-3'],
      owasp: ['CICD-SEC-10'],
      stride: ['repudiation'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'scm-entra-sso-mfa',
    title: text({ en: 'Sign in to version control with Entra ID and MFA', ja: 'Entra ID と MFA によるバージョン管理へのサインイン' }),
    statement: text({
      en: 'Microsoft Entra ID is the identity provider of GitHub and multifactor authentication is required. People who leave lose access in one place, and a stolen password alone opens nothing.',
      ja: 'GitHub の ID プロバイダーを Microsoft Entra ID とし、多要素認証を必須にします。退職者のアクセスを一か所で止められ、パスワードを盗まれただけでは侵入を許しません。',
    }),
    stage: 'develop',
    roles: ['sec'],
    source: [devsecops.processFlow],
    mappings: {
      mcsb: ['IM-1', 'IM-5', 'IM-6'],
      owasp: ['CICD-SEC-2', 'A07'],
      stride: ['spoofing'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
] as const satisfies readonly Control[]
