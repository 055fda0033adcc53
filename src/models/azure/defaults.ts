import type { JsonValue } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'

/** Where it is said what the service takes for an omitted property. */
export interface Citation {
  readonly url: string
}

interface Default {
  readonly value: JsonValue
  readonly citation: Citation
}

interface DefaultRow {
  readonly type: string
  /** The property, with dots. */
  readonly path: string
  readonly value: JsonValue
  /** First API version, as `YYYY-MM-DD`, that has this default. */
  readonly since?: string
  /** First API version that no longer has it. */
  readonly until?: string
  /** Only for clusters of this SKU; without one, for all but Automatic. */
  readonly sku?: string
  readonly url: string
}

const learn = 'https://learn.microsoft.com/azure/'
const aksTemplate = `${learn}templates/microsoft.containerservice/managedclusters`
const poolTemplate = `${learn}templates/microsoft.containerservice/managedclusters/agentpools`
const registryTemplate = `${learn}templates/microsoft.containerregistry/registries`
const vaultTemplate = `${learn}templates/microsoft.keyvault/vaults`
const cluster = 'microsoft.containerservice/managedclusters'
const pool = 'microsoft.containerservice/managedclusters/agentpools'
const registry = 'microsoft.containerregistry/registries'
const vault = 'microsoft.keyvault/vaults'

/**
 * What the service takes where a template says nothing. A property that has no row here, or none for its API version, is
 * simply not known when it is omitted: no default is guessed.
 */
