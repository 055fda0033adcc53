import { expect, test } from 'vitest'

import { compareVersions, isAskedVersion } from './definition-version.ts'

test.each([
  ['1.2.3', '1.*.*', true],
  ['1.2.3', '1.2.*', true],
  ['1.2.3', '1.3.*', false],
  ['2.0.0', '1.*.*', false],
  ['1.2.3-preview', '1.*.*', false],
  ['1.2.3-preview', '1.*.*-preview', true],
  ['1.2.3', '1.*.*-preview', true],
  ['', '1.*.*', true],
])('%s is asked for by %s: %s', (version, pattern, is) => {
  expect(isAskedVersion(version, pattern)).toBe(is)
})

test('versions come in the order of their numbers, a preview before the version', () => {
  expect(['10.0.0', '9.1.0', '9.1.0-preview', '9.0.2'].toSorted(compareVersions)).toEqual(['9.0.2', '9.1.0-preview', '9.1.0', '10.0.0'])
})
