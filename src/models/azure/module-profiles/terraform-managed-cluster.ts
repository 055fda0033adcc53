import { below, passed, type ModuleProfile, type ProfileCondition, type ProfiledResource, type ProfileRow } from './profile.ts'

/** AKS Automatic decides these things itself, so the module does not send them then. */
const standard: readonly ProfileCondition[] = [{ of: 'sku.name', isNot: 'Automatic' }]

function onlyStandard(rows: readonly ProfileRow[]): readonly ProfileRow[] {
  return rows.map((row) => ({ ...row, when: [...standard, ...(row.when ?? [])] }))
}

/** Something that no check asks about: it is known to be sent where its parameter is given, and no more. */
function somethingOf(parameter: string, property: string): ProfileRow {
  return { to: property, differs: true, when: [{ of: parameter, given: true }] }
}

type Members = Readonly<Record<string, string>>

/** Objects that the module has with members of its own names, and ARM with others. */
function objectRows(objects: Readonly<Record<string, readonly [property: string, members: Members]>>): readonly ProfileRow[] {
  return Object.entries(objects).flatMap(([parameter, [property, members]]) => below(property, passed(`${parameter}.`, [], members)))
}

const objects = objectRows({
  aad_profile: [
    'aadProfile',
    {
      managed: 'managed',
      enable_azure_rbac: 'enableAzureRBAC',
      admin_group_object_ids: 'adminGroupObjectIDs',
      client_app_id: 'clientAppID',
      server_app_id: 'serverAppID',
      server_app_secret: 'serverAppSecret',
      tenant_id: 'tenantID',
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
  security_profile: [
    'securityProfile',
    {
      'azure_key_vault_kms.enabled': 'azureKeyVaultKms.enabled',
      'azure_key_vault_kms.key_id': 'azureKeyVaultKms.keyId',
      'azure_key_vault_kms.key_vault_network_access': 'azureKeyVaultKms.keyVaultNetworkAccess',
      'azure_key_vault_kms.key_vault_resource_id': 'azureKeyVaultKms.keyVaultResourceId',
      custom_ca_trust_certificates: 'customCATrustCertificates',
      'defender.log_analytics_workspace_resource_id': 'defender.logAnalyticsWorkspaceResourceId',
      'defender.security_monitoring.enabled': 'defender.securityMonitoring.enabled',
      'image_cleaner.enabled': 'imageCleaner.enabled',
      'image_cleaner.interval_hours': 'imageCleaner.intervalHours',
      'workload_identity.enabled': 'workloadIdentity.enabled',
    },
  ],
  oidc_issuer_profile: ['oidcIssuerProfile', { enabled: 'enabled' }],
  azure_monitor_profile: ['azureMonitorProfile', { 'metrics.enabled': 'metrics.enabled' }],
  ingress_profile: [
    'ingressProfile',
    {
      'gateway_api.installation': 'gatewayAPI.installation',
      'web_app_routing.enabled': 'webAppRouting.enabled',
      'web_app_routing.dns_zone_resource_ids': 'webAppRouting.dnsZoneResourceIds',
      'web_app_routing.nginx.default_ingress_controller_type': 'webAppRouting.nginx.defaultIngressControllerType',
    },
  ],
  service_mesh_profile: ['serviceMeshProfile', { mode: 'mode', 'istio.revisions': 'istio.revisions' }],
  hosted_system_profile: ['hostedSystemProfile', { enabled: 'enabled' }],
  metrics_profile: ['metricsProfile', { 'cost_analysis.enabled': 'costAnalysis.enabled' }],
  storage_profile: [
    'storageProfile',
    {
      'blob_csi_driver.enabled': 'blobCSIDriver.enabled',
      'disk_csi_driver.enabled': 'diskCSIDriver.enabled',
      'file_csi_driver.enabled': 'fileCSIDriver.enabled',
      'snapshot_controller.enabled': 'snapshotController.enabled',
    },
  ],
})

const standardObjects = objectRows({
  node_resource_group_profile: ['nodeResourceGroupProfile', { restriction_level: 'restrictionLevel' }],
  bootstrap_profile: ['bootstrapProfile', { artifact_source: 'artifactSource', container_registry_id: 'containerRegistryId' }],
  pod_identity_profile: ['podIdentityProfile', { enabled: 'enabled', allow_network_plugin_kubenet: 'allowNetworkPluginKubenet' }],
  service_principal_profile: ['servicePrincipalProfile', { client_id: 'clientId', secret: 'secret' }],
  upgrade_settings: [
    'upgradeSettings',
    { 'override_settings.force_upgrade': 'overrideSettings.forceUpgrade', 'override_settings.until': 'overrideSettings.until' },
  ],
  ai_toolchain_operator_profile: ['aiToolchainOperatorProfile', { enabled: 'enabled' }],
})

/** Of the network only the way out and the address ranges are sent for AKS Automatic, and only where the way out is chosen. */
const network: readonly ProfileRow[] = [
  ...onlyStandard([
    ...passed('network_profile.', [], {
      load_balancer_sku: 'loadBalancerSku',
      network_dataplane: 'networkDataplane',
      network_mode: 'networkMode',
      network_plugin: 'networkPlugin',
      network_plugin_mode: 'networkPluginMode',
      network_policy: 'networkPolicy',
      outbound_type: 'outboundType',
      dns_service_ip: 'dnsServiceIP',
      ip_families: 'ipFamilies',
      pod_cidr: 'podCidr',
      pod_cidrs: 'podCidrs',
      service_cidr: 'serviceCidr',
      service_cidrs: 'serviceCidrs',
      'advanced_networking.enabled': 'advancedNetworking.enabled',
      'load_balancer_profile.managed_outbound_ips.count': 'loadBalancerProfile.managedOutboundIPs.count',
      'load_balancer_profile.managed_outbound_ips.count_i_pv6': 'loadBalancerProfile.managedOutboundIPs.countIPv6',
      'load_balancer_profile.outbound_ips.public_ips': 'loadBalancerProfile.outboundIPs.publicIPs',
      'load_balancer_profile.outbound_ip_prefixes.public_ip_prefixes': 'loadBalancerProfile.outboundIPPrefixes.publicIPPrefixes',
      'static_egress_gateway_profile.enabled': 'staticEgressGatewayProfile.enabled',
    }),
    somethingOf('network_profile.nat_gateway_profile', 'natGatewayProfile'),
    somethingOf('kube_proxy_config', 'kubeProxyConfig'),
  ]),
  {
    to: 'outboundType',
    from: 'network_profile.outbound_type',
    when: [
      { of: 'sku.name', is: 'Automatic' },
      { of: 'network_profile.outbound_type', isNot: 'loadBalancer' },
    ],
  },
]

const addOns: readonly ProfileRow[] = [
  { to: 'omsagent.enabled', from: 'addon_profile_oms_agent.enabled' },
  {
    to: 'omsagent.config.logAnalyticsWorkspaceResourceID',
    from: 'addon_profile_oms_agent.config.log_analytics_workspace_resource_id',
  },
  {
    to: 'omsagent.config.useAADAuth',
    from: 'addon_profile_oms_agent.config.use_aad_auth',
    otherwise: 'false',
    as: 'text',
    when: [{ of: 'addon_profile_oms_agent.config', given: true }],
  },
  ...onlyStandard([
    { to: 'azurepolicy.enabled', from: 'addon_profile_azure_policy.enabled' },
    {
      to: 'azureKeyvaultSecretsProvider.enabled',
      value: true,
      when: [{ of: 'addon_profile_key_vault_secrets_provider', given: true }],
    },
    {
      to: 'azureKeyvaultSecretsProvider.config.enableSecretRotation',
      from: 'addon_profile_key_vault_secrets_provider.config.enable_secret_rotation',
      otherwise: 'false',
      as: 'text',
      when: [{ of: 'addon_profile_key_vault_secrets_provider.config', given: true }],
    },
    {
      to: 'azureKeyvaultSecretsProvider.config.rotationPollInterval',
      from: 'addon_profile_key_vault_secrets_provider.config.rotation_poll_interval',
    },
  ]),
  { to: 'ACCSGXDevicePlugin.enabled', from: 'addon_profile_confidential_computing.enabled' },
  { to: 'ingressApplicationGateway.enabled', from: 'addon_profile_ingress_application_gateway.enabled' },
  // Named by whoever calls the module.
  ...['httpApplicationRouting', 'openServiceMesh', 'aciConnectorLinux', 'gitops', 'kubeDashboard'].map((name) => ({
    to: `${name}.enabled`,
    from: `addon_profiles_extra.${name}.enabled`,
  })),
]

/** The members of a pool that stand below `from`. */
function poolRows(from: string): readonly ProfileRow[] {
  return [
    ...passed(`${from}.`, [], {
      availability_zones: 'availabilityZones',
      capacity_reservation_group_id: 'capacityReservationGroupID',
      enable_auto_scaling: 'enableAutoScaling',
      enable_encryption_at_host: 'enableEncryptionAtHost',
      enable_fips: 'enableFIPS',
      enable_node_public_ip: 'enableNodePublicIP',
      enable_ultra_ssd: 'enableUltraSSD',
      gpu_instance_profile: 'gpuInstanceProfile',
      host_group_id: 'hostGroupID',
      kubelet_disk_type: 'kubeletDiskType',
      max_count: 'maxCount',
      max_pods: 'maxPods',
      message_of_the_day: 'messageOfTheDay',
      min_count: 'minCount',
      node_labels: 'nodeLabels',
      node_public_ip_prefix_id: 'nodePublicIPPrefixID',
      node_taints: 'nodeTaints',
      os_disk_size_gb: 'osDiskSizeGB',
      os_disk_type: 'osDiskType',
      os_sku: 'osSKU',
      pod_ip_allocation_mode: 'podIPAllocationMode',
      pod_subnet_id: 'podSubnetID',
      proximity_placement_group_id: 'proximityPlacementGroupID',
      scale_down_mode: 'scaleDownMode',
      scale_set_eviction_policy: 'scaleSetEvictionPolicy',
      scale_set_priority: 'scaleSetPriority',
      'security_profile.enable_secure_boot': 'securityProfile.enableSecureBoot',
      'security_profile.enable_vtpm': 'securityProfile.enableVTPM',
      'security_profile.ssh_access': 'securityProfile.sshAccess',
      spot_max_price: 'spotMaxPrice',
      type: 'type',
      'upgrade_settings.drain_timeout_in_minutes': 'upgradeSettings.drainTimeoutInMinutes',
      'upgrade_settings.max_surge': 'upgradeSettings.maxSurge',
      'upgrade_settings.max_unavailable': 'upgradeSettings.maxUnavailable',
      'upgrade_settings.node_soak_duration_in_minutes': 'upgradeSettings.nodeSoakDurationInMinutes',
      'upgrade_settings.undrainable_node_behavior': 'upgradeSettings.undrainableNodeBehavior',
      vm_size: 'vmSize',
      workload_runtime: 'workloadRuntime',
    }),
    { to: 'orchestratorVersion', from: `${from}.orchestrator_version`, when: [{ of: `${from}.orchestrator_version`, given: true }] },
    { to: 'orchestratorVersion', from: 'kubernetes_version' },
    somethingOf(`${from}.kubelet_config`, 'kubeletConfig'),
    somethingOf(`${from}.linux_os_config`, 'linuxOSConfig'),
    somethingOf(`${from}.network_profile`, 'networkProfile'),
  ]
}

const defaultPool: readonly ProfileRow[] = [
  { to: 'name', from: 'default_agent_pool.name', otherwise: 'systempool' },
  { to: 'mode', value: 'System' },
  { to: 'count', from: 'default_agent_pool.count_of', otherwise: 3 },
  { to: 'vnetSubnetID', from: 'default_agent_pool.vnet_subnet_id' },
  ...onlyStandard([{ to: 'osType', value: 'Linux' }, ...poolRows('default_agent_pool')]),
]

const upgrades: readonly ProfileRow[] = [
  {
    to: 'autoUpgradeProfile.upgradeChannel',
    from: 'auto_upgrade_profile.upgrade_channel',
    otherwise: 'none',
    when: [{ of: 'auto_upgrade_profile', given: true }],
  },
  {
    to: 'autoUpgradeProfile.nodeOSUpgradeChannel',
    from: 'auto_upgrade_profile.node_os_upgrade_channel',
    otherwise: 'NodeImage',
    when: [{ of: 'auto_upgrade_profile', given: true }],
  },
]

const clusterRows: readonly ProfileRow[] = [
  ...passed('', ['name', 'location', 'tags', 'kind', 'sku']),
  { to: 'parentId', from: 'parent_id' },
  { to: 'identity.type', value: 'SystemAssigned', when: [{ of: 'managed_identities.system_assigned', is: true }] },
  { to: 'identity.type', value: 'UserAssigned', when: [{ of: 'managed_identities.user_assigned_resource_ids', given: true }] },
  ...below('properties', [
    ...passed('', [], {
      disk_encryption_set_id: 'diskEncryptionSetID',
      kubernetes_version: 'kubernetesVersion',
      node_resource_group: 'nodeResourceGroup',
    }),
    ...onlyStandard(
      passed('', [], {
        disable_local_accounts: 'disableLocalAccounts',
        enable_rbac: 'enableRBAC',
        public_network_access: 'publicNetworkAccess',
        support_plan: 'supportPlan',
        dns_prefix: 'dnsPrefix',
        fqdn_subdomain: 'fqdnSubdomain',
      }),
    ),
    ...objects,
    ...onlyStandard(standardObjects),
    ...upgrades,
    {
      to: 'nodeProvisioningProfile.mode',
      from: 'node_provisioning_profile.mode',
    },
    {
      to: 'serviceMeshProfile.istio.components.ingressGateways',
      from: 'service_mesh_profile.istio.components.ingress_gateways',
    },
    ...below('networkProfile', network),
    ...below('addonProfiles', addOns),
    ...below('agentPoolProfiles.0', defaultPool),
    ...onlyStandard(
      [
        ['auto_scaler_profile', 'autoScalerProfile'],
        ['http_proxy_config', 'httpProxyConfig'],
        ['identity_profile', 'identityProfile'],
        ['linux_profile', 'linuxProfile'],
        ['private_link_resources', 'privateLinkResources'],
        ['windows_profile', 'windowsProfile'],
      ].map(([parameter = '', property = '']) => somethingOf(parameter, property)),
    ),
    somethingOf('workload_auto_scaler_profile', 'workloadAutoScalerProfile'),
  ]),
]

/** Groups that are not asked for are sent as well, switched off. */
const diagnosticSettings: ProfiledResource = {
  type: 'Microsoft.Insights/diagnosticSettings',
  apiVersion: '2021-05-01-preview',
  as: 'extension',
  each: 'diagnostic_settings',
  complete: true,
  rows: [
    { to: 'name', from: 'item.name', otherwise: 'diagnostics' },
    ...passed('item.', [], {
      workspace_resource_id: 'properties.workspaceId',
      storage_account_resource_id: 'properties.storageAccountId',
      event_hub_authorization_rule_resource_id: 'properties.eventHubAuthorizationRuleId',
      event_hub_name: 'properties.eventHubName',
    }),
    {
      to: 'properties.logs',
      from: 'item.log_categories',
      otherwise: [],
      items: [
        { to: 'category', from: 'item' },
        { to: 'enabled', value: true },
      ],
      then: {
        to: 'properties.logs',
        from: 'item.log_groups',
        otherwise: [{ categoryGroup: 'allLogs', enabled: true }],
        items: [
          { to: 'categoryGroup', from: 'item' },
          { to: 'enabled', value: true },
        ],
      },
    },
  ],
}

const maintenance: ProfiledResource = {
  type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
  apiVersion: '2026-03-01',
  as: 'child',
  each: 'maintenanceconfiguration',
  complete: true,
  rows: [
    { to: 'name', from: 'item.name' },
    ...below(
      'properties.maintenanceWindow',
      passed('item.maintenance_window.', [], {
        duration_hours: 'durationHours',
        start_date: 'startDate',
        start_time: 'startTime',
        utc_offset: 'utcOffset',
        not_allowed_dates: 'notAllowedDates',
        'schedule.daily.interval_days': 'schedule.daily.intervalDays',
        'schedule.weekly.day_of_week': 'schedule.weekly.dayOfWeek',
        'schedule.weekly.interval_weeks': 'schedule.weekly.intervalWeeks',
        'schedule.absolute_monthly.day_of_month': 'schedule.absoluteMonthly.dayOfMonth',
        'schedule.absolute_monthly.interval_months': 'schedule.absoluteMonthly.intervalMonths',
        'schedule.relative_monthly.day_of_week': 'schedule.relativeMonthly.dayOfWeek',
        'schedule.relative_monthly.interval_months': 'schedule.relativeMonthly.intervalMonths',
        'schedule.relative_monthly.week_index': 'schedule.relativeMonthly.weekIndex',
      }),
    ),
    { to: 'properties.timeInWeek', from: 'item.time_in_week' },
    { to: 'properties.notAllowedTime', from: 'item.not_allowed_time' },
  ],
}

/** `Azure/avm-res-containerservice-managedcluster/azurerm`. */
export const terraformManagedCluster: ModuleProfile = {
  versions: ['0.6.0', '0.7.0'],
  source: 'https://registry.terraform.io/modules/Azure/avm-res-containerservice-managedcluster/azurerm',
  defaults: {
    addon_profile_azure_policy: { enabled: false },
    default_agent_pool: {},
    disable_local_accounts: false,
    managed_identities: { system_assigned: true },
  },
  resources: [
    { type: 'Microsoft.ContainerService/managedClusters', apiVersion: '2026-03-01', complete: true, rows: clusterRows },
    {
      type: 'Microsoft.ContainerService/managedClusters/agentPools',
      apiVersion: '2026-03-01',
      as: 'child',
      each: 'agent_pools',
      complete: true,
      rows: [
        { to: 'name', from: 'item.name' },
        ...below('properties', [
          ...passed('item.', [], { mode: 'mode', os_type: 'osType', count_of: 'count', vnet_subnet_id: 'vnetSubnetID' }),
          ...poolRows('item'),
        ]),
      ],
    },
    maintenance,
    diagnosticSettings,
  ],
  outputs: { resource_id: 'id', name: 'name' },
}
