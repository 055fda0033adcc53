import { expect, test } from 'vitest'

import { applyTextEdits, set } from '../../../core/edit.ts'
import type { AzureResource } from '../resource.ts'
import { evaluateTerraform } from '../terraform/units.ts'
import { evaluateUnits } from '../units.ts'
import { valueAt } from '../value/value.ts'

function bicep(text: string): ReturnType<typeof evaluateUnits> {
  return evaluateUnits([{ uri: 'main.bicep', text }], { read: () => undefined })
}

const cluster = (version: string, params: string): string => `param workspace string = ''

module aks 'br/public:avm/res/container-service/managed-cluster:${version}' = {
  params: {
    name: 'shop'
    primaryAgentPoolProfiles: [{ name: 'system', mode: 'System' }]
${params}  }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: 'role'
  properties: {
    principalId: aks.outputs.resourceId
  }
}
`

const first = ({ resources }: ReturnType<typeof evaluateUnits>): AzureResource => resources[0]!

function plain(resource: AzureResource, ...path: readonly (string | number)[]): unknown {
  const value = resource.get(...path)
  return value?.kind === 'scalar' ? value.value : value?.kind === 'unknown' ? `? ${value.reason.decidedBy}` : value?.kind
}

test('a module of the public registry that is not at hand is known by what it makes of its parameters', () => {
  const units = bicep(cluster('0.13.0', `    networkDataplane: 'cilium'\n    monitoringWorkspaceResourceId: workspace\n`))
  expect(units.problems).toEqual([])
  const aks = first(units)
  expect(aks.ref).toEqual({ type: 'Microsoft.ContainerService/managedClusters', name: 'shop' })
  expect(plain(aks, 'properties', 'disableLocalAccounts')).toBe(true)
  expect(plain(aks, 'properties', 'networkProfile', 'networkPolicy')).toBe('cilium')
  expect(plain(aks, 'properties', 'addonProfiles', 'omsagent', 'enabled')).toBe(false)
  expect(plain(aks, 'properties', 'agentPoolProfiles', 0, 'enableEncryptionAtHost')).toBe(false)
  expect(aks.get('properties', 'oidcIssuerProfile')).toBeUndefined()
  const role = units.resources.find((resource) => resource.is('Microsoft.Authorization/roleAssignments'))!
  expect(role.shape('properties', 'principalId')?.toLowerCase()).toBe(aks.id)
})

test('what is given is placed where it is given, what the module takes at the call', () => {
  const text = cluster('0.13.0', `    disableLocalAccounts: false\n`)
  const aks = first(bicep(text))
  const at = (...path: readonly string[]): string => {
    const { source, range } = aks.document.place(path)
    return source.text.slice(range.start, range.end)
  }
  expect(at('properties', 'disableLocalAccounts')).toBe('false')
  expect(at('properties', 'enableRBAC')).toBe("aks 'br/public:avm/res/container-service/managed-cluster:0.13.0'")
  expect(at('properties', 'securityProfile')).toBe("aks 'br/public:avm/res/container-service/managed-cluster:0.13.0'")
})

test('a fix is made in the call', () => {
  const text = cluster('0.13.0', `    disableLocalAccounts: false\n`)
  const aks = first(bicep(text))
  const edits = aks.document.edit([
    set(['properties', 'disableLocalAccounts'], true),
    set(['properties', 'autoUpgradeProfile', 'nodeOSUpgradeChannel'], 'NodeImage'),
  ])
  expect(applyTextEdits(text, edits!)).toBe(
    cluster('0.13.0', `    disableLocalAccounts: true\n    autoUpgradeProfile: {\n      nodeOSUpgradeChannel: 'NodeImage'\n    }\n`),
  )
  const networkPolicy = set(['properties', 'networkProfile', 'networkPolicy'], 'azure')
  expect(applyTextEdits(text, aks.document.edit([networkPolicy])!)).toContain("\n    networkPolicy: 'azure'\n")
  // With this data plane the module does not ask for the policy.
  const withCilium = first(bicep(cluster('0.13.0', `    networkDataplane: 'cilium'\n`)))
  expect(withCilium.document.edit([networkPolicy])).toBeUndefined()
  const undecided = first(bicep(cluster('0.13.0', `    networkDataplane: workspace\n`).replace(" = ''", '')))
  expect(undecided.document.edit([networkPolicy])).toBeUndefined()
})

