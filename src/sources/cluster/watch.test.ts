import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, describe, expect, test } from 'vitest'

import type { ServedKind } from './cluster-client.ts'
import { connect } from './connection.ts'
import { KnownObjects, untilChanged, type WatchEnd } from './watch.ts'

const pods: ServedKind = { group: '', version: 'v1', kind: 'Pod', resource: 'pods', namespaced: true }

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

type Answering = (request: IncomingMessage, response: ServerResponse, turn: number) => void

interface Watched {
  readonly end: Promise<WatchEnd>
  readonly asked: readonly string[]
  readonly stop: () => void
}

/** Watches pods of a server that writes what a test wants, request by request. */
async function watching(answering: Answering, known = new KnownObjects([]), kind = pods): Promise<Watched> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.accept}`)
    answering(request, response, asked.length)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const connection = connect(
    { name: 'test', server: new URL(`http://127.0.0.1:${port}`), insecure: false, credentials: async () => ({}) },
    { env: {} },
  )
  const stop = new AbortController()
  closing.push(() => {
    stop.abort()
    connection.close()
    server.closeAllConnections()
    server.close()
  })
  const end = untilChanged(connection.follow, { kind, version: '7' }, known, stop.signal)
  return { end, asked, stop: () => stop.abort() }
}

const pod = (version: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', uid: 'u1', resourceVersion: version },
  ...more,
})
const line = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`

describe('watching a kind', () => {
  test('goes on from the version of the list, and over the end of a request from the last bookmark', async () => {
    const { end, asked } = await watching((_, response, turn) => {
      if (turn === 1) response.end(line('BOOKMARK', { kind: 'Pod', metadata: { resourceVersion: '9' } }))
      else response.write(line('ADDED', pod('10')))
    })
    expect(await end).toBe('changed')
    const query = 'watch=1&allowWatchBookmarks=true&timeoutSeconds=290&resourceVersion='
    expect(asked).toEqual([`/api/v1/pods?${query}7 application/json`, `/api/v1/pods?${query}9 application/json`])
  })

  test('what only controllers write wakes nobody', async () => {
    const known = new KnownObjects([pod('5', { spec: { nodeName: 'a' }, status: { phase: 'Pending' } })])
    const { end } = await watching((_, response) => {
      response.write(line('MODIFIED', pod('8', { spec: { nodeName: 'a' }, status: { phase: 'Running' } })))
      response.write(line('DELETED', { ...pod('9'), metadata: { name: 'other', uid: 'u2' } }))
      response.write(line('MODIFIED', pod('10', { spec: { nodeName: 'b' } })).slice(0, 20))
      setTimeout(() => response.write(line('MODIFIED', pod('10', { spec: { nodeName: 'b' } })).slice(20)), 20)
    }, known)
    expect(await end).toBe('changed')
  })

  test('an object that is gone is news', async () => {
    const { end } = await watching((_, response) => void response.write(line('DELETED', pod('9'))), new KnownObjects([pod('5')]))
    expect(await end).toBe('changed')
  })

  test.each([
    ['by its status', (response: ServerResponse) => response.writeHead(410).end()],
    ['by an event', (response: ServerResponse) => response.write(line('ERROR', { kind: 'Status', code: 410 }))],
    ['by what is no event', (response: ServerResponse) => response.write('<html>\n')],
    ['by refused credentials', (response: ServerResponse) => response.writeHead(401).end()],
    ['by a connection that breaks', (response: ServerResponse) => response.write('{', () => response.destroy())],
  ])('that nothing is known any more is told %s', async (_, write) => {
    const { end } = await watching((_request, response) => void write(response))
    expect(await end).toBe('lost')
  })

  test('what may not be watched is told', async () => {
    const { end } = await watching((_, response) => void response.writeHead(403).end())
    expect(await end).toBe('forbidden')
  })

  test('ends when nobody wants to know any more', async () => {
    const { end, stop } = await watching((_, response) => {
      response.writeHead(200).flushHeaders()
      setTimeout(stop, 20)
    })
    expect(await end).toBe('stopped')
  })

  test('of Secrets only their metadata are asked for', async () => {
    const secrets: ServedKind = { ...pods, kind: 'Secret', resource: 'secrets' }
    const row = { object: { kind: 'PartialObjectMetadata', metadata: { name: 'web', uid: 'u1', resourceVersion: '8' } } }
    const known = new KnownObjects([
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web', uid: 'u1', resourceVersion: '5' }, type: 'Opaque' },
    ])
    const { end, asked } = await watching(
      (_, response) => {
        response.write(line('MODIFIED', { kind: 'Table', rows: [row] }))
        response.write(
          line('MODIFIED', {
            kind: 'Table',
            rows: [{ object: { ...row.object, metadata: { ...row.object.metadata, labels: { a: 'b' } } } }],
          }),
        )
      },
      known,
      secrets,
    )
    expect(await end).toBe('changed')
    expect(asked[0]).toContain('application/json;as=Table')
  })
})
