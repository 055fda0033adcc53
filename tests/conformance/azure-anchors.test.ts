import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

import { checks } from '../../src/checks/index.generated.ts'
import { judge, type Outcome } from '../../src/core/engine.ts'
import type { Source } from '../../src/core/location.ts'
import { AzureResource } from '../../src/models/azure/resource.ts'
import { readSources } from '../../src/sources/read-sources.ts'
import { corpus } from '../corpora.ts'
import { divergences, notAsked } from './azure-divergences.ts'

const azure = corpus('azure')

/** Which of our checks ask what a rule of another tool asks. Failing any of them is failing the rule. */
const sameQuestion: Readonly<Record<string, readonly string[]>> = {
  CKV_AZURE_4: ['cluster/container-insights'],
  CKV_AZURE_5: ['cluster/kubernetes-rbac'],
  CKV_AZURE_6: ['cluster/authorized-ip-ranges'],
  CKV_AZURE_7: ['cluster/network-policy'],
  CKV_AZURE_9: ['network-security/no-remote-access-from-internet'],
  CKV_AZURE_10: ['network-security/no-remote-access-from-internet'],
  CKV_AZURE_40: ['key-vault/key-expiry'],
  CKV_AZURE_42: ['key-vault/purge-protection', 'key-vault/soft-delete'],
  CKV_AZURE_109: ['key-vault/no-public-network'],
  CKV_AZURE_110: ['key-vault/purge-protection'],
  CKV_AZURE_111: ['key-vault/soft-delete'],
  CKV_AZURE_116: ['cluster/azure-policy-addon'],
  CKV_AZURE_117: ['cluster/disk-encryption-set'],
  CKV_AZURE_137: ['registry/no-admin-user'],
  CKV_AZURE_138: ['registry/no-anonymous-pull'],
  CKV_AZURE_139: ['registry/no-public-network'],
  CKV_AZURE_141: ['cluster/local-accounts-disabled'],
  CKV_AZURE_143: ['node-pool/no-public-ip'],
  CKV_AZURE_171: ['cluster/automatic-upgrades'],
  CKV_AZURE_172: ['cluster/key-vault-csi-rotation'],
  CKV_AZURE_189: ['key-vault/no-public-network'],
  CKV_AZURE_216: ['network-security/firewall-threat-intelligence'],
  CKV_AZURE_219: ['network-security/firewall-policy'],
  CKV_AZURE_234: ['defender/resource-manager-plan'],
  CKV_AZURE_227: ['node-pool/host-encryption'],
  CKV_AZURE_246: ['cluster/no-http-application-routing'],
  'AZU-0013': ['key-vault/no-public-network'],
  'AZU-0014': ['key-vault/key-expiry'],
  'AZU-0017': ['key-vault/secret-expiry'],
  'AZU-0016': ['key-vault/purge-protection'],
  'AZU-0040': ['cluster/container-insights'],
  'AZU-0041': ['cluster/authorized-ip-ranges'],
  'AZU-0042': ['cluster/kubernetes-rbac'],
  'AZU-0043': ['cluster/network-policy'],
  'AZU-0048': ['network-security/no-remote-access-from-internet'],
  'AZU-0050': ['network-security/no-remote-access-from-internet'],
  'AZU-0065': ['cluster/private-api-server'],
  'AZU-0066': ['cluster/azure-policy-addon'],
  'AZU-0067': ['cluster/disk-encryption-set'],
  'Azure.ACR.AdminUser': ['registry/no-admin-user'],
  'Azure.ACR.AnonymousAccess': ['registry/no-anonymous-pull'],
  'Azure.ACR.AuditLogs': ['registry/logs'],
  'Azure.AKS.AuditLogs': ['cluster/audit-logs'],
  'Azure.KeyVault.Logs': ['key-vault/audit-logs'],
  'Azure.ACR.Firewall': ['registry/no-public-network'],
  'Azure.AKS.AuthorizedIPs': ['cluster/authorized-ip-ranges'],
  'Azure.AKS.AutoUpgrade': ['cluster/automatic-upgrades'],
  'Azure.AKS.AzurePolicyAddOn': ['cluster/azure-policy-addon'],
  'Azure.AKS.MaintenanceWindow': ['cluster/maintenance-windows'],
  'Azure.AKS.PoolVersion': ['cluster/matching-node-versions'],
  'Azure.Firewall.PolicyMode': ['network-security/firewall-threat-intelligence'],
  'Azure.AKS.LocalAccounts': ['cluster/local-accounts-disabled'],
  'Azure.AKS.ManagedAAD': ['cluster/entra-integration'],
  'Azure.AKS.NetworkPolicy': ['cluster/network-policy'],
  'Azure.AKS.NodeAutoUpgrade': ['cluster/node-os-upgrades'],
  'Azure.AKS.SecretStore': ['cluster/key-vault-csi'],
  'Azure.AKS.SecretStoreRotation': ['cluster/key-vault-csi-rotation'],
  'Azure.AKS.StandardLB': ['cluster/standard-load-balancer'],
  'Azure.AKS.UseRBAC': ['cluster/kubernetes-rbac'],
  'Azure.KeyVault.PurgeProtect': ['key-vault/purge-protection'],
  'Azure.KeyVault.RBAC': ['key-vault/rbac-authorization'],
  'Azure.KeyVault.SoftDelete': ['key-vault/soft-delete'],
}

