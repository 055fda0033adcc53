import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { connect as connectTcp, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { call, hardenedPod, reviewOf } from './webhook.ts'

const program = join(import.meta.dirname, '..', '..', 'src/cli/main.ts')

const config = `admission:
  mode: deny
  failurePolicy:
    - namespaces: [shop]
      policy: fail
`

/** One takes as many steps as the third power of the number of containers, one has something to say of each. */
const costlyPolicies = `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: costly }
spec:
  crd: { spec: { names: { kind: Costly } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package costly
        violation[{"msg": "never"}] {
          one := input.review.object.spec.containers[_]
          two := input.review.object.spec.containers[_]
          three := input.review.object.spec.containers[_]
          concat("", [one.name, two.name, three.name]) == "never"
        }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: Costly
metadata: { name: all }
spec:
  enforcementAction: deny
  match: { kinds: [{ apiGroups: [""], kinds: [Pod] }], labelSelector: { matchLabels: { costly: "yes" } } }
---
apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: unprivileged }
spec:
  crd: { spec: { names: { kind: Unprivileged } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package unprivileged
        all_containers[c] { c := input.review.object.spec.containers[_] }
        violation[{"msg": msg, "details": {"name": c.name}}] {
          all_containers[c]
          c.securityContext.privileged
          msg := "a container is privileged"
        }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: Unprivileged
metadata: { name: all }
spec:
  enforcementAction: deny
  match: { kinds: [{ apiGroups: [""], kinds: [Pod] }] }
`

interface Server {
  readonly process: ChildProcess
  readonly port: number
  readonly authority: string
}

const folder = mkdtempSync(join(tmpdir(), 'breakwater-hostile-'))
let server: Server

beforeAll(async () => {
  server = await start()
}, 60_000)

afterAll(async () => {
  const ended = once(server.process, 'exit')
  server.process.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true })
})

/** The program itself, in a process of its own, so that what it takes of memory can be told. */
async function start(): Promise<Server> {
  writeFileSync(join(folder, 'breakwater.yaml'), config)
  mkdirSync(join(folder, 'policies'))
  writeFileSync(join(folder, 'policies/costly.yaml'), costlyPolicies)
  const args = ['admission', 'serve', '--port', '0', '--cert-dir', 'certs', '--shutdown-delay', '0', '--policies', 'policies']
  const started = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  started.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8')
  })
  const port = await vi.waitFor(
    () => {
      expect(told).toContain('"what":"ready"')
      return Number(/"port":(\d+)/.exec(told)![1])
    },
    { timeout: 40_000, interval: 50 },
  )
  return { process: started, port, authority: readFileSync(join(folder, 'certs/ca.crt'), 'utf8') }
}

/** Resident memory of the server, in bytes; where the system does not tell, nothing. */
function memory(): number {
  if (!existsSync('/proc/self/status')) return 0
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))![1]) * 1024
}

/** Seconds of processor time that the server has taken, in hundredths; what else runs on the machine does not count. */
function processorTime(): number {
  const file = `/proc/${server.process.pid}/stat`
  if (!existsSync(file)) return 0
  const fields = readFileSync(file, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function counted(series: string): Promise<number> {
  const { body } = await call(server, '/metrics')
  const line = body.split('\n').find((candidate) => candidate.startsWith(`${series} `))
  return line === undefined ? 0 : Number(line.slice(series.length + 1))
}

interface Answered {
  readonly response: {
    readonly allowed: boolean
    readonly status?: { readonly message: string }
    readonly auditAnnotations: { readonly grounds: string }
  }
}

async function judged(body: string, query = '?timeout=10s') {
  const { status, body: text } = await call(server, `/validate${query}`, body)
  expect(status).toBe(200)
  return (JSON.parse(text) as Answered).response
}

const mebibyte = 1024 * 1024
const rejected = 'breakwater_admission_rejected_requests_total'

function podOf(containers: number, namespace: string): object {
  const [container] = hardenedPod.spec.containers
  const many = Array.from({ length: containers }, (_, index) => ({ ...container, name: `app-${index}` }))
  const metadata = { ...hardenedPod.metadata, namespace, labels: { costly: 'yes' } }
  return { ...hardenedPod, metadata, spec: { ...hardenedPod.spec, containers: many } }
}

describe('policies that do not come to an end', () => {
  test('the failure policy of the namespace has the word, and it is counted', async () => {
    const failed = (allowed: boolean) =>
      `breakwater_admission_reviews_total{webhook="validate",operation="CREATE",allowed="${allowed}",grounds="failed",dry_run="false"}`
    const before = [await counted(failed(true)), await counted(failed(false))]
    expect(await judged(reviewOf(podOf(400, 'shop'), { namespace: 'shop' }))).toMatchObject({
      allowed: false,
      status: { message: 'Breakwater could not judge Pod shop/web in full, and what is not judged is refused here' },
      auditAnnotations: { grounds: 'failed' },
    })
    expect(await judged(reviewOf(podOf(400, 'dev'), { namespace: 'dev' }))).toMatchObject({
      allowed: true,
      auditAnnotations: { grounds: 'failed' },
    })
    expect([await counted(failed(true)), await counted(failed(false))]).toEqual(before.map((count) => count + 1))
    expect(await judged(reviewOf(podOf(1, 'shop'), { namespace: 'shop' }))).toMatchObject({ auditAnnotations: { grounds: 'judged' } })
  }, 60_000)
})

describe('more than can be judged', () => {
  test('all are answered; those that waited too long by the failure policy', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 100, ca: server.authority })
    const ask = async (method: string, path: string, body = '') =>
      new Promise<string>((done, fail) => {
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
        const asked = request({ agent, host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('end', () => done(Buffer.concat(chunks).toString('utf8')))
        })
        asked.on('error', fail)
        asked.end(body)
      })
    await Promise.all(Array.from({ length: 100 }, async () => ask('GET', '/healthz')))
    // The connections are open now: all of these come at once.
    const body = reviewOf(podOf(40, 'dev'), { namespace: 'dev' })
    const replies = await Promise.all(Array.from({ length: 100 }, async () => ask('POST', '/validate?timeout=150ms', body)))
    agent.destroy()
    const grounds = replies.map((reply) => (JSON.parse(reply) as Answered).response.auditAnnotations.grounds)
    expect(grounds.every((ground) => ground === 'judged' || ground === 'failed')).toBe(true)
    expect(grounds.filter((ground) => ground === 'failed').length).toBeGreaterThan(20)
  }, 60_000)
})

