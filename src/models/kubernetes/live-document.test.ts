import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { append, applyPathEdits, applyTextEdits, remove, rename, set, type JsonValue, type PathEdit } from '../../core/edit.ts'
import { canApplyOne, LiveDocument } from './live-document.ts'

const pod = { kind: 'Pod', spec: { containers: [{ name: 'app', securityContext: { privileged: true } }] } }

describe('an object of a cluster as a document', () => {
  const document = new LiveDocument('cluster/shop/Pod/web.json', pod)

  test('places are exact in its JSON', () => {
    const { source, range, path } = document.place(['spec', 'containers', 0, 'securityContext', 'privileged'])
    expect(source.text.slice(range.start, range.end)).toBe('true')
    expect(path).toEqual(['spec', 'containers', 0, 'securityContext', 'privileged'])
    expect(JSON.parse(source.text)).toEqual(pod)
    expect(source.uri).toBe('cluster/shop/Pod/web.json')
  })

  test('edits give the JSON of the changed object', () => {
    const edits = document.edit([set(['spec', 'hostPID'], false), remove(['spec', 'containers', 0, 'securityContext'])])!
    expect(JSON.parse(applyTextEdits(document.source.text, edits))).toEqual({
      kind: 'Pod',
      spec: { containers: [{ name: 'app' }], hostPID: false },
    })
    expect(document.edit([remove(['spec', 'nodeName'])])).toBeUndefined()
  })
})

describe('whether an edit can be made', () => {
  const step = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -1, max: 2 }))
  const path = fc.array(step, { maxLength: 4 })
  const value = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, 1, 'x', true),
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3 }),
    ),
  })).value
  const edit: fc.Arbitrary<PathEdit> = fc.oneof(
    fc.tuple(path, value).map(([at, to]) => set(at, to)),
    fc.tuple(path, value).map(([at, to]) => append(at, to)),
    path.map(remove),
    fc.tuple(path, fc.constantFrom('a', 'b', 'd')).map(([at, key]) => rename(at, key)),
  )

  test('is known without making it', () => {
    fc.assert(
      fc.property(value, edit, (before, change) => {
        expect(canApplyOne(before, change)).toBe(applyPathEdits(before, [change]) !== undefined)
      }),
      { numRuns: 3000 },
    )
  })
})
