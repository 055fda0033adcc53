import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Io } from '../command.ts'
import { runProgram } from '../program.ts'

let work = ''
let server: Server
let digest = ''

/** As much of an API server as has pods. */
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'cluster-images-'))
  cpSync(join(import.meta.dirname, '../../../examples/image'), work, { recursive: true })
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
  const index = JSON.parse(readFileSync(join(work, 'layout/index.json'), 'utf8')) as { manifests: { digest: string }[] }
  digest = index.manifests.at(-1)!.digest
  const image = 'shop.azurecr.io/shop/thumbnails:1.0.0'
  const pod = {
    metadata: { name: 'thumbnails', namespace: 'shop', uid: '1' },
    spec: { containers: [{ name: 'thumbnails', image }] },
    status: { phase: 'Running', containerStatuses: [{ name: 'thumbnails', image, imageID: `shop.azurecr.io/shop/thumbnails@${digest}` }] },
  }
  const answers: Readonly<Record<string, object>> = {
    '/version': { major: '1', minor: '35', gitVersion: 'v1.35.0' },
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/apis': { kind: 'APIGroupList', groups: [] },
    '/api/v1': {
      kind: 'APIResourceList',
      groupVersion: 'v1',
      resources: [{ name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list', 'get'] }],
    },
    '/api/v1/pods': { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [pod] },
  }
  server = createServer((request, response) => {
    const answer = answers[(request.url ?? '').split('?')[0]!]
    response.setHeader('content-type', 'application/json')
    return answer === undefined
      ? response.writeHead(404).end(JSON.stringify({ kind: 'Status', status: 'Failure', code: 404 }))
      : response.end(JSON.stringify(answer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [{ name: 'test', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'test', user: {} }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
  }
  writeFileSync(join(work, 'kubeconfig'), JSON.stringify(config))
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  rmSync(work, { recursive: true })
})

test('the images that a cluster runs, by the digest that its nodes have pulled', async () => {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const line = [
    'image',
    'scan',
    'cluster',
    '--kubeconfig',
    'kubeconfig',
    '--layout',
    'layout',
    '--advisories',
    'advisories',
    '--format',
    'json',
  ]
  const code = await runProgram(line, { cwd: work, env: {}, ...streams } as unknown as Io)
  expect([code, err]).toEqual([1, ''])
  const { findings } = JSON.parse(out) as { findings: { check: string; chain: { image: string; users: { resource: object }[] } }[] }
  const found = findings.find(({ check }) => check === 'image/no-known-vulnerability')
  expect(found?.chain).toMatchObject({
    image: `shop.azurecr.io/shop/thumbnails:1.0.0@${digest}`,
    users: [{ resource: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'thumbnails' } }],
  })
})
