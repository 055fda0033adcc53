import { describe, expect, test } from 'vitest'

import { reviewOfObject } from '../gatekeeper/review.ts'
import { FieldReader } from '../untyped.ts'
import { matchesKyverno, matchesKyvernoWildcard, readKyvernoMatch } from './match.ts'

describe('wildcards', () => {
  test.each([
    ['*', '', true],
    ['web-?', 'web-1', true],
    ['web-?', 'web-', false],
    ['a*c*e', 'abcde', true],
    ['a*c*e', 'abcd', false],
    ['', '', true],
    ['*-system', 'kube-system', true],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(matchesKyvernoWildcard(pattern, text)).toBe(matches)
  })

  test('take no more than quadratic time', () => {
    const started = performance.now()
    expect(matchesKyvernoWildcard(`${'a*'.repeat(200)}b`, 'a'.repeat(20_000))).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('match blocks', () => {
  const review = reviewOfObject({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations: { team: 'blue' } },
  })
  const matches = (match: object): boolean => matchesKyverno(readKyvernoMatch(new FieldReader('policy', { match }), ['match'])!, review)

  test.each([
    [{ resources: { kinds: ['Deployment'] } }, true],
    [{ any: [{ resources: { kinds: ['Pod'] } }, { resources: { kinds: ['apps/v1/Deployment'] } }] }, true],
    [{ any: [{ resources: { kinds: ['apps/v2/Deployment'] } }] }, false],
    [{ any: [{ resources: { kinds: ['*/*/Deploy*'], namespaces: ['sh?p'], names: ['w*'] } }] }, true],
    [{ all: [{ resources: { kinds: ['*'] } }, { resources: { selector: { matchLabels: { app: 'db' } } } }] }, false],
    [{ any: [{ resources: { annotations: { team: 'b*' }, operations: ['CREATE'] } }] }, true],
    [{ any: [{ resources: { operations: ['DELETE'] } }] }, false],
  ])('%j: %s', (match, wanted) => {
    expect(matches(match)).toBe(wanted)
  })

  test('that ask who makes the request are refused', () => {
    expect(() => matches({ any: [{ roles: ['admin'] }] })).toThrow('policy: match.any[0].roles: who makes the request is not known here')
  })
})
