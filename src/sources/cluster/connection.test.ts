import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createProxy } from 'node:http'
import { createServer, type Server } from 'node:https'
import { connect as connectSocket, type AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

import { afterEach, describe, expect, test } from 'vitest'

import { errorWords } from '../../../tests/error-words.ts'
import { issueAuthority, issueCertificate } from '../../admission/certificates/issue.ts'
import type { ClusterAccess } from './access.ts'
import { ClusterClient, type ServedKind } from './cluster-client.ts'
import { connect, type ConnectionOptions } from './connection.ts'
import { discover } from './discovery.ts'

const pods: ServedKind = { group: '', version: 'v1', kind: 'Pod', resource: 'pods', namespaced: true }
const secrets: ServedKind = { ...pods, kind: 'Secret', resource: 'secrets' }
const day = 86_400_000

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Started {
  readonly access: ClusterAccess
  readonly asked: IncomingMessage[]
}

type Answering = (url: URL, request: IncomingMessage, response: ServerResponse) => void

/** An API server that says whatever a test wants, over real TLS. */
async function serve(
  answering: Answering,
  validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day) },
): Promise<Started> {
  const authority = await issueAuthority('test', { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() + 9 * day) })
  const { certificate, key } = await issueCertificate(authority, ['127.0.0.1'], validity)
  const asked: IncomingMessage[] = []
  const server: Server = createServer({ cert: certificate, key }, (request, response) => {
    asked.push(request)
    answering(new URL(request.url!, 'https://server'), request, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const access: ClusterAccess = {
    name: 'test',
    server: new URL(`https://127.0.0.1:${port}`),
    authority: authority.certificate,
    insecure: false,
    credentials: async () => ({ token: 'abc' }),
  }
  return { access, asked }
}

const json = (response: ServerResponse, value: unknown, status = 200, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
const listOf = (names: readonly string[], next = '') => ({
  kind: 'PodList',
  metadata: next === '' ? {} : { continue: next },
  items: names.map((name) => ({ metadata: { name } })),
})

function clientOf(access: ClusterAccess, options: Partial<ConnectionOptions> = {}): ClusterClient {
  const { exchange, close } = connect(access, { env: {}, timeout: 5000, backoff: 1, ...options })
  closing.push(close)
  return new ClusterClient(access.server.host, exchange)
}

const namesOf = async (client: ClusterClient, kind = pods) => {
  const outcome = await client.list(kind)
  return outcome.state === 'read' ? outcome.items.map(({ metadata }) => (metadata as { name: string }).name) : outcome
}

describe('lists', () => {
  test('are read page by page, packed or not', async () => {
    const { access, asked } = await serve((url, _, response) => {
      const page = listOf(url.searchParams.has('continue') ? ['b'] : ['a'], url.searchParams.has('continue') ? '' : 'x/y=')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(page)))
    })
    expect(await namesOf(clientOf(access))).toEqual(['a', 'b'])
    expect(asked.map(({ url }) => url)).toEqual(['/api/v1/pods?limit=500', '/api/v1/pods?limit=500&continue=x%2Fy%3D'])
    expect(asked[0]!.headers).toMatchObject({ authorization: 'Bearer abc', accept: 'application/json' })
  })

  test('start again when their continuation has expired, and not for ever', async () => {
    let expired = 0
    const { access } = await serve((url, _, response) => {
      if (!url.searchParams.has('continue')) return json(response, listOf(['a'], 'next'))
      return expired++ < 1 ? json(response, { message: 'expired' }, 410) : json(response, listOf(['b']))
    })
    expect(await namesOf(clientOf(access))).toEqual(['a', 'b'])
    const { access: never } = await serve((url, _, response) =>
      url.searchParams.has('continue') ? json(response, { message: 'expired' }, 410) : json(response, listOf(['a'], 'next')),
    )
    expect(await namesOf(clientOf(never))).toEqual({ state: 'failed', reason: 'HTTP 410: expired' })
  })

  test('wait as long as the server asks', async () => {
    let refused = 0
    const { access } = await serve((_, __, response) =>
      refused++ < 2 ? json(response, {}, 429, { 'retry-after': '0' }) : json(response, listOf(['a'])),
    )
    expect(await namesOf(clientOf(access))).toEqual(['a'])
    expect(refused).toBe(3)
  })

  test('of Secrets are asked for without their values', async () => {
    const row = {
      cells: ['web', 'Opaque', 1, '5m'],
      object: { metadata: { name: 'web', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":"czNjcjN0"}' } } },
    }
    const { access, asked } = await serve((_, __, response) =>
      json(response, {
        kind: 'Table',
        columnDefinitions: [{ name: 'Name' }, { name: 'Type' }, { name: 'Data' }, { name: 'Age' }],
        rows: [row],
      }),
    )
    expect(await clientOf(access).list(secrets)).toEqual({
      state: 'read',
      items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, type: 'Opaque' }],
    })
    expect(asked[0]!.headers.accept).toMatch(/as=Table/)
  })

  test.each<readonly [string, number, object, object]>([
    ['may not be read', 403, { message: 'no' }, { state: 'forbidden' }],
    ['are not there', 404, {}, { state: 'absent' }],
    ['are none', 200, { kind: 'Status' }, { state: 'failed', reason: { en: 'the answer is not a list', ja: '応答が一覧ではありません' } }],
    ['fail', 500, { message: 'conversion webhook' }, { state: 'failed', reason: 'HTTP 500: conversion webhook' }],
  ])('that %s are said to be so', async (_, status, body, outcome) => {
    const { access } = await serve((__, ___, response) => json(response, body, status))
    expect(await clientOf(access).list(pods)).toEqual(outcome)
  })
})

describe('credentials', () => {
  test('are asked for again once when they are refused', async () => {
    const { access } = await serve((_, request, response) =>
      request.headers.authorization === 'Bearer 2' ? json(response, listOf(['a'])) : json(response, { message: 'Unauthorized' }, 401),
    )
    let given = 0
    expect(await namesOf(clientOf({ ...access, credentials: async () => ({ token: String(++given) }) }))).toEqual(['a'])
    const never = clientOf({ ...access, credentials: async () => ({ token: 'old' }) })
    expect(await errorWords(async () => never.list(pods))).toMatch(/^cluster-refused: .* HTTP 401: Unauthorized$/)
  })

  test('are kept until they expire', async () => {
    const { access } = await serve((_, __, response) => json(response, listOf(['a'])))
    let given = 0
    const asking = (expires: Date) => clientOf({ ...access, credentials: async () => ({ token: String(++given), expires }) })
    const long = asking(new Date(Date.now() + day))
    for (let time = 0; time < 3; time++) await long.list(pods)
    expect(given).toBe(1)
    const short = asking(new Date(Date.now() - 1))
    for (let time = 0; time < 3; time++) await short.list(pods)
    expect(given).toBe(4)
  })

  test('go to no other host, wherever the server sends them', async () => {
    const other = await serve((_, __, response) => json(response, listOf(['stolen'])))
    const { access } = await serve((url, _, response) =>
      response.writeHead(302, { location: other.access.server.href + url.pathname }).end(),
    )
    expect(await errorWords(async () => clientOf(access).list(pods))).toMatch(/^cluster-answer-invalid: .* \(HTTP 302\)$/)
    expect(other.asked).toEqual([])
  })

  test('say who the caller wants to be taken for', async () => {
    const { access, asked } = await serve((_, __, response) => json(response, listOf([])))
    await clientOf({ ...access, impersonate: { user: 'auditor', groups: ['a', 'b'], uid: '7' } }).list(pods)
    expect(asked[0]!.headers).toMatchObject({ 'impersonate-user': 'auditor', 'impersonate-group': 'a, b', 'impersonate-uid': '7' })
  })
})

describe('credentials that cannot be used', () => {
  const refused = async (change: Partial<ClusterAccess>) => {
    const { access, asked } = await serve((_, __, response) => json(response, listOf([])))
    const words = await errorWords(async () => clientOf({ ...access, ...change }).list(pods))
    expect(asked).toEqual([])
    return words.replace(/:\d{4,5} /, ' ')
  }
  const saying = (reason: string) => `credentials-unusable: the credentials for 127.0.0.1 cannot be used: ${reason}`

  test.each<readonly [string, Partial<ClusterAccess>, string]>([
    [
      'an authority',
      { authority: '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----' },
      'the certificate authority is no certificate',
    ],
    [
      'a certificate',
      { credentials: async () => ({ certificate: '-----BEGIN CERTIFICATE-----', key: 'x' }) },
      'the client certificate and its key are not readable, or do not go together',
    ],
    ['a token', { credentials: async () => ({ token: 's3cr3t\nx' }) }, 'the token is not one line of visible characters'],
  ])('are told: %s', async (_, change, reason) => {
    expect(await refused(change)).toBe(saying(reason))
  })

  test('are told: a certificate of yesterday', async () => {
    const validity = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-03-04T05:06:07Z') }
    const authority = await issueAuthority('old', validity)
    const { certificate, key } = await issueCertificate(authority, ['me'], validity, 'client')
    expect(await refused({ credentials: async () => ({ certificate, key }) })).toBe(saying('the client certificate expired on 2021-03-04'))
  })
})

describe('a server', () => {
  test.each<readonly [string, Partial<ClusterAccess>, RegExp]>([
    ['of another authority', { authority: undefined as never }, /^cluster-untrusted: /],
    ['with a certificate for another name', { serverName: 'kubernetes.default' }, /^cluster-untrusted: .*kubernetes\.default/],
  ])('%s is not trusted', async (_, change, words) => {
    const { access, asked } = await serve((__, ___, response) => json(response, listOf([])))
    const { authority, ...rest } = { ...access, ...change }
    expect(await errorWords(async () => clientOf(authority === undefined ? rest : { ...rest, authority }).list(pods))).toMatch(words)
    expect(asked).toEqual([])
  })

  test('with an expired certificate is not trusted, unless nobody looks', async () => {
    const { access } = await serve((_, __, response) => json(response, listOf(['a'])), {
      notBefore: new Date(Date.now() - 2 * day),
      notAfter: new Date(Date.now() - day),
    })
    expect(await errorWords(async () => clientOf(access).list(pods))).toMatch(/^cluster-untrusted: .*certificate has expired$/)
    expect(await namesOf(clientOf({ ...access, insecure: true }))).toEqual(['a'])
  })

  test('that is gone is said to be so', async () => {
    const { access } = await serve(() => {})
    for (const close of closing.splice(0)) close()
    expect(await errorWords(async () => clientOf(access).list(pods))).toMatch(
      /^cluster-unreachable: 127\.0\.0\.1:\d+ does not answer: connect ECONNREFUSED/,
    )
  })

  test('that is behind a proxy which is gone is said to be so, without the password of the proxy', async () => {
    const { access } = await serve(() => {})
    const words = await errorWords(async () => clientOf({ ...access, proxy: 'http://me:s3cr3t@127.0.0.1:1' }).list(pods))
    expect(words).toMatch(/ECONNREFUSED 127\.0\.0\.1:1 \(through the proxy 127\.0\.0\.1:1\)$/)
  })

  test('that is slow is not waited for', async () => {
    const { access } = await serve(() => {})
    expect(await errorWords(async () => clientOf(access, { timeout: 200 }).list(pods))).toMatch(
      /^cluster-unreachable: .* no answer in time$/,
    )
  })

  test.each<readonly [string, (response: ServerResponse) => void]>([
    ['no JSON', (response) => response.end('<html>')],
    ['another JSON', (response) => json(response, [1])],
    ['an error page', (response) => json(response, {}, 404)],
    ['broken gzip', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain')],
  ])('that answers with %s is no API server', async (_, answer) => {
    const { access } = await serve((__, ___, response) => answer(response))
    expect(await errorWords(async () => clientOf(access).get('/version'))).toMatch(/^cluster-answer-invalid: /)
  })

  test('behind a proxy is reached through it', async () => {
    const { access } = await serve((_, __, response) => json(response, listOf(['a'])))
    const through: string[] = []
    const proxy = createProxy().on('connect', (request: IncomingMessage, socket) => {
      through.push(request.url!)
      const [host, port] = request.url!.split(':')
      const onward = connectSocket(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    })
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
    closing.push(() => proxy.close())
    expect(await namesOf(clientOf({ ...access, proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` }))).toEqual(['a'])
    expect(through).toEqual([access.server.host])
  })
})

describe('discovery', () => {
  test('asks servers before 1.26 group by group, and only what matters', async () => {
    const resource = (name: string, kind: string, verbs = ['get', 'list']) => ({ name, kind, namespaced: true, verbs })
    const answers: Readonly<Record<string, unknown>> = {
      '/api': { kind: 'APIVersions', versions: ['v1'] },
      '/apis': {
        kind: 'APIGroupList',
        groups: [
          { name: 'apps', versions: [{ version: 'v1beta1' }, { version: 'v1' }], preferredVersion: { version: 'v1' } },
          { name: 'batch', versions: [{ version: 'v1' }], preferredVersion: { version: 'v1' } },
          { name: 'metrics.k8s.io', versions: [{ version: 'v1beta1' }] },
        ],
      },
      '/api/v1': {
        resources: [resource('pods', 'Pod'), resource('pods/log', 'Pod', ['get']), resource('bindings', 'Binding', ['create'])],
      },
      '/apis/apps/v1': { resources: [resource('deployments', 'Deployment')] },
      '/apis/apps/v1beta1': { resources: [resource('deployments', 'Deployment'), resource('controllerrevisions', 'ControllerRevision')] },
    }
    const { access, asked } = await serve((url, _, response) =>
      json(response, answers[url.pathname] ?? {}, url.pathname in answers ? 200 : 404),
    )
    const { kinds, stale } = await discover(clientOf(access), (group) => group !== 'metrics.k8s.io')
    expect([...kinds].map(([key, { version, resource: name }]) => `${key} ${version} ${name}`)).toEqual([
      'Pod v1 pods',
      'apps/Deployment v1 deployments',
      'apps/ControllerRevision v1beta1 controllerrevisions',
    ])
    expect([...stale]).toEqual(['batch'])
    expect(asked.map(({ url }) => url)).not.toContain('/apis/metrics.k8s.io/v1beta1')
  })
})
