import { bicepContainerRegistry } from './bicep-container-registry.ts'
import { bicepKeyVault } from './bicep-key-vault.ts'
import { bicepManagedCluster } from './bicep-managed-cluster.ts'
import { bicepNetworkSecurityGroup, bicepVirtualNetwork } from './bicep-network.ts'
import { compareVersions, type ModuleProfile } from './profile.ts'
import { terraformAks } from './terraform-aks.ts'
import { terraformManagedCluster } from './terraform-managed-cluster.ts'

/** Modules of the public registry of Bicep, by their path in it. */
const bicepProfiles: Readonly<Record<string, readonly ModuleProfile[]>> = {
  'avm/res/container-service/managed-cluster': bicepManagedCluster,
  'avm/res/container-registry/registry': [bicepContainerRegistry],
  'avm/res/key-vault/vault': [bicepKeyVault],
  'avm/res/network/network-security-group': [bicepNetworkSecurityGroup],
  'avm/res/network/virtual-network': [bicepVirtualNetwork],
}

/**
 * The profile for a reference such as `br/public:avm/res/key-vault/vault:0.13.0`; undefined for modules that are not known,
 * and for versions of known ones that the profile was not made for.
 */
export function bicepProfile(reference: string): ModuleProfile | undefined {
  const [, path = '', version = ''] = /^(?:br\/public:|br:mcr\.microsoft\.com\/bicep\/)([\w/-]+):(v?[\d.]+)$/.exec(reference) ?? []
  return profileFor(bicepProfiles[path], version)
}

/** Modules of the public registry of Terraform, by their source. */
const terraformProfiles: Readonly<Record<string, readonly ModuleProfile[]>> = {
  'azure/aks/azurerm': [terraformAks],
  'azure/avm-res-containerservice-managedcluster/azurerm': [terraformManagedCluster],
}

/**
 * The profile for a module by its source and the constraint of its version. A constraint that allows several versions is
 * taken for the lowest that it names; without one, there is no telling.
 */
export function terraformProfile(source: string, constraint: string | undefined): ModuleProfile | undefined {
  const path = source.toLowerCase().replace(/^registry\.terraform\.io\//, '')
  const [, version] = /^\s*(?:=|~>|>=)?\s*(\d+(?:\.\d+){0,2})/.exec(constraint ?? '') ?? []
  return version === undefined ? undefined : profileFor(terraformProfiles[path], version)
}

function profileFor(profiles: readonly ModuleProfile[] | undefined, version: string): ModuleProfile | undefined {
  return profiles?.find(({ versions: [from, before] }) => compareVersions(version, from) >= 0 && compareVersions(version, before) < 0)
}
