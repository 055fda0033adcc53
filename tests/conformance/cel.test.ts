import { getConformanceSuite, type IncrementalTest, type IncrementalTestSuite } from '@bufbuild/cel-spec/testdata/tests.js'
import { expect, test } from 'vitest'

import { allFunctions } from '../../src/policy/cel/check/function-table.ts'
import { formatType, listOf, mapOf, optionalOf, typeOf, types, type StaticType } from '../../src/policy/cel/check/static-type.ts'
import { CelCompiler } from '../../src/policy/cel/compile.ts'
import { CelError, CelSyntaxError } from '../../src/policy/cel/errors.ts'
import { CelBudget } from '../../src/policy/cel/evaluation.ts'
import { parseCel } from '../../src/policy/cel/parser.ts'
import { CelProgram } from '../../src/policy/cel/program.ts'
import { CelType, CelUint, equalCel, typeName, type CelMapKey, type CelValue } from '../../src/policy/cel/values.ts'

/** Why the API server itself does not give what a case wants. */
const reasons = {
  message: 'needs messages or enumerations of protocol buffers, of which Kubernetes declares none: its objects are JSON',
  block: 'cel.block is what optimizers of expressions write; the API server does not know it',
  container: 'needs a container in which names are looked up; the API server sets none',
  unchecked: 'is about an expression whose types are not checked; the API server checks all of them',
  functions: 'declares functions of its own',
  deduction: 'deduces a type that the API server deduces in another way: of a list with null in it',
  presence: 'needs an error where a presence test meets no mapping, which cel-go gives on demand and the API server does not ask for',
} as const

type Reason = keyof typeof reasons

