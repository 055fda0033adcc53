import { afterEach, describe, expect, test } from 'vitest'

import { closeFakeAzure, serveFakeAzure as serve } from '../../../../tests/fake-azure.ts'
import { checks } from '../../../checks/index.generated.ts'
import { run } from '../../../core/run.ts'
import { render } from '../../../core/text.ts'
import { recorded, replayed, waitAsked, type Answer } from '../../network/exchange.ts'
import { readSources } from '../../read-sources.ts'
import { ArmClient } from './arm-client.ts'
import { networkExchange } from './exchange.ts'
import { readSubscription } from './read-subscription.ts'
import { readRecording, writeRecording } from './recording.ts'
import { isBeyondReaders } from './requests.ts'

const subscription = '00000000-0000-0000-0000-000000000001'
const root = `/subscriptions/${subscription}`
const clusterId = `${root}/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop`
const vaultId = `${root}/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop`

afterEach(closeFakeAzure)

const cluster = {
  id: clusterId,
  name: 'shop',
  type: 'Microsoft.ContainerService/managedClusters',
  location: 'westeurope',
  properties: { disableLocalAccounts: true, apiServerAccessProfile: { enablePrivateCluster: true } },
}
const vault = { id: vaultId, name: 'shop', type: 'Microsoft.KeyVault/vaults', properties: { enablePurgeProtection: false } }
const listed = ({ id, name, type }: { readonly id: string; readonly name: string; readonly type: string }) => ({ id, name, type })

const client = (endpoint: string): ArmClient => new ArmClient(endpoint, networkExchange({ token: 'secret-token', backoff: 1 }))
const read = (arm: ArmClient) => readSubscription(arm, { subscription, locale: 'en' })

