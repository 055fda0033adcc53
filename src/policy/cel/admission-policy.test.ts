import { describe, expect, test } from 'vitest'

import { reviewOfObject, reviewOfRequest } from '../gatekeeper/review.ts'
import { decide, readAdmissionPolicy, readAdmissionPolicyBinding } from './admission-policy.ts'
import { pluralOf } from './match-resources.ts'

const paramKind = { apiVersion: 'v1', kind: 'ConfigMap' }

const policy = (spec: object) =>
  readAdmissionPolicy({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'replicas' },
    spec: {
      matchConstraints: {
        resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] }],
      },
      ...spec,
    },
  })

const binding = (spec: object = {}) =>
  readAdmissionPolicyBinding({
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'everywhere' },
    spec: { policyName: 'replicas', validationActions: ['Deny'], ...spec },
  })

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: { replicas: 9 },
}
const messages = (spec: object, params?: object, object: object = deployment) =>
  decide(policy(spec), binding(), { review: reviewOfObject(object as never), params: params as never }).map(({ message }) => message)

describe('ValidatingAdmissionPolicy', () => {
  test('says what its messages say, the first that can be used', () => {
    const expression = 'object.spec.replicas <= params.max'
    expect(messages({ paramKind, validations: [{ expression }] }, { max: 5 })).toEqual([`failed expression: ${expression}`])
    expect(messages({ paramKind, validations: [{ expression, message: 'too many' }] }, { max: 5 })).toEqual(['too many'])
    expect(
      messages(
        { paramKind, validations: [{ expression, message: 'too many', messageExpression: '"at most " + string(params.max)' }] },
        { max: 5 },
      ),
    ).toEqual(['at most 5'])
    expect(
      messages({ paramKind, validations: [{ expression, message: 'too many', messageExpression: '"two\\nlines"' }] }, { max: 5 }),
    ).toEqual(['too many'])
    expect(messages({ paramKind, validations: [{ expression }] }, { max: 9 })).toEqual([])
  })

  test('evaluates variables when they are needed, and conditions first', () => {
    const validations = [{ expression: 'variables.few' }]
    const variables = [
      { name: 'broken', expression: 'object.missing.field' },
      { name: 'few', expression: 'object.spec.replicas < 5' },
    ]
    expect(messages({ variables, validations })).toEqual(['failed expression: variables.few'])
    expect(
      messages({ variables, validations, matchConditions: [{ name: 'others', expression: 'object.metadata.name != "web"' }] }),
    ).toEqual([])
  })

  test('an expression that cannot be evaluated refuses, or is passed over, as the policy says', () => {
    const validations = [{ expression: 'object.replicas > 1' }]
    expect(messages({ validations })).toEqual(["expression 'object.replicas > 1' resulted in error: no such key: replicas"])
    expect(messages({ validations, failurePolicy: 'Ignore' })).toEqual([])
  })

  test('a condition that does not hold decides, whatever is wrong with the others', () => {
    const validations = [{ expression: 'false', message: 'no' }]
    const broken = { name: 'broken', expression: 'object.replicas > 1' }
    const others = { name: 'others', expression: 'object.metadata.name != "web"' }
    expect(messages({ validations, matchConditions: [broken, others] })).toEqual([])
    expect(messages({ validations, matchConditions: [broken] })).toEqual(['matchCondition broken: no such key: replicas'])
  })

  describe('the authorizer, whose answers are not known', () => {
    const asks = "authorizer.group('apps').resource('deployments').namespace('shop').check('create').allowed()"
    const unknown = 'asks the authorizer of the cluster, whose answers are not known here'

    test.each([
      ['alone', asks],
      ['in a variable', 'variables.may'],
      ['for the request itself', "authorizer.requestResource.check('approve').allowed()"],
      ['for a path', "authorizer.path('/healthz').check('get').reason() == ''"],
      ['for a service account', "authorizer.serviceAccount('shop', 'web').path('/').check('get').allowed()"],
      ['beside what fails', `${asks} && object.replicas > 1`],
      ['in a macro beside what fails', `['x', 'y'].all(n, n == 'x' ? object.replicas > 1 : ${asks})`],
    ])('an answer that hangs on it is not given: %s', (_, expression) => {
      const variables = [{ name: 'may', expression: asks }]
      expect(() => messages({ variables, validations: [{ expression }] })).toThrow(unknown)
    })

    test('where it makes no difference, there is a verdict', () => {
      expect(messages({ validations: [{ expression: `${asks} || object.kind == 'Deployment'` }] })).toEqual([])
      expect(messages({ validations: [{ expression: `${asks} && object.kind == 'Pod'`, message: 'no' }] })).toEqual(['no'])
      expect(messages({ validations: [{ expression: asks }, { expression: 'false', message: 'no' }] })).toEqual(['no'])
    })

    test('conditions ask it too', () => {
      const validations = [{ expression: 'false', message: 'no' }]
      const isAsked = { name: 'asks', expression: `!${asks}` }
      expect(() => messages({ validations, matchConditions: [isAsked] })).toThrow(unknown)
      expect(messages({ validations, matchConditions: [isAsked, { name: 'never', expression: 'false' }] })).toEqual([])
    })
  })

  test('is about the objects that policy and binding match', () => {
    const never = policy({ validations: [{ expression: 'false' }] })
    const count = (bound: object, object: object = deployment) =>
      decide(never, binding(bound), { review: reviewOfObject(object as never) }).length
    expect(count({})).toBe(1)
    expect(count({}, { ...deployment, kind: 'StatefulSet' })).toBe(0)
    expect(count({ matchResources: { objectSelector: { matchLabels: { app: 'api' } } } })).toBe(0)
    expect(count({ matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } } })).toBe(1)
    expect(decide(never, binding(), { review: reviewOfRequest({ operation: 'DELETE', oldObject: deployment }) })).toEqual([])
  })

  test('expressions that do not compile are refused with their place', () => {
    expect(() => policy({ validations: [{ expression: 'object.spec.replicas =< 5' }] })).toThrow(
      'ValidatingAdmissionPolicy replicas: spec.validations[0].expression: unexpected character "=" at character 22 of "object.spec.replicas =< 5"',
    )
    expect(() => policy({ validations: [{ expression: 'objet.spec == null' }] })).toThrow("undeclared reference to 'objet'")
  })

  test.each([
    ['Pod', 'pods'],
    ['Ingress', 'ingresses'],
    ['NetworkPolicy', 'networkpolicies'],
    ['Gateway', 'gateways'],
    ['Endpoints', 'endpoints'],
  ])('%s are %s', (kind, plural) => {
    expect(pluralOf(kind)).toBe(plural)
  })
})
