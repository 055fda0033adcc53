import { below, passed, type ModuleProfile, type ProfiledResource, type ProfileRow } from './profile.ts'
import { diagnosticSettings, managedIdentity, roleAssignments } from './shared.ts'

/** Members of a pool that have the name of the property. */
const poolMembers = [
  'name',
  'mode',
  'count',
  'type',
  'vmSize',
  'osType',
  'osSKU',
  'osDiskType',
  'osDiskSizeGB',
  'maxPods',
  'minCount',
  'maxCount',
  'enableAutoScaling',
  'enableEncryptionAtHost',
  'enableFIPS',
  'enableNodePublicIP',
  'enableUltraSSD',
  'gatewayProfile',
  'gpuInstanceProfile',
  'gpuProfile',
  'kubeletConfig',
  'kubeletDiskType',
  'linuxOSConfig',
  'localDNSProfile',
  'messageOfTheDay',
  'networkProfile',
  'nodeLabels',
  'nodeTaints',
  'orchestratorVersion',
  'podIPAllocationMode',
  'powerState',
  'scaleDownMode',
  'scaleSetEvictionPolicy',
  'scaleSetPriority',
  'securityProfile',
  'spotMaxPrice',
  'tags',
  'upgradeSettings',
  'virtualMachinesProfile',
  'windowsProfile',
  'workloadRuntime',
  'availabilityZones',
]

const poolMembersRenamed = {
  capacityReservationGroupResourceId: 'capacityReservationGroupID',
  sourceResourceId: 'creationData.sourceResourceId',
  hostGroupResourceId: 'hostGroupID',
  nodePublicIpPrefixResourceId: 'nodePublicIPPrefixID',
  podSubnetResourceId: 'podSubnetID',
  proximityPlacementGroupResourceId: 'proximityPlacementGroupID',
  vnetSubnetResourceId: 'vnetSubnetID',
  // Until 0.11.
  maxSurge: 'upgradeSettings.maxSurge',
}

/** What the module takes for members of its pools. */
const poolDefaults: Readonly<Record<string, NonNullable<ProfileRow['otherwise']>>> = {
  count: 1,
  availabilityZones: ['1', '2', '3'],
  enableAutoScaling: false,
  enableEncryptionAtHost: false,
  enableFIPS: false,
  enableNodePublicIP: false,
  enableUltraSSD: false,
  osType: 'Linux',
  scaleDownMode: 'Delete',
  scaleSetEvictionPolicy: 'Delete',
  vmSize: 'Standard_D2s_v3',
}

/** What a pool of single virtual machines has none of: it says the same in its own profile. */
const ofScaleSets: ReadonlySet<string> = new Set(['count', 'availabilityZones', 'enableAutoScaling', 'minCount', 'maxCount', 'vmSize'])

const poolRows: readonly ProfileRow[] = passed('item.', poolMembers, poolMembersRenamed).map((row): ProfileRow => {
  const otherwise = poolDefaults[row.to]
  return {
    ...row,
    ...(otherwise !== undefined && { otherwise }),
    ...(ofScaleSets.has(row.to) && { when: [{ of: 'item.type', isNot: 'VirtualMachines' }] }),
  }
})

/** Further pools take the version of the cluster where they state none. */
const furtherPoolRows: readonly ProfileRow[] = [
  { to: 'orchestratorVersion', from: 'item.orchestratorVersion', when: [{ of: 'item.orchestratorVersion', given: true }] },
  { to: 'orchestratorVersion', from: 'kubernetesVersion' },
  ...poolRows.filter(({ to }) => to !== 'name' && to !== 'orchestratorVersion'),
]

/** Parameters that the module passes on as the property of the same name. */
const passedOn = [
  'aiToolchainOperatorProfile',
  'bootstrapProfile',
  'httpProxyConfig',
  'identityProfile',
  'kubernetesVersion',
  'fqdnSubdomain',
  'linuxProfile',
  'enableRBAC',
  'disableLocalAccounts',
  'nodeResourceGroup',
  'nodeResourceGroupProfile',
  'nodeProvisioningProfile',
  'workloadAutoScalerProfile',
  'publicNetworkAccess',
  'aadProfile',
  'autoScalerProfile',
  'autoUpgradeProfile',
  'apiServerAccessProfile',
  'azureMonitorProfile',
  'podIdentityProfile',
  'securityProfile',
  'supportPlan',
  'upgradeSettings',
  'windowsProfile',
  'serviceMeshProfile',
]

