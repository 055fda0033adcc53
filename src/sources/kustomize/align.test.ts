import { describe, expect, test } from 'vitest'

import { align } from './align.ts'

describe('fields of a merged object in what it was merged from', () => {
  const merged = { list: [{ name: 'b', x: 1 }, { name: 'a', x: 2, y: { z: 3 } }, 'plain'], m: { k: 1 } }

  test('items are recognised by merge key, by equality, or by position where that counts', () => {
    const other = { list: ['plain', { name: 'a', x: 2 }] }
    expect(align(merged, ['list', 1, 'x'], other, false)).toEqual({ path: ['list', 1, 'x'], missing: [], value: 2 })
    expect(align(merged, ['list', 2], other, false)).toEqual({ path: ['list', 0], missing: [], value: 'plain' })
    expect(align(merged, ['list', 0, 'x'], other, false)).toEqual({ path: ['list'], missing: [0, 'x'], value: other.list })
    expect(align(merged, ['list', 0], { list: [{ image: 'q' }] }, true)).toEqual({ path: ['list', 0], missing: [], value: { image: 'q' } })
  })

  test('what is missing is told', () => {
    expect(align(merged, ['m', 'k', 'deeper'], { m: {} }, true)).toEqual({ path: ['m'], missing: ['k', 'deeper'], value: {} })
    expect(align(merged, ['m'], null, true)).toEqual({ path: [], missing: ['m'], value: null })
    expect(align({ toString: 1 }, ['toString'], {}, true).missing).toEqual(['toString'])
  })
})
