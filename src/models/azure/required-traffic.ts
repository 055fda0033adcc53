import { text, type Text } from '../../core/text.ts'
import type { Connection, End } from './traffic.ts'

/** A connection that nodes of a cluster cannot do without. */
export interface RequiredConnection {
  /** What it is for, as a noun. */
  readonly what: Text<never>
  readonly connection: Connection
}

export interface NodeNetwork {
  /** Address ranges of the subnet, where they are known. */
  readonly ranges: readonly string[]
  /** The API server is reached by an address in the network. */
  readonly isPrivate: boolean
  /** The region, in lower case and without spaces. */
  readonly region: string | undefined
  /** Also what only clusters from before the konnectivity agent need: the old tunnel, and public time servers. */
  readonly withOldTunnel: boolean
}

/**
 * What has to pass the security group of the nodes' subnet.
 *
 * @see https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
 * @see https://learn.microsoft.com/azure/aks/concepts-network#network-security-groups
 */
export function requiredTraffic({ ranges, isPrivate, region, withOldTunnel }: NodeNetwork): readonly RequiredConnection[] {
  const near: End = { tags: ['virtualnetwork'], ranges }
  const service = (...tags: readonly string[]): End => ({ tags: [...tags, 'internet'], ranges: [] })
  const azure = region === undefined ? ['azurecloud'] : ['azurecloud', `azurecloud.${region}`]
  const out = (port: number, far: End, protocol: 'tcp' | 'udp' = 'tcp'): Connection => ({ inbound: false, protocol, port, near, far })
  const within = (inbound: boolean, port: number, protocol: 'tcp' | 'udp'): Connection => ({ inbound, protocol, port, near, far: near })
  return [
    { what: words.apiServer, connection: out(443, isPrivate ? near : service(...azure)) },
    { what: words.registry, connection: out(443, service('microsoftcontainerregistry', 'azurefrontdoor.firstparty', 'azurecloud')) },
    { what: words.entra, connection: out(443, service('azureactivedirectory', 'azurecloud')) },
    { what: words.management, connection: out(443, service('azureresourcemanager', ...azure)) },
    { what: words.platformNames, connection: out(53, { tags: ['azureplatformdns'], ranges: [], byTagOnly: true }, 'udp') },
    ...[true, false].flatMap((inbound): readonly RequiredConnection[] => [
      { what: words.kubelet, connection: within(inbound, 10_250, 'tcp') },
      { what: words.clusterNames, connection: within(inbound, 53, 'udp') },
      { what: words.pods, connection: within(inbound, 8080, 'tcp') },
    ]),
    {
      what: words.probes,
      connection: {
        inbound: true,
        protocol: 'tcp',
        port: 30_000,
        near,
        far: { tags: ['azureloadbalancer'], ranges: ['168.63.129.16/32'] },
      },
    },
    ...(withOldTunnel
      ? [
          { what: words.tunnel, connection: out(9000, service(...azure)) },
          { what: words.tunnel, connection: out(1194, service(...azure), 'udp') },
          { what: words.time, connection: out(123, service(), 'udp') },
        ]
      : []),
  ]
}

const words = {
  apiServer: text({ en: 'the API server', ja: 'API サーバー' }),
  registry: text({ en: 'the Microsoft registry', ja: 'Microsoft のレジストリ' }),
  entra: text({ en: 'Entra ID', ja: 'Entra ID' }),
  management: text({ en: 'Azure Resource Manager', ja: 'Azure Resource Manager' }),
  platformNames: text({ en: 'the DNS of the platform', ja: 'プラットフォームの DNS' }),
  kubelet: text({ en: 'the kubelets', ja: 'kubelet' }),
  clusterNames: text({ en: 'the DNS of the cluster', ja: 'クラスターの DNS' }),
  pods: text({ en: 'pods on other nodes', ja: '別ノードの Pod' }),
  probes: text({ en: 'probes of the load balancer', ja: 'ロードバランサーのプローブ' }),
  tunnel: text({ en: 'the tunnel to the control plane', ja: 'コントロールプレーンへのトンネル' }),
  time: text({ en: 'time servers', ja: '時刻サーバー' }),
} as const
