const basicTier =
  'the tier is not given, or not one; what the registry then is, is not decided by the template, and anonymous pull is asked for'
const rotationWithoutProvider =
  'without the Key Vault provider there is nothing to rotate; that it is missing is said by cluster/key-vault-csi'
const sourceUnknown = 'the rule’s source is a parameter without a value: unknown, not failed'
const softDelete = 'soft delete is on for every vault since 2020-12 and omitted means on; only switching it off fails'

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
    'Azure.AKS.UseRBAC cluster-B': 'the answer does not say whether role-based access control is on: unknown, not failed',
  },
}
