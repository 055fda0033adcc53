import { describe, expect, test } from 'vitest'

import { readAdmissionPolicy } from '../admission-policy.ts'
import { celFunctions } from '../functions/registry.ts'
import { allFunctions } from './function-table.ts'

/** What is wrong with an expression for the API server of a minor; undefined where nothing is. */
function problemOn(minor: number, expression: string): string | undefined {
  try {
    readAdmissionPolicy({ kind: 'ValidatingAdmissionPolicy', metadata: { name: 'a' }, spec: { validations: [{ expression }] } }, minor)
    return undefined
  } catch (error) {
    return ((error as Error).cause as Error & { readonly reason: string }).reason
  }
}

describe('versions of Kubernetes', () => {
  test.each([
    ["quantity('1').isInteger()", 29, "'quantity'"],
    ["object.?a.orValue('') == ''", 29, "'.?'"],
    ["object[?'a'].orValue('') == ''", 29, "'[?'"],
    ["'%s'.format(['a']) == 'a'", 30, "'format'"],
    ['sets.contains([1], [1])', 30, "'sets.contains'"],
    ["isIP('1.1.1.1')", 31, "'isIP'"],
    ["format.uuid().validate('a').hasValue()", 32, "'format.uuid'"],
    ['[1].all(i, v, v > i)', 33, "'all'"],
    ['[1].first().hasValue()', 33, "'first'"],
    ["isSemver('1.0.0')", 34, "'isSemver'"],
    ['[2, 1].sort() == [1, 2]', 35, "'sort'"],
    ['[2, 1].sortBy(x, -x) == [1, 2]', 35, "'sortBy'"],
    ['lists.range(2).size() == 2', 35, "'lists.range'"],
  ])('%s is taken from 1.%i on', (expression, since, name) => {
    expect(problemOn(since, expression)).toBeUndefined()
    expect(problemOn(since - 1, expression)).toBe(`${name} needs Kubernetes 1.${since} or later; the target is 1.${since - 1}`)
  })

  test('what no API server has is not declared, and what it had from the start always is', () => {
    expect(problemOn(36, "base64.encode(b'a') == ''")).toBe("undeclared reference to 'base64'")
    expect(problemOn(36, "'a'.reverse() == 'a'")).toBe("found no matching overload for 'reverse' applied to 'string.()'")
    expect(problemOn(26, "'a'.lowerAscii().matches('a') && [1].isSorted()")).toBeUndefined()
  })

  test('integers and doubles are put in order from 1.29 on', () => {
    expect(problemOn(28, '1 < 1.5')).toBe("found no matching overload for '_<_' applied to '(int, double)'")
    expect(problemOn(29, '1 < 1.5')).toBeUndefined()
  })
})

test('every function that is declared is evaluated, and the other way round', () => {
  const declared = [...allFunctions().overloads].flatMap(([name, overloads]) =>
    overloads.map(({ isMethod }) => (isMethod ? `.${name}` : name)),
  )
  const named = new Set(declared.filter((name) => !/^_|^[?!-]/.test(name)))
  expect([...named].filter((name) => !celFunctions.has(name))).toEqual([])
  expect([...celFunctions.keys()].filter((name) => !named.has(name))).toEqual([])
})
