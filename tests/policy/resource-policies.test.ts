import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { judge } from '../../src/core/engine.ts'
import { formatPath, positionAt } from '../../src/core/location.ts'
import { render } from '../../src/core/text.ts'
import { azureResource } from '../../src/models/azure/resource.ts'
import { readClusterPolicies } from '../../src/policy/cluster/read-policies.ts'
import { resourcePolicyCheck } from '../../src/policy/cluster/resource-policy-check.ts'
import { readPolicyDocuments } from '../../src/policy/documents.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'

const now = new Date('2026-01-01')

interface Rule {
  readonly if: object
  readonly then?: object
  readonly mode?: string
  readonly parameters?: object
}

/** A definition with an assignment of it. */
function assigned({ if: condition, then = { effect: 'deny' }, mode = 'All', parameters = {} }: Rule, assignment: object = {}): string {
  return JSON.stringify([
    { name: 'rule', properties: { displayName: 'Rule', mode, parameters, policyRule: { if: condition, then } } },
    { name: 'assigned', properties: { displayName: 'Assigned', policyDefinitionId: 'rule', ...assignment } },
  ])
}

/** `line: outcome severity path: message` of everything that the policies say of a template. */
async function said(policies: string, template: string, uri = 'main.bicep'): Promise<readonly string[]> {
  const cluster = readClusterPolicies(readPolicyDocuments({ uri: 'policies.json', text: policies }).documents, now)
  expect(cluster.problems.map(({ error }) => error.message)).toEqual([])
  const { estate } = await readSources([{ uri, text: template }], { locale: 'en' })
  const resources = estate.subjects(azureResource)
  const checks = cluster.resourcePolicies.map((policy) => resourcePolicyCheck(policy, resources))
  return [...judge(checks, estate, { target: { kubernetes: 36 } })].flatMap(({ findings, error }) => [
    ...(error instanceof Error ? [`broken: ${error.message}`] : []),
    ...findings.map(
      ({ outcome, severity, place, message }) =>
        `${positionAt(place.source, place.range.start).line}: ${outcome} ${severity} ${formatPath(place.path)}: ${render(message, 'en')}`,
    ),
  ])
}

const type = { field: 'type', equals: 'Microsoft.ContainerService/managedClusters' }
const alias = (name: string) => `Microsoft.ContainerService/managedClusters/${name}`
const notPrivate = { allOf: [type, { field: alias('apiServerAccessProfile.enablePrivateCluster'), notEquals: true }] }
const cluster = (properties: string, more = '') => `param unknown bool
${more}
resource aks 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'aks'
  location: 'japaneast'
  properties: {
    ${properties}
  }
}
`

