import { expect, test } from 'vitest'

import { Estate } from '../../core/estate.ts'
import { unreadAmong } from './unread.ts'

const group = 'azure/subscriptions/x/resourceGroups/g/providers'

test.each([
  [`${group}/Microsoft.ContainerService/managedClusters/a/providers/Microsoft.Insights/diagnosticSettings`, true],
  ['azure/subscriptions/x/providers/Microsoft.Insights/diagnosticSettings', true],
  ['azure/providers/microsoft.aadiam/diagnosticSettings', false],
  [`${group}/Microsoft.Insights/diagnosticSettings/export`, false],
  ['azure/docs/providers/Microsoft.Insights/diagnosticSettings', false],
])('%s', (uri, expected) => {
  const estate = new Estate([], [{ uri, reason: 'permission-missing', message: '' }])
  expect(unreadAmong(estate, ['Microsoft.Insights/diagnosticSettings'])).toBe(expected ? uri : undefined)
})

test('a list below a resource', () => {
  const uri = `${group}/Microsoft.ContainerService/managedClusters/a/maintenanceConfigurations`
  const estate = new Estate([], [{ uri, reason: 'permission-missing', message: '' }])
  expect(unreadAmong(estate, ['Microsoft.ContainerService/managedClusters/maintenanceConfigurations'])).toBe(uri)
})