const addOns: readonly ProfileRow[] = [
  { to: 'httpApplicationRouting.enabled', from: 'httpApplicationRoutingEnabled' },
  {
    to: 'ingressApplicationGateway.enabled',
    value: false,
    when: [{ of: 'appGatewayResourceId', given: false }],
  },
  { to: 'ingressApplicationGateway.enabled', from: 'ingressApplicationGatewayEnabled' },
  {
    to: 'ingressApplicationGateway.config.applicationGatewayId',
    from: 'appGatewayResourceId',
    when: [{ of: 'ingressApplicationGatewayEnabled', is: true }],
  },
  { to: 'omsagent.enabled', value: false, when: [{ of: 'monitoringWorkspaceResourceId', given: false }] },
  { to: 'omsagent.enabled', from: 'omsAgentEnabled' },
  {
    to: 'omsagent.config.logAnalyticsWorkspaceResourceID',
    from: 'monitoringWorkspaceResourceId',
    when: [
      { of: 'omsAgentEnabled', is: true },
      { of: 'monitoringWorkspaceResourceId', given: true },
    ],
  },
  {
    to: 'omsagent.config.useAADAuth',
    value: 'true',
    when: [
      { of: 'omsAgentEnabled', is: true },
      { of: 'monitoringWorkspaceResourceId', given: true },
      { of: 'omsAgentUseAADAuth', is: true },
    ],
  },
  { to: 'aciConnectorLinux.enabled', from: 'aciConnectorLinuxEnabled' },
  { to: 'azurepolicy.enabled', from: 'azurePolicyEnabled' },
  { to: 'azurepolicy.config.version', from: 'azurePolicyVersion', when: [{ of: 'azurePolicyEnabled', is: true }] },
  { to: 'openServiceMesh.enabled', from: 'openServiceMeshEnabled' },
  { to: 'kubeDashboard.enabled', from: 'kubeDashboardEnabled' },
  { to: 'azureKeyvaultSecretsProvider.enabled', from: 'enableKeyvaultSecretsProvider' },
  {
    to: 'azureKeyvaultSecretsProvider.config.enableSecretRotation',
    from: 'enableSecretRotation',
    as: 'text',
    when: [{ of: 'enableKeyvaultSecretsProvider', is: true }],
  },
]

const routed = { of: 'outboundType', isNot: 'userDefinedRouting' } as const

const network: readonly ProfileRow[] = [
  ...passed('', [
    'advancedNetworking',
    'ipFamilies',
    'natGatewayProfile',
    'networkMode',
    'podCidrs',
    'serviceCidrs',
    'staticEgressGatewayProfile',
    'networkDataplane',
    'networkPlugin',
    'podCidr',
    'serviceCidr',
    'dnsServiceIP',
    'outboundType',
    'loadBalancerSku',
  ]),
  { to: 'networkPluginMode', value: 'overlay', when: [{ of: 'networkDataplane', is: 'cilium' }] },
  { to: 'networkPluginMode', from: 'networkPluginMode' },
  { to: 'networkPolicy', value: 'cilium', when: [{ of: 'networkDataplane', is: 'cilium' }] },
  { to: 'networkPolicy', from: 'networkPolicy' },
  { to: 'loadBalancerProfile.allocatedOutboundPorts', from: 'allocatedOutboundPorts', when: [routed] },
  { to: 'loadBalancerProfile.idleTimeoutInMinutes', from: 'idleTimeoutInMinutes', when: [routed] },
  { to: 'loadBalancerProfile.backendPoolType', from: 'backendPoolType', when: [routed] },
  {
    to: 'loadBalancerProfile.managedOutboundIPs.count',
    from: 'managedOutboundIPCount',
    when: [routed, { of: 'managedOutboundIPCount', isNot: 0 }],
  },
  {
    to: 'loadBalancerProfile.outboundIPs.publicIPs',
    from: 'outboundPublicIPResourceIds',
    when: [routed, { of: 'outboundPublicIPResourceIds', given: true }],
  },
  {
    to: 'loadBalancerProfile.outboundIPPrefixes.publicIPPrefixes',
    from: 'outboundPublicIPPrefixResourceIds',
    when: [routed, { of: 'outboundPublicIPPrefixResourceIds', given: true }],
  },
]

