import { createHmac } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { Io } from '../command.ts'
import { runProgram } from '../program.ts'

interface Seen {
  readonly line: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let work = ''
let server: Server
let origin = ''
let status = 200
let answer = ''
let seen: Seen[] = []

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'rebuild-'))
  cpSync(join(import.meta.dirname, '../../../examples/image'), work, { recursive: true })
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece: Buffer) => (body += piece.toString()))
    request.on('end', () => {
      seen.push({ line: `${request.method ?? ''} ${request.url ?? ''}`, headers: request.headers, body })
      response.writeHead(status).end(answer)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  rmSync(work, { recursive: true })
})
beforeEach(() => {
  ;[seen, status, answer] = [[], 200, '']
})

async function rebuild(trigger: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  writeFileSync(
    join(work, 'own.yaml'),
    `images:\n  - image: shop.azurecr.io/shop/*\n${trigger === '' ? '' : `    rebuild:\n      ${trigger}\n`}`,
  )
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const line = ['image', 'rebuild', '--manifests', '.', '--layout', 'layout', '--advisories', 'advisories', '--config', 'own.yaml', ...args]
  const code = await runProgram(line, { cwd: work, env, ...streams } as unknown as Io)
  return { code, out: out.replaceAll(/@sha256:\w+/g, '').replaceAll(origin, 'ORIGIN'), err: err.replaceAll(/@sha256:\w+/g, '') }
}

const task =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.ContainerRegistry/registries/shop12/tasks/thumbs'
const acrTask = `acrTask: ${task}`
const github = 'github: { repository: shop/gallery, workflow: build.yml, ref: release, inputs: { image: thumbnails } }'

test('a dry run shows the very request, and sends nothing', async () => {
  const { code, out } = await rebuild(github, [], { GITHUB_API_URL: origin })
  expect([code, seen]).toEqual([0, []])
  expect(out).toBe(`shop.azurecr.io/shop/thumbnails:1.0.0: a rebuild removes CVE-2023-4863
  needs an edit first: CVE-2021-44906, CVE-2023-5363
  POST ORIGIN/repos/shop/gallery/actions/workflows/build.yml/dispatches
  accept: application/vnd.github+json
  x-github-api-version: 2022-11-28
  content-type: application/json
  authorization: Bearer ****
  {"ref":"release","inputs":{"image":"thumbnails"}}
  not sent; --run sends it
`)
})

test('a task of Azure Container Registry', async () => {
  answer = JSON.stringify({ properties: { runId: 'cf1', status: 'Queued' } })
  const { code, out } = await rebuild(acrTask, ['--run'], { AZURE_RESOURCE_MANAGER_ENDPOINT: origin, AZURE_ACCESS_TOKEN: 'entra' })
  expect([code, out.split('\n').at(-2)]).toEqual([0, '  started (200 cf1)'])
  expect(seen.map(({ line, headers, body }) => [line, headers.authorization, body])).toEqual([
    [
      `POST ${task.replace('/tasks/thumbs', '')}/scheduleRun?api-version=2019-06-01-preview`,
      'Bearer entra',
      JSON.stringify({ type: 'TaskRunRequest', taskId: task }),
    ],
  ])
})

test('a workflow of GitHub', async () => {
  status = 204
  const { code, out } = await rebuild(github, ['--run'], { GITHUB_API_URL: origin, GITHUB_TOKEN: 'github' })
  expect([code, out.split('\n').at(-2)]).toEqual([0, '  started (204 )'])
  expect(seen.map(({ line, headers }) => [line, headers.authorization])).toEqual([
    ['POST /repos/shop/gallery/actions/workflows/build.yml/dispatches', 'Bearer github'],
  ])
})

test('a webhook, signed', async () => {
  const { code } = await rebuild(`webhook: ${origin}/hook`, ['--run'], { BREAKWATER_WEBHOOK_KEY: 'key' })
  const [{ line, headers, body }] = seen as [Seen]
  expect([code, line, headers.authorization]).toEqual([0, 'POST /hook', undefined])
  expect(headers['x-breakwater-signature-256']).toBe(`sha256=${createHmac('sha256', 'key').update(body).digest('hex')}`)
  expect(JSON.parse(body)).toMatchObject({
    event: 'rebuild',
    base: 'shop.azurecr.io/base/node:24.4-bookworm-slim',
    removes: ['CVE-2023-4863'],
  })
})

test('a refusal is said in the server’s words, and nothing is sent twice', async () => {
  ;[status, answer] = [503, JSON.stringify({ error: { code: 'Busy', message: 'come back later' } })]
  const { code, err } = await rebuild(acrTask, ['--run'], { AZURE_RESOURCE_MANAGER_ENDPOINT: origin, AZURE_ACCESS_TOKEN: 'entra' })
  expect([code, err, seen.length]).toEqual([4, 'shop.azurecr.io/shop/thumbnails:1.0.0: refused (503): come back later\n', 1])
})

test('without a trigger it says so, and without a token for GitHub it is misuse', async () => {
  expect((await rebuild('', [])).out).toContain('nothing is configured that builds it')
  expect((await rebuild(github, ['--run'], { GITHUB_API_URL: origin })).code).toBe(2)
  expect((await rebuild(github, ['--run', '--offline'])).code).toBe(2)
  expect(seen).toEqual([])
})

test('a task that is none is refused with its place', async () => {
  const { code, err } = await rebuild('acrTask: /subscriptions/x', [])
  expect([code, err.split('\n')[0]]).toEqual([2, expect.stringContaining('own.yaml:4:')])
})
