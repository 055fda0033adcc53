const basicTier =
  'the tier is not given, or not one; what the registry then is, is not decided by the template, and anonymous pull is asked for'
const rotationWithoutProvider =
  'without the Key Vault provider there is nothing to rotate; that it is missing is said by cluster/key-vault-csi'
const sourceUnknown = 'the rule’s source is a parameter without a value: unknown, not failed'
const softDelete = 'soft delete is on for every vault since 2020-12 and omitted means on; only switching it off fails'

const poolWithoutVersion = 'a pool that names no version takes that of the cluster'

/** Where our verdict on another tool's own example differs from that tool's, with the reason. */
export const divergences: Readonly<Record<'checkov' | 'trivy' | 'psrule', Readonly<Record<string, string>>>> = {
  checkov: {
    'CKV_AZURE_10 arm/example_NSGRuleSSHAccessRestricted/NSGRulePortAccessRestricted-RULE-1Pass-1Fail.json': sourceUnknown,
    'CKV_AZURE_9 arm/example_NSGRuleRDPAccessRestricted/NSGRulePortAccessRestricted-RULE-1Pass-1Fail.json': sourceUnknown,
    'CKV_AZURE_138 arm/example_ACRAnonymousPullDisabled/pass.json': basicTier,
    'CKV_AZURE_138 arm/example_ACRAnonymousPullDisabled/pass6.json': basicTier,
    'CKV_AZURE_138 azurerm_container_registry.ckv_unittest_pass_5': basicTier,
    'CKV_AZURE_138 azurerm_container_registry.ckv_unittest_pass_6': basicTier,
    'CKV_AZURE_139 arm/example_ACRPublicNetworkAccessDisabled/fail.json':
      'the network rules deny by default, which keeps the registry from being open',
    'CKV_AZURE_172 arm/example_AkSSecretStoreRotation/fail.json': rotationWithoutProvider,
    'CKV_AZURE_172 azurerm_kubernetes_cluster.fail': rotationWithoutProvider,
    'CKV_AZURE_189 arm/example_KeyVaultDisablesPublicNetworkAccess/pass3.json':
      'the default action is Allow, so the address rules keep nobody out',
    'CKV_AZURE_189 arm/example_KeyVaultDisablesPublicNetworkAccess/pass4.json':
      'the default action is Allow, so the address rules keep nobody out',
    'CKV_AZURE_40 arm/example_KeyExpirationDate/fail.json': 'the expiry is a parameter with a default, which gives the key one',
    'CKV_AZURE_42 arm/example_KeyvaultRecoveryEnabled/keyvaultRecoveryEnabled-FAILED2.json': softDelete,
  },
  trivy: {
    'AZU-0016 fail 2': 'two days of soft delete is not a value that the service takes, so nothing is deployed that way',
    'AZU-0016 fail 3': 'a hundred days of soft delete is not a value that the service takes, so nothing is deployed that way',
  },
  psrule: {
    'Azure.ACR.AuditLogs registry-S': 'login events alone do not say who changed which image; events of repositories are needed too',
    'Azure.AKS.AuditLogs cluster-I': 'by its id the diagnostic setting is about another cluster',
    'Azure.AKS.AuditLogs cluster-J': 'by its id the diagnostic setting is about another cluster',
    'Azure.AKS.MaintenanceWindow cluster-F': 'by their ids the windows are about another cluster',
    'Azure.AKS.PoolVersion template clusterD': poolWithoutVersion,
    'Azure.AKS.PoolVersion template clusterE': poolWithoutVersion,
    'Azure.AKS.UseRBAC cluster-B': 'the answer does not say whether role-based access control is on: unknown, not failed',
  },
}

/** Rules of other tools that no check asks, by the reason. */
export const notAsked: Readonly<Record<string, readonly string[]>> = {
  'retired by Azure, or what replaced it is asked instead': [
    'CKV_AZURE_8',
    'CKV_AZURE_19',
    'CKV_AZURE_85',
    'CKV_AZURE_164',
    'CKV_AZURE_169',
    'AZU-0031',
    'AZU-0032',
    'AZU-0045',
    'AZU-0073',
    'Azure.ACR.ContentTrust',
    'Azure.ACR.Quarantine',
    'Azure.Defender.Dns',
    'Azure.DefenderCloud.Provisioning',
    'Azure.RBAC.CoAdministrator',
  ],
  'availability, cost or taste rather than security': [
    'CKV_AZURE_168',
    'CKV_AZURE_226',
    'CKV_AZURE_233',
    'CKV_AZURE_237',
    'Azure.ACR.GeoReplica',
    'Azure.ACR.MinSku',
    'Azure.ACR.ReplicaLocation',
    'Azure.ACR.SoftDelete',
    'Azure.ACR.Usage',
    'Azure.AKS.AuditAdmin',
    'Azure.AKS.MinNodeCount',
    'Azure.AKS.NodeMinPods',
    'Azure.Firewall.AvailabilityZone',
    'Azure.Log.Replication',
    'Azure.VNET.LocalDNS',
    'Azure.VNET.Name',
    'Azure.VNET.SingleDNS',
    'Azure.VNET.SubnetNaming',
  ],
  'of a service that is no part of an estate of AKS, or of a resource of which no control speaks': [
    'CKV_AZURE_112',
    'CKV_AZURE_114',
    'AZU-0015',
    'AZU-0030',
    'AZU-0052',
    'AZU-0076',
    'Azure.Defender.AppServices',
    'Azure.Defender.CosmosDb',
    'Azure.Defender.SQL',
    'Azure.Defender.SQLOnVM',
    'Azure.Defender.Servers',
    'Azure.Defender.Storage',
    'Azure.Defender.Storage.DataScan',
    'Azure.VNET.BastionSubnet',
    'Azure.VNET.FirewallSubnet',
    'Azure.VNET.FirewallSubnetNAT',
  ],
  'asked in another way, so that the examples do not fit: of other ports, of closed registries only': [
    'CKV_AZURE_160',
    'AZU-0047',
    'AZU-0051',
    'AZU-0074',
    'Azure.ACR.ExportPolicy',
    'Azure.AKS.AvailabilityZone',
    'Azure.AKS.Version',
    'Azure.NSG.Associated',
    'Azure.NSG.DenyAllInbound',
  ],
  'asked of the address alone: what an alert is sent for, and to which role or phone, is not': [
    'CKV_AZURE_20',
    'CKV_AZURE_21',
    'AZU-0044',
    'AZU-0062',
    'AZU-0063',
    'AZU-0064',
    'Azure.Defender.SecurityContact',
  ],
  'the examples hold resources in a form of the tool’s own': [
    'Azure.ACR.ContainerScan',
    'Azure.ACR.ImageHealth',
    'Azure.Defender.Cspm',
    'Azure.Defender.KeyVault',
    'Azure.DefenderCloud.ActiveAlerts',
    'Azure.KeyVault.AutoRotationPolicy',
    'Azure.NSG.AKSRules',
    'Azure.RBAC.LimitMGDelegation',
    'Azure.RBAC.LimitOwner',
    'Azure.RBAC.PIM',
    'Azure.RBAC.UseGroups',
  ],
}
