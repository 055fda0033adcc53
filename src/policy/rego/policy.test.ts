import { describe, expect, test } from 'vitest'

import { RegoError } from './errors.ts'
import { fromJson, toJson } from './json.ts'
import { Policy } from './policy.ts'
import type { RegoVersion } from './syntax/cursor.ts'

function read(text: string, rule: string, input?: unknown, version: RegoVersion = 'v1'): unknown {
  const policy = Policy.compile([{ file: 'test.rego', text: `package test\n${text}`, version }])
  const value = policy.read(['test', rule], input === undefined ? {} : { input: fromJson(input) })
  return value === undefined ? undefined : toJson(value)
}

function errorOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof RegoError) return error.message
    throw error
  }
  throw new Error('no error')
}

const compileError = (text: string, version: RegoVersion = 'v1'): string => errorOf(() => read(text, 'p', {}, version))

describe('undefined and negation', () => {
  test('what is looked up in an operand of a negated call is looked up before the negation', () => {
    expect(read('p if not startswith(input.missing, "a")', 'p', {})).toBeUndefined()
    expect(read('p if not input.missing', 'p', {})).toBe(true)
    expect(read('p if not input.missing == 1', 'p', {})).toBe(true)
    expect(read('p if not input.missing != 1', 'p', {})).toBeUndefined()
  })

  test('null is a value, and only false and undefined fail', () => {
    expect(read('p if input.n', 'p', { n: null })).toBe(true)
    expect(read('p if input.n', 'p', { n: false })).toBeUndefined()
    expect(read('p := object.get(input, "n", 1)', 'p', { n: null })).toBe(null)
  })
})

describe('rules', () => {
  test('statements run in an order in which variables have values', () => {
    expect(read('p := x if { x > 1; x := y + 1; y := input.y }', 'p', { y: 1 })).toBe(2)
  })

  test('else is tried where the body before it has no solution', () => {
    expect(read('f(x) := "big" if x > 10\nelse := "small"\np := [f(11), f(1)]', 'p')).toEqual(['big', 'small'])
  })

  test('a rule with empty parentheses can be read with and without them', () => {
    expect(read('q() { input.a }\np { q }', 'p', { a: 1 }, 'v0')).toBe(true)
    expect(read('q() { input.a }\np { q() }', 'p', { a: 1 }, 'v0')).toBe(true)
  })

  test('a variable that only comprehensions use is local to each of them', () => {
    expect(read('p := [a, b] if { a := [x | x = input.a[_]]; b := [x | x = input.b[_]] }', 'p', { a: [1], b: [2] })).toEqual([[1], [2]])
  })

  test('nested objects are put together from rules with references in their heads', () => {
    expect(read('p[k].r := i if some i, k in ["a", "b"]\np.a.s contains 1', 'p')).toEqual({ a: { r: 0, s: [1] }, b: { r: 1 } })
  })

  test('with replaces input, data and functions for one statement', () => {
    const text = 'q := input.a\np := [q, r] if { r := q with input.a as 2 }\ns := n if { n := count([1]) with count as 5 }'
    expect(read(text, 'p', { a: 1 })).toEqual([1, 2])
    expect(read(text, 's', {})).toBe(5)
  })
})

describe('values', () => {
  test('sets and objects are iterated and printed in order of type and content', () => {
    expect(read('p := sprintf("%v", [{[1], "b", 2, null, {"k": {1}}, true}])', 'p')).toBe('{null, true, 2, "b", [1], {"k": {1}}}')
  })

  test('integers are exact at any size', () => {
    expect(read('p := sprintf("%d", [9007199254740993 * 3])', 'p')).toBe('27021597764222979')
  })
})

describe('errors when a policy is loaded name their place', () => {
  test.each([
    ['p if { x == 1 }', 'test.rego:2: rego_unsafe_var_error: var x is unsafe'],
    ['p if not xs[_] == 1\nxs := [1]', 'test.rego:2: rego_unsafe_var_error: var _ is unsafe'],
    ['p := q\nq := p', 'test.rego:2: rego_recursion_error: rule data.test.p is recursive: data.test.p -> data.test.q -> data.test.p'],
    ['\np := http.send({})', 'test.rego:3: rego_unsupported_builtin: http.send: would reach out to the network'],
    ['p := nothing(1)', 'test.rego:2: rego_type_error: undefined function nothing'],
    ['p := count(1, 2, 3)', 'test.rego:2: rego_type_error: count: arity mismatch'],
    ['p if { x := 1; x := 2 }', 'test.rego:2: rego_compile_error: var x assigned above'],
    ['p := [1', 'test.rego:2: rego_parse_error: unexpected eof token: expected ,'],
    ['p { true }', 'test.rego:2: rego_parse_error: `if` keyword is required before rule body'],
    ['p := "a', 'test.rego:2: rego_parse_error: non-terminated string'],
  ])('%s', (text, message) => {
    expect(compileError(text)).toBe(message)
  })

  test('nesting is bounded', () => {
    expect(compileError(`p := ${'['.repeat(5000)}`)).toMatch(/^test.rego:2: rego_parse_error: nested deeper than 300$/)
  })

  test('an attempt to make the parser try again and again ends', () => {
    const started = performance.now()
    expect(compileError(`p := ${'{a | '.repeat(250)},`)).toContain('rego_parse_error')
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('limits of an evaluation', () => {
  const policy = (text: string) => Policy.compile([{ file: 'test.rego', text: `package test\n${text}` }])
  const limits = { steps: 100_000, produced: 100_000, milliseconds: 1000 }

  test.each([
    ['xs := numbers.range(1, 900)\np if { some a in xs; some b in xs; a + b < 0 }', 'more than 100000 steps'],
    ['p := numbers.range(1, 1000000000)', 'made more than 100000 elements and characters'],
    [
      `a0 := "aaaaaaaaaa"\n${Array.from({ length: 30 }, (_, n) => `a${n + 1} := concat("", [a${n}, a${n}])`).join('\n')}\np := a30`,
      'made more than 100000 elements and characters',
    ],
  ])('%#', (text, reason) => {
    expect(errorOf(() => policy(text).read(['test', 'p'], { limits }))).toBe(`eval_limit_error: ${reason}`)
  })

  test('a width that is too large makes the call undefined', () => {
    expect(policy('p := sprintf("%*d", [99999999, 1])').read(['test', 'p'], { limits })).toBeUndefined()
  })

  test('patterns of the input cannot make matching slow', () => {
    const started = performance.now()
    const input = fromJson({ pattern: '^(a+)+$', text: `${'a'.repeat(5000)}!` })
    expect(policy('p := regex.match(input.pattern, input.text)').read(['test', 'p'], { input })).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
