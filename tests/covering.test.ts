import { expect, test } from 'vitest'

import { checks } from '../src/checks/index.generated.ts'

const byId = new Map(checks.map((check) => [check.id, check]))

test('checks name checks that exist as those that cover them', () => {
  const named = checks.flatMap(({ coveredBy }) => coveredBy ?? [])
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((id) => !byId.has(id))).toEqual([])
})

test('no check is covered by itself, over however many steps', () => {
  const circles = checks.filter(({ id }) => {
    const reached = new Set<string>()
    const waiting = [...(byId.get(id)?.coveredBy ?? [])]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue
      reached.add(next)
      waiting.push(...(byId.get(next)?.coveredBy ?? []))
    }
    return reached.has(id)
  })
  expect(circles).toEqual([])
})
