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
      'No privileged containers: parameters.effect: "Maybe" is not one of the allowed values',
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
