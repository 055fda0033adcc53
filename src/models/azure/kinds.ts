import { deriveSubject, type SubjectKind } from '../../core/subject.ts'
import { firewallType, ruleHolderTypes } from './firewall-collections.ts'
import { privateLinkServices } from './private-link.ts'
import { AzureResource, azureResource, type Variant } from './resource.ts'
import { valueAt } from './value/value.ts'

function ofType(id: string, type: string): SubjectKind<AzureResource> {
  return deriveSubject(id, (subjectsOf) => subjectsOf(azureResource).filter((resource) => resource.is(type)))
}

function ofTypes(id: string, types: readonly string[]): SubjectKind<AzureResource> {
  const meant = new Set(types.map((type) => type.toLowerCase()))
  return deriveSubject(id, (subjectsOf) => subjectsOf(azureResource).filter(({ type }) => meant.has(type.toLowerCase())))
}

const clusterType = 'Microsoft.ContainerService/managedClusters'
const poolType = 'Microsoft.ContainerService/managedClusters/agentPools'

export const managedCluster = ofType('managed-cluster', clusterType)
export const containerRegistry = ofType('container-registry', 'Microsoft.ContainerRegistry/registries')
export const keyVault = ofType('key-vault', 'Microsoft.KeyVault/vaults')
/** Network security groups, and rules of them that are resources of their own. */
export const securityGroupOrRule: SubjectKind<AzureResource> = deriveSubject('network-security-group', (subjectsOf) =>
  subjectsOf(azureResource).filter(
    (resource) =>
      resource.is('Microsoft.Network/networkSecurityGroups') || resource.is('Microsoft.Network/networkSecurityGroups/securityRules'),
  ),
)
export const defenderPlan = ofType('defender-plan', 'Microsoft.Security/pricings')
export const logWorkspace = ofType('log-workspace', 'Microsoft.OperationalInsights/workspaces')
export const resourceGroup = ofType('resource-group', 'Microsoft.Resources/resourceGroups')
export const roleAssignment = ofType('role-assignment', 'Microsoft.Authorization/roleAssignments')
/** Of custom roles; the built-in ones are known by their ids. */
export const roleDefinition = ofType('role-definition', 'Microsoft.Authorization/roleDefinitions')
export const managedIdentity = ofType('managed-identity', 'Microsoft.ManagedIdentity/userAssignedIdentities')
/** Of a managed identity, or of an application in Entra ID. */
export const federatedCredential: SubjectKind<AzureResource> = deriveSubject('federated-credential', (subjectsOf) =>
  subjectsOf(azureResource).filter(
    (resource) =>
      resource.is('Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials') ||
      resource.is('Microsoft.Graph/applications/federatedIdentityCredentials'),
  ),
)

