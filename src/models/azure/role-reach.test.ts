import { expect, test } from 'vitest'

import { matchesAction } from './role-reach.ts'

const action = 'microsoft.containerservice/managedclusters/runcommand/action'

test.each([
  ['*', true],
  [action, true],
  ['microsoft.containerservice/*', true],
  ['*/runcommand/action', true],
  ['microsoft.*/managedclusters/*/action', true],
  ['microsoft.containerservice/managedclusters/*/read', false],
  ['microsoft.containerservice/managedclusters', false],
  ['microsoft.containerservice/managedclusters/runcommand/action*action', false],
  ['', false],
])('the pattern %s', (pattern, expected) => {
  expect(matchesAction(pattern, action)).toBe(expected)
})
