import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import type { Range } from './location.ts'
import { RangeIndex } from './range-index.ts'

const anyRange = fc.tuple(fc.nat(40), fc.nat(10)).map(([start, length]): Range => ({ start, end: start + length }))

it('finds what a look at every range finds', () => {
  fc.assert(
    fc.property(fc.array(anyRange), anyRange, (ranges, wanted) => {
      const expected = ranges.filter(({ start, end }) => start < wanted.end && wanted.start < end)
      const found = new RangeIndex(ranges, (range) => range).overlapping(wanted)
      expect(found.toSorted(byPlace)).toEqual(expected.toSorted(byPlace))
      expect(found.map(({ start }) => start)).toEqual(found.map(({ start }) => start).toSorted((a, b) => a - b))
    }),
  )
})

function byPlace(a: Range, b: Range): number {
  return a.start - b.start || a.end - b.end
}
