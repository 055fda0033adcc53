import { assert, constantFrom, property, string, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'

import { KeywordIndex } from './keyword-index.ts'

function hitsIn(index: KeywordIndex, text: string): readonly (readonly [number, number])[] {
  const hits: [number, number][] = []
  index.scan(Buffer.from(text, 'latin1'), text.length, (keyword, start) => hits.push([keyword, start]))
  return hits
}

test('keywords that overlap are found in order of their end, the longest first', () => {
  expect(hitsIn(new KeywordIndex(['he', 'she', 'hers', 's']), 'uSHErs')).toEqual([
    [3, 1],
    [1, 1],
    [0, 2],
    [2, 2],
    [3, 5],
  ])
})

test('what is found does not depend on how much was scanned before', () => {
  const keyword = string({ unit: constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
  const text = string({ unit: constantFrom('a', 'A', 'b', 'c', 'É', '-'), maxLength: 60 })
  assert(
    property(uniqueArray(keyword, { minLength: 1, maxLength: 8 }), text, (keywords, searched) => {
      const fresh = new KeywordIndex(keywords)
      const used = new KeywordIndex(keywords)
      hitsIn(used, '-'.repeat(1 << 16))
      expect(hitsIn(used, searched)).toEqual(hitsIn(fresh, searched))
    }),
  )
})
