import type { AttributeRow, ResourceTable } from './resource-table.ts'
import { dataTable } from './tables/data.ts'
import { firewallTable } from './tables/firewall.ts'
import { governanceTable } from './tables/governance.ts'
import { monitoringTable } from './tables/monitoring.ts'
import { networkTable } from './tables/network.ts'
import { serviceTable } from './tables/services.ts'

/** The taint that keeps workloads off a system pool. */
const criticalAddonsOnly = 'CriticalAddonsOnly=true:NoSchedule'

const switched = ['Enabled', 'Disabled'] as const
const status = ['enabled', 'disabled'] as const
const access = 'properties.apiServerAccessProfile'
const aad = 'azure_active_directory_role_based_access_control'

const named: readonly AttributeRow[] = [
  { from: 'name', to: 'name' },
  { from: 'location', to: 'location' },
  { from: 'tags', to: 'tags' },
]

const collectedLog: readonly AttributeRow[] = [
  { from: 'category', to: 'category' },
  { from: 'category_group', to: 'categoryGroup' },
  { from: 'enabled', to: 'enabled', default: true },
]

function poolRows(base: string): readonly AttributeRow[] {
  return [
    { from: 'node_public_ip_enabled', formerly: 'enable_node_public_ip', renamedIn: 4, to: `${base}enableNodePublicIP`, default: false },
    { from: 'node_public_ip_prefix_id', to: `${base}nodePublicIPPrefixID` },
    {
      from: 'host_encryption_enabled',
      formerly: 'enable_host_encryption',
      renamedIn: 4,
      to: `${base}enableEncryptionAtHost`,
      default: false,
    },
    { from: 'auto_scaling_enabled', formerly: 'enable_auto_scaling', renamedIn: 4, to: `${base}enableAutoScaling`, default: false },
    { from: 'zones', to: `${base}availabilityZones` },
    { from: 'os_sku', to: `${base}osSKU` },
    { from: 'os_disk_type', to: `${base}osDiskType`, default: 'Managed' },
    { from: 'vm_size', to: `${base}vmSize` },
    { from: 'max_pods', to: `${base}maxPods` },
    { from: 'node_count', to: `${base}count` },
    { from: 'vnet_subnet_id', to: `${base}vnetSubnetID` },
    { from: 'pod_subnet_id', to: `${base}podSubnetID` },
    { from: 'host_group_id', to: `${base}hostGroupID` },
    { from: 'orchestrator_version', to: `${base}orchestratorVersion`, as: 'text' },
    { from: 'fips_enabled', to: `${base}enableFIPS`, default: false },
    { from: 'node_taints', to: `${base}nodeTaints` },
    { from: 'upgrade_settings.max_surge', to: `${base}upgradeSettings.maxSurge` },
    { from: 'upgrade_settings.max_unavailable', to: `${base}upgradeSettings.maxUnavailable` },
    { from: 'upgrade_settings.drain_timeout_in_minutes', to: `${base}upgradeSettings.drainTimeoutInMinutes` },
  ]
}

