import { expect, test } from 'vitest'

import { minorOf, supportOf } from './kubernetes-versions.ts'

test('support ends on the last day of its month', () => {
  expect(supportOf('1.29.4', '2024-11-15', false)).toEqual({ state: 'supported', until: '2025-03-31', days: 136 })
  expect(supportOf('1.27', '2024-11-15', false)).toEqual({ state: 'ended', until: '2024-07-31' })
  expect(supportOf('1.27', '2024-11-15', true)).toEqual({ state: 'supported', until: '2025-07-31', days: 258 })
})

test('an old calendar still knows what has ended, and nothing of what lasts', () => {
  expect(supportOf('1.32', '2025-06-01', false)).toEqual({ state: 'unknown', asOf: '2024-10-30' })
  expect(supportOf('1.32', '2027-01-01', false)).toEqual({ state: 'ended', until: '2026-03-31' })
  expect(supportOf('1.19', '2030-01-01', false)).toEqual({ state: 'ended', until: '2024-10-30' })
})

test('a version that came after the calendar is unknown', () => {
  expect(supportOf('1.99', '2024-11-15', false)).toEqual({ state: 'unknown', asOf: '2024-10-30' })
  expect(supportOf('latest', '2024-11-15', false)).toEqual({ state: 'unknown', asOf: '2024-10-30' })
})

test('the minor version of a version', () => {
  expect(['1.30', 'v1.30.2', '1', 'x'].map(minorOf)).toEqual(['1.30', '1.30', undefined, undefined])
})
