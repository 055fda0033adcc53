import { spawn, type ChildProcess } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { clusterPrograms, hasClusterPrograms } from './cluster-programs.ts'

/** An answer of the API server, with the warnings that kubectl would print. */
export interface ApiAnswer {
  readonly status: number
  readonly body: { readonly message?: string; readonly [key: string]: unknown }
  readonly warnings: readonly string[]
}

/** A real API server with a real store behind it, and nothing else: no controllers, no nodes. */
export interface Cluster {
  readonly port: number
  /** A folder with `token` and `ca.crt`, as a pod has one. */
  readonly credentials: string
  readonly call: (method: string, path: string, body?: unknown) => Promise<ApiAnswer>
  /** Waits until the server has taken up what was created. */
  readonly settled: (milliseconds: number) => Promise<void>
  readonly stop: () => Promise<void>
}

const token = 'admin-of-the-tests'
const adminGroup = 'system:masters'

export async function startCluster(): Promise<Cluster> {
  const { apiServer, etcd } = clusterPrograms()!
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-cluster-'))
  const [storePort, peerPort, port] = [await freePort(), await freePort(), await freePort()]
  const store = `http://127.0.0.1:${storePort}`
  const peer = `http://127.0.0.1:${peerPort}`
  writeFileSync(join(folder, 'token'), token)
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,1,"${adminGroup}"\n`)
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  writeFileSync(join(folder, 'sa.key'), privateKey)
  const programs = [
    start(etcd, [
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${store}`,
      `--advertise-client-urls=${store}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ]),
    start(apiServer, [
      `--etcd-servers=${store}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--cert-dir=${folder}`,
      `--token-auth-file=${join(folder, 'tokens.csv')}`,
      `--service-account-key-file=${join(folder, 'sa.key')}`,
      `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--authorization-mode=RBAC',
      '--service-cluster-ip-range=10.0.0.0/24',
      // Nothing makes service accounts here; and privileged pods are to reach the webhook.
      '--disable-admission-plugins=ServiceAccount',
      '--allow-privileged=true',
    ]),
  ]
  const stop = async () => {
    for (const program of programs.toReversed()) await end(program)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await until(() => existsSync(join(folder, 'apiserver.crt')), programs)
    writeFileSync(join(folder, 'ca.crt'), readFileSync(join(folder, 'apiserver.crt')))
    const call: Cluster['call'] = async (method, path, body) => callApi(port, readFileSync(join(folder, 'ca.crt')), method, path, body)
    await until(async () => (await call('GET', '/readyz').catch(() => undefined))?.status === 200, programs)
    const settled = async (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds))
    return { port, credentials: folder, call, settled, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A question to the API server and its answer, as a recording keeps them. */
interface Exchange {
  readonly request: string
  readonly answer: ApiAnswer
}

const recordings = join(import.meta.dirname, 'recorded')

/** Where the recording of a test is kept. */
export function recordingFile(name: string): string {
  return join(recordings, `${name}.json`)
}

/**
 * A real API server, or, where there is none, what a real one answered to the very same requests. `BREAKWATER_RECORD=1`
 * writes the recording anew while the tests run against the real one.
 */
export async function startOrReplayCluster(name: string): Promise<Cluster> {
  const file = recordingFile(name)
  if (!hasClusterPrograms()) return replayed(file)
  const cluster = await startCluster()
  if (process.env['BREAKWATER_RECORD'] !== '1') return cluster
  const exchanges = new Map<string, ApiAnswer>()
  return {
    ...cluster,
    call: async (method, path, body) => {
      const answer = await cluster.call(method, path, body)
      exchanges.set(requestOf(method, path, body), { ...answer, body: recordedBody(path, answer.body) })
      return answer
    },
    stop: async () => {
      const lines = [...exchanges].map(([asked, answer]) => JSON.stringify({ request: asked, answer } satisfies Exchange))
      const { body } = await cluster.call('GET', '/version')
      writeFileSync(file, `{"server":${JSON.stringify(body['gitVersion'])},"exchanges":[\n${lines.join(',\n')}\n]}\n`)
      await cluster.stop()
    },
  }
}

/** The key of a request. Policies are long, and known by what they are: of them the recording keeps a hash. */
export function requestOf(method: string, path: string, body: unknown): string {
  const written = body === undefined ? '' : JSON.stringify(body)
  const shown = path.includes(policyGroup) ? `sha256:${createHash('sha256').update(written).digest('hex')}` : written
  return `${method} ${path} ${shown}`
}

const policyGroup = '/admissionregistration.k8s.io/'

/** What an answer says besides repeating the policy that was sent. */
function recordedBody(path: string, body: ApiAnswer['body']): ApiAnswer['body'] {
  return path.includes(policyGroup) ? { ...body, metadata: undefined, spec: undefined } : withoutOwners(body)
}

/** Who set which field is long, and no test asks for it. */
export function withoutOwners(body: ApiAnswer['body']): ApiAnswer['body'] {
  const { metadata } = body as { readonly metadata?: Readonly<Record<string, unknown>> }
  return metadata?.['managedFields'] === undefined ? body : { ...body, metadata: { ...metadata, managedFields: undefined } }
}

function replayed(file: string): Cluster {
  const { exchanges } = JSON.parse(readFileSync(file, 'utf8')) as { readonly exchanges: readonly Exchange[] }
  const answers = new Map(exchanges.map((exchange) => [exchange.request, exchange.answer]))
  return {
    port: 0,
    credentials: '',
    call: async (method, path, body) => {
      const answer = answers.get(requestOf(method, path, body))
      if (answer === undefined) throw new Error(`not recorded: ${method} ${path}; record it with BREAKWATER_RECORD=1 and a real API server`)
      return structuredClone(answer)
    },
    settled: async () => {},
    stop: async () => {},
  }
}

interface Program {
  readonly process: ChildProcess
  readonly said: () => string
}

function start(program: string, args: readonly string[]): Program {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env['PATH'] } })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-4000)
  })
  return { process: child, said: () => said }
}

async function end({ process: child }: Program): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(timer)
}

async function until(isSo: () => boolean | Promise<boolean>, programs: readonly Program[]): Promise<void> {
  const deadline = Date.now() + 90_000
  while (!(await isSo())) {
    const dead = programs.find(({ process: child }) => child.exitCode !== null)
    if (dead !== undefined || Date.now() > deadline) throw new Error(`the API server did not come up: ${(dead ?? programs.at(-1)!).said()}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

async function callApi(port: number, ca: Buffer, method: string, path: string, body: unknown): Promise<ApiAnswer> {
  return new Promise((done, fail) => {
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
    }
    const call = request({ host: '127.0.0.1', port, ca, method, path, headers, agent: false, timeout: 30_000 }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const warnings = [response.headers['warning'] ?? []]
          .flat()
          .flatMap((header) => [...header.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map((found) => found[1]!))
        done({ status: response.statusCode ?? 0, body: text.startsWith('{') ? (JSON.parse(text) as ApiAnswer['body']) : {}, warnings })
      })
    })
    call.on('error', fail)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
