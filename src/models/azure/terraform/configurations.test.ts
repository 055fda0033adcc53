import { describe, expect, test } from 'vitest'

import { set } from '../../../core/edit.ts'
import { positionAt } from '../../../core/location.ts'
import { render } from '../../../core/text.ts'
import type { AzureResource } from '../resource.ts'
import { toPlain } from '../value/plain.ts'
import { evaluateTerraform } from './units.ts'

function evaluate(files: Readonly<Record<string, string>>) {
  const sources = Object.entries(files).map(([uri, text]) => ({ uri, text }))
  const byUri = new Map(sources.map((source) => [source.uri, source]))
  const read = sources.filter(({ uri }) => /\.(?:tf|tfvars)(?:\.json)?$/.test(uri))
  return evaluateTerraform(read, { files: { read: (uri) => byUri.get(uri) } })
}

function plain(resource: AzureResource | undefined, path: string): unknown {
  const value = resource?.get(...path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)))
  if (value === undefined) return 'missing'
  const result = toPlain(value)
  return 'plain' in result ? result.plain : `unknown: ${result.unknown.reason.decidedBy}`
}

/** Where a property is written: file, line, column and text. */
function written(resource: AzureResource | undefined, path: readonly (string | number)[]): string {
  const { source, range } = resource!.document.place(path)
  const { line, column } = positionAt(source, range.start)
  return `${source.uri}:${line}:${column} ${source.text.slice(range.start, range.end)}`
}

const vault = (name: string): string => `resource "azurerm_key_vault" "kv" {
  name                          = ${name}
  public_network_access_enabled = true
  network_acls {
    default_action = "Allow"
    bypass         = "AzureServices"
  }
}
`

describe('which files say what', () => {
  test('variable files are read in the order in which Terraform reads them', () => {
    const variable = 'variable "name" {\n  default = "default"\n}\n'
    const files = {
      'main.tf': vault('var.name') + variable,
      'a.auto.tfvars': 'name = "a"\n',
      'terraform.tfvars': 'name = "plain"\n',
      'terraform.tfvars.json': '{ "name": "$${json}" }',
    }
    expect(evaluate(files).resources.map(({ name }) => name)).toEqual(['a'])
    const { 'a.auto.tfvars': _, ...without } = files
    // Strings of a file of variables in JSON stand for themselves.
    expect(evaluate(without).resources.map(({ name }) => name)).toEqual(['$${json}'])
    expect(evaluate({ ...files, 'z.auto.tfvars.json': '{ "name": "z" }' }).resources.map(({ name }) => name)).toEqual(['z'])
  })

  test('what the Azure Developer CLI will put in is not known', () => {
    const files = { 'main.tf': `${vault('var.name')}variable "name" {}\n`, 'main.tfvars.json': '{ "name": "${AZURE_ENV_NAME}" }' }
    const [kv] = evaluate(files).resources
    expect(plain(kv, 'name')).toBe('unknown: AZURE_ENV_NAME')
  })

  test('an override file replaces arguments, and blocks of a type all together', () => {
    const [kv] = evaluate({
      'main.tf': vault('"kv"'),
      'b_override.tf': 'resource "azurerm_key_vault" "kv" {\n  public_network_access_enabled = false\n}\n',
      'override.tf': 'resource "azurerm_key_vault" "kv" {\n  network_acls {\n    default_action = "Deny"\n  }\n}\n',
    }).resources
    expect(plain(kv, 'properties.publicNetworkAccess')).toBe('Disabled')
    expect(written(kv, ['properties', 'publicNetworkAccess'])).toBe('b_override.tf:2:35 false')
    expect(plain(kv, 'properties.networkAcls')).toEqual({ defaultAction: 'Deny' })
    expect(written(kv, ['properties', 'networkAcls', 'defaultAction'])).toBe('override.tf:3:22 "Deny"')
    expect(kv!.document.edit([set(['properties', 'publicNetworkAccess'], 'Disabled')])).toBeUndefined()
  })

  test('an override file replaces locals and defaults of variables one by one', () => {
    const { resources } = evaluate({
      'main.tf': `${vault('"${local.a}-${local.b}-${var.c}"')}locals {\n  a = 1\n  b = 2\n}\nvariable "c" {\n  default = 3\n}\n`,
      'override.tf': 'locals {\n  b = 20\n}\nvariable "c" {\n  default = 30\n}\n',
    })
    expect(resources.map(({ name }) => name)).toEqual(['1-20-30'])
  })

  test('the JSON form of the language', () => {
    const json = `{
  "//": "a comment",
  "terraform": { "required_providers": { "azurerm": { "source": "hashicorp/azurerm", "version": "~> 3.0" } } },
  "variable": { "names": { "type": "set(string)", "default": ["b", "a"] }, "open": { "type": "bool", "default": "true" } },
  "locals": { "prefix": "kv" },
  "resource": {
    "azurerm_key_vault": {
      "kv": {
        "for_each": "\${var.names}",
        "name": "\${local.prefix}-\${each.key}",
        "public_network_access_enabled": "\${var.open ? false : true}",
        "enable_rbac_authorization": true,
        "network_acls": { "default_action": "Deny", "bypass": "\${join(\\"\\", [\\"None\\"])}" }
      }
    }
  }
}
`
    const { resources, problems } = evaluate({ 'main.tf.json': json })
    expect(problems).toEqual([])
    expect(resources.map(({ name }) => name)).toEqual(['kv-a', 'kv-b'])
    const [kv] = resources
    expect(plain(kv, 'properties.publicNetworkAccess')).toBe('Disabled')
    expect(written(kv, ['properties', 'publicNetworkAccess'])).toBe('main.tf.json:11:42 "${var.open ? false : true}"')
    expect(plain(kv, 'properties.enableRbacAuthorization')).toBe(true)
    expect(plain(kv, 'properties.networkAcls')).toEqual({ defaultAction: 'Deny', bypass: 'None' })
    expect(kv!.document.edit([set(['properties', 'publicNetworkAccess'], 'Enabled')])).toBeUndefined()
  })

  test('files are read from the folder in which Terraform runs, and paths of modules are told from there', () => {
    const { resources, problems } = evaluate({
      'infra/main.tf': 'module "kv" {\n  source = "./modules/kv"\n}\n',
      'infra/modules/kv/main.tf': vault('templatefile("${path.module}/name.tftpl", { parts = ["a", "b"] })'),
      'infra/modules/kv/name.tftpl': 'kv%{ for part in parts }-${part}%{ endfor }',
    })
    expect(problems).toEqual([])
    expect(resources.map(({ name }) => name)).toEqual(['kv-a-b'])
  })
})

