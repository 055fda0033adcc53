import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { checklist, devsecops } from '../guidance.ts'

/** The API server: from where it can be reached, and by which side doors. */
export const apiServerControls = [
  {
    id: 'aks-private-api-server',
    title: text({ en: 'Keep the API server off the internet', ja: 'API サーバーの非公開化' }),
    statement: text({
      en: 'Make the cluster private, or disable public network access, so that its API server answers only on the virtual network. An endpoint that cannot be reached cannot be attacked by guessing or by a flaw yet unknown.',
      ja: 'クラスターをプライベートにするか、パブリックネットワークアクセスを無効にして、API サーバーが仮想ネットワークからの要求だけに応じるようにします。到達できないエンドポイントは、総当たりでも未知の欠陥でも攻撃できません。',
    }),
    stage: 'plan',
    roles: ['ops', 'sec'],
    source: [checklist.api, devsecops.planPlatform],
    mappings: {
      cisAks: ['5.4.2'],
      mcsb: ['NS-1', 'NS-2'],
      azurePolicy: ['040732e8-d947-40b8-95d6-854c95024bf8'],
      owasp: ['K09', 'K07'],
      stride: ['spoofing', 'denial-of-service', 'elevation-of-privilege'],
      wellArchitected: ['security'],
      anchors: { checkov: ['CKV_AZURE_115'], trivy: ['AZU-0065'], azqr: ['aks-004'], reviewChecklist: ['06.07.03'] },
    },
    proof: 'automatic',
  },
  {
    id: 'aks-authorized-ip-ranges',
    title: text({ en: 'Limit a public API server to known address ranges', ja: '公開 API サーバーの接続元 IP 範囲の制限' }),
    statement: text({
      en: "Where the API server must be public, only the addresses of offices, pipelines and the cluster's own egress may connect. Ranges that add up to the whole internet protect nothing.",
      ja: 'API サーバーを公開せざるを得ない場合は、拠点、パイプライン、クラスター自身の送信元アドレスだけに接続を許します。合わせるとインターネット全体になる範囲では、保護になりません。',
    }),
    stage: 'deploy',
    roles: ['ops'],
    source: [checklist.api],
    mappings: {
      cisAks: ['5.4.1'],
      mcsb: ['NS-2'],
      azurePolicy: ['0e246bcf-5f6f-4f87-bc6f-775d4712c7ea'],
      owasp: ['K09', 'K07'],
      stride: ['spoofing', 'denial-of-service'],
      wellArchitected: ['security'],
      anchors: { psrule: ['AZR-000030'], checkov: ['CKV_AZURE_6'], trivy: ['AZU-0041'], reviewChecklist: ['06.07.02'] },
    },
    proof: 'automatic',
  },
  {
    id: 'aks-private-fqdn',
    title: text({ en: 'Publish no public name for a private cluster', ja: 'プライベートクラスターのパブリック FQDN の無効化' }),
    statement: text({
      en: 'A private cluster resolves through a private DNS zone only. The additional public name tells the internet that the cluster exists and which private address it has.',
      ja: 'プライベートクラスターの名前解決は、プライベート DNS ゾーンだけで行います。追加のパブリック名を残すと、クラスターの存在とプライベートアドレスがインターネットに知られます。',
    }),
    stage: 'deploy',
    roles: ['ops'],
    source: [checklist.api],
    mappings: {
      mcsb: ['NS-2'],
      owasp: ['K09'],
      stride: ['information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'aks-api-vnet-integration',
    title: text({ en: 'Project the API server into the virtual network', ja: 'API サーバーの仮想ネットワーク統合' }),
    statement: text({
      en: 'With VNet integration the API server has an address in a delegated subnet, so traffic between nodes and control plane stays private without a tunnel and can be governed by network rules.',
      ja: 'VNet 統合では、API サーバーが委任サブネット内のアドレスを持ちます。ノードとコントロールプレーンの通信がトンネルなしで閉じたネットワークに収まり、ネットワーク規則で制御できます。',
    }),
    stage: 'plan',
    roles: ['ops'],
    source: [checklist.api],
    mappings: {
      mcsb: ['NS-2'],
      owasp: ['K07'],
      stride: ['information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
    optional: true,
  },
  {
    id: 'aks-run-command',
    title: text({ en: 'Disable command invoke, or limit and audit it', ja: 'command invoke の無効化または制限と監査' }),
    statement: text({
      en: 'Command invoke runs kubectl inside the cluster past every network restriction. Turn it off; where it is needed to reach a private cluster, grant the action to few and watch the Activity Log for it.',
      ja: 'command invoke を使うと、ネットワークの制限を越えてクラスター内で kubectl を実行できます。無効にするか、プライベートクラスターへの到達手段として必要な場合は、実行権限を少人数に絞り、アクティビティログで利用を監視します。',
    }),
    stage: 'deploy',
    roles: ['ops', 'sec'],
    source: [checklist.api],
    mappings: {
      mcsb: ['PA-7', 'NS-2'],
      azurePolicy: ['89f2d532-c53c-4f8f-9afa-4927b1114a0d'],
      owasp: ['K03', 'K06'],
      stride: ['repudiation', 'elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
] as const satisfies readonly Control[]