describe('definitions about Azure resources', () => {
  test('are asked of Bicep, ARM templates and Terraform alike', async () => {
    const bicep = cluster('apiServerAccessProfile: { enablePrivateCluster: false }')
    expect(await said(assigned({ if: notPrivate }), bicep)).toEqual([
      '7: fail high properties.apiServerAccessProfile.enablePrivateCluster: Rule: properties.apiServerAccessProfile.enablePrivateCluster is false',
    ])
    const arm = JSON.stringify(
      {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        resources: [
          {
            type: 'Microsoft.ContainerService/managedClusters',
            apiVersion: '2024-05-01',
            name: 'aks',
            location: 'x',
            properties: { dnsPrefix: 'a' },
          },
        ],
      },
      undefined,
      1,
    )
    expect(await said(assigned({ if: notPrivate }), arm, 'azuredeploy.json')).toEqual([
      '11: fail high properties.apiServerAccessProfile.enablePrivateCluster: Rule: properties.apiServerAccessProfile.enablePrivateCluster is not set',
    ])
    const terraform =
      'resource "azurerm_kubernetes_cluster" "aks" {\n  name = "aks"\n  location = "x"\n  resource_group_name = "g"\n  private_cluster_enabled = false\n}\n'
    expect(await said(assigned({ if: notPrivate }), terraform, 'main.tf')).toEqual([
      '5: fail high properties.apiServerAccessProfile.enablePrivateCluster: Rule: properties.apiServerAccessProfile.enablePrivateCluster is false',
    ])
    expect(await said(assigned({ if: notPrivate }), cluster('apiServerAccessProfile: { enablePrivateCluster: true }'))).toEqual([])
  })

  test('give no verdict on what only the deployment decides, unless something else does', async () => {
    const undecided = cluster('apiServerAccessProfile: { enablePrivateCluster: unknown }')
    expect(await said(assigned({ if: notPrivate }), undecided)).toEqual(['4: unknown high name: Rule: could not be decided: unknown'])
    const either = {
      anyOf: [
        { field: alias('apiServerAccessProfile.enablePrivateCluster'), notEquals: true },
        { field: alias('dnsPrefix'), equals: 'a' },
      ],
    }
    expect(await said(assigned({ if: either }), undecided.replace('apiServer', "dnsPrefix: 'a'\n    apiServer"))).toEqual([
      '7: fail high properties.dnsPrefix: Rule: properties.dnsPrefix is a',
    ])
    const both = {
      allOf: [
        { field: alias('apiServerAccessProfile.enablePrivateCluster'), notEquals: true },
        { field: alias('dnsPrefix'), equals: 'a' },
      ],
    }
    expect(await said(assigned({ if: both }), undecided)).toEqual([])
  })

  test('point at the element of a list that counts', async () => {
    const counted = {
      count: {
        field: alias('agentPoolProfiles[*]'),
        where: { field: alias('agentPoolProfiles[*].enableEncryptionAtHost'), notEquals: true },
      },
      greater: 0,
    }
    const pools = `agentPoolProfiles: [
      { name: 'a', enableEncryptionAtHost: true }
      { name: 'b', enableEncryptionAtHost: false }
      { name: 'c', enableEncryptionAtHost: true }
    ]`
    expect(await said(assigned({ if: counted }), cluster(pools))).toEqual([
      '9: fail high properties.agentPoolProfiles[1].enableEncryptionAtHost: Rule: properties.agentPoolProfiles[1].enableEncryptionAtHost is false',
    ])
  })

  test('that look for other resources find those of the templates', async () => {
    const rule = {
      if: type,
      then: {
        effect: 'auditIfNotExists',
        details: {
          type: 'Microsoft.Insights/diagnosticSettings',
          existenceCondition: { field: 'Microsoft.Insights/diagnosticSettings/logs.enabled', equals: 'true' },
        },
      },
    }
    const setting = (enabled: boolean) => `resource d 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'd'
  scope: aks
  properties: { logs: [{ category: 'kube-audit', enabled: ${enabled} }] }
}
`
    const missing = 'Rule: there is no Microsoft.Insights/diagnosticSettings here that meets it'
    expect(await said(assigned(rule), cluster("dnsPrefix: 'a'"))).toEqual([`4: fail info name: ${missing}`])
    expect(await said(assigned(rule), cluster("dnsPrefix: 'a'", setting(false)))).toEqual([`9: fail info name: ${missing}`])
    expect(await said(assigned(rule), cluster("dnsPrefix: 'a'", setting(true)))).toEqual([])
  })

  test.each([
    ['audit', 'info', 'Rule: properties.apiServerAccessProfile.enablePrivateCluster is not set'],
    ['Modify', 'info', 'Rule: Azure will change this when it is deployed'],
    ['append', 'info', 'Rule: Azure will change this when it is deployed'],
  ])('with the effect %s refuse nothing', async (effect, severity, message) => {
    const then = { effect, details: effect === 'append' ? [] : { operations: [] } }
    expect(await said(assigned({ if: notPrivate, then }), cluster("dnsPrefix: 'a'"))).toEqual([
      `7: fail ${severity} properties.apiServerAccessProfile.enablePrivateCluster: ${message}`,
    ])
  })

  test('count as their assignments say', async () => {
    const bad = cluster("dnsPrefix: 'a'")
    const effect = {
      parameters: { effect: { type: 'String', defaultValue: 'deny' } },
      if: notPrivate,
      then: { effect: "[parameters('effect')]" },
    }
    expect(await said(assigned(effect, { parameters: { effect: { value: 'Disabled' } } }), bad)).toEqual([])
    expect((await said(assigned(effect, { enforcementMode: 'DoNotEnforce' }), bad))[0]).toMatch(/^7: fail info /)
    const scoped = { notScopes: ['/subscriptions/s/resourceGroups/Excluded'] }
    const live = (group: string) =>
      JSON.stringify([
        {
          id: `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/aks`,
          name: 'aks',
          type: 'Microsoft.ContainerService/ManagedClusters',
          location: 'x',
          properties: { dnsPrefix: 'a' },
        },
      ])
    expect(await said(assigned(effect, scoped), live('excluded'), 'aks.json')).toEqual([])
    expect(await said(assigned(effect, scoped), live('other'), 'aks.json')).toHaveLength(1)
  })
})