describe('how resources come out', () => {
  test('resources of a module that is called several times are told apart', () => {
    const { resources } = evaluate({
      'main.tf': 'module "m" {\n  source = "./m"\n  count  = 2\n}\nmodule "n" {\n  source   = "./m"\n  for_each = toset(["x"])\n}\n',
      'm/main.tf': `${vault('"kv"')}resource "azurerm_role_assignment" "r" {\n  scope = azurerm_key_vault.kv.id\n}\n`,
    })
    const ids = resources.filter((resource) => resource.is('Microsoft.KeyVault/vaults')).map(({ id }) => id)
    expect(ids).toEqual([
      '{module.m[0].azurerm_key_vault.kv.id}',
      '{module.m[1].azurerm_key_vault.kv.id}',
      '{module.n["x"].azurerm_key_vault.kv.id}',
    ])
    const scopes = resources.filter((resource) => resource.is('Microsoft.Authorization/roleAssignments')).map((role) => role.shape('scope'))
    expect(scopes).toEqual(ids)
  })

  test('a dynamic block counts over lists, and names the items of sets', () => {
    const { resources, problems } = evaluate({
      'main.tf': `resource "azurerm_network_security_group" "nsg" {
  name = "nsg"
  dynamic "security_rule" {
    for_each = ["22", "443"]
    iterator = rule
    content {
      name                   = "port-\${rule.value}"
      priority               = 100 + rule.key
      destination_port_range = rule.value
    }
  }
  dynamic "security_rule" {
    for_each = toset(["b", "a"])
    content {
      name     = security_rule.key
      priority = 200
    }
  }
}
`,
    })
    expect(problems).toEqual([])
    const rules = [0, 1, 2, 3].map((index) => [
      plain(resources[0], `properties.securityRules.${index}.name`),
      plain(resources[0], `properties.securityRules.${index}.properties.priority`),
    ])
    expect(rules).toEqual([
      ['port-22', 100],
      ['port-443', 101],
      ['a', 200],
      ['b', 200],
    ])
  })

  test('truth values may be written as text, and versions as numbers', () => {
    const [aks] = evaluate({
      'main.tf': `resource "azurerm_kubernetes_cluster" "aks" {
  name                    = "aks"
  kubernetes_version      = 1.33
  private_cluster_enabled = "true"
  run_command_enabled     = "false"
}
`,
    }).resources
    expect(plain(aks, 'properties.kubernetesVersion')).toBe('1.33')
    expect(plain(aks, 'properties.apiServerAccessProfile')).toEqual({
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: false,
      disableRunCommand: true,
    })
  })

  test('what stands in a block that may not be there is not known', () => {
    const [aks] = evaluate({
      'main.tf': `variable "on" {}
resource "azurerm_kubernetes_cluster" "aks" {
  name = "aks"
  dynamic "network_profile" {
    for_each = var.on
    content {
      network_policy = "cilium"
    }
  }
}
`,
    }).resources
    expect(plain(aks, 'properties.networkProfile.networkPolicy')).toBe('unknown: var.on')
  })

  test('what is laid over by something that is not known may be something else', () => {
    const { resources } = evaluate({
      'main.tf': `variable "more" {}
locals {
  all = merge({ a = "under" }, var.more, { b = "over" })
}
${vault('local.all.a')}resource "azurerm_key_vault" "b" {
  name = local.all.b
}
`,
    })
    expect(resources.map(({ name }) => name)).toEqual(['azurerm_key_vault.kv', 'over'])
    expect(plain(resources[0], 'name')).toBe('unknown: var.more')
  })

  test('an entry that may be left out leaves the others known, and the id of a resource is not null', () => {
    const { resources } = evaluate({
      'main.tf': `variable "more" {}
locals {
  given = { for key, value in { a = "known", b = var.more, c = azurerm_resource_group.rg.id } : key => value if value != null }
}
resource "azurerm_resource_group" "rg" {}
${vault('"${local.given.a}-${lookup(local.given, "d", "none")}"')}resource "azurerm_key_vault" "b" {
  name = local.given.b
}
resource "azurerm_key_vault" "c" {
  name = local.given.c == null ? "null" : "set"
}
`,
    })
    const vaults = resources.filter((resource) => resource.is('Microsoft.KeyVault/vaults'))
    expect(vaults.map((kv) => plain(kv, 'name'))).toEqual(['known-none', 'unknown: var.more', 'set'])
  })

  test('data sources are named in full where they are what decides', () => {
    const [kv] = evaluate({ 'main.tf': vault('data.azurerm_client_config.current.tenant_id') }).resources
    expect(plain(kv, 'name')).toBe('unknown: data.azurerm_client_config.current')
    expect(kv!.name).toBe('<data.azurerm_client_config.current.tenant_id>')
  })

  test('an error in a local is no reason to try something else, and does not make it a circle', () => {
    const { resources } = evaluate({
      'main.tf': `locals {
  broken = tonumber("x")
  name   = try(local.broken, "tried")
}
${vault('try(local.missing, "kv")')}resource "azurerm_key_vault" "b" {
  name = local.name
}
`,
    })
    expect(resources.map(({ name }) => name)).toEqual(['kv', '<expression>'])
    expect(plain(resources[1], 'name')).toBe('unknown: expression')
  })
})

