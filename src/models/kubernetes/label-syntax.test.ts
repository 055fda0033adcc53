import { expect, it } from 'vitest'

import { isLabelKey, isLabelValue } from './label-syntax.ts'

it.each(['app', 'app.kubernetes.io/name', 'A_b-c.1', 'x'.repeat(63), `${'a.'.repeat(126)}a/x`])('%j is a key', (key) => {
  expect(isLabelKey(key)).toBe(true)
})
it.each(['', '-app', 'app-', 'a b', 'Example.org/name', '/name', 'a/b/c', 'x'.repeat(64), `${'a'.repeat(254)}/x`])(
  '%j is no key',
  (key) => {
    expect(isLabelKey(key)).toBe(false)
  },
)
it.each(['', '1', 'v1.2.3', 'x'.repeat(63)])('%j is a value', (value) => expect(isLabelValue(value)).toBe(true))
it.each(['a b', 'x'.repeat(64), 'me@shop.example', '.a', 'a/b'])('%j is no value', (value) => expect(isLabelValue(value)).toBe(false))
