import { describe, expect, it } from 'vitest'

import { append, applyPathEdits, applyTextEdits, remove, rename, set, type JsonValue, type PathEdit } from './edit.ts'

const value: JsonValue = { a: { b: 1, c: [1, { d: 2 }] }, e: null }

describe('applyPathEdits', () => {
  const cases: readonly [string, readonly PathEdit[], JsonValue | undefined][] = [
    ['sets a field', [set(['a', 'b'], 2)], { a: { b: 2, c: [1, { d: 2 }] }, e: null }],
    ['sets the root', [set([], 1)], 1],
    ['sets an item', [set(['a', 'c', 0], 'x')], { a: { b: 1, c: ['x', { d: 2 }] }, e: null }],
    ['makes mappings on the way', [set(['x', 'y'], true)], { ...value, x: { y: true } }],
    ['takes null for missing', [set(['e', 'y'], true), append(['e', 'z'], 1)], { ...value, e: { y: true, z: [1] } }],
    ['lets each edit see those before it', [set(['x'], []), append(['x'], 1), append(['x'], 2)], { ...value, x: [1, 2] }],
    ['removes a field', [remove(['a', 'b'])], { a: { c: [1, { d: 2 }] }, e: null }],
    ['removes an item', [remove(['a', 'c', 0])], { a: { b: 1, c: [{ d: 2 }] }, e: null }],
    ['renames in place', [rename(['a'], 'z')], { z: { b: 1, c: [1, { d: 2 }] }, e: null }],
    ['makes the sequence to append to', [append(['x'], 1)], { ...value, x: [1] }],
    ['refuses to go through a scalar', [set(['a', 'b', 'x'], 1)], undefined],
    ['refuses a missing item', [set(['a', 'c', 2], 1)], undefined],
    ['refuses a name in a sequence', [set(['a', 'c', 'x'], 1)], undefined],
    ['refuses an index in a mapping', [set(['a', 0], 1)], undefined],
    ['refuses to remove what is not there', [remove(['a', 'x'])], undefined],
    ['refuses to remove the root', [remove([])], undefined],
    ['refuses to rename what is not there', [rename(['x'], 'y')], undefined],
    ['refuses to rename to a key that is taken', [rename(['a'], 'e')], undefined],
    ['refuses to append to a mapping', [append(['a'], 1)], undefined],
    ['refuses all when one cannot be done', [remove(['x']), set(['a'], 1)], undefined],
  ]
  it.each(cases)('%s', (_, edits, expected) => {
    const before = structuredClone(value)
    expect(applyPathEdits(value, edits)).toEqual(expected)
    expect(value).toEqual(before)
  })

  it('keeps the order of keys', () => {
    expect(Object.keys(applyPathEdits({ a: 1, b: 2, c: 3 }, [rename(['b'], 'z'), set(['a'], 0)]) as object)).toEqual(['a', 'z', 'c'])
  })

  it('takes __proto__ for a name like any other', () => {
    const result = applyPathEdits({}, [set(['__proto__', 'polluted'], true)])
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true}}')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('applyTextEdits', () => {
  it('keeps the order of insertions at one offset and refuses overlaps', () => {
    const insert = (text: string) => ({ range: { start: 1, end: 1 }, text })
    expect(applyTextEdits('ab', [insert('1'), insert('2'), { range: { start: 0, end: 1 }, text: 'A' }])).toBe('A12b')
    expect(() =>
      applyTextEdits('abc', [
        { range: { start: 0, end: 2 }, text: '' },
        { range: { start: 1, end: 3 }, text: '' },
      ]),
    ).toThrow(RangeError)
  })
})