describe('azapi', () => {
  test('an update is laid over the resource that it changes, and is none of its own', () => {
    const { resources } = evaluate({
      'main.tf': `resource "azurerm_kubernetes_cluster" "aks" {
  name                   = "aks"
  local_account_disabled = false
}
resource "azapi_update_resource" "more" {
  type        = "Microsoft.ContainerService/managedClusters@2025-05-01"
  resource_id = azurerm_kubernetes_cluster.aks.id
  body = {
    properties = { disableLocalAccounts = true, networkProfile = { networkPolicy = "cilium" } }
  }
}
`,
    })
    expect(resources.map(({ name }) => name)).toEqual(['aks'])
    expect(plain(resources[0], 'properties.disableLocalAccounts')).toBe(true)
    expect(written(resources[0], ['properties', 'networkProfile', 'networkPolicy'])).toBe('main.tf:9:84 "cilium"')
    // What the update sets is edited there, and the rest where the resource is declared.
    const edits = [
      set(['properties', 'disableLocalAccounts'], false),
      set(['properties', 'apiServerAccessProfile', 'disableRunCommand'], true),
    ]
    const made = resources[0]!.document.edit(edits)!
    expect(made.map(({ text }) => text.trim()).toSorted()).toEqual(['false', 'run_command_enabled = false'])
    expect(made.find(({ text }) => text === 'false')!.range.start).toBeGreaterThan(200)
  })

  test('an update says by its parent and its name what it changes', () => {
    const update = (name: string): string => `resource "azapi_update_resource" "more" {
  type      = "Microsoft.ContainerService/managedClusters/agentPools@2025-05-01"
  parent_id = azurerm_kubernetes_cluster.aks.id
  name      = "${name}"
  body      = { properties = { enableEncryptionAtHost = true } }
}
resource "azurerm_kubernetes_cluster_node_pool" "apps" {
  name                  = "apps"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id
}
`
    const found = evaluate({ 'main.tf': update('apps') })
    expect(found.problems).toEqual([])
    expect(plain(found.resources[0], 'properties.enableEncryptionAtHost')).toBe(true)
    const other = evaluate({ 'main.tf': update('other') })
    expect(plain(other.resources[0], 'properties.enableEncryptionAtHost')).toBe(false)
    expect(other.problems.map(({ range, message }) => [range.start, render(message, 'en')])).toEqual([
      [0, 'azapi_update_resource.more changes a resource that this configuration does not declare; what it sets is not judged'],
    ])
  })

  test('an update of which nothing is known leaves the properties unknown', () => {
    const { resources, problems } = evaluate({
      'main.tf': `variable "body" {}
resource "azurerm_container_registry" "acr" {
  name          = "acr"
  sku           = "Premium"
  admin_enabled = false
}
resource "azapi_update_resource" "more" {
  type        = "Microsoft.ContainerRegistry/registries@2025-04-01"
  resource_id = azurerm_container_registry.acr.id
  body        = var.body
}
`,
    })
    expect(problems).toEqual([])
    expect(plain(resources[0], 'properties.adminUserEnabled')).toBe('unknown: var.body')
    expect(plain(resources[0], 'sku.name')).toBe('Premium')
  })

  test('a body in JSON has places, and one thing in it that is not known leaves the rest known', () => {
    const [aks] = evaluate({
      'main.tf': `variable "ranges" {}
resource "azapi_resource" "aks" {
  type = "Microsoft.ContainerService/managedClusters@2025-05-01"
  name = "aks"
  body = jsonencode({
    properties = { disableLocalAccounts = true, apiServerAccessProfile = { authorizedIPRanges = var.ranges } }
  })
}
`,
    }).resources
    expect(written(aks, ['properties', 'disableLocalAccounts'])).toBe('main.tf:6:43 true')
    expect(plain(aks, 'properties.apiServerAccessProfile.authorizedIPRanges')).toBe('unknown: var.ranges')
  })
})