const folder = corpus('policy/azure-policy')

describe('what rules ask of the request around a resource', () => {
  const when = (value: string, condition: object): string => assigned({ if: { allOf: [type, { value, ...condition }] } })
  const arm = (more: object = {}) =>
    JSON.stringify({
      id: '/subscriptions/0000/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks',
      type: 'Microsoft.ContainerService/managedClusters',
      name: 'aks',
      location: 'japaneast',
      properties: { kubernetesVersion: '1.33' },
      ...more,
    })

  test.each([
    ['the version of the API', '[requestContext().apiVersion]', { equals: '2024-05-01' }, ['fail']],
    ['another version', '[requestContext().apiVersion]', { less: '2024-01-01' }, []],
    ['the assignment', '[policy().assignmentId]', { equals: 'assigned' }, ['fail']],
    ['the definition', '[policy().definitionId]', { equals: 'rule' }, ['fail']],
    ['tags of the group, which no template says', "[resourceGroup().tags['env']]", { equals: 'prod' }, ['unknown']],
    ['the subscription', '[subscription().subscriptionId]', { equals: '0000' }, ['unknown']],
  ])('%s', async (_, value, condition, outcomes) => {
    const found = await said(when(value, condition), cluster(''))
    expect(found.map((line) => line.split(' ')[1])).toEqual(outcomes)
  })

  test.each([
    ['the subscription', '[subscription().subscriptionId]', { equals: '0000' }, ['fail']],
    ['the group', '[resourceGroup().name]', { equals: 'rg' }, ['fail']],
    ['another group', '[resourceGroup().name]', { equals: 'other' }, []],
  ])('%s of a saved answer', async (_, value, condition, outcomes) => {
    const found = await said(when(value, condition), arm(), 'aks.json')
    expect(found.map((line) => line.split(' ')[1])).toEqual(outcomes)
  })
})

describe.skipIf(folder === undefined)("Azure's own definitions", () => {
  test('all that are about Azure resources have a verdict on a cluster', async () => {
    const definitions = readdirSync(join(folder!, 'definitions'))
      .map((file) => JSON.parse(readFileSync(join(folder!, 'definitions', file), 'utf8').replace(/^\uFEFF/, '')) as Definition)
      .filter(({ properties }) => properties.mode !== 'Microsoft.Kubernetes.Data')
    const assignments = definitions.map(({ name, properties }) => ({
      name: `assigned-${name}`,
      properties: { policyDefinitionId: name, parameters: parametersFor(properties.parameters ?? {}) },
    }))
    const policies = JSON.stringify([...definitions, ...assignments])
    const lines = await said(policies, cluster("dnsPrefix: 'aks'\n    disableLocalAccounts: unknown"))
    expect(definitions).toHaveLength(46)
    expect(lines.filter((line) => line.startsWith('broken'))).toEqual([])
    expect(lines.filter((line) => line.includes(' unknown '))).toEqual([
      '4: unknown info name: Azure Kubernetes Service Clusters should have local authentication methods disabled: could not be decided: unknown',
    ])
    expect(lines).toHaveLength(34)
  })
})

interface Definition {
  readonly name: string
  readonly properties: { readonly mode: string; readonly parameters?: Readonly<Record<string, Parameter>> }
}

interface Parameter {
  readonly type: string
  readonly defaultValue?: unknown
  readonly allowedValues?: readonly unknown[]
}

/** Some value for each parameter that has no default. */
function parametersFor(declared: Readonly<Record<string, Parameter>>): object {
  const some: Readonly<Record<string, unknown>> = { array: [], boolean: true, object: {}, integer: 1 }
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, { type: kind, defaultValue, allowedValues }]) =>
      defaultValue === undefined ? [[name, { value: allowedValues?.[0] ?? some[kind.toLowerCase()] ?? 'x' }]] : [],
    ),
  )
}