const cluster: ResourceTable = {
  type: 'Microsoft.ContainerService/managedClusters',
  apiVersion: '2025-05-01',
  rows: [
    ...named,
    { from: 'sku_tier', to: 'sku.tier', default: 'Free' },
    { from: 'dns_prefix', to: 'properties.dnsPrefix' },
    { from: 'kubernetes_version', to: 'properties.kubernetesVersion', as: 'text' },
    { from: 'support_plan', to: 'properties.supportPlan', default: 'KubernetesOfficial' },
    { from: 'private_cluster_enabled', to: `${access}.enablePrivateCluster`, default: false },
    { from: 'private_cluster_public_fqdn_enabled', to: `${access}.enablePrivateClusterPublicFQDN`, default: false },
    { from: 'private_dns_zone_id', to: `${access}.privateDNSZone` },
    { from: 'run_command_enabled', to: `${access}.disableRunCommand`, as: 'not', default: true },
    {
      from: 'api_server_access_profile.authorized_ip_ranges',
      formerly: 'api_server_authorized_ip_ranges',
      to: `${access}.authorizedIPRanges`,
    },
    {
      from: 'api_server_access_profile.virtual_network_integration_enabled',
      formerly: 'api_server_access_profile.vnet_integration_enabled',
      renamedIn: 4,
      to: `${access}.enableVnetIntegration`,
    },
    { from: 'api_server_access_profile.subnet_id', to: `${access}.subnetId` },
    { from: 'local_account_disabled', to: 'properties.disableLocalAccounts', default: false },
    { from: 'role_based_access_control_enabled', once: 'role_based_access_control.enabled', to: 'properties.enableRBAC', default: true },
    { from: aad, to: 'properties.aadProfile.managed', present: true },
    { from: `${aad}.managed`, to: 'properties.aadProfile.managed' },
    { from: `${aad}.azure_rbac_enabled`, to: 'properties.aadProfile.enableAzureRBAC' },
    { from: `${aad}.admin_group_object_ids`, to: 'properties.aadProfile.adminGroupObjectIDs' },
    { from: `${aad}.client_app_id`, to: 'properties.aadProfile.clientAppID' },
    { from: `${aad}.server_app_id`, to: 'properties.aadProfile.serverAppID' },
    { from: `${aad}.server_app_secret`, to: 'properties.aadProfile.serverAppSecret' },
    { from: 'identity.type', to: 'identity.type' },
    // The service has them as keys, the provider as a list.
    { from: 'identity.identity_ids', to: 'identity.identityIds' },
    { from: 'service_principal.client_id', to: 'properties.servicePrincipalProfile.clientId' },
    { from: 'oidc_issuer_enabled', to: 'properties.oidcIssuerProfile.enabled', default: { 3: false, 4: false, 5: true } },
    { from: 'workload_identity_enabled', to: 'properties.securityProfile.workloadIdentity.enabled', default: false },
    {
      from: 'node_os_upgrade_channel',
      formerly: 'node_os_channel_upgrade',
      renamedIn: 4,
      to: 'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
      default: { 4: 'NodeImage', 5: 'NodeImage' },
    },
    {
      from: 'automatic_upgrade_channel',
      formerly: 'automatic_channel_upgrade',
      renamedIn: 4,
      to: 'properties.autoUpgradeProfile.upgradeChannel',
      default: 'none',
    },
    { from: 'image_cleaner_enabled', to: 'properties.securityProfile.imageCleaner.enabled', default: false },
    { from: 'image_cleaner_interval_hours', to: 'properties.securityProfile.imageCleaner.intervalHours' },
    { from: 'disk_encryption_set_id', to: 'properties.diskEncryptionSetID' },
    { from: 'key_management_service', to: 'properties.securityProfile.azureKeyVaultKms.enabled', present: true },
    { from: 'key_management_service.key_vault_key_id', to: 'properties.securityProfile.azureKeyVaultKms.keyId' },
    { from: 'key_management_service.key_vault_network_access', to: 'properties.securityProfile.azureKeyVaultKms.keyVaultNetworkAccess' },
    { from: 'key_vault_secrets_provider', to: 'properties.addonProfiles.azureKeyvaultSecretsProvider.enabled', present: true },
    {
      from: 'key_vault_secrets_provider.secret_rotation_enabled',
      to: 'properties.addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation',
      as: 'text',
    },
    {
      from: 'azure_policy_enabled',
      once: 'addon_profile.azure_policy.enabled',
      to: 'properties.addonProfiles.azurepolicy.enabled',
      default: false,
    },
    {
      from: 'http_application_routing_enabled',
      once: 'addon_profile.http_application_routing.enabled',
      to: 'properties.addonProfiles.httpApplicationRouting.enabled',
      default: false,
    },
    { from: 'oms_agent', to: 'properties.addonProfiles.omsagent.enabled', present: true },
    { from: 'addon_profile.oms_agent.enabled', to: 'properties.addonProfiles.omsagent.enabled' },
    { from: 'oms_agent.log_analytics_workspace_id', to: 'properties.addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID' },
    { from: 'oms_agent.msi_auth_for_monitoring_enabled', to: 'properties.addonProfiles.omsagent.config.useAADAuth', as: 'text' },
    { from: 'monitor_metrics', to: 'properties.azureMonitorProfile.metrics.enabled', present: true },
    { from: 'microsoft_defender', to: 'properties.securityProfile.defender.securityMonitoring.enabled', present: true },
    { from: 'microsoft_defender.log_analytics_workspace_id', to: 'properties.securityProfile.defender.logAnalyticsWorkspaceResourceId' },
    { from: 'network_profile.network_policy', to: 'properties.networkProfile.networkPolicy' },
    { from: 'network_profile.network_plugin', to: 'properties.networkProfile.networkPlugin' },
    {
      from: 'network_profile.network_data_plane',
      formerly: 'network_profile.ebpf_data_plane',
      renamedIn: 4,
      to: 'properties.networkProfile.networkDataplane',
    },
    { from: 'network_profile.outbound_type', to: 'properties.networkProfile.outboundType' },
    { from: 'network_profile.load_balancer_sku', to: 'properties.networkProfile.loadBalancerSku' },
    {
      from: 'network_profile.load_balancer_profile.managed_outbound_ip_count',
      to: 'properties.networkProfile.loadBalancerProfile.managedOutboundIPs.count',
    },
    {
      from: 'network_profile.load_balancer_profile.outbound_ip_address_ids',
      to: 'properties.networkProfile.loadBalancerProfile.outboundIPs.publicIPs',
    },
    {
      from: 'network_profile.load_balancer_profile.outbound_ip_prefix_ids',
      to: 'properties.networkProfile.loadBalancerProfile.outboundIPPrefixes.publicIPPrefixes',
    },
    { from: 'service_mesh_profile.mode', to: 'properties.serviceMeshProfile.mode' },
    { from: 'web_app_routing', to: 'properties.ingressProfile.webAppRouting.enabled', present: true },
    { from: 'web_app_routing.default_nginx_controller', to: 'properties.ingressProfile.webAppRouting.nginx.defaultIngressControllerType' },
    { from: 'upgrade_override.force_upgrade_enabled', to: 'properties.upgradeSettings.overrideSettings.forceUpgrade' },
    { from: 'kubelet_identity.user_assigned_identity_id', to: 'properties.identityProfile.kubeletidentity.resourceId' },
    // The service has these as children of the cluster; the provider writes them inside it.
    { from: 'maintenance_window_auto_upgrade.duration', to: 'maintenanceConfigurations.aksManagedAutoUpgradeSchedule.durationHours' },
    { from: 'maintenance_window_node_os.duration', to: 'maintenanceConfigurations.aksManagedNodeOSUpgradeSchedule.durationHours' },
    { from: 'bootstrap_profile.artifact_source', to: 'properties.bootstrapProfile.artifactSource' },
    { from: 'bootstrap_profile.container_registry_id', to: 'properties.bootstrapProfile.containerRegistryId' },
    // A part of the id for the service; the only word on its place for Terraform.
    { from: 'resource_group_name', to: 'resourceGroupName' },
  ],
  lists: [
    // The provider has a switch for each gateway, the service a list of them; only the external one is asked about.
    {
      block: 'service_mesh_profile',
      to: 'properties.serviceMeshProfile.istio.components.ingressGateways',
      rows: [
        { from: 'external_ingress_gateway_enabled', to: 'mode', present: 'External' },
        { from: 'external_ingress_gateway_enabled', to: 'enabled' },
      ],
    },
    {
      block: 'default_node_pool',
      to: 'properties.agentPoolProfiles',
      rows: [
        { from: 'name', to: 'name' },
        { from: 'mode', to: 'mode', default: 'System' },
        { from: 'only_critical_addons_enabled', to: 'nodeTaints', as: [criticalAddonsOnly, ''] },
        ...poolRows(''),
      ],
    },
  ],
}