test('texts that grow without end are not known, and the rest is judged', () => {
  const doublings = Array.from({ length: 20 }, (_, index) => {
    const before = `\${local.s${index}}`
    return `  s${index + 1} = "${before}${before}"\n`
  }).join('')
  const grown = [
    'join(local.s20, range(1000))',
    'replace(local.s20, "x", local.s20)',
    'jsonencode([for i in range(1000) : local.s20])',
    'indent(1000, replace(local.s20, "x", "\\n"))',
    'format(replace(local.s16, "x", "%999d"), range(1000)...)',
    '"%{ for a in range(1000) }%{ for b in range(1000) }${local.s20}%{ endfor }%{ endfor }"',
    'replace(local.s20, "/x/", local.s16)',
  ]
  const vaults = grown.map((name, index) => `resource "azurerm_key_vault" "v${index}" {\n  name = length(${name})\n}\n`).join('')
  const started = performance.now()
  const { resources } = evaluate({ 'main.tf': `locals {\n  s0 = "x"\n${doublings}}\n${vaults}${vault('"kv"')}` })
  expect(resources.map((kv) => String(plain(kv, 'name')).replace(/:.*/, ''))).toEqual([...grown.map(() => 'unknown'), 'kv'])
  expect(performance.now() - started).toBeLessThan(10_000)
})
