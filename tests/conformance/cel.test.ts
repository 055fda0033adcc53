import { getConformanceSuite, type IncrementalTest, type IncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js'
import { expect, test } from 'vitest'

import { CelError, CelSyntaxError } from '../../src/policy/cel/errors.ts'
import { CelProgram } from '../../src/policy/cel/program.ts'
import { CelType, CelUint, equalCel, typeName, type CelMapKey, type CelValue } from '../../src/policy/cel/values.ts'

/**
 * Cases of the specification's own suite that pass, of how many, by section. What is left out are protocol buffer
 * messages (proto2, proto3, wrappers, enums, dynamic, most of comparisons, optionals and type deductions) and the
 * extensions that the API server does not have: math, encoders, block.
 */
const expected: Readonly<Record<string, readonly [number, number]>> = {
  basic: [41, 43],
  bindings_ext: [5, 5],
  block_ext: [0, 37],
  comparisons: [330, 406],
  conversions: [109, 109],
  dynamic: [25, 226],
  encoders_ext: [0, 4],
  enums: [10, 85],
  fields: [60, 60],
  fp_math: [30, 30],
  integer_math: [64, 64],
  lists: [39, 39],
  logic: [30, 30],
  macros: [44, 44],
  macros2: [46, 46],
  math_ext: [17, 199],
  namespace: [1, 3],
  optionals: [57, 70],
  parse: [176, 219],
  plumbing: [5, 5],
  proto2: [6, 108],
  proto2_ext: [0, 18],
  proto3: [6, 75],
  string: [51, 51],
  string_ext: [203, 209],
  timestamps: [75, 76],
  type_deductions: [37, 47],
  unknowns: [0, 0],
  wrappers: [0, 36],
}

type Proto = NonNullable<Extract<IncrementalTest['original']['resultMatcher'], { case: 'value' }>['value']>

class NotJson extends Error {}

function toCel({ kind }: Proto): CelValue {
  switch (kind.case) {
    case 'nullValue':
      return null
    case 'boolValue':
    case 'stringValue':
    case 'doubleValue':
    case 'int64Value':
    case 'bytesValue':
      return kind.value
    case 'uint64Value':
      return new CelUint(kind.value)
    case 'typeValue':
      return new CelType(kind.value)
    case 'listValue':
      return kind.value.values.map(toCel)
    case 'mapValue':
      return new Map(
        kind.value.entries.map(({ key, value }) => {
          const name = toCel(key!)
          return [(name instanceof CelUint ? name.value : name) as CelMapKey, toCel(value!)] as const
        }),
      )
    case 'enumValue':
    case 'objectValue':
    case undefined:
      throw new NotJson(String(kind.case))
  }
}

function sameResult(got: CelValue, wanted: CelValue): boolean {
  return (equalCel(got, wanted) || (Number.isNaN(got) && Number.isNaN(wanted))) && typeName(got) === typeName(wanted)
}

function passes({ original }: IncrementalTest): boolean {
  try {
    const bindings = new Map(Object.entries(original.bindings).map(([name, { kind }]) => [name, toCel(kind.value as Proto)]))
    const evaluate = (): CelValue | undefined => {
      try {
        return new CelProgram(original.expr, bindings.keys()).evaluate((name) => bindings.get(name))
      } catch (error) {
        if (error instanceof CelError || error instanceof CelSyntaxError) return undefined
        throw error
      }
    }
    const got = evaluate()
    const { resultMatcher: matcher } = original
    if (matcher.case === 'evalError' || matcher.case === 'anyEvalErrors') return got === undefined
    if (matcher.case === 'value') return got !== undefined && sameResult(got, toCel(matcher.value))
    if (matcher.case !== 'typedResult') return got === true
    return original.checkOnly || (got !== undefined && matcher.value.result !== undefined && equalCel(got, toCel(matcher.value.result)))
  } catch (error) {
    if (error instanceof NotJson) return false
    throw error
  }
}

function testsOf(suite: IncrementalTestSuite): readonly IncrementalTest[] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)]
}

test("the specification's conformance suite, by section", () => {
  const counted = getConformanceSuite().suites.map((section) => {
    const all = testsOf(section)
    return [section.name, [all.filter(passes).length, all.length]] as const
  })
  expect(Object.fromEntries(counted)).toEqual(expected)
})
