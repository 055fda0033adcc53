import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import type { Check } from '../../src/core/check.ts'
import { call, hardenedPod, live, policyWith, privilegedPod, reviewOf, startWebhook, type Started } from './webhook.ts'

const denyPrivileged = policyWith({ rules: [{ mode: 'deny', checks: (check) => check === 'pod/no-privileged', namespaces: () => true }] })

describe('what is not a review', () => {
  let webhook: Started
  beforeAll(async () => {
    webhook = await startWebhook(denyPrivileged)
  })
  afterAll(async () => webhook.stop(0, 1000))

  const request = { uid: '1', operation: 'CREATE', object: {} }
  const review = (fields: object) => JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', ...fields })

  test.each([
    ['nothing', '', 'the body is not JSON'],
    ['not JSON', '{"kind":', 'the body is not JSON'],
    ['a list', '[]', 'the body is not an AdmissionReview'],
    ['another kind', '{"kind":"Pod","apiVersion":"v1"}', 'the body is not an AdmissionReview'],
    [
      'the old version',
      review({ apiVersion: 'admission.k8s.io/v1beta1', request }),
      'the apiVersion of the review is not admission.k8s.io/v1',
    ],
    ['no request', review({}), 'the review has no request'],
    ['no uid', review({ request: { ...request, uid: 5 } }), 'the request has no uid'],
    ['an unknown operation', review({ request: { ...request, operation: 'PATCH' } }), 'the operation of the request is not known'],
    ['no object', review({ request: { ...request, object: null } }), 'the request has no object'],
    ['an object that is a list', review({ request: { ...request, object: [] } }), 'the request has no object'],
  ])('%s is answered with 400 and the reason', async (_, body, reason) => {
    expect(await call(webhook, '/validate', body)).toMatchObject({ status: 400, body: `${reason}\n` })
  })

  test('methods, types and paths that there are not', async () => {
    expect(await call(webhook, '/validate')).toMatchObject({ status: 405 })
    expect(await call(webhook, '/validate', '{}', { contentType: 'text/yaml' })).toMatchObject({ status: 415 })
    expect(await call(webhook, '/readyz', '{}')).toMatchObject({ status: 405 })
    expect(await call(webhook, '/../etc/passwd')).toMatchObject({ status: 404 })
  })

  test('unknown fields, and objects of wrong shapes, are judged as far as they go', async () => {
    const bodies = [
      reviewOf(privilegedPod, { fromTheFuture: { a: [1] } }),
      reviewOf({ ...privilegedPod, spec: { ...privilegedPod.spec, fromTheFuture: true } }),
    ]
    for (const body of bodies) {
      const { response } = JSON.parse((await call(webhook, '/validate', body)).body) as { response: { allowed: boolean } }
      expect(response.allowed).toBe(false)
    }
    const shapes = [
      {},
      { kind: 'Pod' },
      { apiVersion: 'v1', kind: 'Pod', spec: 'x' },
      { apiVersion: 'v1', kind: 'Pod', spec: { containers: [null, 1, [], {}] } },
    ]
    for (const shape of shapes)
      expect(JSON.parse((await call(webhook, '/validate', reviewOf(shape))).body)).toMatchObject({ response: { allowed: true } })
  })

  test('names that steer terminals or start lines stay in their line', async () => {
    const [container] = privilegedPod.spec.containers
    const pod = { ...privilegedPod, spec: { containers: [{ ...container, name: 'a\u001b[2J\r\nBreakwater: all is well\u202e' }] } }
    const { response } = JSON.parse((await call(webhook, '/validate', reviewOf(pod))).body) as { response: { status: { message: string } } }
    expect(response.status.message.split('\n')[1]).toBe(
      'pod/no-privileged: container a [2J Breakwater: all is well  runs privileged (spec.containers[0].securityContext.privileged)',
    )
  })

  test('an object nested deeply is judged or refused, and the server lives', async () => {
    const depth = 100_000
    const body = reviewOf({ ...hardenedPod, deep: 1 }).replace('"deep":1', `"deep":${'['.repeat(depth)}${']'.repeat(depth)}`)
    expect((await call(webhook, '/validate', body)).status).toBe(200)
    expect(await call(webhook, '/healthz')).toMatchObject({ status: 200 })
  })
})