/** By section: how many cases there are, how many pass, and how many of the others there are for each reason. */
const expected: Readonly<Record<string, Readonly<Partial<Record<Reason | 'cases' | 'pass', number>>>>> = {
  basic: { cases: 43, pass: 41, unchecked: 2 },
  bindings_ext: { cases: 5, pass: 5 },
  block_ext: { cases: 37, block: 37 },
  comparisons: { cases: 406, pass: 362, message: 44 },
  conversions: { cases: 109, pass: 109 },
  dynamic: { cases: 226, pass: 61, message: 164, container: 1 },
  encoders_ext: { cases: 4, pass: 4 },
  enums: { cases: 85, pass: 10, message: 75 },
  fields: { cases: 60, pass: 60 },
  fp_math: { cases: 30, pass: 30 },
  integer_math: { cases: 64, pass: 64 },
  lists: { cases: 39, pass: 39 },
  logic: { cases: 30, pass: 30 },
  macros: { cases: 44, pass: 44 },
  macros2: { cases: 46, pass: 46 },
  math_ext: { cases: 199, pass: 199 },
  namespace: { cases: 3, pass: 1, container: 2 },
  optionals: { cases: 70, pass: 57, message: 11, presence: 2 },
  parse: { cases: 219, pass: 176, message: 26, unchecked: 17 },
  plumbing: { cases: 5, pass: 5 },
  proto2: { cases: 108, pass: 6, message: 90, container: 12 },
  proto2_ext: { cases: 18, message: 18 },
  proto3: { cases: 75, pass: 6, message: 69 },
  string: { cases: 51, pass: 51 },
  string_ext: { cases: 209, pass: 209 },
  timestamps: { cases: 76, pass: 75, message: 1 },
  type_deductions: { cases: 47, pass: 20, message: 21, functions: 5, deduction: 1 },
  unknowns: {},
  wrappers: { cases: 36, message: 36 },
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

function evaluate({ original }: IncrementalTest): CelValue | undefined {
  const bindings = new Map(Object.entries(original.bindings).map(([name, { kind }]) => [name, toCel(kind.value as Proto)]))
  const lookup = (name: string): CelValue | undefined => bindings.get(name)
  const wantsError = original.resultMatcher.case === 'evalError' || original.resultMatcher.case === 'anyEvalErrors'
  try {
    // What is wanted to fail may fail when it is checked; what is wanted to have a value in spite of its types is not checked.
    if (original.disableCheck && !wantsError)
      return new CelCompiler(new Set(bindings.keys())).compile(parseCel(original.expr))({ lookup, budget: new CelBudget(1_000_000) })
    const variables = new Map([...bindings.keys()].map((name) => [name, types.dyn]))
    return new CelProgram(original.expr, { functions: allFunctions(), variables }).evaluate(lookup)
  } catch (error) {
    if (error instanceof CelError || error instanceof CelSyntaxError) return undefined
    throw error
  }
}

function passes(given: IncrementalTest): boolean {
  const { resultMatcher: matcher, checkOnly } = given.original
  try {
    const got = evaluate(given)
    if (matcher.case === 'evalError' || matcher.case === 'anyEvalErrors') return got === undefined
    if (matcher.case === 'value') return got !== undefined && sameResult(got, toCel(matcher.value))
    if (matcher.case !== 'typedResult') return got === true
    const deduced = matcher.value.deducedType
    if (deduced !== undefined && !deduces(given, deduced)) return false
    return checkOnly || (got !== undefined && matcher.value.result !== undefined && equalCel(got, toCel(matcher.value.result)))
  } catch (error) {
    if (error instanceof NotJson) return false
    throw error
  }
}

type ProtoType = NonNullable<Extract<IncrementalTest['original']['resultMatcher'], { case: 'typedResult' }>['value']['deducedType']>

/** The type that a declaration or a deduction names; what it names that is not here is `undefined`. */
function typeFrom({ typeKind }: ProtoType): StaticType | undefined {
  switch (typeKind.case) {
    case 'dyn':
      return types.dyn
    case 'null':
      return types.null
    case 'primitive':
      return [types.dyn, types.bool, types.int, types.uint, types.double, types.string, types.bytes][typeKind.value]
    case 'wellKnown':
      return [types.dyn, types.dyn, types.timestamp, types.duration][typeKind.value]
    case 'listType':
      return ifAll([typeKind.value.elemType], ([of]) => listOf(of!))
    case 'mapType':
      return ifAll([typeKind.value.keyType, typeKind.value.valueType], ([key, value]) => mapOf(key!, value!))
    case 'abstractType':
      return ifAll(typeKind.value.parameterTypes, ([of]) => (typeKind.value.name === 'optional_type' ? optionalOf(of!) : undefined))
    case 'type':
      return ifAll([typeKind.value], ([of]) => typeOf(of!))
    case 'error':
    case 'function':
    case 'messageType':
    case 'typeParam':
    case 'wrapper':
    case undefined:
      return undefined
  }
}

function ifAll(
  parts: readonly (ProtoType | undefined)[],
  make: (types: readonly StaticType[]) => StaticType | undefined,
): StaticType | undefined {
  const found = parts.flatMap((part) => (part === undefined ? [] : [typeFrom(part) ?? []])).flat()
  return found.length === parts.length ? make(found) : undefined
}

/** Whether the checker deduces the type that a case wants. */
function deduces({ original }: IncrementalTest, wanted: ProtoType): boolean {
  const declared = original.typeEnv.flatMap(({ name, declKind }) => {
    const type = declKind.case === 'ident' && declKind.value.type !== undefined ? typeFrom(declKind.value.type) : undefined
    return type === undefined ? [] : [[name, type] as const]
  })
  const type = typeFrom(wanted)
  try {
    const { type: found } = new CelProgram(original.expr, { functions: allFunctions(), variables: new Map(declared) })
    return type !== undefined && formatType(found) === formatType(type)
  } catch (error) {
    if (error instanceof CelSyntaxError) return false
    throw error
  }
}

const messageNames =
  /TestAllTypes|TestRequired|NestedTestAllTypes|GlobalEnum|NestedEnum|cel\.expr\.conformance|proto\.(?:has|get)Ext|google\.protobuf\.(?:Any|FieldMask|Empty)/

function reasonOf(section: string, { name, original }: IncrementalTest): Reason | undefined {
  const { expr, container, bindings, resultMatcher: matcher } = original
  const values = Object.values(bindings).map(({ kind }) => (kind.value as Proto | undefined)?.kind.case)
  if (matcher.case === 'value') values.push(matcher.value.kind.case)
  if (section === 'block_ext') return 'block'
  if (messageNames.test(expr) || values.some((kind) => kind === 'objectValue' || kind === 'enumValue')) return 'message'
  if (original.typeEnv.some(({ declKind }) => declKind.case === 'ident' && declKind.value.type?.typeKind.case === 'messageType'))
    return 'message'
  if (original.typeEnv.some(({ declKind }) => declKind.case === 'function')) return 'functions'
  if (name === 'null_assignable_to_abstract_parameter_candidate') return 'deduction'
  if (container !== '') return 'container'
  if (original.disableCheck) return 'unchecked'
  return section === 'optionals' && /no_such_key|invalid_field/.test(name) ? 'presence' : undefined
}

function testsOf(suite: IncrementalTestSuite): readonly IncrementalTest[] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)]
}

test("every case of the specification's conformance suite passes, or has a reason not to", () => {
  const unexplained: string[] = []
  const counted = getConformanceSuite().suites.map((section) => {
    const counts: Partial<Record<Reason | 'cases' | 'pass', number>> = {}
    for (const one of testsOf(section)) {
      const reason = reasonOf(section.name, one)
      const outcome = passes(one) ? 'pass' : reason
      if (outcome === undefined) unexplained.push(`${section.name}: ${one.name}: ${one.original.expr}`)
      for (const key of ['cases', outcome] as const) if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1
    }
    return [section.name, counts] as const
  })
  expect(unexplained).toEqual([])
  expect(Object.fromEntries(counted)).toEqual(expected)
})