const rank: Readonly<Record<Outcome, number>> = { error: 5, fail: 4, unknown: 3, pass: 2, manual: 1, 'not-applicable': 0 }

/** The worst outcome of each resource, by its address or name and by the whole. */
async function outcomes(sources: readonly Source[], ids: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
  const { estate } = await readSources(sources, { locale: 'en' })
  const found = new Map<string, Outcome>()
  const note = (name: string, outcome: Outcome): void => {
    const before = found.get(name)
    if (before === undefined || rank[outcome] > rank[before]) found.set(name, outcome)
  }
  const judging = checks.filter(({ id }) => ids.includes(id))
  for (const { subject, outcome, error } of judge(judging, estate, { target: { kubernetes: 35 } })) {
    if (error !== undefined) throw error
    if (!(subject instanceof AzureResource)) continue
    note(subject.resource.symbol, outcome)
    note(subject.resource.name.kind === 'scalar' ? String(subject.resource.name.value) : subject.name, outcome)
    note('*', outcome)
  }
  return found
}

interface Score {
  met: number
  readonly divergent: string[]
}

/** A rule that passes means: our checks do not fail. One that fails means: one of ours does. */
function settle(score: Score, label: string, expected: 'pass' | 'fail', outcome: Outcome | undefined): void {
  const met = expected === 'fail' ? outcome === 'fail' : outcome === 'pass' || outcome === 'not-applicable'
  if (met) score.met++
  else score.divergent.push(label)
}

function read(file: string, uri: string): Source {
  return { uri, text: readFileSync(file, 'utf8') }
}

interface CheckovRule {
  readonly check: string
  readonly kind?: 'dir' | 'inline'
  readonly dir: string
  readonly passing: readonly string[]
  readonly failing: readonly string[]
  readonly cases?: readonly { readonly file?: string; readonly result: string }[]
  readonly files?: readonly { readonly file: string; readonly verdictByName: 'pass' | 'fail' | null }[]
}

async function scoreCheckov(root: string, score: Score): Promise<void> {
  const { terraform, arm } = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as {
    terraform: CheckovRule[]
    arm: CheckovRule[]
  }
  for (const { check, kind, dir, passing, failing, cases } of terraform) {
    const ids = sameQuestion[check]
    if (ids === undefined) continue
    if (kind === 'dir') {
      const files = globSync(join(root, dir, '**/*.{tf,tfvars}')).map((file) => read(file, file.slice(root.length + 1)))
      const found = await outcomes(files, ids)
      for (const address of passing) settle(score, `${check} ${address}`, 'pass', found.get(address))
      for (const address of failing) settle(score, `${check} ${address}`, 'fail', found.get(address))
    }
    for (const { file, result } of cases ?? []) {
      if (file === undefined) continue
      const found = await outcomes([read(join(root, file), 'main.tf')], ids)
      settle(score, `${check} ${file}`, /^pass/i.test(result) ? 'pass' : 'fail', found.get('*'))
    }
  }
  for (const { check, dir, files } of arm) {
    const ids = sameQuestion[check]
    for (const { file, verdictByName } of ids === undefined ? [] : (files ?? [])) {
      if (verdictByName === null) continue
      const found = await outcomes([read(join(root, dir, file), 'main.json')], ids!)
      settle(score, `${check} ${dir}/${file}`, verdictByName, found.get('*'))
    }
  }
}