const rows: readonly DefaultRow[] = [
  { type: `${vault}/keys`, path: 'properties.attributes.exp', value: 0, url: `${vaultTemplate}/keys` },
  { type: `${vault}/keys`, path: 'properties.rotationPolicy.attributes.expiryTime', value: '', url: `${vaultTemplate}/keys` },
  { type: 'microsoft.network/firewallpolicies', path: 'properties.threatIntelMode', value: 'Alert', url: `${learn}firewall/threat-intel` },
  { type: 'microsoft.network/azurefirewalls', path: 'properties.threatIntelMode', value: 'Alert', url: `${learn}firewall/threat-intel` },
  {
    type: 'microsoft.network/firewallpolicies',
    path: 'properties.intrusionDetection.mode',
    value: 'Off',
    url: `${learn}firewall/premium-features`,
  },
  { type: cluster, path: 'properties.disableLocalAccounts', value: false, url: `${learn}aks/manage-local-accounts-managed-azure-ad` },
  { type: cluster, path: 'properties.apiServerAccessProfile.enablePrivateCluster', value: false, url: `${learn}aks/private-clusters` },
  {
    type: cluster,
    path: 'properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN',
    value: true,
    url: `${learn}aks/private-clusters`,
  },
  { type: cluster, path: 'properties.apiServerAccessProfile.disableRunCommand', value: false, url: `${learn}aks/access-private-cluster` },
  {
    type: cluster,
    path: 'properties.apiServerAccessProfile.authorizedIPRanges',
    value: [],
    url: `${learn}aks/api-server-authorized-ip-ranges`,
  },
  {
    type: cluster,
    path: 'properties.apiServerAccessProfile.enableVnetIntegration',
    value: false,
    url: `${learn}aks/api-server-vnet-integration`,
  },
  { type: cluster, path: 'properties.autoUpgradeProfile.upgradeChannel', value: 'none', url: `${learn}aks/auto-upgrade-cluster` },
  {
    type: cluster,
    path: 'properties.autoUpgradeProfile.upgradeChannel',
    value: 'stable',
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  {
    type: cluster,
    path: 'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
    value: 'NodeImage',
    since: '2023-06-01',
    url: `${learn}aks/auto-upgrade-node-os-image`,
  },
  {
    type: cluster,
    path: 'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
    value: 'None',
    until: '2023-06-01',
    url: `${learn}aks/auto-upgrade-node-os-image`,
  },
  {
    type: cluster,
    path: 'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
    value: 'NodeImage',
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  { type: cluster, path: 'properties.apiServerAccessProfile.privateDNSZone', value: 'system', url: `${learn}aks/private-clusters` },
  { type: cluster, path: 'properties.servicePrincipalProfile.clientId', value: 'msi', url: `${learn}aks/use-managed-identity` },
  { type: cluster, path: 'properties.safeguardsProfile.level', value: 'Off', url: `${learn}aks/deployment-safeguards` },
  { type: cluster, path: 'properties.safeguardsProfile.excludedNamespaces', value: [], url: `${learn}aks/deployment-safeguards` },
  {
    type: 'microsoft.containerservice/deploymentsafeguards',
    path: 'properties.podSecurityStandardsLevel',
    value: 'Privileged',
    url: `${learn}aks/deployment-safeguards`,
  },
  {
    type: 'microsoft.containerservice/deploymentsafeguards',
    path: 'properties.excludedNamespaces',
    value: [],
    url: `${learn}aks/deployment-safeguards`,
  },
  { type: cluster, path: 'properties.aadProfile.enableAzureRBAC', value: false, url: `${learn}aks/manage-azure-rbac` },
  { type: cluster, path: 'properties.aadProfile.managed', value: false, url: aksTemplate },
  { type: cluster, path: 'properties.networkProfile.networkPolicy', value: 'none', url: `${learn}aks/use-network-policies` },
  {
    type: cluster,
    path: 'properties.networkProfile.networkPolicy',
    value: 'cilium',
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  { type: cluster, path: 'properties.networkProfile.networkDataplane', value: 'azure', url: aksTemplate },
  { type: cluster, path: 'properties.networkProfile.outboundType', value: 'loadBalancer', url: `${learn}aks/egress-outboundtype` },
  { type: cluster, path: 'properties.networkProfile.loadBalancerSku', value: 'standard', url: aksTemplate },
  { type: cluster, path: 'properties.networkProfile.podLinkLocalAccess', value: 'IMDS', url: `${learn}aks/imds-restriction` },
  { type: cluster, path: 'properties.oidcIssuerProfile.enabled', value: false, url: `${learn}aks/use-oidc-issuer` },
  { type: cluster, path: 'properties.oidcIssuerProfile.enabled', value: true, sku: 'Automatic', url: `${learn}aks/intro-aks-automatic` },
  {
    type: cluster,
    path: 'properties.securityProfile.workloadIdentity.enabled',
    value: false,
    url: `${learn}aks/workload-identity-deploy-cluster`,
  },
  {
    type: cluster,
    path: 'properties.securityProfile.workloadIdentity.enabled',
    value: true,
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  { type: cluster, path: 'properties.securityProfile.imageCleaner.enabled', value: false, url: `${learn}aks/image-cleaner` },
  {
    type: cluster,
    path: 'properties.securityProfile.imageCleaner.enabled',
    value: true,
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  { type: cluster, path: 'properties.securityProfile.azureKeyVaultKms.keyVaultNetworkAccess', value: 'Public', url: aksTemplate },
  { type: cluster, path: 'properties.securityProfile.azureKeyVaultKms.enabled', value: false, url: `${learn}aks/use-kms-etcd-encryption` },
  {
    type: cluster,
    path: 'properties.securityProfile.defender.securityMonitoring.enabled',
    value: false,
    url: `${learn}defender-for-cloud/defender-for-containers-enable`,
  },
  {
    type: cluster,
    path: 'properties.securityProfile.defender.securityGating.enabled',
    value: false,
    url: `${learn}defender-for-cloud/runtime-gated-overview`,
  },
  { type: cluster, path: 'properties.securityProfile.imageIntegrity.enabled', value: false, url: `${learn}aks/image-integrity` },
  {
    type: cluster,
    path: 'properties.addonProfiles.azurepolicy.enabled',
    value: false,
    url: `${learn}governance/policy/concepts/policy-for-kubernetes`,
  },
  {
    type: cluster,
    path: 'properties.addonProfiles.azurepolicy.enabled',
    value: true,
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  {
    type: cluster,
    path: 'properties.addonProfiles.azureKeyvaultSecretsProvider.enabled',
    value: false,
    url: `${learn}aks/csi-secrets-store-driver`,
  },
  {
    type: cluster,
    path: 'properties.addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation',
    value: 'false',
    url: `${learn}aks/csi-secrets-store-configuration-options`,
  },
  {
    type: cluster,
    path: 'properties.addonProfiles.httpApplicationRouting.enabled',
    value: false,
    url: `${learn}aks/app-routing`,
  },
  {
    type: cluster,
    path: 'properties.addonProfiles.omsagent.enabled',
    value: false,
    url: `${learn}azure-monitor/containers/kubernetes-monitoring-enable`,
  },
  {
    type: cluster,
    path: 'properties.addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID',
    value: '',
    url: `${learn}azure-monitor/containers/kubernetes-monitoring-enable`,
  },
  {
    type: cluster,
    path: 'properties.azureMonitorProfile.metrics.enabled',
    value: false,
    url: `${learn}azure-monitor/containers/kubernetes-monitoring-enable`,
  },
  {
    type: cluster,
    path: 'properties.azureMonitorProfile.metrics.enabled',
    value: true,
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  { type: cluster, path: 'properties.podIdentityProfile.enabled', value: false, url: `${learn}aks/use-azure-ad-pod-identity` },
  { type: cluster, path: 'properties.upgradeSettings.overrideSettings.forceUpgrade', value: false, url: aksTemplate },
  {
    type: cluster,
    path: 'properties.nodeResourceGroupProfile.restrictionLevel',
    value: 'Unrestricted',
    url: `${learn}aks/node-resource-group-lockdown`,
  },
  {
    type: cluster,
    path: 'properties.nodeResourceGroupProfile.restrictionLevel',
    value: 'ReadOnly',
    sku: 'Automatic',
    url: `${learn}aks/intro-aks-automatic`,
  },
  { type: cluster, path: 'properties.bootstrapProfile.artifactSource', value: 'Direct', url: `${learn}aks/concepts-network-isolated` },
  { type: cluster, path: 'properties.diskEncryptionSetID', value: '', url: `${learn}aks/azure-disk-customer-managed-keys` },
  { type: cluster, path: 'properties.apiServerAuthorizedIPRanges', value: [], url: `${learn}aks/api-server-authorized-ip-ranges` },
  { type: cluster, path: 'identity.type', value: 'None', url: `${learn}aks/use-managed-identity` },
  {
    type: cluster,
    path: 'properties.aadProfile.adminGroupObjectIDs',
    value: [],
    url: `${learn}aks/enable-authentication-microsoft-entra-id`,
  },
  { type: cluster, path: 'properties.publicNetworkAccess', value: 'Enabled', url: aksTemplate },
  {
    type: cluster,
    path: 'properties.azureMonitorProfile.containerInsights.enabled',
    value: false,
    url: `${learn}azure-monitor/containers/kubernetes-monitoring-enable`,
  },
  {
    type: cluster,
    path: 'properties.ingressProfile.webAppRouting.nginx.defaultIngressControllerType',
    value: 'AnnotationControlled',
    url: `${learn}aks/app-routing-nginx-configuration`,
  },
  { type: pool, path: 'hostGroupID', value: '', url: `${learn}aks/use-azure-dedicated-hosts` },
  { type: pool, path: 'upgradeSettings.maxSurge', value: '10%', url: poolTemplate },
  { type: pool, path: 'upgradeSettings.maxUnavailable', value: '0', url: poolTemplate },
  { type: pool, path: 'osSKU', value: 'Ubuntu', url: poolTemplate },
  { type: pool, path: 'availabilityZones', value: [], url: `${learn}aks/availability-zones` },
  { type: pool, path: 'nodePublicIPPrefixID', value: '', url: poolTemplate },
  { type: pool, path: 'enableNodePublicIP', value: false, url: poolTemplate },
  { type: pool, path: 'enableEncryptionAtHost', value: false, url: `${learn}aks/enable-host-encryption` },
  { type: pool, path: 'securityProfile.sshAccess', value: 'LocalUser', url: `${learn}aks/manage-ssh-node-access` },
  {
    type: 'microsoft.network/networkwatchers/flowlogs',
    path: 'properties.retentionPolicy',
    value: { enabled: false, days: 0 },
    url: `${learn}templates/microsoft.network/networkwatchers/flowlogs`,
  },
  {
    type: 'microsoft.operationalinsights/workspaces',
    path: 'properties.retentionInDays',
    value: 30,
    url: `${learn}azure-monitor/logs/data-retention-configure`,
  },
  {
    type: `${registry}/tasks`,
    path: 'properties.trigger.baseImageTrigger',
    value: null,
    url: `${learn}container-registry/container-registry-tasks-base-images`,
  },
  {
    type: `${registry}/tasks`,
    path: 'properties.trigger.baseImageTrigger.status',
    value: 'Disabled',
    url: `${learn}container-registry/container-registry-tasks-base-images`,
  },
  { type: `${registry}/tokens`, path: 'properties.status', value: 'enabled', url: `${registryTemplate}/tokens` },
  { type: `${registry}/tokens`, path: 'properties.credentials.passwords', value: [], url: `${registryTemplate}/tokens` },
  {
    type: 'microsoft.authorization/policyexemptions',
    path: 'properties.description',
    value: '',
    url: `${learn}governance/policy/concepts/exemption-structure`,
  },
  {
    type: 'microsoft.compute/diskencryptionsets',
    path: 'properties.rotationToLatestKeyVersionEnabled',
    value: false,
    url: `${learn}virtual-machines/disk-encryption`,
  },
  {
    type: 'microsoft.authorization/policyexemptions',
    path: 'properties.expiresOn',
    value: '',
    url: `${learn}governance/policy/concepts/exemption-structure`,
  },
  {
    type: 'microsoft.security/securitycontacts',
    path: 'properties.emails',
    value: '',
    url: `${learn}defender-for-cloud/configure-email-notifications`,
  },
  {
    type: 'microsoft.security/securitycontacts',
    path: 'properties.email',
    value: '',
    url: `${learn}defender-for-cloud/configure-email-notifications`,
  },
  { type: `${vault}/secrets`, path: 'properties.attributes.exp', value: 0, url: `${learn}key-vault/secrets/about-secrets` },
  {
    type: `${vault}/keys`,
    path: 'properties.rotationPolicy.lifetimeActions',
    value: [],
    url: `${learn}key-vault/keys/how-to-configure-key-rotation`,
  },
  { type: registry, path: 'properties.adminUserEnabled', value: false, url: registryTemplate },
  { type: registry, path: 'properties.anonymousPullEnabled', value: false, url: `${learn}container-registry/anonymous-pull-access` },
  {
    type: registry,
    path: 'properties.publicNetworkAccess',
    value: 'Enabled',
    url: `${learn}container-registry/container-registry-private-link`,
  },
  { type: registry, path: 'properties.networkRuleSet.defaultAction', value: 'Allow', url: registryTemplate },
  {
    type: registry,
    path: 'properties.policies.exportPolicy.status',
    value: 'enabled',
    url: `${learn}container-registry/data-loss-prevention`,
  },
  {
    type: registry,
    path: 'properties.policies.azureADAuthenticationAsArmPolicy.status',
    value: 'enabled',
    url: `${learn}container-registry/container-registry-disable-authentication-as-arm`,
  },
  {
    type: registry,
    path: 'properties.encryption.status',
    value: 'disabled',
    url: `${learn}container-registry/tutorial-enable-customer-managed-keys`,
  },
  { type: vault, path: 'properties.enableSoftDelete', value: true, url: `${learn}key-vault/general/soft-delete-overview` },
  { type: vault, path: 'properties.enablePurgeProtection', value: false, url: `${learn}key-vault/general/soft-delete-overview` },
  {
    type: vault,
    path: 'properties.enableRbacAuthorization',
    value: false,
    until: '2026-02-01',
    url: `${learn}key-vault/general/access-control-default`,
  },
  {
    type: vault,
    path: 'properties.enableRbacAuthorization',
    value: true,
    since: '2026-02-01',
    url: `${learn}key-vault/general/access-control-default`,
  },
  { type: vault, path: 'properties.publicNetworkAccess', value: 'Enabled', url: vaultTemplate },
  { type: vault, path: 'properties.networkAcls.defaultAction', value: 'Allow', url: vaultTemplate },
]

const table = new Map<string, DefaultRow[]>()
for (const row of rows) {
  const key = `${row.type} ${row.path}`.toLowerCase()
  const known = table.get(key)
  if (known === undefined) table.set(key, [row])
  else known.push(row)
}

/** The default of a property, if it is known for this API version and SKU. An unknown version has only defaults of all versions. */
export function defaultOf(type: string, path: Path, apiVersion: string | undefined, sku: string | undefined): Default | undefined {
  const known = table.get(`${type} ${path.join('.')}`.toLowerCase())
  if (known === undefined) return undefined
  const day = apiVersion?.slice(0, 10)
  const fitting = known.filter(
    ({ since, until }) =>
      (since === undefined || (day !== undefined && day >= since)) && (until === undefined || (day !== undefined && day < until)),
  )
  const automatic = sku?.toLowerCase() === 'automatic'
  const row =
    (automatic ? fitting.find((candidate) => candidate.sku !== undefined) : undefined) ??
    fitting.find((candidate) => candidate.sku === undefined)
  return row === undefined ? undefined : { value: row.value, citation: { url: row.url } }
}
