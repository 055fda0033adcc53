import { statSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { dataFile } from '../../core/data-file.ts'
import { isNamespaced } from './kind-scope.ts'
import { composite, primitiveCount, schemaFile, storedSchemas } from './schema-data.ts'
import { defaultMinor, knownMinors } from './versions.ts'

const data = storedSchemas()
const types = Array.from({ length: data.typeCount }, (_, number) => data.type(number))

describe('the recorded schemas', () => {
  it('cover the versions that are named', () => {
    expect([data.first, data.last]).toEqual([knownMinors[0], knownMinors.at(-1)])
    expect(knownMinors).toContain(defaultMinor)
  })

  it('are small', () => {
    expect(statSync(dataFile(schemaFile)).size).toBeLessThan(300_000)
  })

  it('refer only to what they hold', () => {
    const shapeCount = primitiveCount + data.shapes.length
    const sizes = new Map<number, number>([
      [composite.struct, types.length],
      [composite.enum, data.enums.length],
    ])
    expect(data.shapes.filter(([kind, of]) => of >= (sizes.get(kind) ?? shapeCount))).toEqual([])
    expect(types.flatMap(({ shapes }) => shapes.filter((shape) => shape >= shapeCount))).toEqual([])
    expect(types.filter(({ fields, shapes }) => fields.length !== shapes.length)).toEqual([])
    expect(data.kinds.filter(([, , type]) => type >= types.length)).toEqual([])
  })

  it('hold no type that nothing leads to', () => {
    const reached = new Set(data.kinds.map(([, , type]) => type))
    for (const [kind, of] of data.shapes) if (kind === composite.struct) reached.add(of)
    expect(types.filter((_, index) => !reached.has(index))).toEqual([])
  })

  it('know the scope of every kind', () => {
    const objects = data.kinds.filter(([, kind]) => !kind.endsWith('List'))
    expect(objects.length).toBeGreaterThan(200)
    expect(objects.filter(([apiVersion, kind]) => isNamespaced(apiVersion, kind) === undefined)).toEqual([])
  })
})
