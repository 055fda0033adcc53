import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { RegoError } from '../../src/policy/rego/errors.ts'
import { fromJson, toJson, type Json } from '../../src/policy/rego/json.ts'
import { Policy } from '../../src/policy/rego/policy.ts'
import type { RegoObject, Value } from '../../src/policy/rego/values.ts'
import { corpus } from '../corpora.ts'

/** A case of OPA's own test suite. */
interface Case {
  readonly note: string
  readonly query: string
  readonly modules?: readonly string[]
  readonly data?: unknown
  readonly input?: unknown
  /** The input as a Rego term. */
  readonly input_term?: string
  readonly want_result?: readonly Readonly<Record<string, Json>>[]
  readonly want_error?: string
  readonly want_error_code?: string
  readonly strict_error?: boolean
  readonly sort_bindings?: boolean
}

/** Built-ins that are refused when a policy is loaded, with the cases of the suites that call them. */
const refused = {
  v0: {
    'crypto.x509.parse_certificates': 8,
    'graphql.is_valid': 5,
    'graphql.parse': 5,
    'graphql.parse_and_verify': 5,
    'graphql.parse_query': 32,
    'graphql.parse_schema': 48,
    'graphql.schema_is_valid': 46,
    'http.send': 2,
    'io.jwt.encode_sign': 2,
    'io.jwt.encode_sign_raw': 8,
    'net.lookup_ip_addr': 3,
    'providers.aws.sign_req': 10,
    'rego.metadata.rule': 2,
    'rego.parse_module': 2,
  },
  v1: {
    'crypto.parse_private_keys': 3,
    'crypto.x509.parse_and_verify_certificates': 2,
    'crypto.x509.parse_certificates': 10,
    'crypto.x509.parse_keypair': 2,
    'graphql.is_valid': 7,
    'graphql.parse': 5,
    'graphql.parse_and_verify': 5,
    'graphql.parse_query': 32,
    'graphql.parse_schema': 48,
    'graphql.schema_is_valid': 47,
    'http.send': 2,
    'io.jwt.encode_sign': 3,
    'io.jwt.encode_sign_raw': 8,
    'net.lookup_ip_addr': 3,
    'providers.aws.sign_req': 18,
    'rego.metadata.rule': 2,
    'rego.parse_module': 2,
  },
} as const

const sizes = { v0: 1132, v1: 1245 } as const

type Verdict = 'passed' | { readonly refused: string } | { readonly failed: string }

function run(given: Case, version: 'v0' | 'v1'): Verdict {
  const sorts = given.sort_bindings === true
  let got: string
  try {
    const policy = Policy.compile((given.modules ?? []).map((text, index) => ({ file: `test-${index}.rego`, text, version })))
    const data = fromJson(given.data ?? {}) as RegoObject
    const results = policy.query(given.query, { input: inputOf(given), data, strict: given.strict_error === true })
    got = canonical(
      results.map((bindings) => Object.fromEntries([...bindings].map(([name, value]) => [name, toJson(value)]))),
      sorts,
    )
  } catch (error) {
    if (!(error instanceof RegoError)) throw error
    if (error.code === 'rego_unsupported_builtin') return { refused: error.message.split('rego_unsupported_builtin: ')[1]!.split(':')[0]! }
    if (given.want_error_code === undefined && given.want_error === undefined) return { failed: `${given.note}: ${error.message}` }
    const expected = given.want_error_code ?? 'eval_'
    return error.code.startsWith(expected) ? 'passed' : { failed: `${given.note}: want ${expected}, got ${error.message}` }
  }
  const wanted = given.want_error_code ?? canonical(given.want_result ?? [], sorts)
  return got === wanted ? 'passed' : { failed: `${given.note}: want ${wanted}, got ${got}` }
}

function inputOf({ input, input_term: term }: Case): Value | undefined {
  if (term === undefined) return input === undefined ? undefined : fromJson(input)
  return Policy.compile([]).query(`x = ${term}`)[0]!.get('x')
}

/** Solutions in no order, keys in order; arrays in no order where the case says so. */
function canonical(results: readonly Json[], sorts: boolean): string {
  const order = (value: Json): Json => {
    if (Array.isArray(value)) {
      const items = value.map(order)
      return sorts ? items.map((item) => JSON.stringify(item)).sort() : items
    }
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value as Readonly<Record<string, Json>>).map(([key, member]) => [key, order(member)] as const)
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return JSON.stringify(results.map((result) => JSON.stringify(order(result))).sort())
}

const folder = corpus('policy/opa-conformance')

describe.skipIf(folder === undefined)("OPA's conformance cases", () => {
  test.each(['v0', 'v1'] as const)('%s: every case passes, or calls a built-in that is refused', (version) => {
    const cases = readdirSync(join(folder!, version)).flatMap((file) => {
      const { cases: found } = JSON.parse(readFileSync(join(folder!, version, file), 'utf8')) as { readonly cases: readonly Case[] }
      return found
    })
    const verdicts = cases.map((given) => run(given, version))
    const counted: Record<string, number> = {}
    for (const verdict of verdicts) {
      if (verdict !== 'passed' && 'refused' in verdict) counted[verdict.refused] = (counted[verdict.refused] ?? 0) + 1
    }
    expect(verdicts.flatMap((verdict) => (verdict !== 'passed' && 'failed' in verdict ? [verdict.failed] : []))).toEqual([])
    expect(counted).toEqual(refused[version])
    expect(cases).toHaveLength(sizes[version])
  })
})