const storage: readonly ProfileRow[] = [
  { to: 'blobCSIDriver.enabled', from: 'enableStorageProfileBlobCSIDriver' },
  {
    to: 'diskCSIDriver.enabled',
    value: true,
    when: [
      { of: 'costAnalysisEnabled', is: true },
      { of: 'skuTier', isNot: 'Free' },
    ],
  },
  { to: 'diskCSIDriver.enabled', from: 'enableStorageProfileDiskCSIDriver' },
  { to: 'fileCSIDriver.enabled', from: 'enableStorageProfileFileCSIDriver' },
  { to: 'snapshotController.enabled', from: 'enableStorageProfileSnapshotController' },
]

/** Rows that are the same in every form of the module; `own` are those for properties of one form. */
function clusterRows(own: readonly ProfileRow[]): readonly ProfileRow[] {
  const others = passedOn.filter((name) => !own.some(({ to }) => to.startsWith(`${name}.`)))
  return [
    ...passed('', ['name', 'location', 'tags']),
    ...managedIdentity,
    { to: 'sku.name', from: 'skuName' },
    { to: 'sku.tier', from: 'skuTier' },
    ...below('properties', [
      ...own,
      { to: 'agentPoolProfiles', from: 'primaryAgentPoolProfiles', items: poolRows },
      ...passed('', others, {
        diskEncryptionSetResourceId: 'diskEncryptionSetID',
        aksServicePrincipalProfile: 'servicePrincipalProfile',
      }),
      { to: 'dnsPrefix', from: 'dnsPrefix', when: [{ of: 'dnsPrefix', given: true }] },
      { to: 'dnsPrefix', from: 'name' },
      { to: 'metricsProfile.costAnalysis.enabled', value: false, when: [{ of: 'skuTier', is: 'Free' }] },
      { to: 'metricsProfile.costAnalysis.enabled', from: 'costAnalysisEnabled' },
      { to: 'ingressProfile.webAppRouting.enabled', from: 'webApplicationRoutingEnabled' },
      {
        to: 'ingressProfile.webAppRouting.dnsZoneResourceIds.0',
        from: 'dnsZoneResourceId',
        when: [{ of: 'dnsZoneResourceId', given: true }],
      },
      {
        to: 'ingressProfile.webAppRouting.nginx.defaultIngressControllerType',
        from: 'defaultIngressControllerType',
        when: [{ of: 'defaultIngressControllerType', given: true }],
      },
      { to: 'oidcIssuerProfile.enabled', value: true, when: [{ of: 'enableOidcIssuerProfile', is: true }] },
      ...below('addonProfiles', addOns),
      ...below('networkProfile', network),
      ...below('storageProfile', storage),
    ]),
  ]
}

/** Until 0.11 what are objects today was given by parameters of their own. */
const flatRows: readonly ProfileRow[] = [
  ...below(
    'aadProfile',
    passed('aadProfile.aadProfile', [], {
      ClientAppID: 'clientAppID',
      ServerAppID: 'serverAppID',
      ServerAppSecret: 'serverAppSecret',
      Managed: 'managed',
      EnableAzureRBAC: 'enableAzureRBAC',
      AdminGroupObjectIDs: 'adminGroupObjectIDs',
      TenantId: 'tenantID',
    }),
  ),
  { to: 'autoUpgradeProfile.upgradeChannel', from: 'autoUpgradeProfileUpgradeChannel' },
  { to: 'autoUpgradeProfile.nodeOSUpgradeChannel', from: 'autoNodeOsUpgradeProfileUpgradeChannel' },
  ...below(
    'apiServerAccessProfile',
    passed('', ['authorizedIPRanges', 'disableRunCommand', 'enablePrivateCluster', 'enablePrivateClusterPublicFQDN', 'privateDNSZone']),
  ),
  { to: 'azureMonitorProfile.containerInsights.enabled', value: true, when: [{ of: 'enableContainerInsights', is: true }] },
  { to: 'azureMonitorProfile.metrics.enabled', value: true, when: [{ of: 'enableAzureMonitorProfileMetrics', is: true }] },
  { to: 'podIdentityProfile.enabled', from: 'podIdentityProfileEnable' },
  { to: 'securityProfile.defender.securityMonitoring.enabled', value: true, when: [{ of: 'enableAzureDefender', is: true }] },
  { to: 'securityProfile.defender.securityGating', from: 'securityGatingConfig', when: [{ of: 'enableAzureDefender', is: true }] },
  { to: 'securityProfile.imageCleaner.enabled', value: true, when: [{ of: 'enableImageCleaner', is: true }] },
  { to: 'securityProfile.imageCleaner.intervalHours', from: 'imageCleanerIntervalHours', when: [{ of: 'enableImageCleaner', is: true }] },
  { to: 'securityProfile.imageIntegrity.enabled', value: true, when: [{ of: 'enableImageIntegrity', is: true }] },
  { to: 'securityProfile.nodeRestriction.enabled', value: true, when: [{ of: 'enableNodeRestriction', is: true }] },
  { to: 'securityProfile.workloadIdentity.enabled', value: true, when: [{ of: 'enableWorkloadIdentity', is: true }] },
  { to: 'nodeProvisioningProfile.mode', from: 'nodeProvisioningProfileMode' },
  { to: 'serviceMeshProfile.mode', value: 'Istio', when: [{ of: 'istioServiceMeshEnabled', is: true }] },
]