test('a fix is made in the call of a Terraform module', () => {
  const text = `module "aks" {
  source                 = "Azure/aks/azurerm"
  version                = "10.0.0"
  local_account_disabled = false # for now

  tags = {
    team = "shop"
  }
}
`
  const aks = evaluateTerraform([{ uri: 'main.tf', text }]).resources[0]!
  const edits = aks.document.edit([
    set(['properties', 'disableLocalAccounts'], true),
    set(['properties', 'apiServerAccessProfile', 'disableRunCommand'], true),
    set(['properties', 'autoUpgradeProfile', 'upgradeChannel'], 'patch'),
  ])
  expect(applyTextEdits(text, edits!)).toBe(`module "aks" {
  source                 = "Azure/aks/azurerm"
  version                = "10.0.0"
  local_account_disabled = true # for now

  tags = {
    team = "shop"
  }
  run_command_enabled = false
  automatic_channel_upgrade = "patch"
}
`)
  // Roles are not under Entra, so that this parameter would change nothing.
  expect(aks.document.edit([set(['properties', 'aadProfile', 'enableAzureRBAC'], true)])).toBeUndefined()
})

test('the parameters of earlier versions', () => {
  const aks = first(
    bicep(
      cluster(
        '0.9.0',
        `    enableWorkloadIdentity: true\n    authorizedIPRanges: ['10.0.0.0/8']\n    aadProfile: { aadProfileManaged: true }\n`,
      ),
    ),
  )
  expect(plain(aks, 'properties', 'securityProfile', 'workloadIdentity', 'enabled')).toBe(true)
  expect(plain(aks, 'properties', 'apiServerAccessProfile', 'authorizedIPRanges', 0)).toBe('10.0.0.0/8')
  expect(plain(aks, 'properties', 'aadProfile', 'managed')).toBe(true)
  expect(plain(aks, 'properties', 'autoUpgradeProfile', 'nodeOSUpgradeChannel')).toBe('Unmanaged')
})

test.each(['0.8.0', '0.15.0', '1.0.0', 'latest'])('of version %s nothing is claimed', (version) => {
  const { resources, problems } = bicep(cluster(version, ''))
  expect(resources.map(({ type }) => type)).toEqual(['Microsoft.Authorization/roleAssignments'])
  expect(problems.map(({ kind }) => kind)).toEqual(['module'])
})

test('a parameter that decides and is not known makes the property unknown, and is named', () => {
  const aks = first(
    bicep(cluster('0.13.0', `    networkDataplane: plane\n    networkPolicy: 'azure'\n`).replace("workspace string = ''", 'plane string')),
  )
  expect(plain(aks, 'properties', 'networkProfile', 'networkPolicy')).toBe('? plane')
})

test('an endpoint, its zone and roles of a vault', () => {
  const { resources } = bicep(`param subnet string

module vault 'br/public:avm/res/key-vault/vault:0.13.0' = {
  params: {
    name: 'vault'
    privateEndpoints: [
      {
        subnetResourceId: subnet
        privateDnsZoneGroup: { privateDnsZoneGroupConfigs: [{ privateDnsZoneResourceId: '/zones/privatelink.vaultcore.azure.net' }] }
      }
    ]
    roleAssignments: [{ principalId: 'someone', roleDefinitionIdOrName: 'Key Vault Administrator' }]
  }
}
`)
  expect(resources.map(({ type }) => type)).toEqual([
    'Microsoft.KeyVault/vaults',
    'Microsoft.Network/privateEndpoints',
    'Microsoft.Authorization/roleAssignments',
  ])
  const [vault, endpoint, role] = resources
  expect(plain(vault!, 'properties', 'publicNetworkAccess')).toBe('Disabled')
  const link = endpoint!.get('properties', 'privateLinkServiceConnections', 0)!
  expect(valueAt(link, ['properties', 'groupIds', 0])).toMatchObject({ value: 'vault' })
  expect(plain(endpoint!, 'privateDnsZoneIds', 0)).toBe('/zones/privatelink.vaultcore.azure.net')
  expect(plain(role!, 'properties', 'roleDefinitionName')).toBe('Key Vault Administrator')
})

