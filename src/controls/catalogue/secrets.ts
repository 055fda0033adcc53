import { text } from '../../core/text.ts'
import type { Control } from '../control.ts'
import { checklist, devsecops, podSecurity } from '../guidance.ts'

/** Secrets: where they are kept, and how they reach a workload. */
export const secretControls = [
  {
    id: 'secret-none-in-code',
    title: text({ en: 'Keep credentials out of code', ja: 'コードへの資格情報の記述禁止' }),
    statement: text({
      en: 'Source, configuration and manifests hold no passwords, keys, connection strings or tokens. Once committed they are copied with every clone and can only be made harmless by rotation.',
      ja: 'ソース、設定、マニフェストに、パスワード、鍵、接続文字列、トークンを書きません。一度コミットするとクローンのたびに複製され、ローテーション以外に無害化する方法がなくなります。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [podSecurity.intro, podSecurity.credentials],
    mappings: {
      mcsb: ['IM-8'],
      owasp: ['CICD-SEC-6', 'K08', 'A07'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'secret-no-shared-credentials',
    title: text({ en: 'Use identities instead of fixed or shared credentials', ja: '固定・共有の資格情報に代わる ID の利用' }),
    statement: text({
      en: 'A workload proves who it is with an identity of its own, or fetches what it needs from a vault. A password that several workloads share cannot be changed without breaking one of them, nor traced to any.',
      ja: 'ワークロードは固有の ID で自身を証明するか、必要なものを資格情報コンテナーから取得します。複数のワークロードが共有するパスワードは、変えればどれかが止まり、誰が使ったかも追えません。',
    }),
    stage: 'develop',
    roles: ['dev'],
    source: [podSecurity.credentials],
    mappings: {
      mcsb: ['IM-3', 'IM-8'],
      owasp: ['K08', 'CICD-SEC-6'],
      stride: ['spoofing', 'repudiation'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'secret-key-vault-csi',
    title: text({ en: 'Keep secrets in Key Vault and mount them by CSI', ja: 'Key Vault での保管と CSI ドライバーによる受け渡し' }),
    statement: text({
      en: 'Secrets stay in Azure Key Vault and the Secrets Store CSI driver mounts them only into the pods that ask for them, under the identity of the workload. Literal secrets in manifests are moved there.',
      ja: 'シークレットは Azure Key Vault に保管し、シークレットストア CSI ドライバーで、要求したポッドだけにワークロードの ID を使ってマウントします。マニフェストに直接書かれたシークレットは Key Vault へ移します。',
    }),
    stage: 'deploy',
    roles: ['dev', 'ops'],
    source: [podSecurity.keyVault, checklist.secrets],
    mappings: {
      cisAks: ['4.5.2'],
      mcsb: ['IM-8', 'DP-8'],
      owasp: ['K08'],
      stride: ['information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'secret-rotation',
    title: text({ en: 'Rotate secrets regularly', ja: 'シークレットの定期的なローテーション' }),
    statement: text({
      en: 'Every secret has an age limit and a way to replace it without a rebuild, and workloads pick the new value up. Regular rotation limits how long a leaked value is of use.',
      ja: 'シークレットごとに使用期間の上限と、リビルドなしで差し替える手段を用意し、ワークロードが新しい値を読み込めるようにします。定期的に替えれば、漏えいした値を使える期間が短くなります。',
    }),
    stage: 'operate',
    roles: ['ops'],
    source: [podSecurity.keyVault],
    mappings: {
      mcsb: ['IM-8', 'DP-6'],
      owasp: ['K08'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
    },
    proof: 'automatic',
  },
  {
    id: 'kv-csi',
    title: text({ en: 'Enable the Key Vault provider for the CSI driver', ja: 'CSI ドライバー用 Key Vault プロバイダーの有効化' }),
    statement: text({
      en: 'The managed add-on is enabled on the cluster and in use, so that applications receive secrets at run time and developers never handle the values.',
      ja: 'クラスターでマネージドアドオンを有効にして実際に使用します。アプリケーションは実行時にシークレットを受け取り、開発者が値を扱う必要はありません。',
    }),
    stage: 'deploy',
    roles: ['ops'],
    source: [checklist.secrets, podSecurity.keyVault, devsecops.processFlow],
    mappings: {
      cisAks: ['4.5.2'],
      mcsb: ['IM-8', 'DP-8'],
      owasp: ['K08'],
      stride: ['information-disclosure'],
      wellArchitected: ['security'],
      anchors: { psrule: ['AZR-000033'], reviewChecklist: ['04.02.01'] },
    },
    proof: 'automatic',
  },
  {
    id: 'kv-csi-rotation',
    title: text({ en: 'Turn on rotation in the CSI add-on', ja: 'CSI アドオンでのローテーションの有効化' }),
    statement: text({
      en: 'With rotation enabled the add-on fetches changed secrets at its polling interval. Without it a pod keeps the old value until it is restarted, and the rotation in the vault has no effect.',
      ja: 'ローテーションを有効にすると、アドオンが一定間隔で変更後のシークレットを取得します。無効のままでは、ポッドは再起動まで古い値を使い続け、Key Vault 側のローテーションが効きません。',
    }),
    stage: 'deploy',
    roles: ['ops'],
    source: [checklist.secrets, podSecurity.keyVault],
    mappings: {
      mcsb: ['IM-8'],
      owasp: ['K08'],
      stride: ['spoofing', 'information-disclosure'],
      wellArchitected: ['security'],
      anchors: { psrule: ['AZR-000034'], checkov: ['CKV_AZURE_172'] },
    },
    proof: 'automatic',
  },
] as const satisfies readonly Control[]
