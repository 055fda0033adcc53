import { expect, it } from 'vitest'

import { isQuantity, quantityValue } from './quantity.ts'

it.each(['0', '1', '+1', '-1', '1.', '.5', '0.5', '100m', '128Mi', '1.5Gi', '2k', '2M', '1e3', '1E-3', '12n', '7u', ' 1Gi ', '5Ei'])(
  '%j is a quantity',
  (text) => {
    expect(isQuantity(text)).toBe(true)
  },
)

it.each(['', '.', 'Mi', '1 Gi', '1gb', '1GB', '1K', '1Mib', '1,5Gi', '1e', '0x10', '1.2.3', '٣', '128 megabytes'])('%j is none', (text) => {
  expect(isQuantity(text)).toBe(false)
})

it('takes linear time', () => {
  const started = performance.now()
  expect(isQuantity(`${'1'.repeat(1_000_000)}!`)).toBe(false)
  expect(performance.now() - started).toBeLessThan(1000)
})

it.each([
  ['500m', 0.5],
  ['1', 1],
  [2, 2],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['2k', 2000],
  ['1e3', 1000],
  ['5Ei', 5 * 2 ** 60],
  ['3E', 3e18],
  ['-1', -1],
  ['1gb', undefined],
  [true, undefined],
])('%j is %j', (written, value) => {
  expect(quantityValue(written)).toBe(value)
})
