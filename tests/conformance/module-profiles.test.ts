import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { describe, expect, test } from 'vitest'

import { checks } from '../../src/checks/index.generated.ts'
import { judge, type Outcome } from '../../src/core/engine.ts'
import { Estate } from '../../src/core/estate.ts'
import type { Source } from '../../src/core/location.ts'
import { AzureResource, azureResource } from '../../src/models/azure/resource.ts'
import { resolvePath } from '../../src/models/azure/template/evaluation.ts'
import { evaluateTerraform } from '../../src/models/azure/terraform/units.ts'
import { evaluateUnits } from '../../src/models/azure/units.ts'
import type { Value } from '../../src/models/azure/value/value.ts'
import { corpus } from '../corpora.ts'

const azure = corpus('azure')

interface Expected {
  readonly types: readonly string[]
  /** How many verdicts there are at least. */
  readonly least: number
  /** Where the profile knows more, because the module calls modules that the corpus does not hold. */
  readonly further: readonly string[]
}

/** The modules, each in the version that the corpus holds. */
const modules: readonly (readonly [folder: string, version: string, expected: Expected])[] = [
  [
    'container-service/managed-cluster',
    '0.14.0',
    {
      types: [
        'microsoft.containerservice/managedclusters',
        'microsoft.containerservice/managedclusters/agentpools',
        'microsoft.containerservice/managedclusters/maintenanceconfigurations',
        'microsoft.insights/diagnosticsettings',
        'microsoft.authorization/roleassignments',
      ],
      least: 1000,
      further: [],
    },
  ],
  [
    'key-vault/vault',
    '0.14.0',
    {
      types: ['microsoft.keyvault/vaults', 'microsoft.keyvault/vaults/secrets', 'microsoft.keyvault/vaults/keys'],
      least: 80,
      further: ['max', 'waf-aligned'].flatMap((name) =>
        [0, 1].map(
          (turn) =>
            `${name}: key-vault/private-endpoint Microsoft.KeyVault/vaults #_namePrefix_#kvv${name.slice(0, 3)}002 ${turn}: fail / pass`,
        ),
      ),
    },
  ],
  [
    'network/network-security-group',
    '0.5.0',
    {
      types: [
        'microsoft.network/networksecuritygroups',
        'microsoft.insights/diagnosticsettings',
        'microsoft.authorization/roleassignments',
      ],
      least: 40,
      further: [],
    },
  ],
  [
    'network/virtual-network',
    '0.10.0',
    {
      // Roles on single subnets are beyond what a profile can say.
      types: ['microsoft.network/virtualnetworks', 'microsoft.insights/diagnosticsettings'],
      least: 12,
      further: [],
    },
  ],
]

/** The outcome of every check for every resource of these types, by check, type and name. */
function verdicts(resources: readonly AzureResource[], types: readonly string[]): ReadonlyMap<string, Outcome> {
  const found = new Map<string, Outcome>()
  const turns = new Map<string, number>()
  for (const { check, subject, outcome } of judge(checks, new Estate([[azureResource, resources]]), { target: { kubernetes: 35 } })) {
    if (!(subject instanceof AzureResource) || !types.includes(subject.type.toLowerCase())) continue
    const key = `${check.id} ${subject.type} ${nameOf(subject)}`
    const turn = turns.get(key) ?? 0
    turns.set(key, turn + 1)
    found.set(`${key} ${turn}`, outcome)
  }
  return found
}

/** Pools are compared in their order: a module may add to their names what is known only once it is applied. */
function nameOf({ name, type, resource }: AzureResource): string {
  return resource.name.kind === 'scalar' && !/agentpools$/i.test(type) ? name : ''
}

interface Score {
  equal: number
  unknown: number
  /** Where evaluation of the module leaves open what its profile knows. */
  more: number
  readonly different: string[]
}

/** Counts where the profile says what the module says, and where it says that it does not know. */
function compare(score: Score, label: string, whole: ReadonlyMap<string, Outcome>, known: ReadonlyMap<string, Outcome>): void {
  for (const key of new Set([...whole.keys(), ...known.keys()])) {
    const [expected, got] = [whole.get(key), known.get(key)]
    if (expected === got) score.equal++
    // Where a profile tells a part only, a question may not even arise: that is knowing less, not otherwise.
    else if (expected === 'unknown') score.more++
    else if (got === 'unknown' || (got === 'not-applicable' && expected === 'pass')) score.unknown++
    else score.different.push(`${label}: ${key}: ${expected} / ${got}`)
  }
}

function evaluated(entry: Source, files: ReadonlyMap<string, Source>): readonly AzureResource[] {
  const { resources } = evaluateUnits([entry], {
    read: (uri) => files.get(uri),
    registry: (reference) => {
      const [, path = ''] = /^br\/public:avm\/([\w/-]+):[\d.]+$/.exec(reference) ?? []
      return path.startsWith('utl/') ? files.get(`avm/${path}/main.bicep`) : undefined
    },
  })
  return resources
}

