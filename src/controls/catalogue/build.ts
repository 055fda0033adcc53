import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { devsecops } from '../guidance.ts'

/** The build stage: what the pipeline analyses before anything is released. */
export const buildControls = [
  {
    id: 'build-sast',
    title: text({ en: 'Run static analysis on application source', ja: 'アプリケーションソースの静的解析（SAST）' }),
    statement: text({
      en: 'The pipeline analyses the source of each change for weaknesses, with CodeQL or a comparable engine, shows the results on the pull request and blocks the merge of serious ones.',
      ja: '変更のたびに、パイプラインで CodeQL などのエンジンを使ってソースコードの弱点を解析します。結果をプルリクエストに表示し、深刻なものがあればマージを止めます。',
    }),
    stage: 'build',
    roles: ['dev'],
    source: [devsecops.sast],
    mappings: {
      mcsb: ['DS-4'],
      owasp: ['A03', 'CICD-SEC-4'],
      stride: ['tampering', 'information-disclosure', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-manifest-analysis',
    title: text({ en: 'Analyse Kubernetes objects before deployment', ja: 'Kubernetes オブジェクトの静的解析' }),
    statement: text({
      en: 'Manifests, rendered charts and overlays are judged in the pipeline for security and resilience, so that a weak setting is corrected in the file in which it was written.',
      ja: 'マニフェストと、レンダリング後のチャートやオーバーレイを、セキュリティと回復性の面からパイプラインで検査します。弱い設定は、それが書かれたファイルで直します。',
    }),
    stage: 'build',
    roles: ['dev', 'sre'],
    source: [devsecops.sast],
    mappings: {
      mcsb: ['DS-4', 'PV-2'],
      owasp: ['K01', 'A05'],
      stride: ['tampering', 'information-disclosure', 'denial-of-service', 'elevation-of-privilege'],
      wellArchitected: ['security', 'reliability'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-secret-scan',
    title: text({ en: 'Scan the repository for secrets', ja: 'リポジトリのシークレットスキャン' }),
    statement: text({
      en: 'Scanning is on for every repository, knows the formats of the providers in use and refuses a push that carries a secret. A finding leads to revocation, not only to deletion.',
      ja: 'すべてのリポジトリでスキャンを有効にし、利用中のサービスの鍵の形式を検出対象に含め、シークレットを含むプッシュを拒みます。見つかったものは削除だけで済ませず、失効させます。',
    }),
    stage: 'build',
    roles: ['dev', 'sec'],
    source: [devsecops.secretScan],
    mappings: {
      mcsb: ['IM-8', 'DS-6'],
      owasp: ['CICD-SEC-6', 'K08'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-secret-history',
    title: text({ en: 'Scan the whole history for secrets', ja: '履歴全体のシークレットスキャン' }),
    statement: text({
      en: 'A secret that was deleted in a later commit is still readable by everyone who can clone. Scan every commit of every branch at regular intervals and alert on what is found.',
      ja: '後のコミットで消したシークレットも、クローンできる人なら誰でも読めます。全ブランチの全コミットを定期的にスキャンし、見つかったものを通知します。',
    }),
    stage: 'build',
    roles: ['sec'],
    source: [devsecops.secretScan],
    mappings: {
      mcsb: ['IM-8'],
      owasp: ['CICD-SEC-6'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-secret-artifacts',
    title: text({ en: 'Find secrets and certificates in build outputs', ja: 'ビルド成果物に含まれるシークレットと証明書の検出' }),
    statement: text({
      en: 'Packages, archives and images can carry secrets that the source does not show, such as generated configuration or private keys. Scan the artefacts, not only the repository.',
      ja: 'パッケージ、アーカイブ、イメージには、生成された設定や秘密鍵など、ソースには現れないシークレットが混ざることがあります。リポジトリだけでなく成果物もスキャンします。',
    }),
    stage: 'build',
    roles: ['sec'],
    source: [devsecops.secretScan],
    mappings: {
      mcsb: ['IM-8'],
      owasp: ['CICD-SEC-6', 'K08'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-sca',
    title: text({ en: 'Track open-source components and their vulnerabilities', ja: 'オープンソースコンポーネントとその脆弱性の把握' }),
    statement: text({
      en: 'An inventory of direct and transitive components is made from the lock files of each build and matched against advisories, so that the question "do we use it, and where" has an answer within minutes.',
      ja: 'ビルドごとにロックファイルから直接・間接のコンポーネントを一覧にし、アドバイザリと照合します。「使っているか、どこで使っているか」に数分で答えられるようにします。',
    }),
    stage: 'build',
    roles: ['dev'],
    source: [devsecops.sca],
    mappings: {
      mcsb: ['DS-2', 'PV-5'],
      owasp: ['A06', 'K02', 'CICD-SEC-3'],
      stride: ['tampering', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-dependency-review',
    title: text({ en: 'Review dependencies on the pull request', ja: 'プルリクエストでの依存関係のレビュー' }),
    statement: text({
      en: 'A pull request shows which dependencies it adds, removes or changes, with their vulnerabilities, licences and age, and is refused when a new dependency breaks the rules.',
      ja: 'プルリクエストで追加、削除、変更される依存関係を、脆弱性、ライセンス、公開からの期間とともに示します。規則に反する依存関係が増える場合は受け入れません。',
    }),
    stage: 'build',
    roles: ['dev'],
    source: [devsecops.sca],
    mappings: {
      mcsb: ['DS-2'],
      owasp: ['A06', 'CICD-SEC-3'],
      stride: ['tampering'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-dependency-alerts',
    title: text({ en: 'Alert when an advisory hits a dependency', ja: '依存関係に影響するアドバイザリの通知' }),
    statement: text({
      en: 'Released software is matched against new advisories without a new build, and the owners of the affected repositories are told which version repairs it.',
      ja: 'リリース済みのソフトウェアを、ビルドし直さなくても新しいアドバイザリと照合します。影響を受けるリポジトリの担当者には、修正済みのバージョンを知らせます。',
    }),
    stage: 'operate',
    roles: ['dev'],
    source: [devsecops.sca],
    mappings: {
      mcsb: ['PV-5', 'PV-6'],
      owasp: ['A06', 'K02'],
      stride: ['tampering', 'elevation-of-privilege'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'build-iac-scan',
    title: text({ en: 'Scan infrastructure templates before production', ja: '本番適用前のインフラテンプレートのスキャン' }),
    statement: text({
      en: 'Bicep, ARM, Terraform, Helm and Kustomize sources are judged on each change with the parameters of each environment, so that a misconfiguration is stopped before it is provisioned.',
      ja: 'Bicep、ARM、Terraform、Helm、Kustomize のソースを、変更のたびに各環境のパラメーターを当てはめて検査し、構成ミスをプロビジョニング前に止めます。',
    }),
    stage: 'build',
    roles: ['ops'],
    source: [devsecops.iac],
    mappings: {
      mcsb: ['DS-4', 'PV-2'],
      owasp: ['A05', 'K09'],
      stride: ['spoofing', 'tampering', 'information-disclosure', 'denial-of-service', 'elevation-of-privilege'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
] as const satisfies readonly Control[]
