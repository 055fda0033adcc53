import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { checks } from '../../checks/index.generated.ts'
import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import { azureAssignments, isAssignable } from './azure-assignments.ts'
import { azureDefinitions } from './azure-definitions.ts'
import { azureLikeness } from './azure-likeness.ts'

interface Assignment {
  readonly name: string
  readonly properties: {
    readonly displayName: string
    readonly description: string
    readonly parameters: Readonly<Record<string, { readonly value: unknown }>>
  }
}

function assignmentsOf(ids: readonly string[], more: object = {}): readonly Assignment[] {
  const options = { kubernetes: defaultMinor, mode: 'deny', locale: 'en', exempt: ['kube-system', 'ops'], ...more } as const
  const chosen = checks.filter(({ id }) => ids.includes(id))
  return (azureAssignments(chosen, options) as { readonly resources: readonly Assignment[] }).resources
}

describe('assignments of Azure Policy', () => {
  test('a definition inside of clusters takes namespaces to leave alone', () => {
    const [assignment] = assignmentsOf(['pod/no-privileged'])
    expect(assignment).toEqual({
      type: 'Microsoft.Authorization/policyAssignments',
      apiVersion: '2022-06-01',
      name: 'breakwater-95edb821',
      properties: {
        displayName: 'pod/no-privileged',
        description: checks.find(({ id }) => id === 'pod/no-privileged')!.title.en,
        policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/95edb821-ddaf-4404-9732-666045e056b4',
        metadata: { assignedBy: 'Breakwater', checks: ['pod/no-privileged'] },
        parameters: {
          effect: { value: 'Deny' },
          excludedNamespaces: { value: ['kube-system', 'gatekeeper-system', 'azure-arc', 'ops'] },
        },
      },
    })
  })

  test.each([
    ['deny', 'pod/no-privileged', 'Deny', undefined],
    ['warn', 'pod/no-privileged', 'Audit', true],
    ['audit', 'pod/no-privileged', 'Audit', undefined],
    ['deny', 'registry/no-admin-user', 'Deny', undefined],
    ['warn', 'registry/no-admin-user', 'Audit', undefined],
    ['deny', 'cluster/azure-cni', 'Audit', undefined],
    ['audit', 'defender/containers-plan', 'AuditIfNotExists', undefined],
  ] as const)('%s of %s is %s, as the definition offers it', (mode, id, effect, warn) => {
    const [{ properties }] = assignmentsOf([id], { mode }) as [Assignment]
    expect([properties.parameters['effect']?.value, properties.parameters['warn']?.value]).toEqual([effect, warn])
  })

  test('a definition of resources takes no namespaces, and says that it only audits', () => {
    const [{ properties }] = assignmentsOf(['cluster/azure-cni']) as [Assignment]
    expect(Object.keys(properties.parameters)).toEqual(['effect'])
    expect(properties.description).toBe('The cluster uses Azure CNI — It only audits.')
  })

  test('checks with parameters of their own have assignments of their own', () => {
    const assignments = assignmentsOf(['pod/drop-all-capabilities', 'pod/no-added-capabilities', 'pod/run-as-non-root', 'pod/no-root-user'])
    expect(assignments.map(({ name, properties }) => [name, properties.displayName])).toEqual([
      ['breakwater-c26596ff-5781', 'pod/drop-all-capabilities'],
      ['breakwater-c26596ff-a762', 'pod/no-added-capabilities'],
      ['breakwater-f06ddb64', 'pod/no-root-user, pod/run-as-non-root'],
    ])
    expect(assignments[0]!.properties.description).toContain('Narrower: `all` in lower case is enough for it.')
  })

  test('every name and text fits into what Azure takes', () => {
    for (const locale of ['en', 'ja'])
      for (const { name, properties } of assignmentsOf(
        checks.map(({ id }) => id),
        { locale },
      )) {
        expect(name.length).toBeLessThanOrEqual(24)
        expect(properties.displayName.length).toBeLessThanOrEqual(128)
        expect(properties.description.length).toBeLessThanOrEqual(512)
      }
  })

  test('every definition that is known here is named by a check', () => {
    const named = new Set(checks.map(({ enforce }) => enforce?.azurePolicy))
    expect([...azureDefinitions.keys()].filter((id) => !named.has(id))).toEqual([])
    const ids = new Set(checks.filter(isAssignable).map(({ id }) => id))
    expect([...azureLikeness.keys()].filter((id) => !ids.has(id))).toEqual([])
  })

  test.each(['en', 'ja'] as const)('the guide in %s has a row for every difference', (locale) => {
    const guide = readFileSync(new URL(`../../../docs/${locale}/admission.md`, import.meta.url), 'utf8')
    const rows = guide.split('\n').flatMap((line) => {
      const [, ids, difference] = /^\| (`[a-z].*`) +\| (.*?) +\|$/.exec(line) ?? []
      return ids?.includes('/') === true ? [`${ids.replaceAll('`', '')}: ${difference}`] : []
    })
    const byDifference = Map.groupBy(
      [...azureLikeness].filter(([, { difference }]) => difference !== undefined),
      ([, { difference }]) => difference![locale],
    )
    expect(rows.toSorted()).toEqual(
      [...byDifference]
        .map(([difference, members]) => `${members.map(([id]) => id).join(locale === 'ja' ? '、' : ', ')}: ${difference}`)
        .toSorted(),
    )
  })
})
