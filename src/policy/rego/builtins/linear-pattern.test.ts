import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'

import { linearPattern } from './linear-pattern.ts'

describe('patterns that V8 may match', () => {
  test.each([
    ['^[a-z]+\\[[0-9]+\\]$', '^[a-z]+\\u{5b}[0-9]+\\u{5d}$'],
    ['^registry/.+', '^registry/[^\\n]+'],
    ['latest$', 'latest$'],
    ['^\\d{1,3}$', '^[0-9]{1,3}$'],
  ])('%s', (pattern, source) => {
    expect(linearPattern(pattern)?.source.replaceAll('\\/', '/')).toBe(source)
  })

  test.each([
    ['[a-z]+$', 'starts anywhere'],
    ['^(a+)+$', 'has a repeated group'],
    ['^a*a*b', 'divides in many ways'],
    ['^\\w+\\d+$', 'divides in many ways'],
    ['a|b', 'has alternatives'],
    ['(?i)abc', 'has flags'],
    ['^a+?b', 'is lazy'],
    ['\\bx', 'has an assertion'],
    ['[[:alpha:]]', 'has a class of its own dialect'],
  ])('not %s, which %s', (pattern) => {
    expect(linearPattern(pattern)).toBeUndefined()
  })

  test('what both engines can match, they match alike', () => {
    const patterns = ['^[a-z]+\\.[a-z]+$', '^\\s+$', 'a.c', '^[^/]+/x', '\\d{2}', '^v\\d+\\.\\d+$', '[^a]b$', '^é+x']
    const texts = ['ab.cd', '\u00a0', ' \t', 'a\nc', 'a\rc', 'aéc', 'reg/x', '12', '١٢', 'v1.20', 'bb', '😀b', 'ééx', '']
    for (const pattern of patterns) {
      const quick = linearPattern(pattern)!
      expect(texts.map((text) => quick.test(text))).toEqual(texts.map((text) => RE2JS.compile(pattern).test(text)))
    }
  })
})