describe('what is large', () => {
  let webhook: Started
  beforeAll(async () => {
    webhook = await startWebhook(denyPrivileged)
  })
  afterAll(async () => webhook.stop(0, 1000))

  const [container] = privilegedPod.spec.containers
  const containers = Array.from({ length: 32_000 }, (_, index) => ({
    ...container,
    name: `app-${index}`,
    image: `shop.azurecr.io/web:${index}`,
  }))
  const ofThreeMegabytes = reviewOf({ ...privilegedPod, spec: { containers } }, { namespace: 'shop' })

  test('an object of 3 MB, the most that the API takes, is judged well within the time', async () => {
    expect(ofThreeMegabytes.length).toBeGreaterThan(3_000_000)
    const before = process.cpuUsage()
    const { response } = JSON.parse((await call(webhook, '/validate?timeout=30s', ofThreeMegabytes)).body) as {
      response: { allowed: boolean; status: { message: string } }
    }
    const { user, system } = process.cpuUsage(before)
    // Of both sides, in microseconds; what else runs on the machine does not count.
    expect(user + system).toBeLessThan(10_000_000)
    expect(response.allowed).toBe(false)
    expect(response.status.message.split('\n')).toHaveLength(1 + 20 * 3 + 2)
  }, 60_000)

  test('while objects of 3 MB are judged, one after the other, others are answered', async () => {
    const events: string[] = []
    const mark = (id: string): Check => ({
      ...live.find((check) => check.id === 'pod/no-privileged')!,
      id,
      // eslint-disable-next-line require-yield
      *evaluate(subject) {
        if (subject.ref.name.startsWith('large')) events.push(`${id} ${subject.ref.name}`)
      },
    })
    const marked = await startWebhook(policyWith({ mode: 'audit' }, { checks: [mark('first'), ...live, mark('last')] }))
    const large = ['large-1', 'large-2'].map(async (name) => {
      const { body } = await call(
        marked,
        '/validate?timeout=30s',
        ofThreeMegabytes.replaceAll('"name":"web","namespace"', `"name":"${name}","namespace"`),
      )
      expect(JSON.parse(body)).toMatchObject({ response: { auditAnnotations: { grounds: 'failed' } } })
    })
    const state = { isOver: false }
    const small = async () => {
      while (!state.isOver) {
        expect((await call(marked, '/validate', reviewOf(hardenedPod))).status).toBe(200)
        events.push('small')
      }
    }
    const others = [small(), small()]
    await Promise.all(large)
    state.isOver = true
    await Promise.all(others)
    const order = events.filter((event) => event !== 'small')
    const [one, other] = [order[0]!.split(' ')[1]!, order[2]!.split(' ')[1]!]
    expect(order).toEqual([`first ${one}`, `last ${one}`, `first ${other}`, `last ${other}`])
    for (const name of [one, other])
      expect(
        events.slice(events.indexOf(`first ${name}`), events.indexOf(`last ${name}`)).filter((event) => event === 'small').length,
      ).toBeGreaterThan(3)
    await marked.stop(0, 1000)
  }, 60_000)

  test('more than a review can have is refused before it is read', async () => {
    // The server ends the connection while the client still writes; which of both the client sees first is the network's choice.
    const told = await call(webhook, '/validate', Buffer.alloc(8 * 1024 * 1024, 0x20)).then(
      ({ status, body }) => `${status} ${body}`,
      (error: Error) => error.message,
    )
    expect(told).toMatch(/^413 a review may have 7340032 bytes\n$|EPIPE|ECONNRESET|socket hang up/)
    expect((await call(webhook, '/metrics')).body).toContain('breakwater_admission_rejected_requests_total{reason="too-large"} 1\n')
  })
})

