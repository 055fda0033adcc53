import { passed, type ProfiledResource, type ProfileRow } from './profile.ts'

/** What all Azure Verified Modules in Bicep have in common: their interfaces for identities, roles, logs and endpoints. */

/** A managed identity, from lists of identities and a flag. */
export const managedIdentity: readonly ProfileRow[] = [
  {
    to: 'identity.type',
    value: 'SystemAssigned',
    when: [
      { of: 'managedIdentities', given: true },
      { of: 'managedIdentities.systemAssigned', is: true },
    ],
  },
  {
    to: 'identity.type',
    value: 'UserAssigned',
    when: [
      { of: 'managedIdentities', given: true },
      { of: 'managedIdentities.userAssignedResourceIds', given: true },
    ],
  },
]

/** Without categories of logs or of metrics, all are collected; with only one of them, only those. */
export const diagnosticSettings: ProfiledResource = {
  type: 'Microsoft.Insights/diagnosticSettings',
  apiVersion: '2021-05-01-preview',
  as: 'extension',
  each: 'diagnosticSettings',
  complete: true,
  rows: [
    { to: 'name', from: 'item.name', otherwise: 'diagnosticSettings' },
    { to: 'properties.storageAccountId', from: 'item.storageAccountResourceId' },
    { to: 'properties.workspaceId', from: 'item.workspaceResourceId' },
    { to: 'properties.eventHubAuthorizationRuleId', from: 'item.eventHubAuthorizationRuleResourceId' },
    { to: 'properties.eventHubName', from: 'item.eventHubName' },
    { to: 'properties.marketplacePartnerId', from: 'item.marketplacePartnerResourceId' },
    { to: 'properties.logAnalyticsDestinationType', from: 'item.logAnalyticsDestinationType' },
    {
      to: 'properties.logs',
      from: 'item.logCategoriesAndGroups',
      when: [{ of: 'item.logCategoriesAndGroups', given: true }],
      items: [...passed('item.', ['categoryGroup', 'category']), { to: 'enabled', from: 'item.enabled', otherwise: true }],
    },
    {
      to: 'properties.logs',
      value: [{ categoryGroup: 'allLogs', enabled: true }],
      when: [{ of: 'item.metricCategories', given: false }],
    },
  ],
}

/** Roles are given by name, by GUID or by id. */
export const roleAssignments: ProfiledResource = {
  type: 'Microsoft.Authorization/roleAssignments',
  apiVersion: '2022-04-01',
  as: 'extension',
  each: 'roleAssignments',
  complete: true,
  rows: [
    { to: 'name', from: 'item.name' },
    { to: 'scope', idOfMain: true },
    {
      to: 'properties.roleDefinitionId',
      from: 'item.roleDefinitionIdOrName',
      when: [{ of: 'item.roleDefinitionIdOrName', matches: /\/|^[0-9a-f]{8}-[0-9a-f-]{27}$/i }],
    },
    {
      to: 'properties.roleDefinitionName',
      from: 'item.roleDefinitionIdOrName',
      when: [{ of: 'item.roleDefinitionIdOrName', matches: /^[^/]*$/ }],
    },
    ...passed('item.', [], {
      principalId: 'properties.principalId',
      principalType: 'properties.principalType',
      condition: 'properties.condition',
      description: 'properties.description',
    }),
  ],
}

/** Endpoints to the resource; `service` is the part of it that they lead to where nothing else is said. */
export function privateEndpoints(service: string): ProfiledResource {
  const link = (list: string, manual: boolean): readonly ProfileRow[] => {
    const when = [manual ? { of: 'item.isManualConnection', is: true } : { of: 'item.isManualConnection', isNot: true }]
    return [
      { to: `properties.${list}.0.properties.privateLinkServiceId`, idOfMain: true, when },
      { to: `properties.${list}.0.properties.groupIds.0`, from: 'item.service', otherwise: service, when },
    ]
  }
  return {
    type: 'Microsoft.Network/privateEndpoints',
    apiVersion: '2024-05-01',
    as: 'beside',
    each: 'privateEndpoints',
    complete: true,
    rows: [
      { to: 'name', from: 'item.name' },
      { to: 'properties.subnet.id', from: 'item.subnetResourceId' },
      ...link('privateLinkServiceConnections', false),
      ...link('manualPrivateLinkServiceConnections', true),
      {
        to: 'privateDnsZoneIds',
        from: 'item.privateDnsZoneGroup.privateDnsZoneGroupConfigs',
        items: 'privateDnsZoneResourceId',
      },
    ],
  }
}
