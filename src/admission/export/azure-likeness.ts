import { text, type Text } from '../../core/text.ts'
import { baselineCapabilities } from '../../models/workload/capability.ts'

/** How a definition of Azure with these parameters compares to the check that names it. */
export interface Likeness {
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Where the two part; absent where they say the same of every example of the check. */
  readonly difference?: Text<never>
}

const newerTemplate = text({
  en: 'Not compared: the version of its template is not among the samples that Azure publishes.',
  ja: '未比較です: この版のテンプレートは Azure が公開するサンプルにありません。',
})
const unpublished = text({
  en: 'Not compared: its definition is not among those at hand.',
  ja: '未比較です: 比較できる定義が手元にありません。',
})
const ofSubscription = text({
  en: 'It asks the subscription itself, and so finds a plan that no template names as well.',
  ja: 'サブスクリプション自体を調べるため、テンプレートにないプランも指摘します。',
})
const ofCluster = text({
  en: 'It sees the pools that the cluster names; it leaves out those that stand beside it.',
  ja: 'クラスターの中で定義したプールだけが対象で、別に定義したプールは対象外です。',
})

const seccompProfiles = ['RuntimeDefault', 'Localhost', 'localhost/*']
const notRoot = { ranges: [{ min: 1, max: 4_294_967_295 }] }

/** By the id of the check; checks that are not here are compared with the defaults of the definition, and equal. */
export const azureLikeness: ReadonlyMap<string, Likeness> = new Map<string, Likeness>([
  [
    'account/no-automount',
    {
      difference: text({
        en: 'Wider: the pod itself has to refuse the token; what its account says, or that it needs one, does not count.',
        ja: '対象が広くなります: Pod 自体でトークンを拒否する必要があり、サービスアカウント側の設定や、トークンが必要かどうかは考慮されません。',
      }),
    },
  ],
  [
    'cluster/authorized-ip-ranges',
    {
      difference: text({
        en: 'Narrower: ranges that let in everybody are enough for it.',
        ja: '対象が狭くなります: 誰でも入れる範囲でも、指定があれば指摘しません。',
      }),
    },
  ],
  [
    'cluster/managed-identity',
    {
      difference: text({
        en: 'Narrower: it finds a service principal; that there is no identity at all it does not.',
        ja: '対象が狭くなります: サービスプリンシパルは指摘しますが、ID がまったくないことは指摘しません。',
      }),
    },
  ],
  ['defender/containers-plan', { difference: ofSubscription }],
  ['defender/key-vaults-plan', { difference: ofSubscription }],
  ['defender/posture-plan', { difference: ofSubscription }],
  ['defender/resource-manager-plan', { difference: ofSubscription }],
  ['image/no-latest', { difference: newerTemplate }],
  [
    'image/pull-secret',
    {
      difference: text({
        en: 'Wider: it wants a secret for registries that the node signs in to as well.',
        ja: '対象が広くなります: ノードがサインインするレジストリにもシークレットを求めます。',
      }),
    },
  ],
  ['ingress/tls', { difference: newerTemplate }],
  ['key-vault/key-expiry', { difference: unpublished }],
  ['key-vault/secret-expiry', { difference: unpublished }],
  [
    'namespace/no-default',
    {
      difference: text({
        en: 'Narrower: only pods, Services and service accounts count.',
        ja: '対象が狭くなります: Pod、Service、サービスアカウントだけが対象です。',
      }),
    },
  ],
  ['node-pool/host-encryption', { difference: ofCluster }],
  ['node-pool/ssh-disabled', { difference: ofCluster }],
  [
    'pod/default-proc-mount',
    {
      difference: text({
        en: 'Wider: it refuses an unmasked /proc inside a user namespace as well.',
        ja: '対象が広くなります: ユーザー名前空間の中でマスクを外した /proc も拒否します。',
      }),
    },
  ],
  [
    'pod/drop-all-capabilities',
    {
      parameters: { allowedCapabilities: ['*'], requiredDropCapabilities: ['ALL'] },
      difference: text({
        en: 'Narrower: `all` in lower case is enough for it.',
        ja: '対象が狭くなります: 小文字の `all` でも受け入れます。',
      }),
    },
  ],
  ['pod/no-added-capabilities', { parameters: { allowedCapabilities: [...baselineCapabilities] } }],
  ['pod/no-host-ipc', { difference: newerTemplate }],
  ['pod/no-host-pid', { difference: newerTemplate }],
  ['pod/no-host-network', { difference: newerTemplate }],
  ['pod/no-host-port', { difference: newerTemplate }],
  ['pod/no-host-path', { difference: newerTemplate }],
  ['pod/no-sensitive-host-path', { difference: newerTemplate }],
  ['pod/no-privilege-escalation', { difference: newerTemplate }],
  [
    'pod/no-root-group',
    {
      parameters: {
        runAsUserRule: 'RunAsAny',
        runAsGroupRule: 'MayRunAs',
        runAsGroupRanges: notRoot,
        supplementalGroupsRule: 'MayRunAs',
        supplementalGroupsRanges: notRoot,
        fsGroupRule: 'MayRunAs',
        fsGroupRanges: notRoot,
      },
      difference: text({
        en: 'Wider: it refuses root of a user namespace as well.',
        ja: '対象が広くなります: ユーザー名前空間の root も拒否します。',
      }),
    },
  ],
  ['pod/no-selinux-options', { difference: newerTemplate }],
  ['pod/no-unconfined-seccomp', { parameters: { allowedProfiles: [...seccompProfiles, 'not configured'] } }],
  [
    'pod/no-windows-administrator',
    {
      difference: text({
        en: 'It takes a pod for one of Windows by its node selector alone, and compares the name of the user with its case.',
        ja: 'Windows の Pod かどうかをノードセレクターだけで判断し、ユーザー名の大文字と小文字を区別します。',
      }),
    },
  ],
  [
    'pod/restricted-volumes',
    {
      parameters: {
        allowedVolumeTypes: ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'],
      },
      difference: text({
        en: 'Narrower: a volume that no container mounts does not count.',
        ja: '対象が狭くなります: どのコンテナーもマウントしないボリュームは対象外です。',
      }),
    },
  ],
  ['pod/seccomp-profile', { parameters: { allowedProfiles: seccompProfiles } }],
  ['service/unique-selector', { difference: newerTemplate }],
])
