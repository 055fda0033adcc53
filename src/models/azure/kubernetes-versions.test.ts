import { expect, test } from 'vitest'

import { minorOf, supportOf } from './kubernetes-versions.ts'

test('support ends on the last day of its month', () => {
  expect(supportOf('1.36.4', '2026-08-15', false)).toEqual({ state: 'supported', until: '2027-06-30', days: 319 })
  expect(supportOf('1.30', '2026-08-15', false)).toEqual({ state: 'ended', until: '2025-08-22' })
  expect(supportOf('1.32', '2026-08-15', true)).toEqual({ state: 'supported', until: '2027-03-31', days: 228 })
})

test('an old calendar still knows what has ended, and nothing of what lasts', () => {
  expect(supportOf('1.36', '2026-10-05', false)).toEqual({ state: 'unknown', asOf: '2026-08-05' })
  expect(supportOf('1.32', '2027-01-01', false)).toEqual({ state: 'ended', until: '2026-03-31' })
  expect(supportOf('1.19', '2030-01-01', false)).toEqual({ state: 'ended', until: '2026-08-05' })
})

test('a version that came after the calendar is unknown', () => {
  expect(supportOf('1.99', '2026-08-15', false)).toEqual({ state: 'unknown', asOf: '2026-08-05' })
  expect(supportOf('latest', '2026-08-15', false)).toEqual({ state: 'unknown', asOf: '2026-08-05' })
})

test('the minor version of a version', () => {
  expect(['1.30', 'v1.30.2', '1', 'x'].map(minorOf)).toEqual(['1.30', '1.30', undefined, undefined])
})
