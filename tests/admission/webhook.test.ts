import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { defineCheck } from '../../src/core/check.ts'
import type { Suppression } from '../../src/core/suppression.ts'
import { kubernetesObject } from '../../src/models/kubernetes/object.ts'
import { call, hardenedPod, live, policyWith, privilegedPod, reviewOf, startWebhook, type Started } from './webhook.ts'

const refusal = `Breakwater refuses Pod shop/web: 1 to fix
pod/no-privileged: container app runs privileged (spec.containers[0].securityContext.privileged)
  fix: set privileged to false
  see: https://kubernetes.io/docs/concepts/security/pod-security-standards/
more on each: breakwater explain ID`

describe('the webhook over TLS', () => {
  let webhook: Started
  beforeAll(async () => {
    webhook = await startWebhook(
      policyWith({
        mode: 'audit',
        rules: [
          { mode: 'deny', checks: (check) => check === 'pod/no-privileged', namespaces: (name) => name === 'shop' },
          { mode: 'warn', checks: (check) => check.startsWith('pod/'), namespaces: () => true, severity: 'high' },
        ],
        podAccess: [{ mode: 'deny', accesses: ['exec'], namespaces: (name) => name === 'shop' }],
        breakGlass: { by: { users: [], groups: ['sre'] }, namespaces: (name) => name === 'burning' },
      }),
    )
  })
  afterAll(async () => webhook.stop(0, 1000))

  const review = async (body: string) => {
    const { status, body: answered } = await call(webhook, '/validate?timeout=10s', body)
    expect(status).toBe(200)
    return JSON.parse(answered) as { response: Record<string, unknown> }
  }

  test('refuses with id, sentence, field, fix and link, warns, and tells the audit log', async () => {
    expect(await review(reviewOf(privilegedPod))).toEqual({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: {
        uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
        allowed: false,
        status: { code: 403, reason: 'Forbidden', message: refusal },
        warnings: [
          'pod/no-privilege-escalation: container app does not refuse privilege escalation',
          'pod/run-as-non-root: container app may run as root',
        ],
        auditAnnotations: {
          grounds: 'judged',
          denied: 'pod/no-privileged',
          warned: 'pod/no-privilege-escalation,pod/run-as-non-root',
          audited:
            'pod/drop-all-capabilities,pod/read-only-root,pod/seccomp-profile,resources/memory-limit,availability/liveness-probe,availability/managed-pod,availability/readiness-probe,image/pinned-digest,resources/cpu-request,resources/memory-request',
        },
      },
    })
  })

  test('admits what nothing is held against', async () => {
    expect((await review(reviewOf(hardenedPod))).response).toEqual({
      uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
      allowed: true,
      auditAnnotations: { grounds: 'judged' },
    })
  })

  test('the mode depends on the namespace', async () => {
    const pod = { ...privilegedPod, metadata: { name: 'web', namespace: 'dev' } }
    const { response } = await review(reviewOf(pod, { namespace: 'dev' }))
    expect(response).toMatchObject({ allowed: true })
    expect(response['warnings']).toContain('pod/no-privileged: container app runs privileged')
  })

  test('an UPDATE is judged by the new object alone', async () => {
    const { response } = await review(reviewOf(hardenedPod, { operation: 'UPDATE', oldObject: privilegedPod }))
    expect(response).toMatchObject({ allowed: true })
    expect((await review(reviewOf(privilegedPod, { operation: 'UPDATE', oldObject: hardenedPod }))).response).toMatchObject({
      allowed: false,
    })
  })

  test('nothing keeps an object from going away', async () => {
    const leaving = { ...privilegedPod, metadata: { ...privilegedPod.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }
    for (const body of [
      reviewOf(undefined, { operation: 'DELETE', oldObject: privilegedPod }),
      reviewOf(leaving, { operation: 'UPDATE', oldObject: leaving }),
      reviewOf(privilegedPod, { operation: 'UPDATE', subResource: 'status' }),
    ])
      expect((await review(body)).response).toMatchObject({ allowed: true, auditAnnotations: { grounds: 'not-judged' } })
  })

  test('exec is refused where that is configured, and recorded elsewhere', async () => {
    const options = { kind: 'PodExecOptions', apiVersion: 'v1', stdin: true, tty: true, container: 'app', command: ['sh'] }
    const connect = { operation: 'CONNECT', subResource: 'exec', name: 'web', resource: { group: '', version: 'v1', resource: 'pods' } }
    expect((await review(reviewOf(options, connect))).response).toMatchObject({
      allowed: false,
      status: { message: expect.stringContaining('access/exec: running commands in pod web is not allowed here') as string },
    })
    expect((await review(reviewOf(options, { ...connect, namespace: 'dev' }))).response).toMatchObject({
      allowed: true,
      auditAnnotations: { audited: 'access/exec' },
    })
  })

  test('a debug container is judged like any other', async () => {
    const pod = structuredClone(hardenedPod) as typeof hardenedPod & { spec: { ephemeralContainers?: object[] } }
    pod.spec.ephemeralContainers = [{ name: 'debugger', image: 'busybox:1', securityContext: { privileged: true } }]
    const { response } = await review(reviewOf(pod, { operation: 'UPDATE', subResource: 'ephemeralcontainers' }))
    expect(response).toMatchObject({
      allowed: false,
      auditAnnotations: { denied: 'pod/no-privileged' },
      status: { message: expect.stringContaining('(spec.ephemeralContainers[0].securityContext.privileged)') as string },
    })
  })

  test('its own namespace and kube-system are exempt', async () => {
    for (const namespace of ['breakwater', 'kube-system'])
      expect((await review(reviewOf(privilegedPod, { namespace }))).response).toMatchObject({
        allowed: true,
        auditAnnotations: { grounds: 'exempt' },
      })
  })

  test('glass is broken by those who may, with a reason, and where everything may pass', async () => {
    const pod = {
      ...privilegedPod,
      metadata: { ...privilegedPod.metadata, annotations: { 'breakwater.dev/break-glass': 'INC-4711 node repair' } },
    }
    const admitted = (await review(reviewOf(pod, { userInfo: { username: 'ann', groups: ['sre'] } }))).response
    expect(admitted).toMatchObject({ allowed: true, auditAnnotations: { grounds: 'break-glass', 'break-glass': 'INC-4711 node repair' } })
    expect(admitted['warnings']).toEqual(['Breakwater let this through unjudged: break-glass; it is on record'])
    expect((await review(reviewOf(pod))).response).toMatchObject({ allowed: false })
    expect((await review(reviewOf(privilegedPod, { namespace: 'burning' }))).response).toMatchObject({ allowed: true })
    expect(webhook.records.filter(({ grounds }) => grounds === 'break-glass').map(({ user, breakGlass }) => [user, breakGlass])).toEqual([
      ['ann', 'INC-4711 node repair'],
      ['kubernetes-admin', 'namespace burning'],
    ])
  })

  test('records every decision, dry runs as such', async () => {
    webhook.records.length = 0
    await review(reviewOf(privilegedPod, { dryRun: true }))
    expect(webhook.records).toMatchObject([
      {
        webhook: 'validate',
        uid: '705ab4f5-6393-11e8-b7cc-42010a800002',
        operation: 'CREATE',
        dryRun: true,
        kind: 'Pod',
        namespace: 'shop',
        name: 'web',
        user: 'kubernetes-admin',
        allowed: false,
        grounds: 'judged',
        denied: ['pod/no-privileged'],
      },
    ])
  })

  test('counts for Prometheus', async () => {
    const { body, headers } = await call(webhook, '/metrics')
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(body).toMatch(
      /^breakwater_admission_reviews_total\{webhook="validate",operation="CREATE",allowed="false",grounds="judged",dry_run="true"\} 1$/m,
    )
    expect(body).toMatch(/^breakwater_admission_findings_total\{check="pod\/no-privileged",mode="deny"\} \d+$/m)
    expect(body).toMatch(/^breakwater_admission_duration_seconds_bucket\{webhook="validate",le="\+Inf"\} \d+$/m)
    expect(body).toMatch(/^breakwater_admission_ready 1$/m)
    for (const line of body.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z_]+="(?:[^"\\]|\\.)*"(?:,[a-z_]+="(?:[^"\\]|\\.)*")*\})? [\d.e+-]+)$/,
      )
  })

  test('answers probes', async () => {
    expect(await call(webhook, '/healthz')).toMatchObject({ status: 200, body: 'ok\n' })
    expect(await call(webhook, '/readyz')).toMatchObject({ status: 200, body: 'ok\n' })
  })
})

