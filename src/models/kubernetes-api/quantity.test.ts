import { expect, it } from 'vitest'

import { isQuantity } from './quantity.ts'

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
