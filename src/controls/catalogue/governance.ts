import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { checklist, devsecops } from '../guidance.ts'

/** Governance: the policies that hold for every deployment, whoever makes it. */
export const governanceControls = [
  {
    id: 'gov-policy-addon',
    title: text({ en: 'Enable the Azure Policy add-on', ja: 'Azure Policy アドオンの有効化' }),
    statement: text({
      en: 'The add-on brings Gatekeeper to the cluster and keeps its constraints in step with the assignments in Azure. Without it policies for Kubernetes are only written down.',
      ja: 'アドオンを有効にすると Gatekeeper がクラスターに導入され、Azure 側の割り当てと制約が同期されます。アドオンがなければ、Kubernetes 向けのポリシーは書いてあるだけに終わります。',
    }),
    stage: 'deploy',
    roles: ['ops', 'sec'],
    source: [checklist.governance, devsecops.opPolicy, devsecops.trustedRegistries],
    mappings: {
      mcsb: ['PV-2'],
      azurePolicy: ['0a15ec92-a229-4763-bb14-0ea34a568f8d'],
      owasp: ['K04'],
      stride: ['elevation-of-privilege'],
      wellArchitected: ['security', 'operational-excellence'],
      anchors: {
        psrule: ['AZR-000028'],
        checkov: ['CKV_AZURE_116'],
        trivy: ['AZU-0066'],
        aprl: ['26ebaf1f'],
        reviewChecklist: ['04.01.01'],
      },
    },
    proof: 'automatic',
  },
  {
    id: 'gov-pss-initiative',
    title: text({ en: 'Assign and enforce a pod security initiative', ja: 'ポッドセキュリティイニシアティブの割り当てと強制' }),
    statement: text({
      en: 'The baseline or restricted initiative covers the cluster with enforcement on and the effect Deny. Excluded namespaces are few and each has a reason.',
      ja: 'ベースラインまたは制限付きのイニシアティブをクラスターに割り当て、強制を有効にして効果を拒否にします。除外する名前空間は最小限とし、それぞれに理由を付けます。',
    }),
    stage: 'deploy',
    roles: ['ops', 'sec'],
    source: [checklist.governance, checklist.manifests],
    mappings: {
      mcsb: ['PV-2'],
      azurePolicy: ['a8640138-9b0a-4a28-b8cb-1666c838647d', '42b8ef37-b724-4e24-bbc8-7a7708edfe00'],
      owasp: ['K04', 'K01'],
      stride: ['elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'gov-no-privileged',
    title: text({ en: 'Assign the policy against privileged containers', ja: '特権コンテナーを禁止するポリシーの割り当て' }),
    statement: text({
      en: 'The built-in definition that forbids privileged containers is assigned to the cluster, by itself or within an initiative, and denies.',
      ja: '特権コンテナーを禁じる組み込みの定義を、単独またはイニシアティブの一部としてクラスターに割り当て、拒否の効果を持たせます。',
    }),
    stage: 'deploy',
    roles: ['ops', 'sec'],
    source: [checklist.manifests],
    mappings: {
      mcsb: ['PV-2'],
      azurePolicy: ['95edb821-ddaf-4404-9732-666045e056b4'],
      owasp: ['K04', 'K01'],
      stride: ['elevation-of-privilege'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'gov-allowed-images',
    title: text({
      en: 'Assign the allowed-images policy with a strict pattern',
      ja: '厳密なパターンを持つ許可イメージのポリシーの割り当て',
    }),
    statement: text({
      en: 'The definition for allowed images is assigned with a pattern that is anchored and names your registries. A loose pattern accepts images from anywhere and looks like protection.',
      ja: '許可するイメージの定義を、先頭を固定して自社のレジストリを明示したパターンで割り当てます。緩いパターンは保護に見えても、どこのイメージでも通してしまいます。',
    }),
    stage: 'deploy',
    roles: ['ops', 'sec'],
    source: [checklist.registryAccess, devsecops.trustedRegistries],
    mappings: {
      cisAks: ['5.1.4'],
      mcsb: ['PV-2', 'DS-2'],
      azurePolicy: ['febd0533-8e55-448f-b837-bd0e06f16469'],
      owasp: ['K04', 'K02'],
      stride: ['spoofing', 'tampering'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'gov-assignments-effective',
    title: text({ en: 'Verify that assignments take effect', ja: 'ポリシーの割り当ての実効性の確認' }),
    statement: text({
      en: 'For each assignment there is a constraint in the cluster and a compliance result in Azure that is recent. An assignment that never reached the cluster protects nothing.',
      ja: '割り当てごとに、クラスターに対応する制約があり、Azure に新しい準拠状況の結果があることを確かめます。クラスターに届いていない割り当ては何も守りません。',
    }),
    stage: 'operate',
    roles: ['ops', 'sec'],
    source: [devsecops.opPolicy],
    mappings: {
      mcsb: ['PV-2'],
      owasp: ['K04'],
      stride: ['elevation-of-privilege'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
  {
    id: 'gov-exemptions',
    title: text({ en: 'Give every exemption a reason and an expiry', ja: 'ポリシーの除外に理由と期限を設定' }),
    statement: text({
      en: 'Exemptions say why they exist, who accepted the risk and until when. One without an end becomes the rule.',
      ja: '除外には、理由、リスクを受け入れた人、期限を必ず記します。期限のない除外は、やがて規則そのものになってしまいます。',
    }),
    stage: 'operate',
    roles: ['sec'],
    source: [devsecops.opPolicy],
    mappings: {
      mcsb: ['PV-1'],
      owasp: ['K04'],
      stride: ['repudiation'],
      wellArchitected: ['security', 'operational-excellence'],
      anchors: { psrule: ['AZR-000145', 'AZR-000146'] },
    },
    proof: 'automatic',
  },
  {
    id: 'gov-safeguards',
    title: text({ en: 'Set Deployment Safeguards to enforce', ja: 'デプロイセーフガードの強制' }),
    statement: text({
      en: 'Deployment Safeguards run at the level Enforce, with pod security at baseline or stricter and a short list of excluded namespaces.',
      ja: 'デプロイセーフガードのレベルを Enforce にし、ポッドのセキュリティをベースライン以上に設定します。除外する名前空間は少数に絞ります。',
    }),
    stage: 'deploy',
    roles: ['ops'],
    source: [checklist.governance],
    mappings: {
      mcsb: ['PV-2'],
      azurePolicy: ['c047ea8e-9c78-49b2-958b-37e56d291a44'],
      owasp: ['K04', 'K01'],
      stride: ['elevation-of-privilege'],
      wellArchitected: ['security', 'reliability'],
    },
    proof: 'automatic',
  },
  {
    id: 'gov-extension-auto',
    title: text({ en: 'Provision the policy extension on all clusters', ja: '全クラスターへのポリシー拡張機能の自動導入' }),
    statement: text({
      en: 'A deploy-if-not-exists assignment or the Defender plan installs the policy extension, so that a new cluster is governed from its first day.',
      ja: 'deployIfNotExists の割り当てまたは Defender のプランによってポリシー拡張機能を自動で導入し、新しいクラスターも初日から統制下に置きます。',
    }),
    stage: 'deploy',
    roles: ['ops', 'sec'],
    source: [checklist.governance],
    mappings: {
      mcsb: ['PV-2'],
      azurePolicy: ['a8eff44f-8c92-45c3-a3fb-9880802d67a7'],
      owasp: ['K04'],
      wellArchitected: ['security', 'operational-excellence'],
    },
    proof: 'automatic',
  },
] as const satisfies readonly Control[]