describe('the time of a request', () => {
  test('what cannot be judged in time gets what the namespace says: let through, or refused', async () => {
    const webhook = await startWebhook(
      policyWith({ mode: 'deny', failurePolicy: [{ namespaces: (name) => name === 'shop', policy: 'fail' }] }),
    )
    const judge = async (namespace: string) => {
      const pod = { ...hardenedPod, metadata: { ...hardenedPod.metadata, namespace } }
      return JSON.parse((await call(webhook, '/validate?timeout=1ms', reviewOf(pod, { namespace }))).body) as { response: object }
    }
    expect((await judge('shop')).response).toMatchObject({
      allowed: false,
      status: { message: 'Breakwater could not judge Pod shop/web in full, and what is not judged is refused here' },
      auditAnnotations: { grounds: 'failed' },
    })
    expect((await judge('dev')).response).toMatchObject({
      allowed: true,
      warnings: ['Breakwater could not judge this in full; it was let through'],
    })
    await webhook.stop(0, 1000)
  })
})

describe('slow and many clients', () => {
  const closed = async (socket: Socket) =>
    new Promise<number>((done) => {
      const started = performance.now()
      socket.on('error', () => {})
      socket.on('close', () => done(performance.now() - started))
      socket.resume()
    })
  const secure = async ({ port, authority }: Started, version?: 'TLSv1.2') =>
    new Promise<TLSSocket>((done, fail) => {
      const socket = connectTls(
        { host: '127.0.0.1', port, ca: authority, servername: 'localhost', ...(version === undefined ? {} : { maxVersion: version }) },
        () => done(socket),
      )
      socket.on('error', fail)
    })

  test('who does not finish the handshake, the headers or the body is cut off', async () => {
    const webhook = await startWebhook(denyPrivileged, { limits: { handshake: 300, headers: 300, request: 600 } })
    const silent = connectTcp(webhook.port, '127.0.0.1')
    const inHeaders = await secure(webhook)
    inHeaders.write('POST /validate HTTP/1.1\r\nhost: x\r\n')
    const inBody = await secure(webhook)
    inBody.write('POST /validate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{')
    const times = await Promise.all([silent, inHeaders, inBody].map(closed))
    for (const time of times) expect(time).toBeLessThan(5_000)
    expect(await call(webhook, '/healthz')).toMatchObject({ status: 200 })
    await webhook.stop(0, 1000)
  })

  test('nothing older than TLS 1.3 is spoken', async () => {
    const webhook = await startWebhook(denyPrivileged)
    await expect(secure(webhook, 'TLSv1.2')).rejects.toThrow(/protocol version/)
    const socket = await secure(webhook)
    expect(socket.getProtocol()).toBe('TLSv1.3')
    socket.destroy()
    await webhook.stop(0, 1000)
  })

  test('a thousand clients at once are all answered, and none is cut off', async () => {
    // They run in the process of the server: how long they take for their side of a handshake says nothing of it.
    const webhook = await startWebhook(denyPrivileged, { limits: { handshake: 120_000, headers: 120_000, request: 120_000 } })
    const replies = await Promise.all(
      Array.from({ length: 1000 }, async () => call(webhook, '/validate?timeout=30s', reviewOf(privilegedPod))),
    )
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1000)
    expect(replies.every(({ body }) => body === replies[0]!.body)).toBe(true)
    expect(webhook.records).toHaveLength(1000)
    expect((await call(webhook, '/metrics')).body).not.toContain('breakwater_admission_rejected_requests_total{')
    await webhook.stop(0, 2000)
  }, 180_000)

  test('connections beyond the limit are dropped and counted; the others are served', async () => {
    const webhook = await startWebhook(denyPrivileged, { limits: { connections: 3 } })
    const held = await Promise.all([secure(webhook), secure(webhook)])
    const refused = await Promise.allSettled(
      Array.from({ length: 5 }, async () => {
        const socket = await secure(webhook)
        held.push(socket)
        return socket
      }),
    )
    expect(refused.filter(({ status }) => status === 'rejected')).toHaveLength(4)
    const last = held.pop()!
    last.destroy()
    await closed(last)
    const dropped = await vi.waitFor(async () => {
      const { body } = await call(webhook, '/metrics')
      return /^breakwater_admission_rejected_requests_total\{reason="connections"\} (\d+)$/m.exec(body)?.[1]
    })
    expect(Number(dropped)).toBeGreaterThanOrEqual(4)
    for (const socket of held) socket.destroy()
    await webhook.stop(0, 1000)
  })
})
