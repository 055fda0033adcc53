import { expect, test } from 'vitest'

import { readLive } from './live.ts'

const id = '/subscriptions/x/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop'
const type = 'Microsoft.ContainerService/managedClusters'

test.each([
  ['az aks show', { id, type, name: 'shop', disableLocalAccounts: false }, { state: 'set', value: false }],
  ['Azure Resource Manager', { id, type, properties: { disableLocalAccounts: false } }, { state: 'set', value: false }],
  ['an answer that has it not', { id, type, properties: {} }, { state: 'default', value: false }],
  [
    'az resource list',
    { id, type, properties: null, provisioningState: 'Succeeded', sku: null },
    { state: 'unknown', unknown: { reason: { decidedBy: 'az resource show --ids …' } } },
  ],
  ['a query for names', { id, type, name: 'shop', resourceGroup: 'shop' }, { state: 'unknown' }],
])('a property as %s says it', (_source, answer, expected) => {
  const { resources } = readLive([{ uri: 'live.json', text: JSON.stringify([answer]) }])
  const [resource] = resources
  expect(resource!.setting(resource!.variants[0], ['properties', 'disableLocalAccounts'])).toMatchObject(expected)
})
