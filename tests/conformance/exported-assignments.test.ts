import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { azureAssignments, isAssignable } from '../../src/admission/export/azure-assignments.ts'
import { azureDefinitions } from '../../src/admission/export/azure-definitions.ts'
import { azureLikeness } from '../../src/admission/export/azure-likeness.ts'
import { checks } from '../../src/checks/index.generated.ts'
import type { Check, Example } from '../../src/core/check.ts'
import { judge } from '../../src/core/engine.ts'
import { Estate } from '../../src/core/estate.ts'
import { AzureResource, azureResource } from '../../src/models/azure/resource.ts'
import type { Value } from '../../src/models/azure/value/value.ts'
import { defaultMinor } from '../../src/models/kubernetes-api/versions.ts'
import { kubernetesObject } from '../../src/models/kubernetes/object.ts'
import { ClusterJudge } from '../../src/policy/cluster/judge-object.ts'
import { policyCheck } from '../../src/policy/cluster/policy-check.ts'
import { readClusterPolicies } from '../../src/policy/cluster/read-policies.ts'
import { resourcePolicyCheck } from '../../src/policy/cluster/resource-policy-check.ts'
import { readPolicyDocuments, type PolicyDocument } from '../../src/policy/documents.ts'
import { valueAt } from '../../src/policy/untyped.ts'
import { unmark } from '../../src/sdk/marks.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'

const definitionFolders = [corpus('policy/azure-policy'), corpus('azure/azure-policy')]
const isPresent = definitionFolders.every((folder) => folder !== undefined)

/** How the assignment of a check compares to it on the check's examples. */
type Comparison = 'equal' | 'wider' | 'narrower' | 'both' | 'not compared'

/** Those that say the same as their check. Every other assignment says in its description what is different. */
const equal = [
  'availability/managed-pod',
  'cluster/automatic-upgrades',
  'cluster/azure-cni',
  'cluster/azure-policy-addon',
  'cluster/defender-sensor',
  'cluster/disk-encryption-set',
  'cluster/etcd-encryption',
  'cluster/image-cleaner',
  'cluster/kubernetes-rbac',
  'cluster/local-accounts-disabled',
  'cluster/no-run-command',
  'cluster/no-service-principal',
  'cluster/node-os-upgrades',
  'cluster/private-api-server',
  'cluster/workload-identity',
  'key-vault/no-public-network',
  'key-vault/purge-protection',
  'key-vault/rbac-authorization',
  'pod/no-added-capabilities',
  'pod/no-privileged',
  'pod/no-root-user',
  'pod/no-unconfined-apparmor',
  'pod/no-unconfined-seccomp',
  'pod/read-only-root',
  'pod/run-as-non-root',
  'pod/seccomp-profile',
  'registry/no-admin-user',
  'registry/no-anonymous-pull',
  'registry/no-arm-audience-tokens',
  'registry/no-export',
  'registry/no-public-network',
  'registry/own-key',
  'service/internal-load-balancer',
  'service/no-external-ips',
]

const different: Readonly<Record<string, Comparison>> = {
  'account/no-automount': 'wider',
  'cluster/authorized-ip-ranges': 'narrower',
  'cluster/managed-identity': 'narrower',
  'defender/containers-plan': 'not compared',
  'defender/key-vaults-plan': 'not compared',
  'defender/posture-plan': 'not compared',
  'defender/resource-manager-plan': 'not compared',
  'image/no-latest': 'not compared',
  'image/pull-secret': 'wider',
  'ingress/tls': 'not compared',
  'key-vault/key-expiry': 'not compared',
  'key-vault/secret-expiry': 'not compared',
  'namespace/no-default': 'narrower',
  'node-pool/host-encryption': 'narrower',
  'node-pool/ssh-disabled': 'narrower',
  'pod/default-proc-mount': 'wider',
  'pod/drop-all-capabilities': 'narrower',
  'pod/no-host-ipc': 'not compared',
  'pod/no-host-network': 'not compared',
  'pod/no-host-path': 'not compared',
  'pod/no-host-pid': 'not compared',
  'pod/no-host-port': 'not compared',
  'pod/no-privilege-escalation': 'not compared',
  'pod/no-root-group': 'wider',
  'pod/no-selinux-options': 'not compared',
  'pod/no-sensitive-host-path': 'not compared',
  'pod/no-windows-administrator': 'narrower',
  'pod/restricted-volumes': 'narrower',
  'service/unique-selector': 'not compared',
}

const exported = checks.filter(isAssignable)
const options = { kubernetes: defaultMinor, mode: 'deny', locale: 'en', exempt: ['kube-system'] } as const

test('every assignment is on one of the two lists, and says what is different', () => {
  expect(exported.map(({ id }) => id).toSorted()).toEqual([...equal, ...Object.keys(different)].toSorted())
  const told = exported.filter(({ id }) => azureLikeness.get(id)?.difference !== undefined).map(({ id }) => id)
  expect(told.toSorted()).toEqual(Object.keys(different).toSorted())
})

