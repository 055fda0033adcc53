import { below, passed, type ModuleProfile, type ProfileRow } from './profile.ts'

/** Objects of the module that ARM has too, with the names of their members in both. */
const objects: Readonly<Record<string, readonly [property: string, members: Readonly<Record<string, string>>]>> = {
  aad_profile: [
    'aadProfile',
    {
      managed: 'managed',
      enable_azure_rbac: 'enableAzureRBAC',
      admin_group_object_ids: 'adminGroupObjectIDs',
      client_app_id: 'clientAppID',
      server_app_id: 'serverAppID',
      server_app_secret: 'serverAppSecret',
    },
  ],
  api_server_access_profile: [
    'apiServerAccessProfile',
    {
      authorized_ip_ranges: 'authorizedIPRanges',
      disable_run_command: 'disableRunCommand',
      enable_private_cluster: 'enablePrivateCluster',
      enable_private_cluster_public_fqdn: 'enablePrivateClusterPublicFQDN',
      enable_vnet_integration: 'enableVnetIntegration',
      private_dns_zone: 'privateDNSZone',
      subnet_id: 'subnetId',
    },
  ],
  network_profile: [
    'networkProfile',
    {
      load_balancer_sku: 'loadBalancerSku',
      network_dataplane: 'networkDataplane',
      network_plugin: 'networkPlugin',
      network_plugin_mode: 'networkPluginMode',
      network_policy: 'networkPolicy',
      outbound_type: 'outboundType',
    },
  ],
  security_profile: [
    'securityProfile',
    {
      'azure_key_vault_kms.enabled': 'azureKeyVaultKms.enabled',
      'azure_key_vault_kms.key_vault_network_access': 'azureKeyVaultKms.keyVaultNetworkAccess',
      'defender.security_monitoring.enabled': 'defender.securityMonitoring.enabled',
      'image_cleaner.enabled': 'imageCleaner.enabled',
      'image_cleaner.interval_hours': 'imageCleaner.intervalHours',
      'workload_identity.enabled': 'workloadIdentity.enabled',
    },
  ],
  node_resource_group_profile: ['nodeResourceGroupProfile', { restriction_level: 'restrictionLevel' }],
  oidc_issuer_profile: ['oidcIssuerProfile', { enabled: 'enabled' }],
  bootstrap_profile: ['bootstrapProfile', { artifact_source: 'artifactSource', container_registry_id: 'containerRegistryId' }],
  azure_monitor_profile: ['azureMonitorProfile', { 'metrics.enabled': 'metrics.enabled' }],
}

const poolMembers = {
  availability_zones: 'availabilityZones',
  enable_encryption_at_host: 'enableEncryptionAtHost',
  enable_fips: 'enableFIPS',
  enable_node_public_ip: 'enableNodePublicIP',
  host_group_id: 'hostGroupID',
  node_taints: 'nodeTaints',
  orchestrator_version: 'orchestratorVersion',
  os_sku: 'osSKU',
  vm_size: 'vmSize',
  vnet_subnet_id: 'vnetSubnetID',
  'upgrade_settings.max_surge': 'upgradeSettings.maxSurge',
}

const clusterRows: readonly ProfileRow[] = [
  ...passed('', ['name', 'location', 'tags', 'sku']),
  { to: 'parentId', from: 'parent_id' },
  { to: 'identity.type', value: 'SystemAssigned', when: [{ of: 'managed_identities.system_assigned', is: true }] },
  { to: 'identity.type', value: 'UserAssigned', when: [{ of: 'managed_identities.user_assigned_resource_ids', given: true }] },
  ...below('properties', [
    ...passed('', [], {
      disable_local_accounts: 'disableLocalAccounts',
      disk_encryption_set_id: 'diskEncryptionSetID',
      kubernetes_version: 'kubernetesVersion',
      public_network_access: 'publicNetworkAccess',
      support_plan: 'supportPlan',
    }),
    ...Object.entries(objects).flatMap(([parameter, [property, members]]) => below(property, passed(`${parameter}.`, [], members))),
    ...below('agentPoolProfiles.0', passed('default_agent_pool.', [], poolMembers)),
    { to: 'agentPoolProfiles.0.mode', value: 'System' },
    { to: 'autoUpgradeProfile.upgradeChannel', from: 'auto_upgrade_profile.upgrade_channel' },
    { to: 'autoUpgradeProfile.nodeOSUpgradeChannel', from: 'auto_upgrade_profile.node_os_upgrade_channel' },
    { to: 'addonProfiles.azurepolicy.enabled', from: 'addon_profile_azure_policy.enabled' },
    { to: 'addonProfiles.omsagent.enabled', from: 'addon_profile_oms_agent.enabled' },
    {
      to: 'addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID',
      from: 'addon_profile_oms_agent.config.log_analytics_workspace_resource_id',
    },
    { to: 'addonProfiles.omsagent.config.useAADAuth', from: 'addon_profile_oms_agent.config.use_aad_auth', as: 'text' },
    {
      to: 'addonProfiles.azureKeyvaultSecretsProvider.enabled',
      value: true,
      when: [{ of: 'addon_profile_key_vault_secrets_provider', given: true }],
    },
    {
      to: 'addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation',
      from: 'addon_profile_key_vault_secrets_provider.config.enable_secret_rotation',
      as: 'text',
    },
  ]),
]

/** `Azure/avm-res-containerservice-managedcluster/azurerm`. Only what checks ask about is told; all else is not known. */
export const terraformManagedCluster: ModuleProfile = {
  versions: ['0.6.0', '0.7.0'],
  source: 'https://registry.terraform.io/modules/Azure/avm-res-containerservice-managedcluster/azurerm',
  defaults: { disable_local_accounts: false, managed_identities: { system_assigned: true } },
  resources: [
    { type: 'Microsoft.ContainerService/managedClusters', apiVersion: '2026-03-01', rows: clusterRows },
    {
      type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
      apiVersion: '2026-03-01',
      as: 'child',
      each: 'maintenanceconfiguration',
      rows: [{ to: 'name', from: 'item.name' }],
    },
  ],
  outputs: { resource_id: 'id', name: 'name' },
}
