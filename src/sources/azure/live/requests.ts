import type { JsonValue } from '../../../core/edit.ts'

/** A type of resource that is read one by one, because lists of a subscription leave its properties out. */
export interface ResourceRequest {
  readonly apiVersion: string
  /** Lists below the resource, by path; extensions begin with `providers/`. Of `each` the list leaves out what matters. */
  readonly below?: readonly (readonly [path: string, apiVersion: string, items?: 'each'])[]
}

const diagnosticSettings = ['providers/Microsoft.Insights/diagnosticSettings', '2021-05-01-preview'] as const

/** The version in which all resources of a subscription are listed. */
export const listVersion = '2021-04-01'

/** What is read of a subscription, by type in lower case, each in the version of the API that its checks were written for. */
export const resourceRequests: Readonly<Record<string, ResourceRequest>> = {
  'microsoft.containerservice/managedclusters': {
    apiVersion: '2026-05-01',
    below: [
      ['maintenanceConfigurations', '2026-05-01'],
      ['providers/Microsoft.ContainerService/deploymentSafeguards', '2025-07-01'],
      ['providers/Microsoft.EventGrid/eventSubscriptions', '2025-02-15'],
      ['providers/Microsoft.Insights/dataCollectionRuleAssociations', '2024-03-11'],
      diagnosticSettings,
    ],
  },
  'microsoft.containerregistry/registries': {
    apiVersion: '2025-11-01',
    below: [['tokens', '2025-11-01'], ['scopeMaps', '2025-11-01'], ['tasks', '2019-04-01'], diagnosticSettings],
  },
  'microsoft.keyvault/vaults': {
    apiVersion: '2026-02-01',
    below: [['keys', '2026-02-01', 'each'], ['secrets', '2026-02-01'], diagnosticSettings],
  },
  'microsoft.network/virtualnetworks': { apiVersion: '2025-11-01' },
  'microsoft.network/networksecuritygroups': { apiVersion: '2025-11-01' },
  'microsoft.network/routetables': { apiVersion: '2025-11-01' },
  'microsoft.network/privateendpoints': { apiVersion: '2025-11-01', below: [['privateDnsZoneGroups', '2025-11-01']] },
  'microsoft.network/privatednszones': { apiVersion: '2024-06-01', below: [['virtualNetworkLinks', '2024-06-01']] },
  'microsoft.network/firewallpolicies': { apiVersion: '2025-11-01', below: [['ruleCollectionGroups', '2025-11-01']] },
  'microsoft.network/azurefirewalls': { apiVersion: '2025-11-01', below: [diagnosticSettings] },
  'microsoft.network/applicationgateways': { apiVersion: '2025-11-01', below: [diagnosticSettings] },
  'microsoft.network/bastionhosts': { apiVersion: '2025-11-01', below: [diagnosticSettings] },
  'microsoft.network/networkwatchers': { apiVersion: '2025-11-01', below: [['flowLogs', '2025-11-01']] },
  'microsoft.network/publicipaddresses': { apiVersion: '2025-11-01' },
  'microsoft.storage/storageaccounts': { apiVersion: '2023-05-01' },
  'microsoft.sql/servers': { apiVersion: '2021-11-01' },
  'microsoft.documentdb/databaseaccounts': { apiVersion: '2024-05-15' },
  'microsoft.dbforpostgresql/flexibleservers': { apiVersion: '2024-08-01' },
  'microsoft.dbformysql/flexibleservers': { apiVersion: '2023-12-30' },
  'microsoft.cache/redis': { apiVersion: '2023-08-01' },
  'microsoft.cache/redisenterprise': { apiVersion: '2023-11-01' },
  'microsoft.servicebus/namespaces': { apiVersion: '2021-11-01' },
  'microsoft.eventhub/namespaces': { apiVersion: '2021-11-01' },
  'microsoft.appconfiguration/configurationstores': { apiVersion: '2023-03-01' },
  'microsoft.search/searchservices': { apiVersion: '2023-11-01' },
  'microsoft.managedidentity/userassignedidentities': {
    apiVersion: '2024-11-30',
    below: [['federatedIdentityCredentials', '2024-11-30']],
  },
  'microsoft.operationalinsights/workspaces': {
    apiVersion: '2026-03-01',
    below: [
      ['providers/Microsoft.SecurityInsights/onboardingStates', '2025-09-01'],
      ['providers/Microsoft.SecurityInsights/alertRules', '2025-09-01'],
      ['tables', '2022-10-01'],
    ],
  },
  'microsoft.insights/datacollectionrules': { apiVersion: '2024-03-11' },
  'microsoft.insights/metricalerts': { apiVersion: '2026-01-01' },
  'microsoft.insights/activitylogalerts': { apiVersion: '2026-01-01' },
  'microsoft.insights/scheduledqueryrules': { apiVersion: '2026-03-01' },
  'microsoft.alertsmanagement/prometheusrulegroups': { apiVersion: '2023-03-01' },
  'microsoft.compute/diskencryptionsets': { apiVersion: '2025-01-02' },
  'microsoft.eventgrid/systemtopics': { apiVersion: '2025-02-15', below: [['eventSubscriptions', '2025-02-15']] },
  'microsoft.security/securityconnectors': { apiVersion: '2025-03-01' },
}

