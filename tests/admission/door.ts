import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

import { parseAllDocuments } from 'yaml'

import type { AdmissionPolicy } from '../../src/admission/policy.ts'
import { hasClusterPrograms } from '../cluster-programs.ts'
import { recordingFile, requestOf, startCluster, withoutOwners, type ApiAnswer, type Cluster } from '../cluster.ts'
import { call, certificateForLoopback, startWebhook, type Issued, type Started } from './webhook.ts'

/** A review that a real API server asked for, and what the webhook answered. */
interface Asked {
  /** The path and the query, which says how long the API server waits. */
  readonly path: string
  readonly review: unknown
  readonly response: unknown
}

/** A request to the API server with the reviews that it led to, and its answer. */
interface Exchange {
  readonly request: string
  readonly asked: readonly Asked[]
  readonly answer: ApiAnswer
}

/** An API server that asks our webhook, which judges in this process, about what is in the rules of the manifests. */
export interface Door {
  readonly webhook: Started
  readonly call: Cluster['call']
  readonly stop: () => Promise<void>
}

export interface Rule {
  readonly apiGroups: readonly string[]
  readonly apiVersions: readonly string[]
  readonly operations: readonly string[]
  readonly resources: readonly string[]
}

/**
 * A real API server in front of the real webhook. Where there is none, the reviews that a real one sent go through the real
 * webhook, over TLS, and what that answers must be what the API server was given when it gave the recorded answer.
 * `BREAKWATER_RECORD=1` writes the recording anew.
 *
 * @param extra what the manifests do not ask about
 */
export async function startDoor(name: string, policy: AdmissionPolicy, extra: readonly Rule[]): Promise<Door> {
  const webhook = await startWebhook(policy)
  const file = recordingFile(name)
  if (!hasClusterPrograms()) return { webhook, call: replay(webhook, file), stop: async () => webhook.stop(0, 1000) }

  const cluster = await startCluster()
  const recorder = process.env['BREAKWATER_RECORD'] === '1' ? await startRecorder(webhook) : undefined
  await putUp(cluster, recorder ?? webhook, extra)
  const exchanges = new Map<string, Exchange>()
  return {
    webhook,
    call: async (method, path, body) => {
      recorder?.take()
      const answer = await cluster.call(method, path, body)
      const request = requestOf(method, path, body)
      exchanges.set(request, { request, asked: recorder?.take() ?? [], answer: { ...answer, body: withoutOwners(answer.body) } })
      return answer
    },
    stop: async () => {
      if (recorder !== undefined) {
        const { body } = await cluster.call('GET', '/version')
        const lines = [...exchanges.values()].map((exchange) => JSON.stringify(exchange))
        writeFileSync(file, `{"server":${JSON.stringify(body['gitVersion'])},"exchanges":[\n${lines.join(',\n')}\n]}\n`)
        await recorder.stop()
      }
      await webhook.stop(0, 1000)
      await cluster.stop()
    },
  }
}

function replay(webhook: Started, file: string): Cluster['call'] {
  const { exchanges } = JSON.parse(readFileSync(file, 'utf8')) as { readonly exchanges: readonly Exchange[] }
  const known = new Map(exchanges.map((exchange) => [exchange.request, exchange]))
  return async (method, path, body) => {
    const exchange = known.get(requestOf(method, path, body))
    if (exchange === undefined) throw new Error(`not recorded: ${method} ${path}; ${recordAnew}`)
    for (const { path: at, review, response } of exchange.asked) {
      const reply = await call(webhook, at, JSON.stringify(review))
      const [now, then] = [reply.body, JSON.stringify(response)]
      if (reply.status !== 200 || now !== then)
        throw new Error(`the webhook does not answer as it did when this was recorded; ${recordAnew}\nthen: ${then}\nnow:  ${now}`)
    }
    return structuredClone(exchange.answer)
  }
}

const recordAnew = 'record it with BREAKWATER_RECORD=1 and a real API server'

interface Recorder extends Pick<Started, 'port' | 'authority'> {
  /** What was asked since the last time. */
  readonly take: () => readonly Asked[]
  readonly stop: () => Promise<void>
}

/** Stands between the API server and the webhook, and notes what they say. */
async function startRecorder(webhook: Started): Promise<Recorder> {
  const { certificate: cert, key, authority }: Issued = await certificateForLoopback()
  let asked: Asked[] = []
  const server: Server = createServer({ cert, key }, (incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const [path, body] = [incoming.url ?? '/', Buffer.concat(chunks).toString('utf8')]
      void call(webhook, path, body).then((reply) => {
        asked.push({ path, review: JSON.parse(body), response: JSON.parse(reply.body) })
        outgoing.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body)
      })
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))
  return {
    port: (server.address() as AddressInfo).port,
    authority,
    take: () => {
      const taken = asked
      asked = []
      return taken
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

interface Configuration {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly webhooks: { name: string; clientConfig: object; namespaceSelector: object; rules: unknown[] }[]
}

const root = join(import.meta.dirname, '..', '..')

/** The webhooks of our manifests, at the address where this one listens; what is judged there is also changed on the way in. */
async function putUp(cluster: Cluster, { port, authority }: Pick<Started, 'port' | 'authority'>, extra: readonly Rule[]): Promise<void> {
  const validating = parseAllDocuments(readFileSync(join(root, 'deploy/manifests/admission.yaml'), 'utf8'))
    .map((document) => document.toJS() as Configuration | null)
    .find((document) => document?.kind === 'ValidatingWebhookConfiguration')!
  const at = (path: string) => ({ url: `https://127.0.0.1:${port}${path}`, caBundle: Buffer.from(authority).toString('base64') })
  for (const webhook of validating.webhooks) {
    webhook.clientConfig = at('/validate')
    if (webhook.name.startsWith('fail.')) webhook.rules.push(...extra)
  }
  const fail = validating.webhooks.find(({ name }) => name.startsWith('fail.'))!
  const rules = (fail.rules as Rule[]).filter(({ operations }) => operations.includes('CREATE'))
  const mutating = {
    ...validating,
    kind: 'MutatingWebhookConfiguration',
    webhooks: [{ ...fail, name: 'mutate.breakwater.dev', clientConfig: at('/mutate'), rules }],
  }
  const group = '/apis/admissionregistration.k8s.io/v1'
  for (const [resource, configuration] of [
    ['mutatingwebhookconfigurations', mutating],
    ['validatingwebhookconfigurations', validating],
  ] as const) {
    const { status, body } = await cluster.call('POST', `${group}/${resource}?fieldValidation=Strict`, configuration)
    if (status !== 201) throw new Error(`${configuration.kind}: ${body.message}`)
  }
}
