import { text, type Text } from '../core/text.ts'

/** The three documents of Microsoft's guidance that the catalogue is drawn from. */
export const documentIds = ['pod-security', 'devsecops', 'security-checklist'] as const
export type DocumentId = (typeof documentIds)[number]

export interface GuidanceDocument {
  readonly id: DocumentId
  readonly title: Text<never>
  /** Where it is published, by language. */
  readonly url: Text<never>
}

/** A place in the guidance: a document and the heading under which a recommendation stands. */
export interface Source {
  readonly document: DocumentId
  /** In Japanese exactly as the document has it; in English by its meaning. */
  readonly heading: Text<never>
}

export const documents: readonly GuidanceDocument[] = [
  {
    id: 'pod-security',
    title: text({
      en: 'Developer best practices - Pod security in Azure Kubernetes Service (AKS)',
      ja: '開発者のベスト プラクティス - Azure Kubernetes Service (AKS) でのポッドのセキュリティ',
    }),
    url: text({
      en: 'https://learn.microsoft.com/en-us/azure/aks/developer-best-practices-pod-security',
      ja: 'https://learn.microsoft.com/ja-jp/azure/aks/developer-best-practices-pod-security',
    }),
  },
  {
    id: 'devsecops',
    title: text({ en: 'DevSecOps on Azure Kubernetes Service (AKS)', ja: 'Azure Kubernetes Service (AKS) の DevSecOps' }),
    url: text({
      en: 'https://learn.microsoft.com/en-us/azure/architecture/guide/devsecops/devsecops-on-aks',
      ja: 'https://learn.microsoft.com/ja-jp/azure/architecture/guide/devsecops/devsecops-on-aks',
    }),
  },
  {
    id: 'security-checklist',
    title: text({ en: 'AKS security best practices', ja: 'AKS セキュリティのベストプラクティス' }),
    url: text({
      en: 'https://github.com/Azure/FTALive-Sessions/blob/main/content/containers/azure-kubernetes-service/aks-security/readme.md',
      ja: 'https://github.com/Azure/fta-japan/blob/main/FTALive/AKS/aks-security/readme.md',
    }),
  },
]

/** Headings of the best practices for pod security. */
export const podSecurity = headings('pod-security', {
  intro: text({
    en: 'Best practices for pod security in Azure Kubernetes Service (AKS)',
    ja: 'Azure Kubernetes Service (AKS) でのポッドのセキュリティに関するベスト プラクティス',
  }),
  podAccess: text({ en: 'Secure pod access to resources', ja: 'リソースへのポッドのアクセスをセキュリティで保護する' }),
  credentials: text({ en: 'Limit credential exposure', ja: '資格情報の公開を制限する' }),
  podIdentity: text({ en: 'Use pod managed identities', ja: 'ポッドのマネージド ID を使用する' }),
  keyVault: text({
    en: 'Use Azure Key Vault with Secrets Store CSI Driver',
    ja: 'シークレット ストア CSI ドライバーで Azure Key Vault を使用する',
  }),
})

