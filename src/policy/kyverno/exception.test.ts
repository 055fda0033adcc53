import { describe, expect, test } from 'vitest'

import { reviewOfRequest } from '../gatekeeper/review.ts'
import { readKyvernoException } from './exception.ts'
import { exceptionsFor, readKyvernoPolicy, type KyvernoVerdict } from './policy.ts'

const now = new Date('2026-06-01T00:00:00Z')

const policy = {
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ValidatingPolicy',
  metadata: { name: 'registry' },
  spec: {
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
    validations: [
      {
        expression:
          "object.spec.containers.all(c, c.image.startsWith('good/') || exceptions.allowedImages.exists(i, c.image.startsWith(i.replace('*', ''))) || c.name in exceptions.allowedValues)",
        message: 'wrong registry',
      },
    ],
  },
}

const exception = (spec: object): object => ({
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'PolicyException',
  metadata: { name: 'legacy', namespace: 'shop' },
  spec: { policyRefs: [{ name: 'registry', kind: 'ValidatingPolicy' }], ...spec },
})

function verdict(written: object | undefined, image: string, on = policy as object, workload?: object): KyvernoVerdict {
  const read = readKyvernoPolicy(on as never)
  const exceptions = written === undefined ? [] : [readKyvernoException(written as never, now) ?? []].flat()
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'old', namespace: 'shop' },
    spec: { containers: [{ name: 'app', image }] },
  }
  const rule = read.rules[0]!
  return rule.judge(
    reviewOfRequest({ operation: 'CREATE', object }, { workload: workload as never }),
    exceptionsFor(read, rule, exceptions),
  )
}

describe('exceptions of policies in CEL', () => {
  test.each([
    ['none', undefined, 'bad/app:1', 'fail'],
    ['the whole object', {}, 'bad/app:1', 'skip'],
    ['and reported as a pass', { reportResult: 'pass' }, 'bad/app:1', 'pass'],
    [
      'under a condition that holds',
      { matchConditions: [{ name: 'a', expression: "object.metadata.name == 'old'" }] },
      'bad/app:1',
      'skip',
    ],
    ['under one that does not', { matchConditions: [{ name: 'a', expression: "object.metadata.name == 'new'" }] }, 'bad/app:1', 'fail'],
    [
      'under one that has no value',
      { matchConditions: [{ name: 'a', expression: "object.metadata.labels.a == 'b'" }] },
      'bad/app:1',
      'fail',
    ],
    ['an image', { images: ['bad/*'] }, 'bad/app:1', 'pass'],
    ['an image, and another is there', { images: ['bad/*'] }, 'worse/app:1', 'fail'],
    ['a value', { allowedValues: ['app'] }, 'bad/app:1', 'pass'],
    ['of another policy', { policyRefs: [{ name: 'registry', kind: 'ImageValidatingPolicy' }] }, 'bad/app:1', 'fail'],
    ['that ends later', { expiresAt: '2026-06-02T00:00:00Z' }, 'bad/app:1', 'skip'],
    ['that has ended', { expiresAt: '2026-05-31T00:00:00Z' }, 'bad/app:1', 'fail'],
  ] as const)('%s', (_, spec, image, outcome) => {
    expect(verdict(spec === undefined ? undefined : exception(spec), image).outcome).toBe(outcome)
  })

  test('what they cannot say here is refused', () => {
    const spec = { validations: [{ expression: 'true' }] }
    expect(() => readKyvernoException(exception(spec) as never, now)).toThrow('conditions of a grant are not evaluated here')
    expect(() => readKyvernoException(exception({ expiresAt: 'soon' }) as never, now)).toThrow('is not a date')
  })
})

describe('exceptions of rules', () => {
  const rules = {
    apiVersion: 'kyverno.io/v1',
    kind: 'ClusterPolicy',
    metadata: { name: 'registry' },
    spec: {
      rules: [
        {
          name: 'known',
          match: { any: [{ resources: { kinds: ['Pod'] } }] },
          validate: { cel: { expressions: [{ expression: "object.spec.containers.all(c, c.image.startsWith('good/'))" }] } },
        },
      ],
    },
  }
  const excepting = (ruleNames: readonly string[], kinds: readonly string[], more: object = {}): object => ({
    apiVersion: 'kyverno.io/v2',
    kind: 'PolicyException',
    metadata: { name: 'legacy' },
    spec: {
      exceptions: [{ policyName: 'registry', ruleNames }],
      match: { any: [{ resources: { kinds, names: ['old*'] } }] },
      ...more,
    },
  })
  const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'old', namespace: 'shop' }, spec: {} }

  test.each([
    ['by name', ['known'], ['Pod'], 'skip'],
    ['by pattern', ['k*'], ['Pod'], 'skip'],
    ['of another rule', ['other'], ['Pod'], 'fail'],
    ['of another kind', ['known'], ['Service'], 'fail'],
    ['of the workload', ['autogen-known'], ['Deployment'], 'skip'],
  ] as const)('%s', (_, names, kinds, outcome) => {
    expect(verdict(excepting(names, kinds), 'bad/app:1', rules, deployment).outcome).toBe(outcome)
  })

  test.each([
    [{ conditions: { all: [] } }, 'needs JMESPath'],
    [{ podSecurity: [{ controlName: 'Capabilities' }] }, 'is about rules that are not evaluated here'],
  ])('%j is refused', (more, reason) => {
    expect(() => readKyvernoException(excepting(['known'], ['Pod'], more) as never, now)).toThrow(reason)
  })
})

test.each([
  ["resource.Get('v1', 'configmaps', 'shop', 'a').data.b == 'c'", 'resource.Get asks the API server for other objects'],
  ["http.Get('https://example.org').ok", 'http.Get asks another server'],
  ["globalContext.Get('a', '') == 1", 'globalContext.Get asks what Kyverno keeps of the cluster'],
])('%s is refused by name', (expression, reason) => {
  expect(() => readKyvernoPolicy({ ...policy, spec: { ...policy.spec, validations: [{ expression }] } })).toThrow(reason)
})
