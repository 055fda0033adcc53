import type { JsonObject, JudgedProperty } from './azure-states.ts'

type Row = Omit<JudgedProperty, 'type' | 'apiVersion' | 'azurerm'> & { readonly azurerm: Omit<JudgedProperty['azurerm'], 'type'> }

function of(type: string, apiVersion: string, azurerm: string, rows: readonly Row[]): readonly JudgedProperty[] {
  return rows.map((row) => ({ ...row, type, apiVersion, azurerm: { type: azurerm, ...row.azurerm } }))
}

type Differing = Exclude<JudgedProperty['omitted'], string>
const byProvider = (outcome: Differing['outcome']): Differing['but'] => ({ azurerm: outcome, 'Terraform plan': outcome })
const onceDeployed = (outcome: Differing['outcome']): Differing['but'] => ({ 'answer of the service': outcome, 'az … show': outcome })

const isPrivate: JsonObject = { properties: { apiServerAccessProfile: { enablePrivateCluster: true } } }
const hasEntra: JsonObject = { properties: { aadProfile: { managed: true } } }

/** Properties that estates often have, of the resources that every estate has. */
export const properties: readonly JudgedProperty[] = [
  ...of('Microsoft.ContainerService/managedClusters', '2025-05-01', 'azurerm_kubernetes_cluster', [
    {
      check: 'cluster/local-accounts-disabled',
      path: 'properties.disableLocalAccounts',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'local_account_disabled' },
    },
    {
      check: 'cluster/private-api-server',
      path: 'properties.apiServerAccessProfile.enablePrivateCluster',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'private_cluster_enabled' },
    },
    {
      check: 'cluster/no-public-fqdn',
      path: 'properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN',
      right: false,
      wrong: true,
      omitted: { outcome: 'fail', but: byProvider('pass'), because: 'the provider sends false, and the service takes true' },
      beside: isPrivate,
      azurerm: { path: 'private_cluster_public_fqdn_enabled', beside: { private_cluster_enabled: true } },
    },
    {
      check: 'cluster/no-run-command',
      path: 'properties.apiServerAccessProfile.disableRunCommand',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'run_command_enabled', right: false, wrong: true },
    },
    {
      check: 'cluster/kubernetes-rbac',
      path: 'properties.enableRBAC',
      right: true,
      wrong: false,
      omitted: {
        outcome: 'unknown',
        but: byProvider('pass'),
        because: 'the provider sends true, and no default of the service is documented',
      },
      azurerm: { path: 'role_based_access_control_enabled' },
    },
    {
      check: 'cluster/entra-authorization',
      path: 'properties.aadProfile.enableAzureRBAC',
      right: true,
      wrong: false,
      omitted: 'fail',
      beside: hasEntra,
      azurerm: {
        path: 'azure_active_directory_role_based_access_control.azure_rbac_enabled',
        beside: { azure_active_directory_role_based_access_control: { tenant_id: '00000000-0000-0000-0000-000000000000' } },
      },
    },
    {
      check: 'cluster/oidc-issuer',
      path: 'properties.oidcIssuerProfile.enabled',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'oidc_issuer_enabled' },
    },
    {
      check: 'cluster/workload-identity',
      path: 'properties.securityProfile.workloadIdentity.enabled',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'workload_identity_enabled' },
    },
    {
      check: 'cluster/image-cleaner',
      path: 'properties.securityProfile.imageCleaner.enabled',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'image_cleaner_enabled' },
    },
    {
      check: 'cluster/azure-policy-addon',
      path: 'properties.addonProfiles.azurepolicy.enabled',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'azure_policy_enabled' },
    },
    {
      check: 'cluster/no-http-application-routing',
      path: 'properties.addonProfiles.httpApplicationRouting.enabled',
      right: false,
      wrong: true,
      omitted: 'pass',
      azurerm: { path: 'http_application_routing_enabled' },
    },
    {
      check: 'cluster/node-os-upgrades',
      path: 'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
      right: 'SecurityPatch',
      wrong: 'Unmanaged',
      omitted: {
        outcome: 'pass',
        but: onceDeployed('fail'),
        because: 'the default came with an API version, and a cluster that has none is older than that',
      },
      azurerm: { path: 'node_os_upgrade_channel' },
    },
    {
      check: 'cluster/automatic-upgrades',
      path: 'properties.autoUpgradeProfile.upgradeChannel',
      right: 'stable',
      wrong: 'none',
      omitted: 'fail',
      azurerm: { path: 'automatic_upgrade_channel' },
    },
    {
      check: 'cluster/controlled-egress',
      path: 'properties.networkProfile.outboundType',
      right: 'userAssignedNATGateway',
      wrong: 'loadBalancer',
      omitted: 'fail',
      azurerm: { path: 'network_profile.outbound_type', beside: { network_profile: { network_plugin: 'azure' } } },
    },
    {
      check: 'cluster/network-policy',
      path: 'properties.networkProfile.networkPolicy',
      right: 'cilium',
      wrong: 'none',
      omitted: 'fail',
      azurerm: { path: 'network_profile.network_policy', beside: { network_profile: { network_plugin: 'azure' } } },
    },
    {
      check: 'cluster/azure-cni',
      path: 'properties.networkProfile.networkPlugin',
      right: 'azure',
      wrong: 'kubenet',
      omitted: 'unknown',
      azurerm: { path: 'network_profile.network_plugin' },
    },
    {
      check: 'cluster/standard-load-balancer',
      path: 'properties.networkProfile.loadBalancerSku',
      right: 'standard',
      wrong: 'basic',
      omitted: 'pass',
      azurerm: { path: 'network_profile.load_balancer_sku', beside: { network_profile: { network_plugin: 'azure' } } },
    },
    {
      check: 'cluster/no-forced-upgrade',
      path: 'properties.upgradeSettings.overrideSettings.forceUpgrade',
      right: false,
      wrong: true,
      omitted: 'pass',
      azurerm: { path: 'upgrade_override.force_upgrade_enabled' },
    },
    {
      check: 'cluster/managed-identity',
      path: 'identity.type',
      right: 'SystemAssigned',
      wrong: 'None',
      omitted: 'fail',
      azurerm: { path: 'identity.type' },
    },
  ]),
  ...of('Microsoft.ContainerService/managedClusters/agentPools', '2025-05-01', 'azurerm_kubernetes_cluster_node_pool', [
    {
      check: 'node-pool/no-public-ip',
      path: 'properties.enableNodePublicIP',
      right: false,
      wrong: true,
      omitted: 'pass',
      azurerm: { path: 'node_public_ip_enabled' },
    },
    {
      check: 'node-pool/host-encryption',
      path: 'properties.enableEncryptionAtHost',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'host_encryption_enabled' },
    },
    {
      check: 'node-pool/supported-os',
      path: 'properties.osSKU',
      right: 'AzureLinux3',
      wrong: 'CBLMariner',
      omitted: 'pass',
      azurerm: { path: 'os_sku' },
    },
  ]),
  ...of('Microsoft.ContainerRegistry/registries', '2025-04-01', 'azurerm_container_registry', [
    {
      check: 'registry/no-admin-user',
      path: 'properties.adminUserEnabled',
      right: false,
      wrong: true,
      omitted: 'pass',
      beside: { sku: { name: 'Premium' } },
      azurerm: { path: 'admin_enabled', beside: { sku: 'Premium' } },
    },
    {
      check: 'registry/no-anonymous-pull',
      path: 'properties.anonymousPullEnabled',
      right: false,
      wrong: true,
      omitted: 'pass',
      beside: { sku: { name: 'Premium' } },
      azurerm: { path: 'anonymous_pull_enabled', beside: { sku: 'Premium' } },
    },
    {
      check: 'registry/no-public-network',
      path: 'properties.publicNetworkAccess',
      right: 'Disabled',
      wrong: 'Enabled',
      omitted: 'fail',
      beside: { sku: { name: 'Premium' } },
      azurerm: { path: 'public_network_access_enabled', right: false, wrong: true, beside: { sku: 'Premium' } },
    },
  ]),
  ...of('Microsoft.KeyVault/vaults', '2024-11-01', 'azurerm_key_vault', [
    {
      check: 'key-vault/purge-protection',
      path: 'properties.enablePurgeProtection',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'purge_protection_enabled' },
    },
    {
      check: 'key-vault/rbac-authorization',
      path: 'properties.enableRbacAuthorization',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'rbac_authorization_enabled' },
    },
    {
      check: 'key-vault/soft-delete',
      path: 'properties.enableSoftDelete',
      right: true,
      wrong: false,
      omitted: 'pass',
      azurerm: { path: 'soft_delete_enabled' },
    },
    {
      check: 'key-vault/no-public-network',
      path: 'properties.publicNetworkAccess',
      right: 'Disabled',
      wrong: 'Enabled',
      omitted: 'fail',
      azurerm: { path: 'public_network_access_enabled', right: false, wrong: true },
    },
  ]),
  ...of('Microsoft.OperationalInsights/workspaces', '2023-09-01', 'azurerm_log_analytics_workspace', [
    {
      check: 'monitoring/log-retention',
      path: 'properties.retentionInDays',
      right: 365,
      wrong: 30,
      omitted: 'fail',
      azurerm: { path: 'retention_in_days' },
    },
  ]),
  ...of('Microsoft.Compute/diskEncryptionSets', '2025-01-02', 'azurerm_disk_encryption_set', [
    {
      check: 'storage/disk-key-rotation',
      path: 'properties.rotationToLatestKeyVersionEnabled',
      right: true,
      wrong: false,
      omitted: 'fail',
      azurerm: { path: 'auto_key_rotation_enabled' },
    },
  ]),
]
