import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { closeFakeAzure, serveFakeAzure } from '../../../tests/fake-azure.ts'
import type { Io } from '../command.ts'
import { runProgram } from '../program.ts'

const subscription = '00000000-0000-0000-0000-000000000001'
const root = `/subscriptions/${subscription}`
const group = `${root}/resourceGroups/shop`
const clusterId = `${group}/providers/Microsoft.ContainerService/managedClusters/aks-shop`
const vaultId = `${group}/providers/Microsoft.KeyVault/vaults/shop`

const cluster = {
  id: clusterId,
  name: 'aks-shop',
  type: 'Microsoft.ContainerService/managedClusters',
  properties: {
    disableLocalAccounts: false,
    enableRBAC: true,
    agentPoolProfiles: [{ name: 'system', mode: 'System', enableEncryptionAtHost: false }],
  },
}
const vault = { id: vaultId, name: 'shop', type: 'Microsoft.KeyVault/vaults', properties: { enablePurgeProtection: true } }

const template = `param prefix string

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: '\${prefix}-shop'
  properties: {
    disableLocalAccounts: true
    agentPoolProfiles: [
      {
        name: 'system'
        mode: 'System'
        enableEncryptionAtHost: true
      }
    ]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'shop'
  properties: {
    enablePurgeProtection: false
  }
}

resource other 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'not-deployed'
}
`

let work = ''
beforeAll(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-drift-')))
  mkdirSync(join(work, 'infra'))
  writeFileSync(join(work, 'infra/main.bicep'), template)
  writeFileSync(join(work, 'token'), 'secret-token\n')
})
afterAll(() => rmSync(work, { recursive: true, force: true }))
afterEach(closeFakeAzure)

interface Finding {
  readonly check: string
  readonly severity: string
  readonly message: string
  readonly location: { readonly uri: string; readonly startLine: number; readonly startColumn: number }
  readonly related: readonly { readonly message: string; readonly location: { readonly uri: string } }[]
  readonly drift?: unknown
}

async function scan(
  endpoint: string,
  ...args: readonly string[]
): Promise<{ readonly findings: readonly Finding[]; readonly err: string }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const env = { AZURE_RESOURCE_MANAGER_ENDPOINT: endpoint }
  const only = ['cluster/local-accounts-disabled', 'node-pool/host-encryption', 'key-vault/purge-protection', 'cluster/kubernetes-rbac']
  const flags = only.flatMap((id) => ['--only', id])
  await runProgram(['scan', 'azure', ...args, ...flags, '--format', 'json'], { cwd: work, env, ...streams } as unknown as Io)
  return { findings: out === '' ? [] : (JSON.parse(out) as { findings: Finding[] }).findings, err }
}

const listed = ({ id, name, type }: { readonly id: string; readonly name: string; readonly type: string }): object => ({ id, name, type })

test('what is deployed otherwise than declared is told at the declaration, live and from a recording', async () => {
  const { endpoint } = await serveFakeAzure({
    [`${root}/resources`]: { body: { value: [listed(cluster), listed(vault)] } },
    [clusterId]: { body: cluster },
    [vaultId]: { body: vault },
  })
  const { findings, err } = await scan(
    endpoint,
    '--subscription',
    subscription,
    '--token-file',
    'token',
    '--declared',
    'infra',
    '--record',
    'azure.json',
  )
  expect(
    findings.map(({ check, severity, location: { uri, startLine, startColumn }, drift }) => [
      check,
      severity,
      uri,
      startLine,
      startColumn,
      drift,
    ]),
  ).toEqual([
    [
      'cluster/local-accounts-disabled',
      'high',
      'infra/main.bicep',
      6,
      27,
      { declared: 'pass', live: 'fail', path: ['properties', 'disableLocalAccounts'], value: 'false' },
    ],
    [
      'node-pool/host-encryption',
      'medium',
      'infra/main.bicep',
      11,
      33,
      { declared: 'pass', live: 'fail', path: ['enableEncryptionAtHost'], value: 'false' },
    ],
    [
      'key-vault/purge-protection',
      'info',
      'infra/main.bicep',
      20,
      28,
      { declared: 'fail', live: 'pass', path: ['properties', 'enablePurgeProtection'], value: 'true' },
    ],
  ])
  expect(findings[0]!.message).toMatchInlineSnapshot(`"declared as it should be, deployed otherwise: the cluster keeps its local accounts"`)
  expect(findings[0]!.related[0]).toMatchObject({ message: 'deployed: false', location: { uri: `azure/${subscription}.json` } })
  expect(findings[2]!.message).toMatchInlineSnapshot(
    `"deployed as it should be, and the next deployment would undo it: purge protection is off"`,
  )
  expect(err).toBe('2 of 3 declared resources were found among what is deployed\n')
  expect(readFileSync(join(work, 'azure.json'), 'utf8')).not.toContain('secret-token')

  const again = await scan('', '--replay', 'azure.json', '--declared', 'infra')
  expect(again.findings).toEqual(findings)
})

test('what fails both ways is told where it is deployed, with the declaration beside it', async () => {
  mkdirSync(join(work, 'both'), { recursive: true })
  writeFileSync(join(work, 'both/main.bicep'), template.replace('disableLocalAccounts: true', 'disableLocalAccounts: false'))
  const { findings } = await scan('', '--replay', 'azure.json', '--declared', 'both')
  const [first] = findings
  expect(first).toMatchObject({ check: 'cluster/local-accounts-disabled', location: { uri: `azure/${subscription}.json` } })
  expect(first!.drift).toBeUndefined()
  expect(first!.related).toMatchObject([{ message: 'declared here', location: { uri: 'both/main.bicep' } }])
})

test('what is accepted beside the declaration is accepted where it is deployed', async () => {
  mkdirSync(join(work, 'accepted'), { recursive: true })
  const accept = (check: string): string => `// breakwater: ignore[${check}] until=2999-12-31 the pilot of June\n`
  const lines = template.replace('disableLocalAccounts: true', 'disableLocalAccounts: false').split('\n')
  const commented = lines.map((line) =>
    line.includes('disableLocalAccounts')
      ? accept('cluster/local-accounts-disabled') + line
      : line.includes('enableEncryptionAtHost')
        ? accept('node-pool/*') + line
        : line,
  )
  writeFileSync(join(work, 'accepted/main.bicep'), `${accept('registry/no-admin-user')}${commented.join('\n')}`)
  const open = (found: readonly { readonly check: string; readonly suppressed?: unknown }[]): readonly string[] =>
    found.flatMap(({ check, suppressed }) => ((suppressed ?? null) === null ? [check] : [])).toSorted()
  const { findings } = await scan('', '--replay', 'azure.json', '--declared', 'accepted')
  expect(open(findings)).toEqual(['key-vault/purge-protection'])
  expect(findings).toHaveLength(3)
  const strict = await scan('', '--replay', 'azure.json', '--declared', 'accepted', '--no-inline')
  expect(open(strict.findings)).toEqual(['cluster/local-accounts-disabled', 'key-vault/purge-protection', 'node-pool/host-encryption'])
})

test('a folder that declares nothing of Azure', async () => {
  mkdirSync(join(work, 'empty'), { recursive: true })
  const { findings, err } = await scan('', '--replay', 'azure.json', '--declared', 'empty')
  expect({ findings, err }).toEqual({ findings: [], err: expect.stringMatching(/empty/) })
})
