import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { devsecops } from '../guidance.ts'

/** The deploy stage: how a release is approved, with which credentials it travels, and what stops it. */
export const releaseControls = [
  {
    id: 'release-branch-protection',
    title: text({ en: 'Protect the branches that deploy', ja: 'デプロイ元ブランチの保護' }),
    statement: text({
      en: 'Branches from which deployments start cannot be deleted or force-pushed, take only changes whose status checks passed, and keep a linear history.',
      ja: 'デプロイの起点となるブランチでは、削除と強制プッシュを禁じ、必須の状態チェックに合格した変更だけを受け入れ、履歴を直線に保ちます。',
    }),
    stage: 'deploy',
    roles: ['sre'],
    source: [devsecops.deployAccess],
    mappings: {
      mcsb: ['DS-6', 'DS-3'],
      owasp: ['CICD-SEC-1'],
      stride: ['tampering', 'repudiation'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'release-environments',
    title: text({
      en: 'Deploy through environments with rules and scoped secrets',
      ja: '保護規則とスコープ付きシークレットを持つ環境の利用',
    }),
    statement: text({
      en: 'Each target is an environment of its own: it limits which branches may deploy, who must approve, and which jobs can read its secrets. A job for test cannot reach what belongs to production.',
      ja: 'デプロイ先ごとに環境を分け、デプロイできるブランチ、必要な承認者、シークレットを読めるジョブを限定します。テスト用のジョブから本番の資格情報には届きません。',
    }),
    stage: 'deploy',
    roles: ['sre'],
    source: [devsecops.deployAccess, devsecops.deployCredentials],
    mappings: {
      mcsb: ['DS-3', 'IM-8'],
      owasp: ['CICD-SEC-5', 'CICD-SEC-6'],
      stride: ['information-disclosure', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'release-approval-gate',
    title: text({ en: 'Approve production releases at a gate', ja: '本番リリース前の承認ゲート' }),
    statement: text({
      en: 'A release to production waits for the approval of security or operations, who decide on evidence: what changed, what the checks found, what was accepted. The approval is recorded with the release.',
      ja: '本番へのリリースは、セキュリティ担当または運用担当の承認を待って進めます。承認者は、変更内容、検査の結果、受け入れたリスクという根拠を見て判断し、その承認をリリースとともに記録します。',
    }),
    stage: 'deploy',
    roles: ['sec', 'ops'],
    source: [devsecops.deployAccess, devsecops.processFlow],
    mappings: {
      mcsb: ['DS-6'],
      owasp: ['CICD-SEC-1'],
      stride: ['tampering', 'repudiation'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'release-oidc',
    title: text({ en: 'Deploy with OIDC instead of stored cloud secrets', ja: 'クラウドの長期シークレットに代わる OIDC の利用' }),
    statement: text({
      en: 'Workflows sign in to Azure with a federated, short-lived token that is bound to the repository and the environment. No client secret is stored, so none can leak or expire.',
      ja: 'ワークフローは、リポジトリと環境に結び付いた短命のフェデレーショントークンで Azure にサインインします。クライアントシークレットを保管しないため、漏えいも期限切れも起こりません。',
    }),
    stage: 'deploy',
    roles: ['sre'],
    source: [devsecops.deployCredentials],
    mappings: {
      mcsb: ['IM-3', 'IM-8'],
      owasp: ['CICD-SEC-6'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'release-gitops-pull',
    title: text({ en: 'Let the cluster pull its state from git', ja: 'プル型 GitOps によるデプロイ' }),
    statement: text({
      en: 'An agent in the cluster, such as Flux or Argo CD, fetches the desired state. The pipeline then needs no cluster credentials, the API server needs fewer inbound paths, and drift from git is visible.',
      ja: 'Flux や Argo CD など、クラスター内のエージェントがあるべき状態を取りに行きます。パイプラインはクラスターの資格情報を持たずに済み、API サーバーへの受信経路が減り、git とのドリフトも見えるようになります。',
    }),
    stage: 'deploy',
    roles: ['ops'],
    source: [devsecops.deployCredentials],
    mappings: {
      mcsb: ['DS-3', 'PA-7'],
      owasp: ['CICD-SEC-6', 'CICD-SEC-5'],
      stride: ['tampering', 'information-disclosure', 'elevation-of-privilege'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'release-dast',
    title: text({ en: 'Test the running application dynamically', ja: '稼働中アプリケーションの動的テスト（DAST）' }),
    statement: text({
      en: 'The deployment workflow attacks the running application with a scanner such as ZAP and treats the findings like any others, because some weaknesses show only when code, configuration and platform meet.',
      ja: 'デプロイのワークフローで ZAP などのスキャナーを稼働中のアプリケーションに向けて実行し、結果をほかの指摘と同じように扱います。コード、設定、基盤がそろって初めて現れる弱点があるためです。',
    }),
    stage: 'deploy',
    roles: ['sec'],
    source: [devsecops.dast],
    mappings: {
      mcsb: ['DS-5'],
      owasp: ['A01', 'A03', 'A05', 'A07'],
      stride: ['spoofing', 'tampering', 'information-disclosure', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'release-monitoring-gate',
    title: text({ en: 'Gate or roll back releases on monitoring data', ja: '監視データに基づくリリースの停止とロールバック' }),
    statement: text({
      en: 'The rollout reads alerts and metrics of the new version and stops or rolls back by itself when they worsen, so that a bad release is withdrawn before people report it.',
      ja: 'ロールアウト中に新バージョンのアラートとメトリックを読み、悪化したら自動で停止またはロールバックします。利用者からの報告を待たずに不良なリリースを引き戻せます。',
    }),
    stage: 'operate',
    roles: ['sre'],
    source: [devsecops.opMonitor],
    mappings: {
      mcsb: ['DS-6'],
      stride: ['denial-of-service'],
      wellArchitected: ['operational-excellence', 'reliability'],
    },
    proof: 'automatic',
  },
  {
    id: 'mon-release-gate',
    title: text({ en: 'Query Azure Monitor in the release gate', ja: 'リリースゲートでの Azure Monitor の照会' }),
    statement: text({
      en: 'The gate of the pipeline asks Azure Monitor for active alerts on the target cluster and its workspace, and lets the release pass only when the answer is clean and recent.',
      ja: 'パイプラインのゲートで、デプロイ先のクラスターとワークスペースに発生中のアラートがないかを Azure Monitor に問い合わせます。結果が新しく、問題がない場合だけリリースを通します。',
    }),
    stage: 'operate',
    roles: ['sre', 'ops'],
    source: [devsecops.opMonitor],
    mappings: {
      mcsb: ['DS-6'],
      stride: ['denial-of-service'],
      wellArchitected: ['operational-excellence', 'reliability'],
    },
    proof: 'automatic',
  },
  {
    id: 'release-penetration-test',
    title: text({ en: 'Have the application penetration-tested', ja: 'アプリケーションの侵入テストの実施' }),
    statement: text({
      en: 'Testers who did not build the application try to break it at agreed intervals and after major changes. The report, the owner of each finding and the date of the next test are on record.',
      ja: '開発に関わっていない担当者が、合意した間隔と大きな変更の後に侵入テストを行います。報告書、指摘ごとの責任者、次回の実施日を記録に残します。',
    }),
    stage: 'deploy',
    roles: ['sec'],
    source: [devsecops.dast, devsecops.processFlow],
    mappings: {
      mcsb: ['PV-7'],
      owasp: ['A01', 'A03', 'A05', 'A07'],
      stride: ['spoofing', 'tampering', 'information-disclosure', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'manual',
  },
] as const satisfies readonly Control[]