/** Headings of the DevSecOps guide, in the order of the lifecycle. */
export const devsecops = headings('devsecops', {
  processFlow: text({ en: 'Process flow', ja: 'プロセス フロー' }),
  planPlatform: text({
    en: 'Best practice: design a more secure application platform',
    ja: 'ベスト プラクティス - より安全なアプリケーション プラットフォームを設計する',
  }),
  planThreats: text({
    en: 'Best practice: build threat modelling into the process',
    ja: 'ベスト プラクティス - 脅威モデリングをプロセスに組み込む',
  }),
  planPillars: text({
    en: 'Best practice: apply the Azure Well-Architected Framework (WAF)',
    ja: 'ベスト プラクティス – Azure Well Architect Framework (WAF) を適用する',
  }),
  codeStandards: text({
    en: 'Best practice: enforce secure coding standards',
    ja: 'ベスト プラクティス – セキュリティで保護されたコーディング標準を適用する',
  }),
  ide: text({
    en: 'Best practice: automate security checks with IDE tools and plug-ins',
    ja: 'ベスト プラクティス – IDE ツールとプラグインを使用してセキュリティ チェックを自動化する',
  }),
  sourceControl: text({
    en: 'Best practice: establish controls on the source code repositories',
    ja: 'ベスト プラクティス – ソース コード リポジトリでコントロールを確立する',
  }),
  images: text({
    en: 'Best practice: secure the container images',
    ja: 'ベスト プラクティス - コンテナー イメージをセキュリティで保護する',
  }),
  sast: text({
    en: 'Best practice: perform static code analysis (SAST) to find potential vulnerabilities in the application source code',
    ja: 'ベスト プラクティス – 静的コード分析 (SAST) を実行して、アプリケーションのソース コードに潜在的な脆弱性を見つける',
  }),
  secretScan: text({
    en: 'Best practice: perform secret scanning to prevent fraudulent use of secrets committed by accident',
    ja: 'ベスト プラクティス – シークレット スキャンを実行して、リポジトリに誤ってコミットされたシークレットの不正使用を防ぐ',
  }),
  sca: text({
    en: 'Best practice: track open-source components and find vulnerable dependencies with software composition analysis (SCA)',
    ja: 'ベスト プラクティス – ソフトウェア構成分析 (SCA) ツールを使用してコードベース内のオープンソース コンポーネントを追跡し、依存関係の脆弱性を検出する',
  }),
  iac: text({
    en: 'Best practice: scan infrastructure-as-code (IaC) templates to keep cloud misconfigurations out of production',
    ja: 'ベスト プラクティス – コードとしてのインフラストラクチャ (IaC) テンプレートのセキュリティ スキャンを有効にして、運用環境に到達するクラウドの構成ミスを最小限に抑える',
  }),
  registryScan: text({
    en: 'Best practice: scan the workload images in container registries for known vulnerabilities',
    ja: 'ベスト プラクティス – コンテナー レジストリ内のワークロード イメージをスキャンして既知の脆弱性を特定する',
  }),
  baseImage: text({
    en: 'Best practice: build new images automatically when a base image is updated',
    ja: 'ベスト プラクティス – 基本イメージの更新時に新しいイメージを自動的にビルドする',
  }),
  signing: text({
    en: 'Best practice: sign container images with Container Registry, Key Vault and Notation, and let AKS admit validated images only',
    ja: 'ベスト プラクティス – Container Registry、Azure Key Vault、表記を使用してコンテナー イメージにデジタル署名し、検証済みイメージのみを許可するように AKS クラスターを構成する',
  }),
  deployAccess: text({
    en: 'Best practice: control the access to and the workflow of the deployment pipeline',
    ja: 'ベスト プラクティス – デプロイ パイプラインのアクセスとワークフローを制御する',
  }),
  deployCredentials: text({
    en: 'Best practice: secure the deployment credentials',
    ja: 'ベスト プラクティス – デプロイ資格情報をセキュリティで保護する',
  }),
  dast: text({
    en: 'Best practice: run dynamic application security tests (DAST) on the running application',
    ja: 'ベスト プラクティス – 動的アプリケーション セキュリティ テスト (DAST) を実行して、実行中のアプリケーションの脆弱性を見つける',
  }),
  trustedRegistries: text({
    en: 'Best practice: deploy container images from trusted registries only',
    ja: 'ベスト プラクティス – 信頼されたレジストリからのみコンテナー イメージをデプロイする',
  }),
  opConfig: text({
    en: 'Best practice: scan and monitor the production configuration with Microsoft Defender for Cloud',
    ja: 'ベスト プラクティス - Microsoft Defender for cloud を使用して、運用構成の自動スキャンと監視を有効にする',
  }),
  opUpToDate: text({
    en: 'Best practice: keep the Kubernetes clusters up to date',
    ja: 'ベスト プラクティス - Kubernetes クラスターを最新の状態に保つ',
  }),
  opPolicy: text({
    en: 'Best practice: secure and govern the AKS clusters with Azure Policy',
    ja: 'ベスト プラクティス – Azure Policy を使用して AKS クラスターをセキュリティで保護および管理する',
  }),
  opMonitor: text({
    en: 'Best practice: use Azure Monitor for continuous monitoring and alerting',
    ja: 'ベスト プラクティス - 継続的な監視とアラートに Azure Monitor を使用する',
  }),
  opThreats: text({
    en: 'Best practice: use Microsoft Defender for Cloud to monitor active threats',
    ja: 'ベスト プラクティス - Microsoft Defender for Cloud を使用してアクティブな脅威の監視を行う',
  }),
  opSiem: text({
    en: 'Best practice: monitor the logs centrally and use a SIEM product for real-time threats',
    ja: 'ベスト プラクティス - ログの一元的な監視を有効にし、SIEM 製品を使用してリアルタイムのセキュリティの脅威を監視する',
  }),
  opAudit: text({
    en: 'Best practice: enable audit logs to monitor activity on production clusters',
    ja: 'ベスト プラクティス – 監査ログを有効にして運用クラスターのアクティビティを監視する',
  }),
  opDiagnostics: text({
    en: 'Best practice: enable diagnostics on the Azure resources',
    ja: 'ベスト プラクティス – Azure リソースで診断を有効にする',
  }),
})