test('a registry without addresses for its firewall is open', () => {
  const registry = first(
    bicep(`module registry 'br/public:avm/res/container-registry/registry:0.9.1' = {
  params: {
    name: 'shopregistry'
    publicNetworkAccess: 'Enabled'
  }
}
`),
  )
  expect(registry.get('properties', 'networkRuleSet')).toBeUndefined()
  expect(plain(registry, 'properties', 'publicNetworkAccess')).toBe('Enabled')
  expect(plain(registry, 'properties', 'policies', 'azureADAuthenticationAsArmPolicy', 'status')).toContain('container-registry/registry')
})

test('modules of the Terraform registry', () => {
  const { resources, problems } = evaluateTerraform([
    {
      uri: 'main.tf',
      text: `module "aks" {
  source                            = "Azure/aks/azurerm"
  version                           = "~> 9.1"
  cluster_name                      = "shop"
  role_based_access_control_enabled = true
  private_cluster_enabled           = true
}

module "other" {
  source  = "Azure/aks/azurerm"
  version = "7.5.0"
}

resource "azurerm_role_assignment" "pull" {
  scope                = module.aks.aks_id
  role_definition_name = "Reader"
  principal_id         = "someone"
}
`,
    },
  ])
  const aks = resources.find((resource) => resource.is('Microsoft.ContainerService/managedClusters'))!
  expect(aks.name).toBe('shop')
  expect(plain(aks, 'properties', 'aadProfile', 'managed')).toBe(true)
  expect(plain(aks, 'properties', 'apiServerAccessProfile', 'enablePrivateCluster')).toBe(true)
  expect(plain(aks, 'properties', 'somethingElse')).toBe('? Azure/aks/azurerm')
  const role = resources.find((resource) => resource.is('Microsoft.Authorization/roleAssignments'))!
  expect(role.shape('scope')?.toLowerCase()).toBe(aks.id)
  expect(problems.map(({ message }) => message.args)).toMatchObject([{ reference: 'Azure/aks/azurerm' }])
})

test('the subnets of a profiled network are found by the list of their ids', () => {
  const { resources } = bicep(`module nsg 'br/public:avm/res/network/network-security-group:0.5.2' = {
  params: {
    name: 'nodes'
  }
}

module vnet 'br/public:avm/res/network/virtual-network:0.10.0' = {
  params: {
    name: 'vnet'
    addressPrefixes: ['10.0.0.0/16']
    subnets: [
      { name: 'nodes', addressPrefix: '10.0.1.0/24', networkSecurityGroupResourceId: nsg.outputs.resourceId }
    ]
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: vnet.outputs.subnetNames[0]
  properties: {
    agentPoolProfiles: [
      {
        name: 'system'
        vnetSubnetID: vnet.outputs.subnetResourceIds[0]
      }
    ]
  }
}
`)
  const [group, , subnet, aks] = resources
  expect(aks!.name).toBe('nodes')
  expect(aks!.shape('properties', 'agentPoolProfiles', 0, 'vnetSubnetID')?.toLowerCase()).toBe(subnet!.id)
  expect(subnet!.shape('properties', 'networkSecurityGroup', 'id')?.toLowerCase()).toBe(group!.id)
})
