import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, describe, expect, test } from 'vitest'

import { ImageError } from '../../supply-chain/image/image-error.ts'
import { mediaTypes } from '../../supply-chain/image/manifest.ts'
import { RegistryClient } from './client.ts'
import type { Credentials } from './credentials.ts'
import { formatReference, parseReference } from './reference.ts'

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
})

type Handler = (request: IncomingMessage, response: ServerResponse, seen: IncomingMessage[]) => void

/** A registry of our own making on loopback, and what it was asked. */
async function serve(handler: Handler): Promise<{ readonly host: string; readonly seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    handler(request, response, seen)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

function client(registry: string, credentials?: Credentials): RegistryClient {
  return new RegistryClient({ registry, repository: 'app' }, { credentials: async () => credentials, backoff: 1, timeout: 2000 })
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'fine'
  } catch (error) {
    if (error instanceof ImageError) return error.code
    throw error
  }
}

const content = Buffer.from('a layer, or so '.repeat(1000))
const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
const descriptor = { mediaType: 'application/octet-stream', digest, size: content.length }
const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config: descriptor, layers: [] }))
const manifestDigest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`

describe('references', () => {
  test.each([
    ['alpine', 'docker.io/library/alpine:latest'],
    ['alpine:3.20', 'docker.io/library/alpine:3.20'],
    ['team/app', 'docker.io/team/app:latest'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['r.azurecr.io/a/b:1', 'r.azurecr.io/a/b:1'],
    ['[::1]:5000/app', '[::1]:5000/app:latest'],
    [`r.azurecr.io/a@sha256:${'0'.repeat(64)}`, `r.azurecr.io/a@sha256:${'0'.repeat(64)}`],
    [`r.azurecr.io/a:1@sha256:${'0'.repeat(64)}`, `r.azurecr.io/a:1@sha256:${'0'.repeat(64)}`],
  ])('%s', (written, full) => {
    expect(formatReference(parseReference(written))).toBe(full)
  })

  test.each([
    '',
    'UPPER',
    'a//b',
    'r.example/a:',
    'r.example/a@sha256:12',
    'r.example/../a',
    'http://r.example/a',
    'r.example/a:b c',
    'user@r.example/a',
  ])('%j is refused', (written) => {
    expect(() => parseReference(written)).toThrow(ImageError)
  })
})

describe('authentication', () => {
  test('asks for a token where it is told to, once for a scope, and sends basic credentials there', async () => {
    const { host, seen } = await serve((request, response) => {
      if (request.url?.startsWith('/token') === true) return response.end(JSON.stringify({ token: 'let-me-in' }))
      if (request.headers.authorization === 'Bearer let-me-in') return response.end(manifest)
      return response
        .writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token",service="svc",scope="repository:app:pull"` })
        .end()
    })
    const registry = client(host, { kind: 'basic', username: 'me', password: 'secret' })
    await registry.manifest('1')
    await registry.manifest('2')
    const asked = seen.map(({ method, url, headers }) => [method, url, headers.authorization])
    expect(asked).toEqual([
      ['GET', '/v2/app/manifests/1', undefined],
      ['GET', '/token?service=svc&scope=repository%3Aapp%3Apull', `Basic ${Buffer.from('me:secret').toString('base64')}`],
      ['GET', '/v2/app/manifests/1', 'Bearer let-me-in'],
      ['GET', '/v2/app/manifests/2', 'Bearer let-me-in'],
    ])
  })

  test('exchanges a token of Entra ID the way Azure Container Registry wants it', async () => {
    const bodies: string[] = []
    const { host } = await serve((request, response) => {
      if (request.method === 'POST') {
        let body = ''
        request.on('data', (piece: Buffer) => (body += piece.toString()))
        request.on('end', () => {
          bodies.push(`${request.url ?? ''} ${body}`)
          response.end(JSON.stringify(request.url === '/oauth2/exchange' ? { refresh_token: 'refresh' } : { access_token: 'access' }))
        })
        return undefined
      }
      if (request.headers.authorization === 'Bearer access') return response.end(manifest)
      return response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/oauth2/token",service="r.azurecr.io"` }).end()
    })
    await client(host, { kind: 'entra', token: 'entra-token', tenant: 'contoso' }).manifest('1')
    expect(bodies).toEqual([
      '/oauth2/exchange grant_type=access_token&service=r.azurecr.io&access_token=entra-token&tenant=contoso',
      '/oauth2/token grant_type=refresh_token&service=r.azurecr.io&scope=repository%3Aapp%3Apull&client_id=breakwater&refresh_token=refresh',
    ])
  })

  test('says so when it is not let in', async () => {
    const { host } = await serve((_, response) => response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end())
    expect(await codeOf(client(host).manifest('1'))).toBe('unauthorised')
    expect(await codeOf(client(host, { kind: 'basic', username: 'a', password: 'b' }).manifest('1'))).toBe('unauthorised')
  })
})