describe('what an assignment changes', () => {
  const bicep = cluster('enableRBAC: true')

  /** The action and exemption of each policy that says something of the cluster. */
  async function answers(assignment: object, exemption?: object): Promise<readonly string[]> {
    const documents = JSON.parse(assigned({ if: notPrivate }, assignment)) as object[]
    const given = exemption === undefined ? documents : [...documents, exemption]
    const read = readClusterPolicies(readPolicyDocuments({ uri: 'policies.json', text: JSON.stringify(given) }).documents, now)
    expect(read.problems.map(({ error }) => error.message)).toEqual([])
    const { estate } = await readSources([{ uri: 'main.bicep', text: bicep }], { locale: 'en' })
    const resources = estate.subjects(azureResource)
    return read.resourcePolicies.flatMap((policy) =>
      resources.some((resource) => (policy.judge(resource, resources) ?? []).length > 0)
        ? [policy.exemption === undefined ? policy.action : `exempted from ${policy.action}`]
        : [],
    )
  }

  const place = (kind: string, ...values: readonly string[]) => ({ selectors: [{ kind, in: values }] })
  const override = (value: string, ...selectors: readonly object[]) => ({ overrides: [{ kind: 'policyEffect', value, selectors }] })

  test.each([
    ['nothing', {}, ['deny']],
    ['the effect', override('Audit'), ['audit']],
    ['the effect, to none', override('Disabled'), []],
    ['the effect in its region', override('Audit', { kind: 'resourceLocation', in: ['japaneast'] }), ['audit']],
    ['the effect in another region', override('Audit', { kind: 'resourceLocation', in: ['westeurope'] }), ['deny']],
    ['the effect but in its region', override('Audit', { kind: 'resourceLocation', notIn: ['japaneast'] }), ['deny']],
    ['the effect of another member', override('Audit', { kind: 'policyDefinitionReferenceId', in: ['other'] }), ['deny']],
    ['its reach to the region', { resourceSelectors: [place('resourceLocation', 'Japan East', 'japaneast')] }, ['deny']],
    ['its reach to another region', { resourceSelectors: [place('resourceLocation', 'westeurope')] }, []],
    [
      'its reach to several',
      { resourceSelectors: [place('resourceLocation', 'westeurope'), place('resourceType', 'Microsoft.ContainerService/managedClusters')] },
      ['deny'],
    ],
    ['its reach to another type', { resourceSelectors: [place('resourceType', 'Microsoft.KeyVault/vaults')] }, []],
    [
      'its reach to what has no place',
      { resourceSelectors: [{ selectors: [{ kind: 'resourceWithoutLocation', in: ['subscriptionLevelResources'] }] }] },
      [],
    ],
    ['its enforcement', { enforcementMode: 'DoNotEnforce' }, ['audit']],
  ])('%s', async (_, assignment, wanted) => {
    expect(await answers(assignment)).toEqual(wanted)
  })

  test.each([
    ['everything', {}, ['exempted from deny']],
    ['its region', { resourceSelectors: [place('resourceLocation', 'japaneast')] }, ['exempted from deny']],
    ['another region', { resourceSelectors: [place('resourceLocation', 'westeurope')] }, ['deny']],
  ])('and what an exemption leaves out: %s', async (_, more, wanted) => {
    expect(await answers({}, { name: 'e', properties: { policyAssignmentId: 'assigned', exemptionCategory: 'Waiver', ...more } })).toEqual(
      wanted,
    )
  })

  test('an exemption from another scope counts only where it says so', async () => {
    const provider = 'providers/Microsoft.Authorization'
    const id = `/subscriptions/a/${provider}/policyAssignments/assigned`
    const exemption = (more: object) => ({
      id: `/subscriptions/b/${provider}/policyExemptions/e`,
      properties: { policyAssignmentId: id, ...more },
    })
    const read = (more: object) =>
      readClusterPolicies(
        readPolicyDocuments({
          uri: 'policies.json',
          text: JSON.stringify([
            ...(JSON.parse(assigned({ if: notPrivate })) as { name: string }[]).map((one) =>
              one.name === 'assigned' ? { ...one, id } : one,
            ),
            exemption(more),
          ]),
        }).documents,
        now,
      ).resourcePolicies.some((policy) => policy.exemption !== undefined)
    expect([read({}), read({ assignmentScopeValidation: 'DoNotValidate' })]).toEqual([false, true])
  })

  test('kinds that are not known are refused by name', () => {
    const text = assigned({ if: notPrivate }, { resourceSelectors: [place('moon', 'full')], overrides: [] })
    const { problems } = readClusterPolicies(readPolicyDocuments({ uri: 'policies.json', text }).documents, now)
    expect(problems.map(({ error }) => error.message)).toEqual([
      'Assigned: properties.resourceSelectors[0].selectors[0].kind: moon is not known here',
    ])
  })
})
