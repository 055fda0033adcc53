import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { RegistryClient } from '../src/sources/registry/client.ts'
import { digestOf } from '../src/supply-chain/image/digest.ts'
import { isIndex, mediaTypes, parseManifest } from '../src/supply-chain/image/manifest.ts'

/** A registry in memory on loopback, as much of one as reading and attaching takes, without a referrers API. */
export interface MemoryRegistry {
  readonly host: string
  /** `METHOD PATH` of what it was asked. */
  readonly asked: string[]
  /** Lets every answer wait for so many milliseconds. */
  delay: number
  /** Gives this status to everything, where it is set. */
  status: number | undefined
  readonly stop: () => Promise<void>
}

export async function startMemoryRegistry(): Promise<MemoryRegistry> {
  const stored = new Map<string, { readonly bytes: Buffer; readonly type: string }>()
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      registry.asked.push(`${request.method ?? ''} ${path}`)
      setTimeout(() => {
        if (registry.status !== undefined) return response.writeHead(registry.status).end()
        const bytes = Buffer.concat(pieces)
        const [, name = '', kind = ''] = /^\/v2\/(.+?)\/(manifests|blobs|referrers|tags)\//.exec(path) ?? []
        if (request.method === 'POST') return response.writeHead(202, { location: path }).end()
        if (request.method === 'PUT') {
          const type = request.headers['content-type'] ?? ''
          const digest = new URLSearchParams(query).get('digest') ?? digestOf(bytes)
          for (const at of [path, `/v2/${name}/${kind}/${digest}`]) stored.set(at, { bytes, type })
          return response.writeHead(201).end()
        }
        const found = stored.get(path)
        if (found === undefined) return response.writeHead(404).end()
        response.writeHead(200, { 'content-type': found.type, 'content-length': found.bytes.length })
        return response.end(request.method === 'HEAD' ? undefined : found.bytes)
      }, registry.delay).unref()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const registry: MemoryRegistry = {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    delay: 0,
    status: undefined,
    stop: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(() => done()))
    },
  }
  return registry
}

/** Puts the image of the example into a repository of a registry, and gives its digest. */
export async function pushExample(host: string, repository: string, tag: string): Promise<string> {
  const layout = join(import.meta.dirname, '../examples/image/layout')
  const blob = (digest: string): Buffer => readFileSync(join(layout, 'blobs', digest.replace(':', '/')))
  const index = parseManifest(readFileSync(join(layout, 'index.json')))
  const { digest } = isIndex(index) ? index.manifests.at(-1)! : { digest: '' }
  const manifest = parseManifest(blob(digest))
  const client = new RegistryClient({ registry: host, repository }, { credentials: async () => undefined })
  if (!isIndex(manifest)) for (const part of [manifest.config, ...manifest.layers]) await client.pushBlob(blob(part.digest), part.mediaType)
  await client.pushManifest(blob(digest), mediaTypes.ociManifest, tag)
  return digest
}
