import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { checklist, devsecops } from '../guidance.ts'

/** Monitoring: metrics and alerts that show the health of the cluster. */
export const monitoringControls = [
  {
    id: 'mon-container-insights',
    title: text({ en: 'Enable Container Insights', ja: 'Container Insights の有効化' }),
    statement: text({
      en: 'Container Insights sends logs and metrics of nodes, pods and containers to a workspace by a data collection rule. Monitoring is then part of the cluster, not an afterthought.',
      ja: 'データ収集ルールにより、ノード、ポッド、コンテナーのログとメトリックをワークスペースに送ります。監視を後付けにせず、クラスターの構成の一部にします。',
    }),
    stage: 'operate',
    roles: ['ops'],
    source: [checklist.monitoring, devsecops.processFlow, devsecops.opMonitor],
    mappings: {
      mcsb: ['LT-3', 'LT-5'],
      owasp: ['K05'],
      stride: ['repudiation'],
      wellArchitected: ['operational-excellence', 'reliability'],
      anchors: { psrule: ['AZR-000041'], checkov: ['CKV_AZURE_4'], trivy: ['AZU-0040'], aprl: ['dcaf8128'], reviewChecklist: ['07.04.02'] },
    },
    proof: 'automatic',
  },
  {
    id: 'mon-prometheus',
    title: text({ en: 'Collect Prometheus metrics', ja: 'Prometheus メトリックの収集' }),
    statement: text({
      en: 'Managed Prometheus, or a server of your own in the cluster, scrapes the platform and the applications, so that saturation, errors and odd behaviour become visible.',
      ja: 'マネージド Prometheus またはクラスター内の独自のサーバーで、基盤とアプリケーションのメトリックを収集し、負荷の飽和、エラー、普段と違う挙動を把握します。',
    }),
    stage: 'operate',
    roles: ['ops', 'sre'],
    source: [checklist.monitoring],
    mappings: {
      owasp: ['K05'],
      stride: ['denial-of-service'],
      wellArchitected: ['operational-excellence', 'reliability'],
      anchors: { reviewChecklist: ['07.04.01'] },
    },
    proof: 'automatic',
  },
  {
    id: 'mon-alerts',
    title: text({ en: 'Enable the recommended alerts and notify people', ja: '推奨アラートの有効化と通知' }),
    statement: text({
      en: 'The recommended alert rules cover the cluster, are enabled and lead to an action group with real receivers. Missing rules are known by name.',
      ja: '推奨されるアラートルールをクラスターに設定して有効にし、実在する受信者のいるアクショングループにつなぎます。足りないルールは名前を挙げて把握します。',
    }),
    stage: 'operate',
    roles: ['ops', 'sre'],
    source: [checklist.monitoring, devsecops.opMonitor],
    mappings: {
      mcsb: ['IR-2'],
      owasp: ['K05'],
      stride: ['denial-of-service'],
      wellArchitected: ['operational-excellence', 'reliability'],
      anchors: { reviewChecklist: ['07.01.01'] },
    },
    proof: 'automatic',
  },
  {
    id: 'mon-live-data',
    title: text({ en: 'Give live logs to the right people only', ja: 'ライブログの閲覧権限の限定' }),
    statement: text({
      en: 'Those on duty can see logs, events and metrics in real time, and nobody else can, because live logs may show data of customers. An owner attests who holds the role.',
      ja: '当番の担当者はログ、イベント、メトリックをリアルタイムで確認でき、それ以外の人は見られないようにします。顧客のデータが含まれることがあるため、誰がロールを持つかは責任者が表明します。',
    }),
    stage: 'operate',
    roles: ['ops', 'sec'],
    source: [checklist.monitoring],
    mappings: {
      mcsb: ['PA-7'],
      owasp: ['K03'],
      stride: ['information-disclosure'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'manual',
  },
  {
    id: 'mon-service-health',
    title: text({ en: 'Alert on resource and service health', ja: 'リソースとサービスの正常性アラート' }),
    statement: text({
      en: 'Activity log alerts for service health and resource health tell operations when the platform is the cause, so that nobody searches for an intruder in an outage.',
      ja: 'サービス正常性とリソース正常性のアクティビティログアラートを設定し、原因がプラットフォーム側にあると運用担当がすぐに分かるようにします。',
    }),
    stage: 'operate',
    roles: ['ops'],
    source: [devsecops.opMonitor],
    mappings: {
      stride: ['denial-of-service'],
      wellArchitected: ['reliability', 'operational-excellence'],
      anchors: { psrule: ['AZR-000211'], reviewChecklist: ['07.04.07'] },
    },
    proof: 'automatic',
  },
] as const satisfies readonly Control[]
