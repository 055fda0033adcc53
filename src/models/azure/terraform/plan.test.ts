import { expect, test } from 'vitest'

import { readPlans } from './plan.ts'

test('a plan gives known values, and says what applying decides', () => {
  const plan = {
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        child_modules: [
          {
            resources: [
              {
                address: 'module.aks.azurerm_kubernetes_cluster.this',
                mode: 'managed',
                type: 'azurerm_kubernetes_cluster',
                values: {
                  name: 'aks',
                  local_account_disabled: true,
                  oms_agent: [],
                  default_node_pool: [{ name: 'system', zones: ['1', '2'] }],
                },
              },
            ],
          },
        ],
      },
    },
    resource_changes: [
      {
        address: 'module.aks.azurerm_kubernetes_cluster.this',
        change: { after_unknown: { private_dns_zone_id: true, default_node_pool: [{ orchestrator_version: true }] } },
      },
    ],
  }
  const source = { uri: 'plan.json', text: JSON.stringify(plan, undefined, 1) }
  const { resources, problems } = readPlans([source])
  expect(problems).toEqual([])
  const [aks] = resources
  expect(aks!.name).toBe('aks')
  expect(aks!.get('properties', 'disableLocalAccounts')).toMatchObject({ kind: 'scalar', value: true })
  expect(aks!.get('properties', 'addonProfiles', 'omsagent', 'enabled')).toBeUndefined()
  expect(aks!.get('properties', 'agentPoolProfiles', 0, 'availabilityZones')).toMatchObject({ kind: 'list' })
  expect(aks!.get('properties', 'apiServerAccessProfile', 'privateDNSZone')).toMatchObject({
    kind: 'unknown',
    reason: { decidedBy: 'module.aks.azurerm_kubernetes_cluster.this.private_dns_zone_id' },
  })
  const place = aks!.document.place(['properties', 'disableLocalAccounts'])
  expect(source.text.slice(place.range.start, place.range.end)).toBe('true')
})

function planOf(resources: readonly object[], unknowns: Readonly<Record<string, object>>, configuration: object) {
  const plan = {
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: { root_module: { resources } },
    resource_changes: Object.entries(unknowns).map(([address, after_unknown]) => ({ address, change: { after_unknown } })),
    configuration: { root_module: configuration },
  }
  const source = { uri: 'plan.json', text: JSON.stringify(plan, undefined, 1) }
  return readPlans([source]).resources
}

const references = (...names: readonly string[]): object => ({ references: names })

test('what applying decides is brought together by what the configuration refers to', () => {
  const vault = 'module.kv["x"].azurerm_key_vault.this'
  const [kv, ...roles] = planOf(
    [
      { address: vault, mode: 'managed', type: 'azurerm_key_vault', values: { name: 'kv' } },
      { address: 'azurerm_role_assignment.out', mode: 'managed', type: 'azurerm_role_assignment', values: {} },
      { address: 'module.role.azurerm_role_assignment.in[0]', mode: 'managed', type: 'azurerm_role_assignment', values: {} },
      { address: 'azurerm_role_assignment.two', mode: 'managed', type: 'azurerm_role_assignment', values: {} },
    ],
    {
      [vault]: { id: true },
      'azurerm_role_assignment.out': { scope: true },
      'module.role.azurerm_role_assignment.in[0]': { scope: true },
      'azurerm_role_assignment.two': { scope: true },
    },
    {
      resources: [
        { address: 'azurerm_role_assignment.out', expressions: { scope: references('module.kv["x"].id', 'module.kv["x"]', 'module.kv') } },
        { address: 'azurerm_role_assignment.two', expressions: { scope: references('local.a.id', 'module.kv["x"].id') } },
      ],
      module_calls: {
        kv: { module: { outputs: { id: { expression: references('azurerm_key_vault.this.id', 'azurerm_key_vault.this') } } } },
        role: {
          expressions: { scope: references('module.kv["x"].id', 'module.kv["x"]', 'module.kv') },
          module: { resources: [{ address: 'azurerm_role_assignment.in', expressions: { scope: references('var.scope') } }] },
        },
      },
    },
  )
  expect(kv!.id).toBe('{module.kv["x"].azurerm_key_vault.this.id}')
  expect(roles.map((role) => role.shape('scope')?.toLowerCase())).toEqual([kv!.id, kv!.id, '{azurerm_role_assignment.two.scope}'])
})

test('a state has ids of its own, and what is secret in it is marked', () => {
  const [kv] = planOf(
    [
      {
        address: 'azurerm_kubernetes_cluster.aks',
        mode: 'managed',
        type: 'azurerm_kubernetes_cluster',
        values: { id: '/subscriptions/s/resourceGroups/g/providers/x/aks', name: 'aks', service_principal: [{ client_id: 'c' }] },
        sensitive_values: { service_principal: [{ client_id: true }] },
      },
    ],
    {},
    {},
  )
  expect(kv!.id).toBe('/subscriptions/s/resourcegroups/g/providers/x/aks')
  expect(kv!.get('properties', 'servicePrincipalProfile', 'clientId')).toMatchObject({ value: 'c', secret: true })
})

test('a block that applying decides is not known, rather than left out', () => {
  const [aks] = planOf(
    [{ address: 'azurerm_kubernetes_cluster.aks', mode: 'managed', type: 'azurerm_kubernetes_cluster', values: { name: 'aks' } }],
    { 'azurerm_kubernetes_cluster.aks': { network_profile: true, default_node_pool: true } },
    {},
  )
  expect(aks!.get('properties', 'networkProfile', 'networkPolicy')).toMatchObject({
    kind: 'unknown',
    reason: { decidedBy: 'azurerm_kubernetes_cluster.aks.network_profile' },
  })
  expect(aks!.get('properties', 'agentPoolProfiles')).toMatchObject({ kind: 'list', items: [], open: { kind: 'unknown' } })
})