const registry: ResourceTable = {
  type: 'Microsoft.ContainerRegistry/registries',
  apiVersion: '2025-04-01',
  rows: [
    ...named,
    { from: 'sku', to: 'sku.name' },
    { from: 'admin_enabled', to: 'properties.adminUserEnabled', default: false },
    { from: 'anonymous_pull_enabled', to: 'properties.anonymousPullEnabled', default: false },
    { from: 'public_network_access_enabled', to: 'properties.publicNetworkAccess', as: switched, default: true },
    { from: 'export_policy_enabled', to: 'properties.policies.exportPolicy.status', as: status, default: true },
    { from: 'quarantine_policy_enabled', to: 'properties.policies.quarantinePolicy.status', as: status, default: false },
    { from: 'trust_policy_enabled', to: 'properties.policies.trustPolicy.status', as: status },
    { from: 'retention_policy.enabled', to: 'properties.policies.retentionPolicy.status', as: status },
    { from: 'data_endpoint_enabled', to: 'properties.dataEndpointEnabled', default: false },
    { from: 'network_rule_set.default_action', to: 'properties.networkRuleSet.defaultAction' },
    { from: 'role_assignment_mode', to: 'properties.roleAssignmentMode' },
    { from: 'retention_policy_in_days', to: 'properties.policies.retentionPolicy.days' },
    { from: 'encryption', to: 'properties.encryption.status', present: 'enabled' },
  ],
  within: [
    {
      block: 'network_rule_set',
      lists: [
        {
          block: 'ip_rule',
          to: 'properties.networkRuleSet.ipRules',
          rows: [
            { from: 'action', to: 'action' },
            { from: 'ip_range', to: 'value' },
          ],
        },
      ],
    },
  ],
}

