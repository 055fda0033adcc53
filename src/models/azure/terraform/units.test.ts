import { describe, expect, test } from 'vitest'

import { set } from '../../../core/edit.ts'
import { applyTextEdits } from '../../../core/edit.ts'
import { positionAt } from '../../../core/location.ts'
import { render } from '../../../core/text.ts'
import type { AzureResource } from '../resource.ts'
import { toPlain } from '../value/plain.ts'
import { evaluateTerraform } from './units.ts'

function evaluate(files: Readonly<Record<string, string>>) {
  return evaluateTerraform(Object.entries(files).map(([uri, text]) => ({ uri, text })))
}

function plain(resource: AzureResource, path: string): unknown {
  const value = resource.get(...path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)))
  if (value === undefined) return 'missing'
  const result = toPlain(value)
  return 'plain' in result ? result.plain : `unknown: ${result.unknown.reason.decidedBy}`
}

const cluster = `resource "azurerm_kubernetes_cluster" "aks" {
  name                   = "aks-\${var.stage}"
  local_account_disabled = var.closed # why
  run_command_enabled    = false

  default_node_pool {
    name = "system"
    node_public_ip_enabled = true
  }

  dynamic "azure_active_directory_role_based_access_control" {
    for_each = var.entra ? [1] : []
    content {
      azure_rbac_enabled = true
    }
  }
}
`