function moduleFiles(): ReadonlyMap<string, Source> {
  return new Map(
    globSync(join(azure!, 'avm/**/*.bicep')).map((file): [string, Source] => {
      const uri = relative(azure!, file)
      return [uri, { uri, text: readFileSync(file, 'utf8') }]
    }),
  )
}

/** What is said of some properties of the resources of a type, with what is not known in braces. */
function bodiesOf(resources: readonly AzureResource[], type: string, properties: readonly string[]): readonly unknown[] {
  return resources
    .filter((resource) => resource.is(type))
    .map((resource) => properties.map((property) => shown(resource.get('properties', property))))
}

function shown(value: Value | undefined): unknown {
  if (value?.kind === 'list') return value.items.map(shown)
  if (value?.kind === 'dictionary') return Object.fromEntries([...value.entries].map(([key, held]) => [key, shown(held.value)]))
  return value?.kind === 'scalar' ? (value.value ?? undefined) : value?.kind === 'unknown' ? value.shape : undefined
}

describe.skipIf(azure === undefined)('what the profile of a module says is what the module itself comes out as', () => {
  test.each(modules)('%s %s', (folder, version, { types, least, further }) => {
    const files = moduleFiles()
    const score: Score = { equal: 0, unknown: 0, more: 0, different: [] }
    for (const [uri, source] of files) {
      if (!uri.startsWith(`avm/${folder}/tests/`) || !uri.endsWith('main.test.bicep')) continue
      const local = "'../../../main.bicep'"
      if (!source.text.includes(local) || resolvePath(uri, '../../../main.bicep') === undefined) continue
      const profiled = { uri, text: source.text.replace(local, `'br/public:avm/res/${folder}:${version}'`) }
      compare(score, uri.split('/').at(-2)!, verdicts(evaluated(source, files), types), verdicts(evaluated(profiled, files), types))
    }
    expect(score.different.toSorted()).toEqual(further)
    expect(score.unknown).toBe(0)
    expect(score.equal).toBeGreaterThan(least)
  })

  test.each([
    ['network/network-security-group', '0.5.0', 'Microsoft.Network/networkSecurityGroups', ['securityRules']],
    [
      'network/virtual-network',
      '0.10.0',
      'Microsoft.Network/virtualNetworks/subnets',
      ['addressPrefix', 'addressPrefixes', 'networkSecurityGroup', 'routeTable', 'natGateway', 'defaultOutboundAccess'],
    ],
  ] as const)('%s %s: %s have the same %s', (folder, version, type, properties) => {
    const files = moduleFiles()
    let compared = 0
    for (const [uri, source] of files) {
      if (!uri.startsWith(`avm/${folder}/tests/`) || !uri.endsWith('main.test.bicep')) continue
      const profiled = { uri, text: source.text.replace("'../../../main.bicep'", `'br/public:avm/res/${folder}:${version}'`) }
      const [whole, known] = [source, profiled].map((entry) => bodiesOf(evaluated(entry, files), type, properties))
      expect(known).toEqual(whole)
      compared += known!.length
    }
    expect(compared).toBeGreaterThan(4)
  })

  test('Azure/avm-res-containerservice-managedcluster/azurerm', () => {
    const root = join(azure!, 'projects/terraform-avm-managedcluster')
    const files = globSync(join(root, '**/*.tf')).map((file) => ({ uri: relative(root, file), text: readFileSync(file, 'utf8') }))
    const score: Score = { equal: 0, unknown: 0, more: 0, different: [] }
    const types = ['microsoft.containerservice/managedclusters', 'microsoft.containerservice/managedclusters/agentpools']
    const examples = new Set(files.flatMap(({ uri }) => /^examples\/[^/]+(?=\/)/.exec(uri)?.[0] ?? []))
    for (const example of examples) {
      const module = files.filter(({ uri }) => !uri.startsWith('examples/') || uri.startsWith(`${example}/`))
      const profiled = module
        .filter(({ uri }) => uri.startsWith(`${example}/`))
        .map(({ uri, text }) => ({
          uri,
          text: text.replace(
            /source\s*=\s*"\.\.\/\.\.\/?"/g,
            'source = "Azure/avm-res-containerservice-managedcluster/azurerm"\n  version = "0.6.1"',
          ),
        }))
      compare(score, example, verdicts(evaluateTerraform(module).resources, types), verdicts(evaluateTerraform(profiled).resources, types))
    }
    // The module leaves diagnostic settings to another module, which is not at hand when it is evaluated.
    expect(score.different.toSorted()).toEqual(
      ['cluster/audit-logs', 'cluster/control-plane-logs', 'monitoring/diagnostics-everywhere'].map(
        (check) => `examples/default: ${check} Microsoft.ContainerService/managedClusters  0: fail / pass`,
      ),
    )
    // The subnet of one example is made by a module of its own.
    expect(score.unknown).toBe(2)
    expect(score.equal).toBeGreaterThan(200)
  })
})