const source = 'https://github.com/Azure/bicep-registry-modules/tree/main/avm/res/container-service/managed-cluster'

/** What every form of the module takes for parameters that are not given. */
const commonDefaults: ModuleProfile['defaults'] = {
  skuName: 'Base',
  skuTier: 'Standard',
  loadBalancerSku: 'standard',
  outboundType: 'loadBalancer',
  ipFamilies: ['IPv4'],
  managedOutboundIPCount: 0,
  allocatedOutboundPorts: 0,
  idleTimeoutInMinutes: 30,
  backendPoolType: 'NodeIPConfiguration',
  enableRBAC: true,
  disableLocalAccounts: true,
  publicNetworkAccess: 'Disabled',
  costAnalysisEnabled: false,
  httpApplicationRoutingEnabled: false,
  webApplicationRoutingEnabled: false,
  ingressApplicationGatewayEnabled: false,
  aciConnectorLinuxEnabled: false,
  azurePolicyEnabled: true,
  azurePolicyVersion: 'v2',
  openServiceMeshEnabled: false,
  kubeDashboardEnabled: false,
  enableKeyvaultSecretsProvider: false,
  enableSecretRotation: false,
  enableOidcIssuerProfile: false,
  enableStorageProfileBlobCSIDriver: false,
  enableStorageProfileDiskCSIDriver: false,
  enableStorageProfileFileCSIDriver: false,
  enableStorageProfileSnapshotController: false,
  supportPlan: 'KubernetesOfficial',
  omsAgentEnabled: true,
  omsAgentUseAADAuth: false,
}

/** What goes with the cluster in every form of the module. */
const further: readonly ProfiledResource[] = [
  {
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    apiVersion: '2025-10-01',
    as: 'child',
    each: 'agentPools',
    complete: true,
    rows: [{ to: 'name', from: 'item.name' }, ...below('properties', furtherPoolRows)],
  },
  {
    type: 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations',
    apiVersion: '2025-10-01',
    as: 'child',
    each: 'maintenanceConfigurations',
    complete: true,
    rows: [
      { to: 'name', from: 'item.name' },
      ...below('properties', passed('item.', ['maintenanceWindow', 'notAllowedTime', 'timeInWeek'])),
    ],
  },
  diagnosticSettings,
  roleAssignments,
]

const outputs = { resourceId: 'id', name: 'name', location: 'location' } as const
const clusterType = 'Microsoft.ContainerService/managedClusters'

/** `avm/res/container-service/managed-cluster`, in the form that its parameters have had since 0.12. */
const current: ModuleProfile = {
  versions: ['0.12.0', '0.15.0'],
  source,
  defaults: { ...commonDefaults, autoUpgradeProfile: { upgradeChannel: 'stable' } },
  resources: [{ type: clusterType, apiVersion: '2025-10-01', complete: true, rows: clusterRows([]) }, ...further],
  outputs,
}

/** The form before, of which only what checks ask about is told. */
const flat: ModuleProfile = {
  versions: ['0.9.0', '0.12.0'],
  source,
  defaults: {
    ...commonDefaults,
    autoUpgradeProfileUpgradeChannel: 'stable',
    autoNodeOsUpgradeProfileUpgradeChannel: 'Unmanaged',
    disableRunCommand: false,
    enablePrivateCluster: false,
    enablePrivateClusterPublicFQDN: false,
    podIdentityProfileEnable: false,
    imageCleanerIntervalHours: 24,
  },
  resources: [{ type: clusterType, apiVersion: '2025-05-02-preview', complete: true, rows: clusterRows(flatRows) }, ...further],
  outputs,
}

export const bicepManagedCluster: readonly ModuleProfile[] = [current, flat]