describe.skipIf(!isPresent)('exported assignments', () => {
  const documents = isPresent ? published() : new Map<string, PolicyDocument>()

  test.each(exported.map((check) => [check.id, check] as const))('%s', async (id, check) => {
    expect(await compare(check, documents)).toBe(equal.includes(id) ? 'equal' : different[id])
  })

  test('offer only what their definitions offer', () => {
    for (const [id, { effect, isInClusters }] of azureDefinitions) {
      const document = documents.get(id)
      if (document === undefined) continue
      const at = (...path: readonly string[]): unknown => valueAt(document.value, ['properties', ...path])
      const effects = at('parameters', 'effect', 'allowedValues') as readonly string[]
      expect([id, effects.includes('Deny') ? 'Deny' : effects[0]?.toLowerCase() === 'audit' ? 'Audit' : effects[0]]).toEqual([id, effect])
      expect([id, at('mode') === 'Microsoft.Kubernetes.Data']).toEqual([id, isInClusters])
      for (const name of ['excludedNamespaces', 'warn'])
        expect([id, name, at('parameters', name) !== undefined]).toEqual([id, name, isInClusters])
    }
  })
})

/** Definitions by name, and templates by the name and version of their address. */
function published(): ReadonlyMap<string, PolicyDocument> {
  const found = new Map<string, PolicyDocument>()
  const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
  for (const file of definitionFolders.flatMap((folder) => files(folder!))) {
    if (!/\.json$|samples.*template\.yaml$/.test(file) || file.endsWith('index.json')) continue
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
    for (const document of readPolicyDocuments({ uri: file, text }).documents) {
      const { name } = document.value
      const [, version] = /^K8sAzureV(\d+)/.exec(String(valueAt(document.value, ['spec', 'crd', 'spec', 'names', 'kind']))) ?? []
      if (version !== undefined) found.set(`${file.split('/').at(-2)}/v${version}`, document)
      else if (typeof name === 'string') found.set(name, document)
    }
  }
  return found
}

async function compare(check: Check, documents: ReadonlyMap<string, PolicyDocument>): Promise<Comparison> {
  const definition = documents.get(check.enforce!.azurePolicy!)
  if (definition === undefined) return 'not compared'
  const rule = ['properties', 'policyRule']
  if (valueAt(definition.value, [...rule, 'if', 'equals']) === 'Microsoft.Resources/subscriptions') return 'not compared'
  const url = valueAt(definition.value, [...rule, 'then', 'details', 'templateInfo', 'url'])
  const template = typeof url === 'string' ? documents.get(url.split('/').slice(-3, -1).join('/')) : undefined
  if (typeof url === 'string' && template === undefined) return 'not compared'
  const text = JSON.stringify(azureAssignments([check], options))
  const given = [definition, ...(template === undefined ? [] : [template]), ...readPolicyDocuments({ uri: 'a.json', text }).documents]
  const cluster = readClusterPolicies(given, new Date(0))
  expect(cluster.problems.map(({ error }) => error.message)).toEqual([])
  expect(cluster.policies.length + cluster.resourcePolicies.length).toBe(1)
  const differences = new Set<Comparison>()
  for (const example of check.examples.filter((each) => each.options === undefined)) {
    const [ours, theirs] = await verdicts(check, example, cluster)
    for (const name of new Set([...ours, ...theirs]))
      if (ours.has(name) !== theirs.has(name)) differences.add(ours.has(name) ? 'narrower' : 'wider')
  }
  return differences.size > 1 ? 'both' : ([...differences][0] ?? 'equal')
}

/** The names of the objects and resources of an example that the check fails, and of those that the assignment refuses. */
async function verdicts(
  check: Check,
  { file = 'example.yaml', files, source, kubernetes = defaultMinor }: Example,
  cluster: ReturnType<typeof readClusterPolicies>,
) {
  const sources = Object.entries({ ...files, [file]: source }).map(([uri, text]) => unmark(uri, text).source)
  const { estate } = await readSources(sources, { locale: 'en' })
  const objects = estate.subjects(kubernetesObject)
  const resources = estate.subjects(azureResource).map(withLocation)
  const judgeOf = new ClusterJudge(cluster, objects)
  const policies = [
    ...cluster.policies.map((policy) => policyCheck(policy, judgeOf)),
    ...cluster.resourcePolicies.map((policy) => resourcePolicyCheck(policy, resources)),
  ]
  const asked = new Estate([
    [kubernetesObject, objects],
    [azureResource, resources],
  ])
  return [said([check], estate, kubernetes), said(policies, asked, kubernetes)] as const
}

function said(judging: readonly Check[], estate: Estate, kubernetes: number): ReadonlySet<string> {
  return new Set(
    [...judge(judging, estate, { target: { kubernetes } })].flatMap(({ findings }) =>
      // What only the deployment decides is unknown here, and known to Azure.
      findings.filter(({ outcome }) => outcome === 'fail').map(({ resource: { name } }) => name),
    ),
  )
}

/** Examples are short: what is deployed has to say where. */
function withLocation({ variants: [first, ...rest], base, ref }: AzureResource): AzureResource {
  const placed = (variant: typeof first) => ({ ...variant, resource: { ...variant.resource, body: placedBody(variant.resource.body) } })
  return new AzureResource([placed(first), ...rest.map(placed)], base, ref)
}

function placedBody(body: Value): Value {
  if (body.kind !== 'dictionary' || body.entries.has('location') || body.entries.has('pricingTier')) return body
  const [like] = body.entries.values()
  return like === undefined ? body : { ...body, entries: new Map([...body.entries, ['location', like]]) }
}
