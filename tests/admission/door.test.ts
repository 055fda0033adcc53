import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { policiesOf } from './door-policies.ts'
import { startDoor, type Door } from './door.ts'
import { manifest, objectOf, scan } from './scanned-manifest.ts'
import { live, policyWith } from './webhook.ts'

const deployments = '/apis/apps/v1/namespaces/shop/deployments'
const pods = '/api/v1/namespaces/shop/pods'
const configMaps = '/api/v1/namespaces/shop/configmaps'

/** Refused or warned of by two checks alone: a recording holds their words, and not those of checks that come later. */
const judged = new Set(['pod/no-privileged', 'pod/run-as-non-root'])

describe('an API server that asks the webhook', () => {
  let door: Door
  beforeAll(async () => {
    door = await startDoor(
      'webhook',
      policyWith(
        {
          rules: [{ mode: 'deny', checks: (check) => check === 'pod/no-privileged', namespaces: () => true }],
          podAccess: [
            { mode: 'deny', accesses: ['exec', 'attach', 'portforward', 'ephemeralcontainers'], namespaces: (name) => name === 'shop' },
          ],
          mutate: [
            { checks: (check) => check === 'pod/no-privileged', namespaces: (name) => name === 'mended', safeties: ['safe', 'review'] },
          ],
          mode: 'warn',
        },
        { checks: live.filter(({ id }) => judged.has(id)), policies: policiesOf() },
      ),
      [{ apiGroups: [''], apiVersions: ['v1'], operations: ['DELETE'], resources: ['configmaps'] }],
    )
    for (const name of ['shop', 'mended'])
      await door.call('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name, labels: { 'breakwater.dev/failure-policy': 'fail' } },
      })
    // The API server takes up new webhooks and namespaces in its own time.
    const deadline = Date.now() + 20_000
    while ((await door.call('POST', `${pods}?dryRun=All`, pod('probe', true))).status !== 403) {
      if (Date.now() > deadline) throw new Error('the API server does not ask the webhook')
      await new Promise((done) => setTimeout(done, 200))
    }
  }, 120_000)
  afterAll(async () => door?.stop(), 30_000)

  const pod = (name: string, privileged: boolean) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'app', image: 'shop.azurecr.io/web:1', securityContext: { privileged } }] },
  })
  const denied = (words: string) => `admission webhook "fail.validate.breakwater.dev" denied the request: ${words}`

  test('refuses a Deployment in the words of scan, and admits what fix makes of it', async () => {
    const { sentences, fixed } = await scan(manifest)
    expect(sentences).toEqual(['container app runs privileged'])
    for (const path of [`${deployments}?dryRun=All`, deployments]) {
      const refused = await door.call('POST', path, objectOf(manifest))
      expect([refused.status, refused.body.message]).toEqual([
        403,
        denied(`Breakwater refuses Deployment shop/web: 1 to fix
pod/no-privileged: ${sentences[0]!} (spec.template.spec.containers[0].securityContext.privileged)
  fix: set privileged to false
  see: https://kubernetes.io/docs/concepts/security/pod-security-standards/
more on each: breakwater explain ID`),
      ])
      expect(door.webhook.records.at(-1)).toMatchObject({
        webhook: 'validate',
        operation: 'CREATE',
        dryRun: path !== deployments,
        user: 'admin',
        allowed: false,
      })
    }
    const admitted = await door.call('POST', deployments, objectOf(fixed!))
    expect([admitted.status, admitted.warnings]).toEqual([201, ['pod/run-as-non-root: container app may run as root']])
  })

  test('refuses the change of what it admitted', async () => {
    const change = {
      spec: {
        template: { spec: { containers: [{ name: 'app', image: 'shop.azurecr.io/web:1', securityContext: { privileged: true } }] } },
      },
    }
    const { status, body } = await door.call('PATCH', `${deployments}/web`, change)
    expect([status, body.message]).toEqual([403, expect.stringContaining('pod/no-privileged: container app runs privileged')])
    expect(door.webhook.records.at(-1)).toMatchObject({ operation: 'UPDATE', name: 'web', allowed: false })
  })

  test('refuses a pod whose name is not known yet', async () => {
    const { status, body } = await door.call('POST', pods, { ...pod('', true), metadata: { generateName: 'web-' } })
    expect([status, body.message]).toEqual([403, expect.stringMatching(/Breakwater refuses Pod shop\/web-\w+: 1 to fix\n/)])
  })

  test('refuses what policies of other engines are against, in their words', async () => {
    const configMap = (labels: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', labels }, data: { size: '7' } })
    const refused = await door.call('POST', configMaps, configMap({}))
    expect([refused.status, refused.body.message]).toEqual([
      403,
      expect.stringContaining('policy/Owned/all: c has no owner (metadata.name)'),
    ])
    const admitted = await door.call('POST', configMaps, configMap({ owner: 'shop', keep: 'yes' }))
    expect([admitted.status, admitted.warnings]).toEqual([201, ['policy/ValidatingAdmissionPolicy/small: size is too large']])
    const kept = await door.call('DELETE', `${configMaps}/c`)
    expect([kept.status, kept.body.message]).toEqual([403, expect.stringContaining('policy/ValidatingPolicy/kept: admin must keep it')])
    expect(door.webhook.records.at(-1)).toMatchObject({ operation: 'DELETE', name: 'c', allowed: false })
  })

  test.each([
    ['exec', 'POST', 'exec?command=sh&stdout=true', undefined, 'running commands in pod shell'],
    ['attach', 'POST', 'attach?stdout=true', undefined, 'attaching to pod shell'],
    ['portforward', 'POST', 'portforward?ports=80', undefined, 'forwarding ports of pod shell'],
    [
      'ephemeralcontainers',
      'PATCH',
      'ephemeralcontainers',
      { spec: { ephemeralContainers: [{ name: 'debug', image: 'shop.azurecr.io/tool:1' }] } },
      'adding debug containers to pod shell',
    ],
  ])('refuses %s', async (way, method, path, body, words) => {
    await door.call('POST', pods, pod('shell', false))
    const answer = await door.call(method, `${pods}/shell/${path}`, body)
    expect([answer.status, answer.body.message]).toEqual([
      403,
      expect.stringContaining(`Breakwater refuses Pod shop/shell: 1 to fix\naccess/${way}: ${words} is not allowed here`),
    ])
    expect(door.webhook.records.at(-1)).toMatchObject({ operation: body === undefined ? 'CONNECT' : 'UPDATE', allowed: false })
  })

  test('mends on the way in where it is asked to', async () => {
    const { status, body } = await door.call('POST', '/api/v1/namespaces/mended/pods', pod('web', true))
    expect(status).toBe(201)
    expect((body as unknown as ReturnType<typeof pod>).spec.containers[0]!.securityContext).toEqual({ privileged: false })
    expect(door.webhook.records.filter(({ webhook, namespace }) => webhook === 'mutate' && namespace === 'mended').length).toBeGreaterThan(
      0,
    )
  })
})