describe('stopping', () => {
  test('is not ready at once, answers what comes meanwhile, and ends', async () => {
    const webhook = await startWebhook(policyWith())
    const stopped = webhook.stop(300, 1000)
    expect(await call(webhook, '/readyz')).toMatchObject({ status: 503 })
    expect(await call(webhook, '/healthz')).toMatchObject({ status: 200 })
    expect(await call(webhook, '/validate', reviewOf(hardenedPod))).toMatchObject({ status: 200 })
    await stopped
    await expect(call(webhook, '/healthz')).rejects.toThrow('ECONNREFUSED')
    expect(webhook.notices.map(({ what }) => what)).toEqual(['listening', 'ready', 'stopping', 'stopped'])
  })
})

describe('the day', () => {
  const until = '2026-06-02'
  const expiring = defineCheck({
    id: 'test/expired',
    controls: [],
    subject: kubernetesObject,
    severity: 'high',
    confidence: 'high',
    since: '0.1.0',
    title: { en: 'Not past its day', ja: '期限が切れていない' },
    why: { en: 'For the test.', ja: 'テスト用です。' },
    messages: { expired: { en: 'expired, as it is {today}', ja: '{today} の時点で期限切れです' } },
    *evaluate(_, { today, report }) {
      if (today > until) yield report('expired', { today }, { at: ['metadata', 'name'] })
    },
    references: [],
    examples: [],
  })

  test('of each review counts, for checks and for exceptions, however long the policy has been loaded', async () => {
    const place = { source: { uri: 'breakwater.yaml', text: '' }, range: { start: 0, end: 0 }, path: [] }
    let now = new Date('2026-06-02T23:59:59Z')
    const exception: Suppression = {
      by: 'config',
      checks: ['pod/no-privileged'],
      reason: 'until the move',
      until,
      place,
      covers: () => true,
    }
    const policy = policyWith(
      { mode: 'deny' },
      { checks: [expiring, ...live.filter(({ id }) => id === 'pod/no-privileged')], exceptions: [exception] },
    )
    const webhook = await startWebhook(policy, { date: () => now })
    const denied = async () => {
      const { body } = await call(webhook, '/validate', reviewOf(privilegedPod))
      return (JSON.parse(body) as { response: { auditAnnotations: { denied?: string } } }).response.auditAnnotations.denied
    }
    expect(await denied()).toBeUndefined()
    now = new Date('2026-06-03T00:00:01Z')
    expect(await denied()).toBe('pod/no-privileged,test/expired')
    await webhook.stop(0, 1000)
  })
})
