import { describe, expect, test } from 'vitest'

import { PolicyCatalogue } from './assignment.ts'
import { readPolicyAssignment, readPolicyDefinition, readPolicyExemption, readPolicySetDefinition } from './documents.ts'
import { toClusterPolicy } from './kubernetes.ts'

const rule = `{
  "if": { "field": "type", "in": ["Microsoft.ContainerService/managedClusters"] },
  "then": {
    "effect": "[parameters('effect')]",
    "details": {
      "templateInfo": { "sourceType": "Base64Encoded", "content": "${Buffer.from('kind: ConstraintTemplate').toString('base64')}" },
      "apiGroups": [""],
      "kinds": ["Pod"],
      "excludedNamespaces": ["own"],
      "values": { "excludedImages": "[parameters('excludedImages')]" }
    }
  }
}`

const definition = (effect: object = { defaultValue: 'Audit', allowedValues: ['Audit', 'Deny', 'Disabled'] }) =>
  readPolicyDefinition({
    id: '/providers/Microsoft.Authorization/policyDefinitions/D1',
    properties: {
      displayName: 'No privileged containers',
      mode: 'Microsoft.Kubernetes.Data',
      parameters: { effect: { type: 'String', ...effect }, excludedImages: { type: 'Array', defaultValue: [] } },
      policyRule: JSON.parse(rule) as unknown,
    },
  })

const initiative = readPolicySetDefinition({
  id: '/providers/Microsoft.Authorization/policySetDefinitions/S1',
  properties: {
    displayName: 'Baseline',
    parameters: { effect: { type: 'String', defaultValue: 'Deny' } },
    policyDefinitions: [
      {
        policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/d1',
        policyDefinitionReferenceId: 'privileged',
        parameters: { effect: { value: "[parameters('effect')]" } },
      },
    ],
  },
})

const assignment = (properties: object) =>
  readPolicyAssignment({
    id: '/subscriptions/x/policyAssignments/A1',
    properties: { displayName: 'ours', policyDefinitionId: initiative.id, ...properties },
  })
const now = new Date('2026-01-01')

function catalogue(): PolicyCatalogue {
  const found = new PolicyCatalogue()
  found.addDefinition(definition())
  found.addSet(initiative)
  return found
}

describe('assignments', () => {
  test('parameters go from the assignment through the initiative to the definition', () => {
    expect(
      catalogue()
        .resolve(assignment({}), now)
        .map(({ referenceId, parameters }) => ({ referenceId, parameters })),
    ).toEqual([{ referenceId: 'privileged', parameters: { effect: 'Deny', excludedImages: [] } }])
    expect(catalogue().resolve(assignment({ parameters: { effect: { value: 'Audit' } } }), now)[0]!.parameters['effect']).toBe('Audit')
  })

  test('exemptions count until they expire', () => {
    const found = catalogue()
    found.addExemption(
      readPolicyExemption({
        properties: {
          policyAssignmentId: '/subscriptions/x/policyAssignments/a1',
          policyDefinitionReferenceIds: ['privileged'],
          expiresOn: '2026-06-01',
        },
      }),
    )
    expect(found.resolve(assignment({}), now)[0]!.exemption?.category).toBe('Waiver')
    expect(found.resolve(assignment({}), new Date('2026-07-01'))[0]!.exemption).toBeUndefined()
  })

  test('values that are not allowed and definitions that are not there are refused', () => {
    expect(() => catalogue().resolve(assignment({ parameters: { effect: { value: 'Maybe' } } }), now)).toThrow(
      'No privileged containers: properties.parameters.effect: "Maybe" is not one of the allowed values',
    )
    expect(() => catalogue().resolve(assignment({ policyDefinitionId: 'other' }), now)).toThrow(
      'ours: policyDefinitionId: other is not among the given definitions',
    )
  })
})

describe('definitions for Kubernetes', () => {
  test('become the constraint that the add-on makes', () => {
    const policy = toClusterPolicy(definition(), { effect: 'Deny', excludedImages: ['a*'] })!
    expect(policy.content).toEqual({ text: 'kind: ConstraintTemplate' })
    expect(policy.constraint('NoPrivileged')['spec']).toEqual({
      enforcementAction: 'deny',
      match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }], excludedNamespaces: ['kube-system', 'gatekeeper-system', 'azure-arc', 'own'] },
      parameters: { excludedImages: ['a*'] },
    })
  })

  test('deny nothing where the assignment is not enforced, and say nothing where they are disabled', () => {
    expect(
      toClusterPolicy(definition(), { effect: 'Deny', excludedImages: [] }, { enforced: false })!.constraint('K')['spec'],
    ).toMatchObject({ enforcementAction: 'dryrun' })
    expect(toClusterPolicy(definition(), { effect: 'Disabled', excludedImages: [] })).toBeUndefined()
  })
})

describe('versions of definitions', () => {
  const inVersions = (versions: readonly string[], members: object = {}): PolicyCatalogue => {
    const found = new PolicyCatalogue()
    for (const version of versions) found.addDefinition({ ...definition(), version })
    found.addSet({ ...initiative, members: initiative.members.map((member) => ({ ...member, ...members })) })
    return found
  }
  const chosen = (given: object, found: PolicyCatalogue): readonly string[] =>
    found.resolve(assignment(given), now).map(({ definition: { version } }) => version)
  const alone = { policyDefinitionId: 'd1' }
  const override = (value: string, selectors: readonly object[] = []) => ({ overrides: [{ kind: 'definitionVersion', value, selectors }] })

  test.each([
    ['none asked for: the newest', alone, {}, '10.0.0'],
    ['the assignment', { ...alone, definitionVersion: '2.*.*' }, {}, '2.1.0'],
    ['an override of it', { ...alone, definitionVersion: '2.*.*', ...override('1.*.*') }, {}, '1.4.0'],
    ['the member of the initiative', {}, { definitionVersion: '1.*.*' }, '1.4.0'],
    [
      'an override of the member',
      override('2.0.*', [{ kind: 'policyDefinitionReferenceId', in: ['privileged'] }]),
      { definitionVersion: '1.*.*' },
      '2.0.0',
    ],
    [
      'an override of another member',
      override('2.0.*', [{ kind: 'policyDefinitionReferenceId', in: ['other'] }]),
      { definitionVersion: '1.*.*' },
      '1.4.0',
    ],
  ])('%s', (_, given, member, version) => {
    expect(chosen(given, inVersions(['2.1.0', '10.0.0', '1.4.0', '2.0.0'], member))).toEqual([version])
  })

  test('one that is not given is refused, and so is one that depends on the resource', () => {
    const found = inVersions(['2.1.0'])
    expect(() => chosen({ ...alone, definitionVersion: '3.*.*' }, found)).toThrow(
      'ours: definitionVersion: version 3.*.* of “No privileged containers” is not among the given definitions, which have 2.1.0',
    )
    expect(() => chosen({ ...alone, ...override('2.*.*', [{ kind: 'resourceLocation', in: ['japaneast'] }]) }, found)).toThrow(
      'ours: properties.overrides[0].selectors: a version that depends on the resource is not known here',
    )
  })
})

test('a parameter that the definition does not declare is refused', () => {
  expect(() => catalogue().resolve(assignment({ policyDefinitionId: 'd1', parameters: { efect: { value: 'Deny' } } }), now)).toThrow(
    'No privileged containers: properties.parameters.efect: is not a parameter of the definition',
  )
})
