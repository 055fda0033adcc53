import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { devsecops } from '../guidance.ts'

/** The plan stage: the platform is designed, its threats are modelled, its pillars are weighed. */
export const planControls = [
  {
    id: 'plan-secure-platform',
    title: text({ en: 'Secure the platform at every layer by design', ja: 'プラットフォームの全層を設計段階から保護' }),
    statement: text({
      en: 'Decide before the first deployment how each layer of the platform is protected: what runs inside the cluster, such as runtime protection and policy agents, and what stands around it, such as the firewall and the registry. The landing zone then carries these decisions as code, so that every environment starts from the same secure baseline.',
      ja: '最初のデプロイより前に、プラットフォームの各層をどう守るかを決めます。対象には、ランタイム保護やポリシーエージェントなどクラスターの内側の要素と、ファイアウォールやレジストリなど外側の要素の両方が含まれます。決めた内容はランディングゾーンのコードに落とし込み、どの環境も同じ安全なベースラインから始められるようにします。',
    }),
    stage: 'plan',
    roles: ['ops', 'sec'],
    source: [devsecops.planPlatform],
    mappings: {
      mcsb: ['PV-1', 'NS-1'],
      owasp: ['A04', 'K09'],
      stride: ['spoofing', 'tampering', 'information-disclosure', 'denial-of-service', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'plan-threat-model',
    title: text({ en: 'Keep a threat model and renew it on significant change', ja: '脅威モデルを維持し、大きな変更のたびに更新' }),
    statement: text({
      en: 'Security and development teams model the threats together before code is written, and again after a major change, a change of architecture or an incident. The model lives beside the code, so a model that no longer matches the estate is noticed.',
      ja: 'コードを書き始める前に、セキュリティチームと開発チームが共同で脅威を洗い出します。大規模な変更、アーキテクチャの変更、インシデントの後にも見直します。モデルはコードと同じ場所に置き、実際の構成と食い違ったときに気付けるようにします。',
    }),
    stage: 'plan',
    roles: ['sec', 'dev'],
    source: [devsecops.planThreats],
    mappings: {
      mcsb: ['DS-1'],
      owasp: ['A04'],
      stride: ['spoofing', 'tampering', 'repudiation', 'information-disclosure', 'denial-of-service', 'elevation-of-privilege'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'plan-stride-dfd',
    title: text({ en: 'Derive STRIDE threats from a data-flow diagram', ja: 'データフロー図から STRIDE の脅威を導出' }),
    statement: text({
      en: 'Start from a drawn data-flow diagram that shows components, flows and trust boundaries. Ask the six STRIDE questions of every element and crossing, and tie each threat to the mitigation that answers it and to the evidence that the mitigation works.',
      ja: '構成要素、データの流れ、信頼境界を描いたデータフロー図を出発点にします。図の要素と境界をまたぐ流れのそれぞれについて STRIDE の 6 つの観点で問い、見つけた脅威には、それに答える対策と、対策が効いていることを示す根拠を結び付けます。',
    }),
    stage: 'plan',
    roles: ['sec'],
    source: [devsecops.planThreats],
    mappings: {
      mcsb: ['DS-1'],
      owasp: ['A04'],
      stride: ['spoofing', 'tampering', 'repudiation', 'information-disclosure', 'denial-of-service', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'plan-well-architected',
    title: text({
      en: 'Apply the Well-Architected security and operations pillars',
      ja: 'Well-Architected のセキュリティと運用の柱を適用',
    }),
    statement: text({
      en: 'Hold the workload against the recommendations of the Azure Well-Architected Framework for security and for operational excellence. Report by pillar which recommendation is met, by what, and which is still open.',
      ja: 'Azure Well-Architected Framework のうち、セキュリティとオペレーショナルエクセレンスの推奨事項にワークロードを照らし合わせます。どの推奨事項が何によって満たされ、どれが未対応かを柱ごとに報告します。',
    }),
    stage: 'plan',
    roles: ['ops'],
    source: [devsecops.planPillars],
    mappings: {
      mcsb: ['PV-1'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'plan-pillar-review',
    title: text({ en: 'Review the workload against the pillars regularly', ja: '柱に基づくワークロードのレビューを定期的に実施' }),
    statement: text({
      en: 'A named owner reviews the workload against the Well-Architected pillars at agreed intervals, records the trade-offs that were accepted and sets the date of the next review.',
      ja: '決められた責任者が、合意した間隔で Well-Architected の柱に沿ってワークロードをレビューします。受け入れたトレードオフを記録し、次回のレビュー日を定めます。',
    }),
    stage: 'plan',
    roles: ['ops', 'sec'],
    source: [devsecops.planPillars],
    mappings: {
      mcsb: ['PV-1'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'manual',
  },
  {
    id: 'plan-landing-zone-review',
    title: text({ en: 'Review the landing zone design with security', ja: 'ランディングゾーンの設計をセキュリティ担当とレビュー' }),
    statement: text({
      en: 'Before the landing zone is used, and when its design changes, security and operations review its design areas together: identity, network topology, security and management. The decision, its owner and the date on which it expires are on record.',
      ja: 'ランディングゾーンを使い始める前と設計が変わるときに、ID、ネットワークトポロジ、セキュリティ、管理の各設計領域をセキュリティ担当と運用担当が合同でレビューします。判断の内容、責任者、有効期限を記録に残します。',
    }),
    stage: 'plan',
    roles: ['ops', 'sec'],
    source: [devsecops.planPlatform],
    mappings: {
      mcsb: ['PV-1', 'NS-1'],
      owasp: ['A04'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'manual',
  },
] as const satisfies readonly Control[]
