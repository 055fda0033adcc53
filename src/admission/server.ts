import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'

import { MalformedProviderRequest } from './images/external-data.ts'
import type { Metrics } from './metrics.ts'
import { MalformedReview } from './review.ts'
import { TurnClock } from './turn-clock.ts'
import type { Webhook } from './webhook.ts'

/** What clients may ask of the server at once. */
export interface ServerLimits {
  readonly connections: number
  /** Of one body, in bytes. The API takes objects of 3 MB, and a review of an update holds two. */
  readonly body: number
  /** Of all bodies that are being read or wait, in bytes. */
  readonly bodies: number
  /** In milliseconds: for the handshake, for the headers and for the whole of a request. */
  readonly handshake: number
  readonly headers: number
  readonly request: number
}

const mebibyte = 1024 * 1024

export const defaultLimits: ServerLimits = {
  connections: 4096,
  body: 7 * mebibyte,
  bodies: 128 * mebibyte,
  handshake: 5_000,
  headers: 5_000,
  request: 10_000,
}

export interface TlsFiles {
  readonly cert: string
  readonly key: string
  /** Authorities of client certificates; where they are given, only their clients get reviews answered. */
  readonly clientCa?: string
}

export interface ServerParts {
  readonly webhook: Webhook
  readonly metrics: Metrics
  /** Whether there is a policy to answer by. */
  readonly canAnswer: () => boolean
  /** Whether more requests are welcome; a server that is about to stop, or has an old certificate, still answers those that come. */
  readonly isReady: () => boolean
  readonly limits?: Partial<ServerLimits>
}

/** How long the API server waits when it does not say. */
const defaultTimeout = 10_000

const rejected = 'breakwater_admission_rejected_requests_total'

/** The webhook's HTTPS server: `/validate`, `/mutate`, `/external-data`, `/healthz`, `/readyz` and `/metrics`, over TLS 1.3 and nothing older. */
export class AdmissionServer {
  readonly #server: Server
  readonly #parts: ServerParts
  readonly #limits: ServerLimits
  readonly #turns = new TurnClock()
  #tls: TlsFiles
  #bytesInFlight = 0