export const policyAssignment = ofType('policy-assignment', 'Microsoft.Authorization/policyAssignments')
export const policyExemption = ofType('policy-exemption', 'Microsoft.Authorization/policyExemptions')
export const safeguardSettings = ofType('deployment-safeguards', 'Microsoft.ContainerService/deploymentSafeguards')
/** The settings by which preview versions of the API had the safeguards in the cluster itself. */
export const clusterWithSafeguards: SubjectKind<AzureResource> = deriveSubject('cluster-with-safeguards', (subjectsOf) =>
  subjectsOf(managedCluster).filter((cluster) => cluster.get('properties', 'safeguardsProfile') !== undefined),
)
/** What holds for the namespaces of clusters except those that it names. */
export const ruleWithExclusions: SubjectKind<AzureResource> = deriveSubject('rule-with-exclusions', (subjectsOf) => [
  ...subjectsOf(safeguardSettings),
  ...subjectsOf(clusterWithSafeguards),
  ...subjectsOf(policyAssignment),
])
export const alertContact = ofType('security-contact', 'Microsoft.Security/securityContacts')
export const diskEncryptionSet = ofType('disk-encryption-set', 'Microsoft.Compute/diskEncryptionSets')
export const securityConnector = ofType('security-connector', 'Microsoft.Security/securityConnectors')
/** What Defender for Cloud says of one resource; only a live scan reads it. */
export const securityAssessment = ofType('security-assessment', 'Microsoft.Security/assessments')
/** What stores or runs images that Defender for Cloud assesses. */
export const imageHolder: SubjectKind<AzureResource> = deriveSubject('image-holder', (subjectsOf) => [
  ...subjectsOf(containerRegistry),
  ...subjectsOf(managedCluster),
])
/** Only a live scan reads it. */
export const subscription = ofType('subscription', 'Microsoft.Resources/subscriptions')
export const securityAlert = ofType('security-alert', 'Microsoft.Security/locations/alerts')
export const publicAddress = ofType('public-address', 'Microsoft.Network/publicIPAddresses')
export const flowLog = ofType('flow-log', 'Microsoft.Network/networkWatchers/flowLogs')
export const virtualNetwork = ofType('virtual-network', 'Microsoft.Network/virtualNetworks')
/** Services besides registries and vaults, which have checks of their own. */
export const dataService = ofTypes(
  'data-service',
  privateLinkServices.map(({ type }) => type).filter((type) => !/^Microsoft\.(?:ContainerRegistry|KeyVault)/.test(type)),
)
export const privateEndpoint = ofType('private-endpoint', 'Microsoft.Network/privateEndpoints')
export const firewallPolicy = ofType('firewall-policy', 'Microsoft.Network/firewallPolicies')
export const azureFirewall = ofType('azure-firewall', firewallType)
/** Where it is decided how a firewall filters: its policy, or the firewall itself. */
export const firewallOrPolicy = ofTypes('firewall-or-policy', ['Microsoft.Network/firewallPolicies', firewallType])
/** Groups of rules of firewall policies, classic firewalls, and collections of their rules. */
export const firewallRules = ofTypes('firewall-rules', ruleHolderTypes)
/** Tables of a workspace whose settings differ from those of the workspace. */
export const logTable = ofType('log-table', 'Microsoft.OperationalInsights/workspaces/tables')
export const registryToken = ofType('registry-token', 'Microsoft.ContainerRegistry/registries/tokens')
export const registryTask = ofType('registry-task', 'Microsoft.ContainerRegistry/registries/tasks')
/** Vaults, and access policies of them that are resources of their own. */
export const vaultOrAccessPolicy: SubjectKind<AzureResource> = deriveSubject('vault-access', (subjectsOf) =>
  subjectsOf(azureResource).filter(
    (resource) => resource.is('Microsoft.KeyVault/vaults') || resource.is('Microsoft.KeyVault/vaults/accessPolicies'),
  ),
)
export const vaultSecret = ofType('vault-secret', 'Microsoft.KeyVault/vaults/secrets')
export const vaultKey = ofType('vault-key', 'Microsoft.KeyVault/vaults/keys')
export const activityLogAlert = ofType('activity-log-alert', 'Microsoft.Insights/activityLogAlerts')
/** What asks logs a question again and again: alerts of Azure Monitor, and rules of Sentinel. */
export const logQueryAlert: SubjectKind<AzureResource> = deriveSubject('log-query-alert', (subjectsOf) =>
  subjectsOf(azureResource).filter(
    (resource) => resource.is('Microsoft.Insights/scheduledQueryRules') || resource.is('Microsoft.SecurityInsights/alertRules'),
  ),
)
export const directoryLogSetting = ofType('directory-log-export', 'microsoft.aadiam/diagnosticSettings')
/** Diagnostic settings of a subscription, which export its Activity Log. */
export const activityLogSetting: SubjectKind<AzureResource> = deriveSubject('activity-log-export', (subjectsOf) =>
  subjectsOf(azureResource).filter((resource) => {
    if (!resource.is('Microsoft.Insights/diagnosticSettings')) return false
    const said = resource.shape('scope')?.toLowerCase()
    const scope = said ?? resource.id.split('/providers/')[0] ?? ''
    return /^\/subscriptions\/[^/]+$/.test(scope) || scope.startsWith('{data.azurerm_subscription.')
  }),
)
const typesWithLogs: ReadonlySet<string> = new Set([
  clusterType.toLowerCase(),
  'microsoft.containerregistry/registries',
  'microsoft.keyvault/vaults',
  'microsoft.network/azurefirewalls',
  'microsoft.network/applicationgateways',
  'microsoft.network/bastionhosts',
])

/** Resources that write logs of who used them, and from where. */
export const loggingResource: SubjectKind<AzureResource> = deriveSubject('logging-resource', (subjectsOf) =>
  subjectsOf(azureResource).filter(({ type }) => typesWithLogs.has(type.toLowerCase())),
)

/** The node pools of clusters: those that the cluster itself lists, and those that are resources of their own. */
export const agentPool: SubjectKind<AzureResource> = deriveSubject('agent-pool', (subjectsOf) => [
  ...subjectsOf(managedCluster).flatMap(inlinePools),
  ...subjectsOf(azureResource)
    .filter((resource) => resource.is(poolType))
    .map(({ variants, ref }) => new AzureResource(variants, ['properties'], ref)),
])

function inlinePools(cluster: AzureResource): readonly AzureResource[] {
  const pools: AzureResource[] = []
  for (let index = 0; ; index++) {
    const base = ['properties', 'agentPoolProfiles', index]
    const [first, ...others] = cluster.variants.filter((variant) => mayHold(variant, index))
    if (first === undefined) return pools
    const name = valueAt(first.resource.body, [...base, 'name'])
    const called = name?.kind === 'scalar' ? String(name.value) : `pool ${index + 1}`
    pools.push(new AzureResource([first, ...others], base, { type: poolType, name: `${cluster.name}/${called}` }))
  }
}

/** Whether there is a pool at `index`, or there may be pools at all and it is the first. */
function mayHold({ resource }: Variant, index: number): boolean {
  const profiles = valueAt(resource.body, ['properties', 'agentPoolProfiles'])
  if (profiles?.kind === 'list') return index < profiles.items.length || (index === 0 && profiles.open !== undefined)
  return profiles?.kind === 'unknown' && index === 0
}
