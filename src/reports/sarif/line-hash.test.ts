import { expect, it } from 'vitest'

import { lineHash } from './line-hash.ts'

function hashes(text: string): (string | undefined)[] {
  const source = { uri: 'a', text }
  return text.split(/\r\n|\r|\n/).map((_, index) => lineHash(source, index + 1))
}

/** The values that GitHub's own action computes for these texts. */
const known: readonly [text: string, hashes: readonly string[]][] = [
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [
    ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End',
    ['8b7cf3e952e7aeb2:1', 'b1ae1287ec4718d9:1', 'bff680108adb0fcc:1', 'c6805c5e1288b612:1', 'b86d3392aea1be30:1', 'e6ceba753e1a442:1'],
  ],
  [
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    [
      'a7f2ff13bc495cf2:1',
      'a7f2ff13bc495cf2:2',
      'a7f2ff13bc495cf2:3',
      'a7f2ff13bc495cf2:4',
      'a7f2ff13bc495cf2:5',
      'a7f2ff13bc495cf2:6',
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
]

it.each(known)('gives the values that GitHub computes: %j', (text, expected) => {
  expect(hashes(text)).toEqual(expected)
})

it('does not tell line ends apart', () => {
  const expected = [
    'e9496ae3ebfced30:1',
    'fb7c023a8b9ccb3f:1',
    'ce8ba1a563dcdaca:1',
    'e20e36e16fcb0cc8:1',
    'b3edc88f2938467e:1',
    'c8e28b0b4002a3a0:1',
    'c129715d7a2bc9a3:1',
  ]
  const text = ' hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n'
  expect(hashes(text)).toEqual(expected)
  expect(hashes(text.replaceAll('\n', '\r'))).toEqual(expected)
  expect(hashes(text.replaceAll('\n', '\r\n'))).toEqual(expected)
  expect(hashes(' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n')).toEqual(expected)
})

it('agrees with the definition, computed in whole numbers', () => {
  const text = '名前: 値 # 説明\n'.repeat(5) + '\uffff\ufffe'.repeat(60)
  const characters = [...Array(text.length).keys()].map((at) => text.charCodeAt(at)).filter((unit) => unit !== 32 && unit !== 9)
  characters.push(0xffff, ...Array<number>(100).fill(0))
  const starts = [0, ...characters.flatMap((unit, at) => (unit === 10 ? [at + 1] : []))]
  const expected = starts.map((start) =>
    characters
      .slice(start, start + 100)
      .reduce((sum, unit) => (sum * 37n + BigInt(unit)) % 2n ** 64n, 0n)
      .toString(16),
  )
  expect(hashes(text).map((hash) => hash!.split(':')[0])).toEqual(expected)
})

it('hashes a file of a megabyte in a moment', () => {
  const started = performance.now()
  hashes('        image: registry.example/app:1.0\n'.repeat(25_000))
  expect(performance.now() - started).toBeLessThan(500)
})