const vault: ResourceTable = {
  type: 'Microsoft.KeyVault/vaults',
  apiVersion: '2024-11-01',
  rows: [
    ...named,
    { from: 'sku_name', to: 'properties.sku.name' },
    { from: 'tenant_id', to: 'properties.tenantId' },
    {
      from: 'rbac_authorization_enabled',
      formerly: 'enable_rbac_authorization',
      renamedIn: 5,
      to: 'properties.enableRbacAuthorization',
      default: { 3: false, 4: false },
    },
    { from: 'purge_protection_enabled', to: 'properties.enablePurgeProtection', default: false },
    { from: 'soft_delete_enabled', to: 'properties.enableSoftDelete', default: true },
    { from: 'soft_delete_retention_days', to: 'properties.softDeleteRetentionInDays' },
    { from: 'public_network_access_enabled', to: 'properties.publicNetworkAccess', as: switched, default: true },
    { from: 'network_acls.default_action', to: 'properties.networkAcls.defaultAction' },
    { from: 'network_acls.bypass', to: 'properties.networkAcls.bypass' },
  ],
  lists: [
    {
      block: 'access_policy',
      to: 'properties.accessPolicies',
      rows: [
        { from: 'object_id', to: 'objectId' },
        { from: 'key_permissions', to: 'permissions.keys' },
        { from: 'secret_permissions', to: 'permissions.secrets' },
        { from: 'certificate_permissions', to: 'permissions.certificates' },
      ],
    },
  ],
}

function securityRule(base: string): readonly AttributeRow[] {
  return [
    { from: 'name', to: 'name' },
    { from: 'priority', to: `${base}priority` },
    { from: 'direction', to: `${base}direction` },
    { from: 'access', to: `${base}access` },
    { from: 'protocol', to: `${base}protocol` },
    { from: 'source_port_range', to: `${base}sourcePortRange` },
    { from: 'source_port_ranges', to: `${base}sourcePortRanges` },
    { from: 'destination_port_range', to: `${base}destinationPortRange` },
    { from: 'destination_port_ranges', to: `${base}destinationPortRanges` },
    { from: 'source_address_prefix', to: `${base}sourceAddressPrefix` },
    { from: 'source_address_prefixes', to: `${base}sourceAddressPrefixes` },
    { from: 'destination_address_prefix', to: `${base}destinationAddressPrefix` },
    { from: 'destination_address_prefixes', to: `${base}destinationAddressPrefixes` },
    { from: 'source_application_security_group_ids', to: `${base}sourceApplicationSecurityGroups` },
    { from: 'destination_application_security_group_ids', to: `${base}destinationApplicationSecurityGroups` },
  ]
}

