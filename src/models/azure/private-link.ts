import type { AzureResource } from './resource.ts'

/** A service of the platform that private endpoints can lead to. */
export interface PrivateLinkService {
  readonly type: string
  /** The zones in which names of each part of it are looked up, by the group that an endpoint names the part by, in lower case. */
  readonly zones: Readonly<Record<string, readonly string[]>>
  /** A property that puts the service itself into a subnet, which leaves nothing for an endpoint to do. */
  readonly inSubnet?: readonly [string, ...string[]]
}

const flexibleServer = ['properties', 'network', 'delegatedSubnetResourceId'] as const

/**
 * Services that workloads of a cluster keep their data in, with the names of zones in the public cloud.
 *
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const privateLinkServices: readonly PrivateLinkService[] = [
  { type: 'Microsoft.ContainerRegistry/registries', zones: { registry: ['privatelink.azurecr.io'] } },
  { type: 'Microsoft.KeyVault/vaults', zones: { vault: ['privatelink.vaultcore.azure.net'] } },
  {
    type: 'Microsoft.Storage/storageAccounts',
    zones: Object.fromEntries(
      ['blob', 'table', 'queue', 'file', 'web', 'dfs'].flatMap((part) => {
        const zones = [`privatelink.${part}.core.windows.net`]
        return [
          [part, zones],
          [`${part}_secondary`, zones],
        ]
      }),
    ),
  },
  { type: 'Microsoft.Sql/servers', zones: { sqlserver: ['privatelink.database.windows.net'] } },
  {
    type: 'Microsoft.DocumentDB/databaseAccounts',
    zones: {
      sql: ['privatelink.documents.azure.com'],
      mongodb: ['privatelink.mongo.cosmos.azure.com'],
      cassandra: ['privatelink.cassandra.cosmos.azure.com'],
      gremlin: ['privatelink.gremlin.cosmos.azure.com'],
      table: ['privatelink.table.cosmos.azure.com'],
      analytical: ['privatelink.analytics.cosmos.azure.com'],
    },
  },
  {
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    zones: { postgresqlserver: ['privatelink.postgres.database.azure.com'] },
    inSubnet: flexibleServer,
  },
  {
    type: 'Microsoft.DBforMySQL/flexibleServers',
    zones: { mysqlserver: ['privatelink.mysql.database.azure.com'] },
    inSubnet: flexibleServer,
  },
  {
    type: 'Microsoft.Cache/Redis',
    zones: { rediscache: ['privatelink.redis.cache.windows.net'] },
    inSubnet: ['properties', 'subnetId'],
  },
  {
    type: 'Microsoft.Cache/redisEnterprise',
    zones: { redisenterprise: ['privatelink.redis.azure.net', 'privatelink.redisenterprise.cache.azure.net'] },
  },
  { type: 'Microsoft.ServiceBus/namespaces', zones: { namespace: ['privatelink.servicebus.windows.net'] } },
  { type: 'Microsoft.EventHub/namespaces', zones: { namespace: ['privatelink.servicebus.windows.net'] } },
  { type: 'Microsoft.AppConfiguration/configurationStores', zones: { configurationstores: ['privatelink.azconfig.io'] } },
  { type: 'Microsoft.Search/searchServices', zones: { searchservice: ['privatelink.search.windows.net'] } },
]

const byType = new Map(privateLinkServices.map((service) => [service.type.toLowerCase(), service]))

/** The service that a resource is one of, if private endpoints to it are known. */
export function privateLinkServiceOf({ type }: AzureResource): PrivateLinkService | undefined {
  return byType.get(type.toLowerCase())
}

/** The zones that names of a group can be in, whatever service it is a part of. */
export function zonesOfGroup(group: string): readonly string[] {
  return privateLinkServices.flatMap(({ zones }) => zones[group.toLowerCase()] ?? [])
}

/** Whether a zone is one of these, or of a sovereign cloud, whose zones have other names. */
export function isZoneAmong(zone: string, zones: readonly string[]): boolean {
  return zones.includes(zone) || /^privatelink\..+\.(?:us|cn|usgovcloudapi\.net)$/.test(zone)
}
