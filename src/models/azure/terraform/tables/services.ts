import type { AttributeRow, ResourceTable } from '../resource-table.ts'

const named: readonly AttributeRow[] = [
  { from: 'name', to: 'name' },
  { from: 'location', to: 'location' },
]

function service(type: string, apiVersion: string, rows: readonly AttributeRow[] = []): ResourceTable {
  return { type, apiVersion, rows: [...named, ...rows] }
}

const sku: AttributeRow = { from: 'sku', to: 'sku.name' }
const inSubnet: AttributeRow = { from: 'delegated_subnet_id', to: 'properties.network.delegatedSubnetResourceId' }

/** Storage, databases, caches and queues: as far as it is asked over which network they are reached. */
export const serviceTable: Readonly<Record<string, ResourceTable>> = {
  azurerm_storage_account: service('Microsoft.Storage/storageAccounts', '2023-05-01'),
  azurerm_mssql_server: service('Microsoft.Sql/servers', '2021-11-01'),
  azurerm_cosmosdb_account: service('Microsoft.DocumentDB/databaseAccounts', '2024-05-15', [{ from: 'kind', to: 'kind' }]),
  azurerm_postgresql_flexible_server: service('Microsoft.DBforPostgreSQL/flexibleServers', '2024-08-01', [inSubnet]),
  azurerm_mysql_flexible_server: service('Microsoft.DBforMySQL/flexibleServers', '2023-12-30', [inSubnet]),
  azurerm_redis_cache: service('Microsoft.Cache/Redis', '2023-08-01', [{ from: 'subnet_id', to: 'properties.subnetId' }]),
  azurerm_redis_enterprise_cluster: service('Microsoft.Cache/redisEnterprise', '2023-11-01'),
  azurerm_managed_redis: service('Microsoft.Cache/redisEnterprise', '2023-11-01'),
  azurerm_servicebus_namespace: service('Microsoft.ServiceBus/namespaces', '2021-11-01', [sku]),
  azurerm_eventhub_namespace: service('Microsoft.EventHub/namespaces', '2021-11-01', [sku]),
  azurerm_app_configuration: service('Microsoft.AppConfiguration/configurationStores', '2023-03-01', [sku]),
  azurerm_search_service: service('Microsoft.Search/searchServices', '2023-11-01', [sku]),
}
