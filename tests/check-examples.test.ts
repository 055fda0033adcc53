import { describe, expect, test } from 'vitest'

import { checks } from '../src/checks/index.generated.ts'
import { judgedSuppression } from '../src/core/suppression.ts'
import { exampleProblems } from '../src/sdk/example-problems.ts'
import { scanExample } from './example-input.ts'

describe.each(checks.map((check) => [check.id, check] as const))('%s', (_, check) => {
  const isLoud = ({ fails = [], unknown = [] }: (typeof check.examples)[number]) => fails.length + unknown.length > 0
  // What is said of suppressions depends on what the other checks found.
  const judging = check.subject === judgedSuppression ? checks : [check]

  test('has an example that fails and one that is silent', () => {
    expect(check.examples.some(isLoud)).toBe(true)
    expect(check.examples.every(isLoud)).toBe(false)
  })

  test.each(check.examples.map((example) => [example.name, example] as const))('%s', async (_name, example) => {
    expect(await exampleProblems(check, example, { judging, scan: scanExample })).toEqual([])
  })
})
