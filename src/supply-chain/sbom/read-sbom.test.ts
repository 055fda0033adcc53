import { describe, expect, test } from 'vitest'

import { InventoryError } from '../inventory/package.ts'
import { readSbom } from './read-sbom.ts'

const bill = (parts: object): string => JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...parts })

describe('bills of materials that nobody honest writes', () => {
  test('dependencies in a circle end', () => {
    const components = ['a', 'b'].map((name) => ({ type: 'library', 'bom-ref': name, name, version: '1', purl: `pkg:npm/${name}@1` }))
    const dependencies = [
      { ref: 'a', dependsOn: ['b'] },
      { ref: 'b', dependsOn: ['a', 'b'] },
    ]
    expect(readSbom(bill({ components, dependencies }), 'bom.json').packages.map(({ name }) => name)).toEqual(['a', 'b'])
    const packages = components.map(({ name, purl }) => ({
      SPDXID: `SPDXRef-${name}`,
      name,
      externalRefs: [{ referenceType: 'purl', referenceLocator: purl }],
    }))
    const relationships = [
      { spdxElementId: 'SPDXRef-a', relationshipType: 'CONTAINS', relatedSpdxElement: 'SPDXRef-b' },
      { spdxElementId: 'SPDXRef-b', relationshipType: 'CONTAINS', relatedSpdxElement: 'SPDXRef-a' },
    ]
    const spdx = JSON.stringify({ spdxVersion: 'SPDX-2.3', packages, relationships })
    expect(readSbom(spdx, 'spdx.json').packages).toHaveLength(2)
  })

  test('components inside each other without end are refused', () => {
    const nested = `${'{"name":"a","components":['.repeat(200)}${']}'.repeat(200)}`
    expect(() => readSbom(`{"bomFormat":"CycloneDX","components":[${nested}]}`, 'bom.json')).toThrow(InventoryError)
  })

  test.each(['', '{', '[]', '{"bomFormat":"Other"}', 'null'])('%j is none', (text) => {
    expect(() => readSbom(text, 'bom.json')).toThrow(InventoryError)
  })

  test('what has no package URL is named, not passed over', () => {
    const components = [
      { type: 'library', name: 'mystery', version: '1' },
      { type: 'library', name: 'x', purl: 'pkg:unheard/of@1' },
    ]
    expect(readSbom(bill({ components }), 'bom.json').unknown).toEqual(['mystery@1', 'pkg:unheard/of@1'])
  })
})