describe('reading a subscription', () => {
  test('follows the pages of a list and reads each resource in its version of the API', async () => {
    const paged = await serve({
      [`${root}/resources`]: () => ({ body: { value: [listed(cluster)], nextLink: `${paged.endpoint}${root}/resources?page=2` } }),
      [`${root}/resources?page=2`]: { body: { value: [listed(vault), { id: 'x', type: 'Other/things', name: 'x' }] } },
      [clusterId]: { body: cluster },
      [vaultId]: { body: vault },
    })
    const { source, unread } = await read(client(paged.endpoint))
    expect((JSON.parse(source.text) as { value: { id: string }[] }).value.map(({ id }) => id)).toEqual([clusterId, vaultId])
    expect(unread).toEqual([])
    const asked = paged.seen.map(({ url }) => url)
    expect(asked.filter((url) => url?.startsWith(`${clusterId}?`))).toEqual([`${clusterId}?api-version=2026-05-01`])
    expect(asked.filter((url) => url?.startsWith(`${vaultId}?`))).toEqual([`${vaultId}?api-version=2026-02-01`])
    expect(asked.filter((url) => url?.includes('Other'))).toEqual([])
    expect(new Set(paged.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(['Bearer secret-token']))
  })

  test('a page on another host is not followed, and the token does not go there', async () => {
    const stranger = await serve({})
    const { endpoint } = await serve({
      [`${root}/resources`]: { body: { value: [listed(cluster)] } },
      [clusterId]: { body: cluster },
      [`${root}/providers/Microsoft.Authorization/roleAssignments`]: { body: { value: [], nextLink: `${stranger.endpoint}/next` } },
    })
    const { unread } = await read(client(endpoint))
    expect(unread.map(({ reason, message }) => [reason, message])).toEqual([
      [
        'azure-failed',
        `${root}/providers/Microsoft.Authorization/roleAssignments could not be read: a page leads to another host: ${stranger.endpoint}/next`,
      ],
    ])
    expect(stranger.seen).toEqual([])
  })

  test('waits when it is told to, and asks again', async () => {
    const { endpoint, seen } = await serve({
      [`${root}/resources`]: (times) => (times < 3 ? { status: 429, headers: { 'retry-after': '0' }, body: {} } : { body: { value: [] } }),
    })
    await read(client(endpoint))
    expect(seen.filter(({ url }) => url?.startsWith(`${root}/resources`))).toHaveLength(3)
  })

  test('what the account may not read is said, with the permission', async () => {
    const action = 'Microsoft.Security/pricings/read'
    const { endpoint } = await serve({
      [`${root}/resources`]: { body: { value: [listed(cluster)] } },
      [clusterId]: { body: cluster },
      [`${root}/providers/Microsoft.Security/pricings`]: {
        status: 403,
        body: {
          error: {
            code: 'AuthorizationFailed',
            message: `The client does not have authorization to perform action '${action}' over scope.`,
          },
        },
      },
    })
    const { unread } = await read(client(endpoint))
    expect(unread).toEqual([
      {
        uri: `azure${root}/providers/Microsoft.Security/pricings`,
        reason: 'permission-missing',
        message: `${root}/providers/Microsoft.Security/pricings could not be read: the account lacks the permission ${action}`,
      },
    ])
  })

  test('that nothing is there is not concluded from a list that could not be read', async () => {
    const { endpoint } = await serve({
      [`${root}/resources`]: { body: { value: [listed(cluster)] } },
      [clusterId]: { body: cluster },
      [`${clusterId}/maintenanceConfigurations`]: { status: 403, body: {} },
    })
    const { source, unread } = await read(client(endpoint))
    const scanned = await readSources([source], { locale: 'en' }, [], unread)
    const { findings } = run(checks, scanned, { target: { kubernetes: 35 }, failOn: 'high', allowUnknown: false, today: '2026-01-01' })
    const outcomes = findings.filter(({ check }) => check === 'cluster/maintenance-windows').map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['unknown'])
  })

  test('a token that is refused ends the run', async () => {
    const { endpoint } = await serve({ [`${root}/resources`]: { status: 401, body: { error: { message: 'The token expired.' } } } })
    await expect(read(client(endpoint))).rejects.toMatchObject({
      code: 'azure-token-refused',
      says: { args: { reason: 'The token expired.' } },
    })
  })

  test.each([
    [{ status: 403, body: {} }, 'azure-refused', { permission: `${root}/resources (read)` }],
    [{ status: 404, body: {} }, 'azure-subscription-not-found', { subscription }],
    [{ status: 400, body: { error: { message: 'No.' } } }, 'azure-unusable-answer', { reason: 'HTTP 400: No.' }],
    [{ body: 'a login page of a proxy' }, 'azure-unusable-answer', { reason: 'the answer is not JSON' }],
  ])('a subscription whose resources cannot be listed ends the run, with the reason: %j', async (reply, code, args) => {
    const { endpoint } = await serve({ [`${root}/resources`]: reply })
    await expect(read(client(endpoint))).rejects.toMatchObject({ code, says: { args } })
  })

  test('a cluster that is not there ends the run, with those that are', async () => {
    const { endpoint } = await serve({ [`${root}/resources`]: { body: { value: [listed(cluster), listed(vault)] } } })
    const reading = readSubscription(client(endpoint), { subscription, cluster: 'shp', locale: 'en' })
    await expect(reading).rejects.toMatchObject({ code: 'azure-cluster-not-found', says: { args: { cluster: 'shp', clusters: 'shop' } } })
  })

  test('asks for what a cluster leads to: images of its pools, versions and quota of its region', async () => {
    const pools = [{ name: 'system', nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202001.10.0' }, { name: '../..' }]
    const body = { ...cluster, properties: { kubernetesVersion: '1.29', agentPoolProfiles: pools } }
    const profile = {
      id: `${clusterId}/agentPools/system/upgradeProfiles/default`,
      name: 'default',
      properties: { latestNodeImageVersion: 'x' },
    }
    const versions = `${root}/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions`
    const usages = `${root}/providers/Microsoft.Compute/locations/westeurope/usages`
    const { endpoint, seen } = await serve({
      [`${root}/resources`]: { body: { value: [listed(cluster)] } },
      [clusterId]: { body },
      [profile.id]: { body: profile },
      [versions]: { body: { values: [{ version: '1.36', capabilities: { supportPlan: ['KubernetesOfficial'] } }] } },
      [usages]: { body: { value: [{ name: { value: 'cores' }, currentValue: 90, limit: 100 }] } },
    })
    const { source } = await read(client(endpoint))
    const { value } = JSON.parse(source.text) as { value: Record<string, unknown>[] }
    expect(value.slice(1)).toEqual([
      profile,
      {
        id: versions,
        name: 'kubernetesVersions',
        properties: { values: [{ version: '1.36', capabilities: { supportPlan: ['KubernetesOfficial'] } }] },
      },
      { id: usages, name: 'usages', properties: { values: [{ name: { value: 'cores' }, currentValue: 90, limit: 100 }] } },
    ])
    expect(seen.filter(({ url }) => url?.includes('..'))).toEqual([])
    const scanned = await readSources([source], { locale: 'en' })
    const { findings } = run(checks, scanned, { target: { kubernetes: 35 }, failOn: 'high', allowUnknown: false, today: '2026-11-05' })
    const said = findings.filter(({ check }) => check === 'cluster/supported-version' || check === 'node-pool/current-image')
    expect(said.map(({ check, message }) => [check, render(message, 'en')])).toEqual([
      ['cluster/supported-version', 'the service supports 1.29 no more; in this region it supports 1.36'],
      ['node-pool/current-image', 'the nodes run AKSUbuntu-2204gen2containerd-202001.10.0, which is 2491 days old; x is there'],
    ])
  })

  test('of assessments and alerts only what is open is kept', async () => {
    const assessment = (name: string, code: string) => ({
      id: `${root}/providers/Microsoft.Security/assessments/${name}`,
      name,
      properties: { status: { code } },
    })
    const alert = (name: string, status: string) => ({
      id: `${root}/providers/Microsoft.Security/locations/we/alerts/${name}`,
      name,
      properties: { status },
    })
    const { endpoint } = await serve({
      [`${root}/resources`]: { body: { value: [] } },
      [`${root}/providers/Microsoft.Security/assessments`]: { body: { value: [assessment('a', 'Healthy'), assessment('b', 'Unhealthy')] } },
      [`${root}/providers/Microsoft.Security/alerts`]: { body: { value: [alert('c', 'Active'), alert('d', 'Dismissed')] } },
    })
    const { source } = await read(client(endpoint))
    expect((JSON.parse(source.text) as { value: { name: string }[] }).value.map(({ name }) => name)).toEqual(['b', 'c'])
  })

  test('asks Azure Policy what it found in a cluster, by POST, and replays the answer', async () => {
    const path = `${clusterId}/providers/Microsoft.PolicyInsights/policyStates/latest/summarize`
    const assignment = `${root}/providers/microsoft.authorization/policyassignments/pods`
    const state = { policyAssignments: [{ policyAssignmentId: assignment, results: { nonCompliantPolicies: 3 } }] }
    const { endpoint, seen } = await serve({
      [`${root}/resources`]: { body: { value: [listed(cluster)] } },
      [clusterId]: { body: cluster },
      [path]: { body: { value: [{ '@odata.id': null, ...state }] } },
    })
    const answers = new Map<string, Answer>()
    const live = await read(new ArmClient(endpoint, recorded(networkExchange({ token: 'secret-token' }), answers)))
    expect(seen.filter(({ method }) => method !== 'GET').map(({ method, url }) => [method, url])).toEqual([
      ['POST', `${path}?api-version=2024-10-01`],
    ])
    expect((JSON.parse(live.source.text) as { value: unknown[] }).value[1]).toEqual({
      id: path,
      name: 'summarize',
      properties: { '@odata.id': null, ...state },
    })
    const { answers: kept } = readRecording('azure.json', writeRecording(subscription, endpoint, answers))
    expect(Object.keys(kept).filter((key) => key.startsWith('POST '))).toEqual([`POST ${endpoint}${path}?api-version=2024-10-01`])
    expect(await read(new ArmClient(endpoint, replayed(kept)))).toEqual(live)
    const scanned = await readSources([live.source], { locale: 'en' }, [], live.unread)
    const { findings } = run(checks, scanned, { target: { kubernetes: 35 }, failOn: 'high', allowUnknown: false, today: '2026-11-05' })
    const said = findings.filter(({ check }) => check === 'governance/assignments-effective')
    expect(said.map(({ message }) => render(message, 'en'))).toEqual(['pods: 3 policies are violated'])
  })

  test('reads keys whole, of tables those with a retention of their own, and of roles those of the customer', async () => {
    const workspaceId = `${root}/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/logs`
    const workspace = { id: workspaceId, name: 'logs', type: 'Microsoft.OperationalInsights/workspaces', properties: {} }
    const key = { id: `${vaultId}/keys/disks`, name: 'disks', type: 'Microsoft.KeyVault/vaults/keys', properties: {} }
    const whole = { ...key, properties: { rotationPolicy: { lifetimeActions: [{ action: { type: 'rotate' } }] } } }
    const table = (name: string, ofWorkspace: boolean) => ({
      id: `${workspaceId}/tables/${name}`,
      name,
      type: 'Microsoft.OperationalInsights/workspaces/tables',
      properties: { retentionInDays: 30, retentionInDaysAsDefault: ofWorkspace, totalRetentionInDaysAsDefault: ofWorkspace },
    })
    const itself = { id: root, subscriptionId: subscription, displayName: 'shop' }
    const { endpoint, seen } = await serve({
      [`${root}/resources`]: { body: { value: [listed(vault), listed(workspace)] } },
      [vaultId]: { body: vault },
      [`${vaultId}/keys`]: { body: { value: [key] } },
      [key.id]: { body: whole },
      [workspaceId]: { body: workspace },
      [`${workspaceId}/tables`]: { body: { value: [table('AKSAudit', false), table('Perf', true)] } },
      [root]: { body: itself },
    })
    const { source, unread } = await read(client(endpoint))
    expect((JSON.parse(source.text) as { value: unknown[] }).value).toEqual([vault, whole, workspace, table('AKSAudit', false), itself])
    expect(unread).toEqual([])
    const asked = seen.map(({ url }) => decodeURIComponent(url ?? ''))
    expect(asked.filter((url) => url.includes('roleDefinitions'))).toEqual([
      `${root}/providers/Microsoft.Authorization/roleDefinitions?$filter=type+eq+'CustomRole'&api-version=2022-04-01`,
    ])
  })

  test('whether the logs of the directory are exported is not known to an account without a role there', async () => {
    const action = 'microsoft.aadiam/diagnosticSettings/read'
    const path = '/providers/microsoft.aadiam/diagnosticSettings'
    const { endpoint } = await serve({
      [`${root}/resources`]: { body: { value: [listed(cluster)] } },
      [clusterId]: { body: cluster },
      [root]: { body: { id: root, displayName: 'shop' } },
      [path]: { status: 403, body: { error: { message: `The client does not have authorization to perform action '${action}'.` } } },
    })
    const { source, unread } = await read(client(endpoint))
    expect(unread).toEqual([
      {
        uri: `azure${path}`,
        reason: 'permission-missing',
        message: `${path} could not be read: the account lacks the permission ${action}, which Reader and Security Reader do not give; the gate is not failed by it`,
      },
    ])
    const scanned = await readSources([source], { locale: 'en' }, [], unread)
    const { findings } = run(checks, scanned, { target: { kubernetes: 35 }, failOn: 'high', allowUnknown: false, today: '2026-11-05' })
    const said = findings.filter(({ check }) => /^monitoring\/(?:directory-logs|activity-log)-collected$/.test(check))
    expect(said.map(({ check, outcome, message }) => [check, outcome, render(message, 'en')])).toEqual([
      ['monitoring/activity-log-collected', 'fail', 'there is no diagnostic setting that exports the Activity Log for it'],
      ['monitoring/directory-logs-collected', 'unknown', `azure${path} could not be read, so it is not known`],
    ])
  })

  test('one cluster of several', async () => {
    const other = { ...cluster, id: clusterId.replace(/shop$/, 'other'), name: 'other' }
    const { endpoint } = await serve({
      [`${root}/resources`]: { body: { value: [listed(cluster), listed(other)] } },
      [clusterId]: { body: cluster },
      [other.id]: { body: other },
    })
    const { source } = await readSubscription(client(endpoint), { subscription, cluster: 'OTHER', locale: 'en' })
    expect((JSON.parse(source.text) as { value: { name: string }[] }).value.map(({ name }) => name)).toEqual(['other'])
  })
})

test('a recording gives the same verdicts without the network, and holds no token', async () => {
  const { endpoint } = await serve({
    [`${root}/resources`]: { body: { value: [listed(cluster), listed(vault)] } },
    [clusterId]: { body: cluster },
    [vaultId]: { body: vault },
  })
  const answers = new Map<string, Answer>()
  const live = await read(new ArmClient(endpoint, recorded(networkExchange({ token: 'secret-token' }), answers)))
  const written = writeRecording(subscription, endpoint, answers)
  expect(written).not.toContain('secret-token')
  const recording = readRecording('azure.json', written)
  const again = await read(new ArmClient(recording.endpoint, replayed(recording.answers)))
  expect(again).toEqual(live)

  const scanned = await readSources([again.source], { locale: 'en' }, [], again.unread)
  const { findings, errors } = run(checks, scanned, {
    target: { kubernetes: 35 },
    failOn: 'high',
    allowUnknown: false,
    today: '2026-01-01',
  })
  expect(errors).toEqual([])
  const found = findings.map(({ check }) => check)
  expect(found).toContain('key-vault/purge-protection')
  expect(found).not.toContain('cluster/local-accounts-disabled')
})

test('what Reader and Security Reader do not give', () => {
  expect(isBeyondReaders('azure/providers/microsoft.aadiam/diagnosticSettings')).toBe(true)
  expect(isBeyondReaders(`azure${clusterId}/providers/Microsoft.PolicyInsights/policyStates/latest/summarize`)).toBe(true)
  expect(isBeyondReaders(`azure${root}/providers/Microsoft.Security/pricings`)).toBe(false)
  expect(isBeyondReaders('azure/main.bicep')).toBe(false)
})

test('a file that is no recording', () => {
  for (const written of ['', '{}', '[]', '{"subscription":1}']) expect(() => readRecording('x.json', written)).toThrow('recording-invalid')
})

test('how long the service asks to wait', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  expect(['3', '0', '9999', 'Thu, 01 Jan 2026 00:00:05 GMT', 'soon', '', null].map((header) => waitAsked(header, now))).toEqual([
    3_000,
    0,
    60_000,
    5_000,
    undefined,
    undefined,
    undefined,
  ])
})

test('a token crosses no network without TLS', () => {
  const silent = async (): Promise<Answer> => ({ status: 404, body: '' })
  expect(() => new ArmClient('http://management.example', silent)).toThrow('bad-usage')
  expect(() => new ArmClient('nonsense', silent)).toThrow('bad-usage')
})