/** What is read of the subscription itself. */
export const subscriptionRequests: readonly (readonly [path: string, apiVersion: string])[] = [
  ['providers/Microsoft.Security/pricings', '2024-01-01'],
  ['providers/Microsoft.Security/securityContacts', '2023-12-01-preview'],
  ['providers/Microsoft.Security/assessments', '2021-06-01'],
  ['providers/Microsoft.Security/subAssessments', '2019-01-01-preview'],
  ['providers/Microsoft.Security/alerts', '2022-01-01'],
  ['providers/Microsoft.Authorization/roleAssignments', '2022-04-01'],
  ["providers/Microsoft.Authorization/roleDefinitions?$filter=type+eq+'CustomRole'", '2022-04-01'],
  ['providers/Microsoft.Authorization/policyAssignments', '2026-07-01'],
  ['providers/Microsoft.Authorization/policyExemptions', '2026-01-01-preview'],
  diagnosticSettings,
]

/** The version in which the subscription itself is read. */
export const subscriptionVersion = '2022-12-01'

/** What is read of the directory that the subscription trusts. */
export const directoryRequests: readonly (readonly [path: string, apiVersion: string])[] = [
  ['/providers/microsoft.aadiam/diagnosticSettings', '2017-04-01'],
]

/** What Reader and Security Reader do not give: an action of Azure Policy, and a role in the directory. */
const beyondReaders = /^azure\/(?:providers\/microsoft\.aadiam\/|.*\/providers\/microsoft\.policyinsights\/)/i

/**
 * Whether something that could not be read, by its uri, needs more rights than a scan asks for. Its checks then say that they
 * do not know, and the scan is whole without it.
 */
export function isBeyondReaders(uri: string): boolean {
  return beyondReaders.test(uri)
}

/** Lists of which most items are about nothing, by the end of their ids; and what an item has to be to be kept. */
const kept: readonly (readonly [id: RegExp, matters: (properties: JsonMembers) => boolean])[] = [
  // Of the thousands of assessments of a subscription only those that found something matter.
  [/\/(?:sub)?assessments\/[^/]+$/i, ({ status }) => isMembers(status) && status['code'] === 'Unhealthy'],
  // Of alerts only those that nobody has closed.
  [/\/alerts\/[^/]+$/i, ({ status }) => status === 'Active' || status === 'InProgress'],
  // Of the hundreds of tables of a workspace only those with a retention of their own.
  [
    /\/workspaces\/[^/]+\/tables\/[^/]+$/i,
    (table) => table['retentionInDaysAsDefault'] !== true || table['totalRetentionInDaysAsDefault'] !== true,
  ],
]

/** Whether an item of a list is about anything. */
export function matters(item: JsonValue): boolean {
  if (!isMembers(item)) return true
  const { id, properties } = item
  if (typeof id !== 'string' || !isMembers(properties)) return true
  const rule = kept.find(([end]) => end.test(id))
  return rule === undefined || rule[1](properties)
}

type JsonMembers = Readonly<Record<string, JsonValue>>

function isMembers(value: JsonValue | undefined): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
