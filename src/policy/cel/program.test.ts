import { describe, expect, test } from 'vitest'

import type { CheckEnvironment } from './check/checker.ts'
import { allFunctions } from './check/function-table.ts'
import { types } from './check/static-type.ts'
import { CelError, CelSyntaxError } from './errors.ts'
import { CelBudget } from './evaluation.ts'
import { CelProgram } from './program.ts'
import { fromJson, type CelValue } from './values.ts'

const object = fromJson({
  spec: { replicas: 3, ratio: 0.5, containers: [{ name: 'a', image: 'x/y:1' }, { name: 'b' }] },
  metadata: { labels: { app: 'web' } },
})

const environment: CheckEnvironment = { functions: allFunctions(), variables: new Map([['object', types.dyn]]) }

function evaluate(text: string): CelValue {
  return new CelProgram(text, environment).evaluate((name) => (name === 'object' ? object : undefined))
}

function errorOf(text: string): string {
  try {
    evaluate(text)
  } catch (error) {
    if (error instanceof CelError) return error.message
    if (error instanceof CelSyntaxError) return `${error.offset}: ${error.message}`
    throw error
  }
  throw new Error('no error')
}

describe('expressions', () => {
  test.each<readonly [string, CelValue]>([
    ['1 + 2 * 3 - -4', 11n],
    ['7 / 2 == 3 && 7.0 / 2.0 == 3.5', true],
    ['object.spec.replicas <= 5 ? "few" : "many"', 'few'],
    ['object.spec.ratio < object.spec.replicas', true],
    ['has(object.spec.paused)', false],
    ['object.spec.containers.all(c, has(c.image))', false],
    ['object.spec.containers.exists_one(c, has(c.image))', true],
    ['object.spec.containers.filter(c, !has(c.image)).map(c, c.name)', ['b']],
    ['object.spec.containers.exists(i, c, i == 1 && c.name == "b")', true],
    ['object.metadata.labels.exists(key, key.startsWith("a"))', true],
    ['object.?spec.?paused.orValue(false)', false],
    ['object.spec.containers[?5].hasValue()', false],
    ['[1, ?optional.none(), ?optional.of(2)]', [1n, 2n]],
    ['false && 1 / 0 == 1', false],
    ['1 / 0 == 1 || true', true],
    ['[1, 0].exists(x, 1 / x == 1)', true],
    ['cel.bind(n, object.spec.replicas, n + n)', 6n],
    ['dyn(1) == 1.0 && dyn(1u) == 1', true],
    ['type(1.0) == double', true],
    ['"a-b-c".split("-", 2)', ['a', 'b-c']],
    ['"日本語".substring(1, 2) + string(size("日本語"))', '本3'],
    ['"%s has %d (%.1f)".format([["a", 1], 2, 1.25])', '[a, 1] has 2 (1.2)'],
    ['"reg.io/a:v12".matches("^reg[.]io/.+:v[0-9]+$")', true],
    ['quantity("1.5Gi").isGreaterThan(quantity("1500Mi")) && quantity("100m").add(quantity("0.9")).asInteger() == 1', true],
    ['cidr("10.0.0.0/8").containsIP(ip("10.1.2.3")) && !isIP("10.0.0.256")', true],
    ['url("https://a.b:8443/c?d=1").getHostname() + url("https://a.b:8443/c?d=1").getPort()', 'a.b8443'],
    ['timestamp("2024-02-29T12:00:00Z") + duration("24h") == timestamp("2024-03-01T12:00:00Z")', true],
    ['sets.equivalent([1, 2], [2, 1, 1])', true],
    ['{"a": 1}.transformMap(k, v, v + 1)["a"]', 2n],
    [`r'\\d' == "\\\\d"`, true],
  ])('%s', (text, expected) => {
    expect(evaluate(text)).toEqual(expected)
  })

  test.each([
    ['object.spec.missing', 'no such key: missing'],
    ['object.spec.containers[2]', 'index out of bounds: 2'],
    ['1 + "a"', "2: found no matching overload for '_+_' applied to '(int, string)'"],
    ['object.spec.replicas + "a"', 'no such overload: int + string'],
    ['9223372036854775807 + 1', 'integer overflow'],
    ['1 / 0', 'division by zero'],
    ['object.spec.replicas.all(x, true)', 'no such overload: a macro on int'],
    ['nothing == 1', "0: undeclared reference to 'nothing'"],
    ['object.frobnicate()', "17: undeclared reference to 'frobnicate'"],
    ['object.spec ==', '14: expression ends too early'],
    ['has(object)', '4: invalid argument to has() macro'],
    ['"abc', '0: string is not closed'],
    [`${'('.repeat(1000)}1`, '200: expression is nested deeper than 200'],
  ])('%s fails', (text, reason) => {
    expect(errorOf(text)).toBe(reason)
  })

  test('what an expression may cost is bounded', () => {
    const program = new CelProgram(
      'lists.range(1000).all(a, lists.range(1000).all(b, lists.range(1000).all(c, a + b + c >= 0)))',
      environment,
    )
    expect(() => program.evaluate(() => undefined, new CelBudget(50_000))).toThrow('operation cancelled: actual cost limit exceeded')
  })
})