/** Which ARM resource each azurerm resource is, and which property each of its attributes. */
export const azurermTable: Readonly<Record<string, ResourceTable>> = {
  azurerm_kubernetes_cluster: cluster,
  azurerm_kubernetes_cluster_node_pool: {
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    apiVersion: cluster.apiVersion,
    rows: [
      { from: 'name', to: 'name' },
      { from: 'mode', to: 'properties.mode', default: 'User' },
      { from: 'kubernetes_cluster_id', to: 'parentId' },
      ...poolRows('properties.'),
    ],
  },
  azurerm_resource_group: { type: 'Microsoft.Resources/resourceGroups', apiVersion: '2024-03-01', rows: named },
  azurerm_container_registry: registry,
  azurerm_key_vault: vault,
  azurerm_network_security_group: {
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: '2025-01-01',
    rows: [...named, { from: 'resource_group_name', to: 'resourceGroup' }],
    lists: [{ block: 'security_rule', to: 'properties.securityRules', rows: securityRule('properties.') }],
  },
  azurerm_network_security_rule: {
    type: 'Microsoft.Network/networkSecurityGroups/securityRules',
    apiVersion: '2025-01-01',
    rows: [
      ...securityRule('properties.'),
      { from: 'network_security_group_name', to: 'parentName' },
      { from: 'resource_group_name', to: 'resourceGroup' },
    ],
  },
  azurerm_role_assignment: {
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'scope', to: 'scope' },
      { from: 'role_definition_id', to: 'properties.roleDefinitionId' },
      { from: 'role_definition_name', to: 'properties.roleDefinitionName' },
      { from: 'principal_id', to: 'properties.principalId' },
      { from: 'principal_type', to: 'properties.principalType' },
    ],
  },
  azurerm_user_assigned_identity: {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2024-11-30',
    rows: named,
  },
  azurerm_federated_identity_credential: {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    apiVersion: '2024-11-30',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'issuer', to: 'properties.issuer' },
      { from: 'subject', to: 'properties.subject' },
      { from: 'audience', to: 'properties.audiences' },
      { from: 'user_assigned_identity_id', formerly: 'parent_id', to: 'parentId' },
    ],
  },
  azuread_application_federated_identity_credential: {
    type: 'Microsoft.Graph/applications/federatedIdentityCredentials',
    apiVersion: 'v1.0',
    rows: [
      { from: 'display_name', to: 'name' },
      { from: 'issuer', to: 'properties.issuer' },
      { from: 'subject', to: 'properties.subject' },
      { from: 'audiences', to: 'properties.audiences' },
    ],
  },
  azurerm_monitor_diagnostic_setting: {
    type: 'Microsoft.Insights/diagnosticSettings',
    apiVersion: '2021-05-01-preview',
    rows: [
      { from: 'name', to: 'name' },
      { from: 'target_resource_id', to: 'scope' },
      { from: 'log_analytics_workspace_id', to: 'properties.workspaceId' },
    ],
    lists: [
      {
        block: 'enabled_log',
        to: 'properties.logs',
        rows: collectedLog,
      },
      // Its name before it said that it is for logs that are collected.
      {
        block: 'log',
        to: 'properties.logs',
        rows: collectedLog,
      },
    ],
  },
  azurerm_log_analytics_workspace: {
    type: 'Microsoft.OperationalInsights/workspaces',
    apiVersion: '2023-09-01',
    rows: [...named, { from: 'retention_in_days', to: 'properties.retentionInDays' }],
  },
  azurerm_security_center_subscription_pricing: {
    type: 'Microsoft.Security/pricings',
    apiVersion: '2024-01-01',
    rows: [
      { from: 'resource_type', to: 'name', default: 'VirtualMachines' },
      { from: 'tier', to: 'properties.pricingTier' },
      // The provider switches off what is not listed: registry.terraform.io, security_center_subscription_pricing.
      { from: 'extension', to: 'properties.extensions', default: [] },
    ],
    lists: [{ block: 'extension', to: 'properties.extensions', rows: [{ from: 'name', to: 'name' }] }],
  },
  ...networkTable,
  ...firewallTable,
  ...governanceTable,
  ...monitoringTable,
  ...dataTable,
  ...serviceTable,
}
