import type { ResourceTable } from '../resource-table.ts'

/** Networks, routes and private endpoints. */
export const networkTable: Readonly<Record<string, ResourceTable>> = {
  azurerm_virtual_network: {
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'location', to: 'location' },
      { from: 'dns_servers', to: 'properties.dhcpOptions.dnsServers' },
    ],
    lists: [
      {
        block: 'subnet',
        to: 'properties.subnets',
        rows: [
          { from: 'name', to: 'name' },
          { from: 'address_prefix', to: 'properties.addressPrefix' },
          { from: 'address_prefixes', to: 'properties.addressPrefixes' },
          { from: 'security_group', to: 'properties.networkSecurityGroup.id' },
          { from: 'route_table_id', to: 'properties.routeTable.id' },
        ],
      },
    ],
  },
  azurerm_subnet: {
    type: 'Microsoft.Network/virtualNetworks/subnets',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'virtual_network_name', to: 'parentName' },
      { from: 'address_prefixes', to: 'properties.addressPrefixes' },
    ],
    lists: [
      {
        block: 'delegation',
        to: 'properties.delegations',
        rows: [
          { from: 'name', to: 'name' },
          { from: 'service_delegation.name', to: 'properties.serviceName' },
        ],
      },
    ],
  },
  // An association says one more thing of a subnet that is declared elsewhere: it is read as a part of that subnet.
  azurerm_subnet_route_table_association: {
    type: 'Microsoft.Network/virtualNetworks/subnets',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'subnet_id', to: 'id' },
      { from: 'route_table_id', to: 'properties.routeTable.id' },
    ],
  },
  azurerm_subnet_network_security_group_association: {
    type: 'Microsoft.Network/virtualNetworks/subnets',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'subnet_id', to: 'id' },
      { from: 'network_security_group_id', to: 'properties.networkSecurityGroup.id' },
    ],
  },
  azurerm_public_ip: {
    type: 'Microsoft.Network/publicIPAddresses',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'tags', to: 'tags' },
      { from: 'resource_group_name', to: 'resourceGroup' },
    ],
  },
  azurerm_route_table: {
    type: 'Microsoft.Network/routeTables',
    apiVersion: '2025-01-01',
    rows: [{ from: 'name', to: 'name' }],
    lists: [
      {
        block: 'route',
        to: 'properties.routes',
        rows: [
          { from: 'name', to: 'name' },
          { from: 'address_prefix', to: 'properties.addressPrefix' },
          { from: 'next_hop_type', to: 'properties.nextHopType' },
        ],
      },
    ],
  },
  azurerm_route: {
    type: 'Microsoft.Network/routeTables/routes',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'route_table_name', to: 'parentName' },
      { from: 'address_prefix', to: 'properties.addressPrefix' },
      { from: 'next_hop_type', to: 'properties.nextHopType' },
    ],
  },
  azurerm_private_endpoint: {
    type: 'Microsoft.Network/privateEndpoints',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'subnet_id', to: 'properties.subnet.id' },
      { from: 'private_dns_zone_group.private_dns_zone_ids', to: 'privateDnsZoneIds' },
    ],
    lists: [
      {
        block: 'private_service_connection',
        to: 'properties.privateLinkServiceConnections',
        rows: [
          { from: 'private_connection_resource_id', to: 'properties.privateLinkServiceId' },
          { from: 'subresource_names', to: 'properties.groupIds' },
        ],
      },
    ],
  },
  azurerm_private_dns_zone: {
    type: 'Microsoft.Network/privateDnsZones',
    apiVersion: '2024-06-01',
    rows: [{ from: 'name', to: 'name' }],
  },
  azurerm_private_dns_zone_virtual_network_link: {
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    apiVersion: '2024-06-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'private_dns_zone_name', to: 'parentName' },
      { from: 'virtual_network_id', to: 'properties.virtualNetwork.id' },
    ],
  },
  azurerm_network_watcher_flow_log: {
    type: 'Microsoft.Network/networkWatchers/flowLogs',
    apiVersion: '2025-01-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'target_resource_id', formerly: 'network_security_group_id', to: 'properties.targetResourceId' },
      { from: 'enabled', to: 'properties.enabled' },
      { from: 'retention_policy.enabled', to: 'properties.retentionPolicy.enabled' },
      { from: 'retention_policy.days', to: 'properties.retentionPolicy.days' },
    ],
  },
}
