import { describe, expect, it } from 'vitest'

import { enums } from './enums.ts'
import { mergeVersions } from './merge-versions.ts'
import { notDemanded } from './not-demanded.ts'
import type { Definition, Definitions } from './read-openapi.ts'

const string: Definition = { type: 'string' }

/** Definitions that have every row of the hand-made tables, so that none is refused as unknown. */
function rows(): [string, Definition][] {
  const types = new Map<string, Record<string, Definition>>()
  for (const row of [...Object.keys(enums), ...notDemanded]) {
    const [, type = '', field = ''] = /^(.*)\.([^.]+)$/.exec(row)!
    const name = type.includes('.') ? `io.k8s.api.${type}` : `io.k8s.api.other.v1.${type}`
    types.set(name, { ...types.get(name), [field]: string })
  }
  return [...types].map(([name, properties]) => [name, { type: 'object', properties }])
}

function version(definitions: Record<string, Definition>): Definitions {
  return new Map([...rows(), ...Object.entries(definitions)])
}

function box(properties: Record<string, Definition>, required: readonly string[] = []): Record<string, Definition> {
  const gvk = [{ group: 'example', version: 'v1', kind: 'Box' }]
  return { 'io.k8s.api.example.v1.Box': { type: 'object', properties, required, 'x-kubernetes-group-version-kind': gvk } }
}

describe('mergeVersions', () => {
  it('says once what is the same, and when where it is not', () => {
    const merged = mergeVersions(
      new Map([
        [30, version(box({ kept: string, dropped: string, changed: string }))],
        [31, version(box({ kept: string, changed: { type: 'integer', format: 'int32' } }))],
        [32, version(box({ kept: string, changed: { type: 'integer', format: 'int32' }, added: { type: ['boolean', 'null'] } }))],
      ]),
    )
    expect(merged.kinds).toEqual([['example/v1', 'Box', 0, 0, 0]])
    expect(merged.types).toEqual([
      {
        name: 'Box',
        fields: ['kept', 'dropped', 'changed', 'changed', 'added'],
        shapes: [1, 1, 1, 3, 2],
        ranges: [1, 0, 30, 2, 0, 30, 3, 31, 0, 4, 32, 0],
      },
    ])
  })

  it('says from when to when a kind is there', () => {
    const merged = mergeVersions(
      new Map([
        [30, version({})],
        [31, version(box({}))],
        [32, version({})],
      ]),
    )
    expect(merged.kinds).toEqual([['example/v1', 'Box', 0, 31, 31]])
  })

  it('takes the newest document at its word on what is required', () => {
    const merged = mergeVersions(
      new Map([
        [30, version(box({ a: string, b: string }, ['a']))],
        [31, version(box({ a: string, b: string }, ['b']))],
      ]),
    )
    expect(merged.types[0]).toMatchObject({ fields: ['a', 'b'], required: [1] })
  })

  it('follows references, lists and maps, and types that mention themselves', () => {
    const merged = mergeVersions(
      new Map([
        [
          30,
          version(
            box({
              self: { $ref: '#/definitions/io.k8s.api.example.v1.Box' },
              list: { type: 'array', items: { $ref: '#/$defs/io.k8s.apimachinery.pkg.api.resource.Quantity' } },
              map: { type: 'object', additionalProperties: { type: 'array', items: string } },
              any: {},
            }),
          ),
        ],
      ]),
    )
    expect(merged.shapes).toEqual([
      [2, 0],
      [0, 7],
      [0, 1],
      [1, 13],
    ])
    expect(merged.types[0]).toMatchObject({ shapes: [11, 12, 14, 0] })
  })

  it('refuses what it cannot say', () => {
    const odd = new Map([[30, version(box({ odd: { type: 'string', format: 'colour' } }))]])
    expect(() => mergeVersions(odd)).toThrow('no shape for type string, format colour')
    const gap = new Map([30, 32].map((minor) => [minor, version(box({}))]))
    expect(() => mergeVersions(gap)).toThrow('a minor is missing between 1.30 and 1.32')
    expect(() => mergeVersions(new Map([[30, new Map()]]))).toThrow('no document has MutatingWebhook.failurePolicy')
  })
})