describe('what a registry may try', () => {
  test('credentials do not follow a redirect to another host', async () => {
    const other = await serve((_, response) => response.end(content))
    const { host, seen } = await serve((request, response) => {
      if (request.headers.authorization === undefined) return response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      return response.writeHead(307, { location: `http://${other.host}/elsewhere` }).end()
    })
    const bytes = await client(host, { kind: 'basic', username: 'me', password: 'secret' }).blob(descriptor)
    expect(bytes.equals(content)).toBe(true)
    expect(seen.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from('me:secret').toString('base64')}`)
    expect(other.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/elsewhere', undefined]])
  })

  test('another content than the digest says is refused', async () => {
    const { host } = await serve((_, response) => response.end(Buffer.from(content).fill(0x61, 0, 1).fill(0x62, 1, 2)))
    expect(await codeOf(client(host).blob(descriptor))).toBe('digest-mismatch')
    expect(await codeOf(client(host).manifest(`sha256:${'0'.repeat(64)}`))).toBe('digest-mismatch')
  })

  test('more than the announced size is refused, and so is less', async () => {
    const long = await serve((_, response) => response.end(Buffer.concat([content, content])))
    expect(await codeOf(client(long.host).blob(descriptor))).toBe('size-mismatch')
    const short = await serve((_, response) => response.end(content.subarray(10)))
    expect(await codeOf(client(short.host).blob(descriptor))).toBe('size-mismatch')
  })

  test('a manifest of a tag must have the digest that the registry announces', async () => {
    const { host } = await serve((_, response) => response.setHeader('docker-content-digest', `sha256:${'0'.repeat(64)}`).end(manifest))
    expect(await codeOf(client(host).manifest('1'))).toBe('digest-mismatch')
  })

  test('a broken connection is taken up where it broke', async () => {
    const { host, seen } = await serve((request, response) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
      response.writeHead(from > 0 ? 206 : 200, { 'content-length': content.length - from })
      if (from > 0) return response.end(content.subarray(from))
      response.write(content.subarray(0, 4000))
      return setTimeout(() => response.destroy(), 50)
    })
    expect((await client(host).blob(descriptor)).equals(content)).toBe(true)
    expect(seen.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=4000-'])
  })

  test('a registry that is busy is asked again, and one that stays broken is an error', async () => {
    const busy = await serve((_, response, seen) => (seen.length < 3 ? response.writeHead(429).end() : response.end(manifest)))
    expect((await client(busy.host).manifest('1')).descriptor.digest).toBe(manifestDigest)
    expect(busy.seen).toHaveLength(3)
    const broken = await serve((_, response) => response.writeHead(500).end())
    expect(await codeOf(client(broken.host).manifest('1'))).toBe('registry')
    expect(broken.seen).toHaveLength(4)
  })

  test('a registry that never answers is an error in time', async () => {
    const { host } = await serve(() => undefined)
    const slow = new RegistryClient(
      { registry: host, repository: 'app' },
      { credentials: async () => undefined, timeout: 100, retries: 1, backoff: 1 },
    )
    const start = performance.now()
    expect(await codeOf(slow.manifest('1'))).toBe('registry')
    expect(performance.now() - start).toBeLessThan(2000)
    servers.at(-1)?.closeAllConnections()
  })

  test('a redirect in a circle ends', async () => {
    const { host } = await serve((request, response) => response.writeHead(302, { location: request.url }).end())
    expect(await codeOf(client(host).manifest('1'))).toBe('registry')
  })
})

describe('referrers', () => {
  test('the index under the tag of the digest stands in for the missing API, and is kept up when pushing', async () => {
    const stored = new Map<string, Buffer>()
    const { host } = await serve((request, response) => {
      const name = request.url?.replace('/v2/app/', '') ?? ''
      if (name.startsWith('referrers/')) return response.writeHead(404).end()
      if (request.method !== 'PUT') {
        const found = stored.get(name)
        return found === undefined ? response.writeHead(404).end() : response.setHeader('content-type', mediaTypes.ociIndex).end(found)
      }
      const pieces: Buffer[] = []
      request.on('data', (piece: Buffer) => pieces.push(piece))
      return request.on('end', () => {
        stored.set(name, Buffer.concat(pieces))
        response.writeHead(201).end()
      })
    })
    const subject = { mediaType: mediaTypes.ociManifest, digest: manifestDigest, size: manifest.length }
    const registry = client(host)
    expect(await registry.referrers(manifestDigest)).toEqual([])
    for (const text of ['one', 'two', 'two']) {
      const bytes = Buffer.from(
        JSON.stringify({ schemaVersion: 2, artifactType: `example/${text}`, config: descriptor, layers: [], subject }),
      )
      await registry.pushManifest(bytes, mediaTypes.ociManifest)
    }
    expect((await registry.referrers(manifestDigest)).map(({ artifactType }) => artifactType)).toEqual(['example/one', 'example/two'])
    expect([...stored.keys()].at(-1)).toMatch(/^manifests\/sha256:/)
  })
})