/** Headings of the security checklist. Azure AD is the former name of Microsoft Entra ID. */
export const checklist = headings('security-checklist', {
  api: text({ en: 'Kubernetes API control plane', ja: 'Kubernetes API コントロールプレーン' }),
  entra: text({ en: 'Azure AD integration', ja: 'Azure AD 統合' }),
  nodes: text({ en: 'Node security', ja: 'ノードセキュリティ' }),
  imds: text({ en: 'Restrict access to the instance metadata API', ja: 'インスタンスメタデータAPIへのアクセス制限' }),
  versions: text({ en: 'Kubernetes version upgrades', ja: 'Kubernetes のバージョンアップグレード' }),
  certificates: text({ en: 'Rotate certificates periodically', ja: '定期的に、証明書をローテートする' }),
  isolation: text({ en: 'Compute node isolation (not mandatory)', ja: 'コンピュートノードの分離（必須ではない）' }),
  registryIntegration: text({ en: 'Integrate the container registry with the cluster', ja: 'コンテナーレジストリーとクラスターの統合' }),
  ssh: text({ en: 'Enable SSH (not mandatory)', ja: 'SSHの有効化（必須ではない）' }),
  monitoring: text({ en: 'Enable monitoring and alerts', ja: 'モニタリングとアラートの有効化' }),
  defender: text({ en: 'Enable Azure Defender for Containers', ja: 'Azure Defender for Container の有効化' }),
  pools: text({ en: 'Separate apps across node pools (not mandatory)', ja: 'ノードプールをまたいだアプリの分離（必須ではない）' }),
  encryption: text({ en: 'Encryption', ja: '暗号化' }),
  networkSecurity: text({ en: 'Network security', ja: 'ネットワークセキュリティ' }),
  privateLink: text({ en: 'Private Link', ja: 'プライベートリンク' }),
  networkPolicy: text({ en: 'Network policies', ja: 'ネットワークポリシー' }),
  services: text({ en: 'Expose Kubernetes services', ja: 'Kubernetes のサービスを公開する' }),
  egress: text({ en: 'Secure egress traffic', ja: 'エグレストラフィックのセキュリティ' }),
  manifests: text({ en: 'Developer, manifest and configuration considerations', ja: '開発者/マニフェスト/設定の注意点' }),
  secrets: text({ en: 'Externalise secrets', ja: 'シークレットの外部化' }),
  workloadIdentity: text({ en: 'Workload identity', ja: 'ワークロードアイデンティティ' }),
  namespaces: text({ en: 'Use namespaces', ja: 'ネームスペースを使う' }),
  governance: text({ en: 'Governance considerations and Azure Policy', ja: 'ガバナンスの懸念点と Azure ポリシー' }),
  imageScan: text({ en: 'Image scanning', ja: 'イメージスキャン' }),
  registryAccess: text({ en: 'Container registry access', ja: 'コンテナーレジストリーアクセス' }),
})

/** Every heading that controls refer to. */
export const sources: readonly Source[] = [podSecurity, devsecops, checklist].flatMap((document) => Object.values(document))

/** The document of Microsoft's that an id names. */
export function findDocument(id: DocumentId): GuidanceDocument {
  return documents.find((document) => document.id === id)!
}

function headings<Name extends string>(document: DocumentId, named: Readonly<Record<Name, Text<never>>>): Readonly<Record<Name, Source>> {
  const entries = Object.entries<Text<never>>(named).map(([name, heading]) => [name, { document, heading }] as const)
  return Object.fromEntries(entries) as Record<Name, Source>
}