  constructor(tls: TlsFiles, parts: ServerParts) {
    this.#tls = tls
    this.#parts = parts
    this.#limits = { ...defaultLimits, ...parts.limits }
    const { connections, handshake, headers, request } = this.#limits
    this.#server = createServer(
      {
        ...secureContext(tls),
        requestCert: tls.clientCa !== undefined,
        rejectUnauthorized: false,
        handshakeTimeout: handshake,
        headersTimeout: headers,
        requestTimeout: request,
        keepAliveTimeout: 75_000,
        connectionsCheckingInterval: Math.min(1000, headers),
        maxHeaderSize: 16 * 1024,
      },
      (incoming, outgoing) => void this.#respond(incoming, outgoing),
    )
    this.#server.maxConnections = connections
    this.#server.maxRequestsPerSocket = 0
    this.#declareMetrics()
  }

  /** Starts to listen; gives the port, which matters where 0 was asked for. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((done, fail) => {
      this.#server.once('error', fail)
      // When the webhook comes up, all that waited for it come at once; what does not find room in the queue tries again seconds later.
      this.#server.listen({ port, host, backlog: this.#limits.connections }, () => done())
    })
    const address = this.#server.address()
    return typeof address === 'object' && address !== null ? address.port : port
  }

  /** New connections get the new certificate; those that are open go on. */
  setCertificates(tls: TlsFiles): void {
    this.#server.setSecureContext(secureContext(tls))
    this.#tls = tls
  }

  /** Takes no more connections, answers what was asked, and gives up on what has not come after `patience` milliseconds. */
  async close(patience: number): Promise<void> {
    const closed = new Promise<void>((done) => {
      this.#server.close(() => done())
    })
    this.#server.closeIdleConnections()
    const timer = setTimeout(() => this.#server.closeAllConnections(), patience)
    await closed
    clearTimeout(timer)
  }

  #declareMetrics(): void {
    const { metrics } = this.#parts
    metrics.declare(rejected, 'Requests that were no reviews, or too many or too large.')
    let open = 0
    this.#server.on('connection', (socket: Socket) => {
      open++
      socket.on('close', () => open--)
    })
    metrics.gauge('breakwater_admission_open_connections', 'Connections that are open.', () => open)
    metrics.gauge(
      'breakwater_admission_bytes_in_flight',
      'Bytes of reviews that are being read or wait for their answers.',
      () => this.#bytesInFlight,
    )
    this.#server.on('drop', () => metrics.count(rejected, { reason: 'connections' }))
    this.#server.on('tlsClientError', () => metrics.count(rejected, { reason: 'tls' }))
    this.#server.on('clientError', (_error, socket: Socket) => {
      metrics.count(rejected, { reason: 'http' })
      socket.destroy()
    })
  }

  async #respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const arrivedAt = this.#turns.arrival()
    const [path, query] = split(incoming.url ?? '/')
    try {
      if (path === '/external-data' || path === '/external-data/mutate') await this.#externalData(path, arrivedAt, incoming, outgoing)
      else if (path === '/validate' || path === '/mutate') await this.#review(path, query, arrivedAt, incoming, outgoing)
      else this.#page(path, incoming, outgoing)
    } catch (error) {
      if (error instanceof Rejection) this.#reject(error, incoming, outgoing)
      else if (error instanceof MalformedReview || error instanceof MalformedProviderRequest)
        this.#reject(new Rejection(400, 'malformed', error.message), incoming, outgoing)
      else this.#reject(new Rejection(500, 'internal', 'Breakwater itself failed'), incoming, outgoing)
    }
  }

  async #review(
    path: '/validate' | '/mutate',
    query: string,
    at: number,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const body = await this.#posted(incoming)
    const reply = this.#parts.webhook.answer(path, body, { at, timeout: timeoutOf(query) })
    send(outgoing, 200, 'application/json', typeof reply === 'string' ? reply : await this.#waiting(body.length, reply))
  }

  /** What waits for its answer takes memory as what is being read does. */
  async #waiting(size: number, reply: Promise<string>): Promise<string> {
    this.#bytesInFlight += size
    try {
      return await reply
    } finally {
      this.#bytesInFlight -= size
    }
  }

  /** Gatekeeper asks as the API server does, and says nothing of how long it waits. */
  async #externalData(
    path: '/external-data' | '/external-data/mutate',
    at: number,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const body = await this.#posted(incoming)
    const reply = await this.#parts.webhook.answerProvider(path === '/external-data' ? 'validate' : 'mutate', body, at)
    if (reply === undefined) throw new Rejection(404, 'path', 'no images are verified here: admission.images is not configured')
    send(outgoing, 200, 'application/json', reply)
  }

  /** The body of a request that only clients with a certificate may make. */
  async #posted(incoming: IncomingMessage): Promise<string> {
    if (incoming.method !== 'POST') throw new Rejection(405, 'method', 'reviews are posted')
    if (this.#tls.clientCa !== undefined && !(incoming.socket as TLSSocket).authorized)
      throw new Rejection(401, 'client-certificate', 'a client certificate of a trusted authority is needed')
    if (!/^application\/json\s*(?:;|$)/i.test(incoming.headers['content-type'] ?? ''))
      throw new Rejection(415, 'content-type', 'reviews are application/json')
    if (!this.#parts.canAnswer()) throw new Rejection(503, 'not-ready', 'the policy is not loaded')
    return this.#readBody(incoming)
  }

  /** By events: an iterator over the stream costs as much as some checks do. */
  async #readBody(incoming: IncomingMessage): Promise<string> {
    const { body, bodies } = this.#limits
    return new Promise((done, fail) => {
      const chunks: Buffer[] = []
      let size = 0
      let isOver = false
      const end = (rejection?: Rejection) => {
        if (isOver) return
        isOver = true
        this.#bytesInFlight -= size
        if (rejection === undefined) done((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8'))
        else fail(rejection)
      }
      const tooLarge = () => new Rejection(413, 'too-large', `a review may have ${body} bytes`)
      if (Number(incoming.headers['content-length'] ?? 0) > body) return end(tooLarge())
      incoming.on('error', () => {})
      incoming.on('close', () => {
        // Every request ends so, and an error costs as much as a check does.
        if (!isOver) end(new Rejection(400, 'aborted', 'the body did not come whole'))
      })
      incoming.on('end', () => end())
      incoming.on('data', (chunk: Buffer) => {
        if (isOver) return
        size += chunk.length
        this.#bytesInFlight += chunk.length
        chunks.push(chunk)
        if (size > body) end(tooLarge())
        else if (this.#bytesInFlight > bodies) end(new Rejection(503, 'busy', 'too many large reviews at once'))
      })
    })
  }

  #page(path: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') throw new Rejection(405, 'method', 'pages are read with GET')
    if (path === '/healthz') send(outgoing, 200, 'text/plain', 'ok\n')
    else if (path === '/readyz')
      send(outgoing, this.#parts.isReady() ? 200 : 503, 'text/plain', this.#parts.isReady() ? 'ok\n' : 'not ready\n')
    else if (path === '/metrics') send(outgoing, 200, 'text/plain; version=0.0.4; charset=utf-8', this.#parts.metrics.text())
    else throw new Rejection(404, 'path', 'there is no such page')
  }

  /** What was not read of the body is not waited for: the connection ends with the answer. */
  #reject({ status, reason, message }: Rejection, incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.#parts.metrics.count(rejected, { reason })
    if (outgoing.destroyed || outgoing.headersSent) return
    if (!incoming.complete) outgoing.setHeader('connection', 'close')
    send(outgoing, status, 'text/plain', `${message}\n`)
  }
}

/** A request that gets an HTTP error. The API server then acts by the webhook's failure policy. */
class Rejection extends Error {
  readonly status: number
  /** For the metrics. */
  readonly reason: string

  constructor(status: number, reason: string, message: string) {
    super(message)
    this.name = 'Rejection'
    this.status = status
    this.reason = reason
  }
}

function secureContext({ cert, key, clientCa }: TlsFiles) {
  return { cert, key, minVersion: 'TLSv1.3' as const, ...(clientCa === undefined ? {} : { ca: clientCa }) }
}

function send(outgoing: ServerResponse, status: number, type: string, text: string): void {
  outgoing.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  // A text goes out in one piece with its headers.
  outgoing.end(text)
}

function split(url: string): readonly [path: string, query: string] {
  const at = url.indexOf('?')
  return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)]
}

/** kube-apiserver says how long it waits as a Go duration in the query: `timeout=10s`; 30 seconds is the most that it takes. */
function timeoutOf(query: string): number {
  const found = /(?:^|&)timeout=(?:(\d{1,2})m)?(?:(\d{1,3})(?:\.\d+)?s)?(?:(\d{1,5})ms)?(?:&|$)/.exec(query)
  if (found === null) return defaultTimeout
  const [minutes, seconds, milliseconds] = [found[1], found[2], found[3]].map((part) => Number(part ?? 0))
  const total = minutes! * 60_000 + seconds! * 1000 + milliseconds!
  return total === 0 ? defaultTimeout : Math.min(total, 30_000)
}
