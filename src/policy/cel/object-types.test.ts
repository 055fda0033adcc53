import { describe, expect, test } from 'vitest'

import { CelUndefinedFieldError } from './errors.ts'
import { objectTypes } from './object-types.ts'
import { withObjectTypes } from './policy-environment.ts'
import { environmentOf, expressionProblems } from './policy-problems.ts'

type Rule = readonly [group: string, version: string, ...resources: readonly string[]]

const deployments: Rule = ['apps', 'v1', 'deployments']
const pods: Rule = ['', 'v1', 'pods']

function policyOf(rules: readonly Rule[], expression: string, spec: object = {}) {
  const resourceRules = rules.map(([group, version, ...resources]) => ({ apiGroups: [group], apiVersions: [version], resources }))
  return { kind: 'ValidatingAdmissionPolicy', spec: { matchConstraints: { resourceRules }, validations: [{ expression }], ...spec } }
}

/** The fields that are not there, each with the type that does not have it and what was meant. */
function unknownFields(rules: readonly Rule[], expression: string, minor = 36, spec: object = {}): readonly string[] {
  const policy = policyOf(rules, expression, spec)
  const problems = expressionProblems(policy, withObjectTypes(environmentOf(policy, minor), objectTypes(policy, minor)))
  return problems.map(({ error }) =>
    error instanceof CelUndefinedFieldError
      ? `${error.holder.name}.${error.field} (${error.holder.nearest?.(error.field) ?? '?'})`
      : error.message,
  )
}

describe('fields of objects whose kinds a policy names', () => {
  test.each<readonly [string, readonly Rule[], string, readonly string[]]>([
    ['a field of the spec', [deployments], 'object.spec.replica > 1', ['DeploymentSpec.replica (replicas)']],
    ['the old object', [deployments], 'oldObject.specs.replicas == 1', ['Deployment.specs (spec)']],
    ['inside has()', [deployments], 'has(object.spec.template.spec.hostIpc)', ['PodSpec.hostIpc (hostIPC)']],
    ['an element of a list', [pods], 'object.spec.containers.all(c, c.imag != "")', ['Container.imag (image)']],
    ['an optional step', [pods], 'object.?spec.?hostnet.orValue(false)', ['PodSpec.hostnet (?)']],
    ['the metadata', [pods], 'object.metadata.lables.size() == 0', ['ObjectMeta.lables (labels)']],
    ['labels have any name', [pods], 'object.metadata.labels.whatever == "x"', []],
    ['a word of the language', [pods], 'object.metadata.__namespace__ == "x" && object.metadata.namespace == "x"', []],
    ['quantities and numbers or names are anything', [pods], 'object.spec.containers[0].resources.limits.cpu == "1"', []],
    ['a part of a resource with the whole object', [['', 'v1', 'pods/ephemeralcontainers']], 'object.spec.x == 1', ['PodSpec.x (?)']],
    ['a part with an object of its own', [['', 'v1', 'pods/exec']], 'object.spec.x == 1', []],
    ['every version of a group', [['apps', '*', 'deployments']], 'object.spec.replica == 1', ['DeploymentSpec.replica (replicas)']],
    ['every group', [['*', 'v1', 'deployments']], 'object.spec.replica == 1', []],
    ['every resource', [['apps', 'v1', '*']], 'object.spec.replica == 1', []],
    ['a kind that is not built in', [deployments, ['example.com', 'v1', 'apps']], 'object.spec.replica == 1', []],
    ['a field that one of two kinds has', [deployments, pods], 'has(object.spec.template)', []],
    ['a field that neither has', [deployments, pods], 'has(object.spec.x)', ['DeploymentSpec | PodSpec.x (?)']],
  ])('%s', (_, rules, expression, found) => {
    expect(unknownFields(rules, expression)).toEqual(found)
  })

  test('versions differ', () => {
    const expression = 'has(object.spec.hostUsers)'
    expect(unknownFields([pods], expression, 24)).toEqual(['PodSpec.hostUsers (?)'])
    expect(unknownFields([pods], expression, 25)).toEqual([])
  })

  test('a version that is not recorded, and a policy that is none', () => {
    expect(unknownFields([pods], 'object.x == 1', 99)).toEqual([])
    expect(unknownFields([pods], 'object.x == 1', 36, { matchConstraints: 'all' })).toEqual([])
    expect(unknownFields([pods], 'true', 36, { variables: 'x', matchConditions: [1, null] })).toEqual([])
  })

  test('a variable that is wrong is told once', () => {
    const variables = [
      { name: 'pod', expression: 'object.spec.templat.spec' },
      { name: 'containers', expression: 'variables.pod.containers' },
    ]
    expect(unknownFields([deployments], 'variables.containers.size() > 0', 36, { variables })).toEqual([
      'DeploymentSpec.templat (template)',
    ])
  })

  test('parameters of a kind that is built in', () => {
    const of = (apiVersion: string) => unknownFields([pods], 'params.dat.x == "1"', 36, { paramKind: { apiVersion, kind: 'ConfigMap' } })
    expect(of('v1')).toEqual(['ConfigMap.dat (data)'])
    expect(of('example.com/v1')).toEqual([])
  })
})