async function scoreTrivy(root: string, score: Score): Promise<void> {
  const index = JSON.parse(readFileSync(join(root, 'index.json'), 'utf8')) as { id: string; file: string }[]
  for (const { id, file } of index) {
    const ids = sameQuestion[id]
    if (ids === undefined) continue
    const { terraform } = parse(readFileSync(join(root, file), 'utf8')) as { terraform: { good: string[]; bad: string[] } }
    for (const [expected, snippets] of [
      ['pass', terraform.good],
      ['fail', terraform.bad],
    ] as const)
      for (const [number, snippet] of snippets.entries()) {
        const found = await outcomes([{ uri: 'main.tf', text: snippet }], ids)
        settle(score, `${id} ${expected} ${number + 1}`, expected, found.get('*'))
      }
  }
}

interface PsRule {
  readonly rule: string
  readonly context: string
  readonly input: string
  readonly expect: Readonly<Partial<Record<'pass' | 'fail', { readonly targets: readonly string[] | null }>>>
}

/** The tool is run on the template of vaults with this file. */
function parametersOf(root: string, input: string): readonly Source[] {
  return input === 'Resources.KeyVault.Template.json'
    ? [read(join(root, 'Resources.Parameters2.json'), 'Resources.KeyVault.Template.parameters.json')]
    : []
}

async function scorePsRule(root: string, score: Score): Promise<void> {
  const rules = JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) as PsRule[]
  for (const { rule, context, input, expect: expected } of rules) {
    const ids = sameQuestion[rule]
    if (ids === undefined) continue
    const found = await outcomes([read(join(root, input), input), ...parametersOf(root, input)], ids)
    for (const verdict of ['pass', 'fail'] as const)
      for (const target of expected[verdict]?.targets ?? [])
        settle(score, `${rule} ${context === 'Conditions' ? '' : 'template '}${target}`, verdict, found.get(target))
  }
}

/** The rules of other tools that the corpus has examples of. */
function rulesOf(root: string): ReadonlySet<string> {
  const checkov = JSON.parse(readFileSync(join(root, 'checkov/expected.json'), 'utf8')) as Record<'terraform' | 'arm', CheckovRule[]>
  const trivy = JSON.parse(readFileSync(join(root, 'trivy/index.json'), 'utf8')) as { id: string }[]
  const psrule = JSON.parse(readFileSync(join(root, 'psrule/expected.json'), 'utf8')) as PsRule[]
  return new Set([
    ...[...checkov.terraform, ...checkov.arm].map(({ check }) => check),
    ...trivy.map(({ id }) => id),
    ...psrule.map(({ rule }) => rule),
  ])
}

test.skipIf(azure === undefined)('every rule is asked by a check, or is not for a reason that is written down', () => {
  const unasked = [...rulesOf(azure!)].filter((rule) => sameQuestion[rule] === undefined)
  expect(unasked.toSorted()).toEqual(Object.values(notAsked).flat().toSorted())
})

describe.skipIf(azure === undefined)('expectations of other tools are met, or differ for a reason that is written down', () => {
  test.each([
    ['checkov', scoreCheckov, 96],
    ['trivy', scoreTrivy, 20],
    ['psrule', scorePsRule, 100],
  ] as const)('%s', async (tool, scoring, least) => {
    const score: Score = { met: 0, divergent: [] }
    await scoring(join(azure!, tool), score)
    expect(score.divergent.toSorted()).toEqual(Object.keys(divergences[tool]).toSorted())
    expect(score.met).toBeGreaterThanOrEqual(least)
  })
})
