import { expect, test } from 'vitest'

import { isAnywhere } from './firewall-collections.ts'
import { isZoneAmong, zonesOfGroup } from './private-link.ts'

test.each(['*', 'any', 'internet', '0.0.0.0/0', '0.0.0.0/1', '128.0.0.0/1', '::/0', '0.0.0.0-255.255.255.255'])(
  '%s is anywhere',
  (said) => {
    expect(isAnywhere(said)).toBe(true)
  },
)

test.each(['10.0.0.0/8', '0.0.0.0', '203.0.113.4', 'azurecloud', '1.0.0.0/10', '2001:db8::/16', ''])('%s is not', (said) => {
  expect(isAnywhere(said)).toBe(false)
})

test('zones are told by the part of a service, and those of sovereign clouds by their ending', () => {
  expect(zonesOfGroup('Blob')).toEqual(['privatelink.blob.core.windows.net'])
  expect(zonesOfGroup('Table')).toEqual(['privatelink.table.core.windows.net', 'privatelink.table.cosmos.azure.com'])
  expect(zonesOfGroup('nothing')).toEqual([])
  expect(isZoneAmong('privatelink.file.core.windows.net', zonesOfGroup('blob'))).toBe(false)
  expect(isZoneAmong('privatelink.blob.core.usgovcloudapi.net', zonesOfGroup('blob'))).toBe(true)
  expect(isZoneAmong('privatelink.azurecr.cn', zonesOfGroup('registry'))).toBe(true)
})
