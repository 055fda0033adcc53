import { expect, test } from 'vitest'

import { isInNpmRange } from './npm-range.ts'

test.each([
  ['1.2.6', '^1.2.0', true],
  ['2.0.0', '^1.2.0', false],
  ['0.2.4', '^0.2.1', true],
  ['0.3.0', '^0.2.1', false],
  ['0.0.4', '^0.0.3', false],
  ['0.9.0', '^0.x', true],
  ['0.0.9', '^0.0', true],
  ['1.2.9', '~1.2.3', true],
  ['1.3.0', '~1.2.3', false],
  ['1.9.0', '~1', true],
  ['1.2.6', '1.2.0', false],
  ['1.2.0', 'v1.2.0', true],
  ['1.2.0', '= 1.2.0', true],
  ['1.9.0', '1.x', true],
  ['2.0.0', '1', false],
  ['9.9.9', '*', true],
  ['9.9.9', '', true],
  ['2.5.0', '>=1.2.0 <3', true],
  ['3.0.0', '>=1.2.0 <3', false],
  ['1.9.0', '> 1', false],
  ['2.0.0', '>1', true],
  ['1.9.0', '<=1', true],
  ['2.0.0', '1.0.0 - 2', true],
  ['3.0.0', '1.0.0 - 2', false],
  ['3.1.0', '^1.0.0 || ^3.0.0', true],
  ['1.2.6', '^1.2.0-beta.1', true],
  ['1.2.6', 'latest', undefined],
  ['1.2.6', 'npm:other@^1.0.0', undefined],
  ['1.2.6', 'github:user/repo', undefined],
  ['1.2.6', '^1.0.0 || file:../x', undefined],
  ['2.0.0-rc.1', '^2.0.0-rc.0', undefined],
])('%s in %s: %s', (version, range, expected) => {
  expect(isInNpmRange(version, range)).toBe(expected)
})