describe('objects that are large or strange', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

  test.each([
    ['a spec', (object: object) => reviewOf({ ...object, deep: 'HERE' })],
    ['managed fields', (object: object) => reviewOf({ ...object, metadata: { name: 'web', managedFields: ['HERE'] } })],
    ['the object before', (object: object) => reviewOf(object, { operation: 'UPDATE', oldObject: { ...object, deep: 'HERE' } })],
    ['the options of the request', (object: object) => reviewOf(object, { options: 'HERE' })],
  ])(
    '%s of a hundred thousand levels',
    async (_, make) => {
      for (const object of [hardenedPod, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } }])
        for (const path of ['/validate', '/mutate'])
          expect((await call(server, path, make(object).replace('"HERE"', nested(100_000)))).status).toBe(200)
    },
    60_000,
  )

  test('managed fields of two megabytes cost little', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`f:key-${index}`, { [`k:{"name":"a${index}"}`]: { 'f:image': {} } }]),
    )
    const managedFields = [{ manager: 'kubectl', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: fields }]
    const body = reviewOf({ ...hardenedPod, metadata: { ...hardenedPod.metadata, managedFields } })
    const started = processorTime()
    expect(await judged(body)).toMatchObject({ auditAnnotations: { grounds: 'judged' } })
    expect(processorTime() - started).toBeLessThan(5)
  }, 30_000)

  test('a policy that has something to say of each of twelve thousand containers', async () => {
    const before = memory()
    const containers = Array.from({ length: 12_000 }, (_, index) => ({
      name: `app-${index}`,
      image: 'web:1',
      securityContext: { privileged: true },
    }))
    const started = processorTime()
    const { allowed, auditAnnotations } = await judged(reviewOf({ ...hardenedPod, spec: { containers } }), '?timeout=30s')
    expect(processorTime() - started).toBeLessThan(10)
    expect(memory() - before).toBeLessThan(500 * mebibyte)
    expect(allowed).toBe(false)
    expect(auditAnnotations).toMatchObject({ grounds: 'judged', denied: expect.stringContaining('policy/Unprivileged/all') })
  }, 90_000)
})

describe('clients that take what they can', () => {
  const alive = async () => expect(await call(server, '/healthz')).toMatchObject({ status: 200 })

  test('bodies that never end are read up to a bound, the others are told that it is busy', async () => {
    const before = memory()
    const sockets = await Promise.all(
      Array.from(
        { length: 80 },
        async () =>
          new Promise<TLSSocket>((done, fail) => {
            const socket = connectTls({ host: '127.0.0.1', port: server.port, ca: server.authority, servername: 'localhost' }, () =>
              done(socket),
            )
            socket.on('error', fail)
          }),
      ),
    )
    let busy = 0
    for (const socket of sockets) {
      socket.on('error', () => {})
      socket.on('data', (chunk: Buffer) => {
        if (chunk.toString('latin1').startsWith('HTTP/1.1 503')) busy++
      })
      socket.write(`POST /validate HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${6 * mebibyte}\r\n\r\n`)
      socket.write(Buffer.alloc(3 * mebibyte, 0x20))
    }
    await vi.waitFor(() => expect(busy).toBeGreaterThan(0), { timeout: 20_000, interval: 100 })
    expect(memory() - before).toBeLessThan(500 * mebibyte)
    await alive()
    for (const socket of sockets) socket.destroy()
    await vi.waitFor(async () => expect(await counted('breakwater_admission_bytes_in_flight')).toBe(0), { timeout: 20_000, interval: 200 })
    expect(await counted(`${rejected}{reason="busy"}`)).toBeGreaterThan(0)
  }, 90_000)

  test('ten thousand connections: as many as there is room for are held, for no longer than a handshake may take', async () => {
    const before = memory()
    const sockets: Socket[] = []
    const ended = async () => (await counted(`${rejected}{reason="connections"}`)) + (await counted(`${rejected}{reason="tls"}`))
    const endedBefore = await ended()
    for (let index = 0; index < 10_000; index += 500)
      await Promise.all(
        Array.from({ length: 500 }, async () => {
          const socket = connectTcp(server.port, '127.0.0.1')
          sockets.push(socket)
          socket.on('error', () => {})
          await once(socket, 'connect').catch(() => {})
        }),
      )
    expect(memory() - before).toBeLessThan(400 * mebibyte)
    await vi.waitFor(alive, { timeout: 30_000, interval: 500 })
    const open = await counted('breakwater_admission_open_connections')
    expect(open).toBeLessThanOrEqual(4096)
    // What is not open any more was dropped for want of room, or for saying nothing.
    expect((await ended()) - endedBefore + open).toBeGreaterThan(9_900)
    for (const socket of sockets) socket.destroy()
    await vi.waitFor(async () => expect(await counted('breakwater_admission_open_connections')).toBeLessThan(10), {
      timeout: 30_000,
      interval: 200,
    })
  }, 120_000)
})
