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
