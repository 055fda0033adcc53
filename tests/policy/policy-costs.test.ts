import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { decide, readAdmissionPolicy, readAdmissionPolicyBinding } from '../../src/policy/cel/admission-policy.ts'
import { reviewOfRequest } from '../../src/policy/gatekeeper/review.ts'
import { startOrReplayCluster, type Cluster } from '../cluster.ts'

/*
 * What expressions may cost: an evaluation that the API server ends is ended here, at the same point to within one step
 * of a loop, and what follows from it is the same.
 */

const apiVersion = 'admissionregistration.k8s.io/v1'
const words = 'b'.repeat(20)

/** Costs 1,012 + 1,000 × (6 × steps + 15): with 163 steps 994,012, with 164 1,000,012. */
const loop = (steps: number): string => `lists.range(1000).all(x, lists.range(${steps}).all(y, y >= 0))`
const times = (count: number, expression: string) => Array.from({ length: count }, () => ({ expression }))

/** Its name is the namespace that the policy is in effect in. */
const cases: Readonly<Record<string, object>> = {
  'just-enough': { validations: [{ expression: loop(163) }] },
  'too-much': { validations: [{ expression: loop(164) }] },
  'nothing-beside-it-decides': { validations: [{ expression: `${loop(164)} || true` }] },
  ignored: { failurePolicy: 'Ignore', validations: [{ expression: loop(164) }] },
  'ten-together': { validations: times(10, loop(163)) },
  'eleven-together': { validations: times(11, loop(163)) },
  'two-conditions': {
    matchConditions: [1, 2].map((n) => ({ name: `c${n}`, expression: loop(163) })),
    validations: [{ expression: 'false' }],
  },
  'three-conditions': {
    matchConditions: [1, 2, 3].map((n) => ({ name: `c${n}`, expression: loop(163) })),
    validations: [{ expression: 'false' }],
  },
  'of-variables': {
    variables: [{ name: 'a', expression: loop(164) }],
    validations: [{ expression: 'variables.a' }],
  },
  texts: {
    validations: [{ expression: `lists.range(1000).all(x, lists.range(100).all(y, object.data.text.startsWith('${words}') || y >= 0))` }],
  },
  'texts-in-reach': { validations: [{ expression: `lists.range(1000).all(x, lists.range(60).all(y, object.data.text.startsWith('a')))` }] },
  patterns: {
    validations: [{ expression: `lists.range(1000).all(x, lists.range(60).all(y, object.data.text.matches('^${'a'.repeat(20)}')))` }],
  },
  lists: { validations: [{ expression: 'lists.range(1000).map(x, lists.range(50).map(y, y)).size() == 1000' }] },
  'lists-in-reach': { validations: [{ expression: 'lists.range(1000).map(x, lists.range(60).map(y, y)).size() == 1000' }] },
  sets: { validations: [{ expression: 'sets.contains(lists.range(1000), lists.range(900))' }] },
  'sets-too-large': { validations: [{ expression: 'sets.contains(lists.range(1000), lists.range(1001))' }] },
}

const policyOf = (name: string, spec: object) => ({
  apiVersion,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name },
  spec: {
    matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }] },
    ...spec,
  },
})

const bindingOf = (name: string) => ({
  apiVersion,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name },
  spec: {
    policyName: name,
    validationActions: ['Deny'],
    matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } },
  },
})

const objectIn = (namespace: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'tried', namespace },
  data: { text: 'a'.repeat(120) },
})

function ours(name: string, spec: object): string {
  const namespaceObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'kubernetes.io/metadata.name': name } } }
  const review = reviewOfRequest({ operation: 'CREATE', object: objectIn(name) }, { namespaceObject })
  const [first] = decide(readAdmissionPolicy(policyOf(name, spec)), readAdmissionPolicyBinding(bindingOf(name)), { review })
  return first === undefined ? 'admitted' : first.message
}

describe('what expressions may cost', () => {
  let cluster: Cluster
  const answers = new Map<string, string>()
  const path = (name: string) => `/api/v1/namespaces/${name}/configmaps?dryRun=All`

  beforeAll(async () => {
    cluster = await startOrReplayCluster('policy-costs')
    for (const [name, spec] of Object.entries({ ...cases, 'in-effect': { validations: [{ expression: 'false' }] } })) {
      await cluster.call('POST', '/api/v1/namespaces', { metadata: { name } })
      const { status, body } = await cluster.call('POST', `/apis/${apiVersion}/validatingadmissionpolicies`, policyOf(name, spec))
      if (status !== 201) throw new TypeError(`${name}: ${body.message}`)
      await cluster.call('POST', `/apis/${apiVersion}/validatingadmissionpolicybindings`, bindingOf(name))
    }
    await cluster.settled(4000)
    for (const name of Object.keys(cases)) {
      const { status, body } = await cluster.call('POST', path(name), objectIn(name))
      answers.set(name, status === 201 ? 'admitted' : (body.message ?? '').replace(/^.*? denied request: /, ''))
    }
  }, 180_000)
  afterAll(async () => cluster.stop())

  test.each(Object.entries(cases))('%s', (name, spec) => {
    expect(ours(name, spec)).toBe(answers.get(name))
  })
})