describe('evaluateTerraform', () => {
  test('variables, variable files, locals, dynamic blocks, and the provider’s defaults', () => {
    const { resources, problems } = evaluate({
      'main.tf': `${cluster}variable "stage" {}\nvariable "closed" {\n  default = true\n}\nvariable "entra" {\n  default = true\n}\n`,
      'terraform.tfvars': 'stage = "prod"\n',
    })
    expect(problems).toEqual([])
    const [aks] = resources
    expect(aks!.ref).toEqual({ type: 'Microsoft.ContainerService/managedClusters', name: 'aks-prod' })
    const paths = [
      'properties.disableLocalAccounts',
      'properties.apiServerAccessProfile.disableRunCommand',
      'properties.apiServerAccessProfile.enablePrivateCluster',
      'properties.aadProfile.managed',
      'properties.aadProfile.enableAzureRBAC',
      'properties.agentPoolProfiles.0.enableNodePublicIP',
      'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
    ]
    expect(paths.map((path) => plain(aks!, path))).toEqual([true, true, false, true, true, true, 'NodeImage'])
    const place = aks!.document.place(['properties', 'disableLocalAccounts'])
    expect([place.source.text.slice(place.range.start, place.range.end), positionAt(place.source, place.range.start)]).toEqual([
      'var.closed',
      { line: 3, column: 28 },
    ])
  })

  test('a variable without a value leaves open what hangs on it, and nothing else', () => {
    const [aks] = evaluate({ 'main.tf': `${cluster}variable "stage" {}\nvariable "closed" {}\nvariable "entra" {}\n` }).resources
    expect(plain(aks!, 'properties.disableLocalAccounts')).toBe('unknown: var.closed')
    expect(plain(aks!, 'properties.aadProfile.managed')).toBe('unknown: var.entra')
    expect(plain(aks!, 'properties.agentPoolProfiles.0.enableNodePublicIP')).toBe(true)
    expect(aks!.name).toBe('aks-<var.stage>')
  })

  test('modules, for_each, count, references and optional attributes', () => {
    const { resources, problems } = evaluate({
      'main.tf': `module "vaults" {
  source   = "./vault"
  for_each = { a = {}, b = { purge = true } }
  name     = each.key
  options  = each.value
}
resource "azurerm_role_assignment" "reader" {
  count              = 2
  scope              = module.vaults["b"].id
  role_definition_name = format("Role %02d", count.index)
}
`,
      'vault/main.tf': `variable "name" {}
variable "options" {
  type = object({ purge = optional(bool, false), rbac = optional(bool) })
}
locals {
  defaults = merge({ rbac = true }, { for k, v in var.options : k => v if v != null })
}
resource "azurerm_key_vault" "this" {
  name                       = "kv-\${lower(var.name)}"
  purge_protection_enabled   = var.options.purge
  rbac_authorization_enabled = try(local.defaults.nothing, local.defaults.rbac)
}
output "id" {
  value = azurerm_key_vault.this.id
}
`,
    })
    expect(problems).toEqual([])
    expect(resources.map(({ name }) => name).sort()).toEqual([
      '<azurerm_role_assignment.reader[0].name>',
      '<azurerm_role_assignment.reader[1].name>',
      'kv-a',
      'kv-b',
    ])
    const vaults = resources.filter(({ type }) => type === 'Microsoft.KeyVault/vaults')
    expect(
      vaults.map((vault) => [plain(vault, 'properties.enablePurgeProtection'), plain(vault, 'properties.enableRbacAuthorization')]),
    ).toEqual([
      [false, true],
      [true, true],
    ])
    const role = resources.find(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
    expect(role!.shape('scope')?.toLowerCase()).toBe(vaults[1]!.id)
    expect(plain(role!, 'properties.roleDefinitionName')).toBe('Role 00')
  })

  test('edits of ARM properties are edits of attributes, of the names that the provider’s version knows', () => {
    const source = `terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "~> 3.100" }
  }
}
resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks"
  run_command_enabled = true # why

  default_node_pool {
    name = "system"
  }
}
`
    const [aks] = evaluate({ 'main.tf': source }).resources
    const edits = aks!.document.edit([
      set(['properties', 'apiServerAccessProfile', 'disableRunCommand'], true),
      set(['properties', 'autoUpgradeProfile', 'nodeOSUpgradeChannel'], 'NodeImage'),
      set(['properties', 'agentPoolProfiles', 0, 'enableEncryptionAtHost'], true),
      set(['properties', 'networkProfile', 'networkPolicy'], 'cilium'),
    ])
    expect(applyTextEdits(source, edits!).slice(source.indexOf('resource'))).toBe(`resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks"
  run_command_enabled = false # why
  node_os_channel_upgrade = "NodeImage"

  default_node_pool {
    name = "system"
    enable_host_encryption = true
  }

  network_profile {
    network_policy = "cilium"
  }
}
`)
  })

  test('regular expressions are matched in linear time, and groups are told apart', () => {
    const [vault] = evaluate({
      'main.tf': `locals {
  parts = regex("^/subscriptions/(?P<subscription>[^/]+)/resourceGroups/(?P<group>[^/]+)$", "/subscriptions/s/resourceGroups/g")
  slow  = can(regex("^(a+)+$", "\${join("", [for i in range(5000) : "a"])}b"))
}
resource "azurerm_key_vault" "kv" {
  name = join("-", [local.parts.group, regex("[a-z]+", "12kv34"), regex("(.)(.)", "xy")[1], tostring(local.slow), replace("a1b2", "/[0-9]/", "")])
}
`,
    }).resources
    expect(vault!.name).toBe('g-kv-y-false-ab')
  })

  test('azapi bodies are ARM bodies', () => {
    const [aks] = evaluate({
      'main.tf': `resource "azapi_resource" "aks" {
  type      = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name      = "aks"
  parent_id = azurerm_resource_group.rg.id
  body = {
    properties = {
      disableLocalAccounts = true
      nodeResourceGroupProfile = { restrictionLevel = "ReadOnly" }
    }
  }
}
`,
    }).resources
    expect(plain(aks!, 'properties.nodeResourceGroupProfile.restrictionLevel')).toBe('ReadOnly')
    expect(aks!.resource.apiVersion).toBe('2025-05-01')
  })

  test('modules that call each other, and modules that are not there, are problems', () => {
    const { problems } = evaluate({
      'a/main.tf': 'module "b" {\n  source = "../b"\n}\n',
      'b/main.tf': 'module "a" {\n  source = "../a"\n}\nmodule "far" {\n  source = "Azure/aks/azurerm"\n}\n',
    })
    expect(problems.map(({ source, message }) => `${source.uri} ${render(message, 'en')}`)).toContain(
      'b/main.tf the module Azure/aks/azurerm was not found; its resources are not judged; terraform init fetches it',
    )
  })
})
