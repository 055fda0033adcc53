import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { readAdmissionPolicy } from '../../src/policy/cel/admission-policy.ts'
import { readMutatingPolicy } from '../../src/policy/cel/mutating-policy.ts'
import { ExpressionSyntaxError } from '../../src/policy/cel/policy-scope.ts'
import { PolicyDocumentError } from '../../src/policy/document-error.ts'
import { startOrReplayCluster, type ApiAnswer, type Cluster } from '../cluster.ts'
import { expressions, mutations, specs } from './expression-cases.ts'

/*
 * A policy is refused here when the API server refuses it, at the same place and with the same words, but for what
 * cannot be parsed or cannot be worked out beforehand: there the words are ours.
 */

const apiVersion = 'admissionregistration.k8s.io/v1'
const resourceRules = [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] }]

function policyOf(kind: string, spec: object) {
  return { apiVersion, kind, metadata: { name: 'tried' }, spec: { matchConstraints: { resourceRules }, ...spec } }
}

const ofMutation = (mutation: object) => ({ failurePolicy: 'Fail', reinvocationPolicy: 'Never', mutations: [mutation] })

/** What the server says of the first expression that it refuses: `line:column: words`. */
function serverSays({ status, body }: ApiAnswer): string {
  if (status === 201) return 'accepted'
  const said = body.message ?? ''
  const compiled = /ERROR: <input>:(\d+:\d+): (.*)/.exec(said)
  if (compiled !== null)
    return /^Syntax error|token recognition/.test(compiled[2]!)
      ? 'refused'
      : `${compiled[1]}: ${compiled[2]!.replace(" (in container '')", '')}`
  const result = /must evaluate to .*? but got .*?(?=, spec\.|\]?$)/m.exec(said)
  if (result !== null) return `1:1: ${result[0]}`
  if (!said.includes('program instantiation failed')) throw new TypeError(`not understood: ${said}`)
  return 'refused'
}

function oursSay(read: () => unknown): string {
  try {
    read()
    return 'accepted'
  } catch (error) {
    const cause = error instanceof PolicyDocumentError ? error.cause : undefined
    if (!(cause instanceof ExpressionSyntaxError)) throw error
    const before = cause.expression.slice(0, cause.offset).split('\n')
    return `${before.length}:${Array.from(before.at(-1)!).length + 1}: ${cause.reason}`
  }
}

/** What is said here, no more of it than the server says. */
function asFarAs(server: string, ours: string): string {
  return server === 'refused' && ours !== 'accepted' ? 'refused' : ours
}

describe('expressions that the API server takes and refuses', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startOrReplayCluster('policy-expressions')
  }, 120_000)
  afterAll(async () => cluster.stop())

  const path = (kinds: string) => `/apis/${apiVersion}/${kinds}?dryRun=All`

  test.each(
    [...expressions.map((expression) => ({ validations: [{ expression }] })), ...specs].map((spec) => [JSON.stringify(spec), spec]),
  )('%s', async (_, spec) => {
    const policy = policyOf('ValidatingAdmissionPolicy', spec)
    const server = serverSays(await cluster.call('POST', path('validatingadmissionpolicies'), policy))
    expect(
      asFarAs(
        server,
        oursSay(() => readAdmissionPolicy(policy)),
      ),
    ).toBe(server)
  })

  test.each(mutations.map((mutation) => [JSON.stringify(mutation), mutation]))('%s', async (_, mutation) => {
    const policy = policyOf('MutatingAdmissionPolicy', ofMutation(mutation))
    const server = serverSays(await cluster.call('POST', path('mutatingadmissionpolicies'), policy))
    expect(
      asFarAs(
        server,
        oursSay(() => readMutatingPolicy(policy)),
      ),
    ).toBe(server)
  })
})
