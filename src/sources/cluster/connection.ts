import type { IncomingMessage } from 'node:http'
import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent, request, type RequestOptions } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'

import { BreakwaterError } from '../../core/error.ts'
import { longestWait, transientStatuses, waitAsked, type Answer, type Exchange } from '../network/exchange.ts'
import type { ClusterAccess, Credentials } from './access.ts'

export interface ConnectionOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  /** How long an answer may take, in milliseconds. */
  readonly timeout?: number
  readonly retries?: number
  /** The wait before the first retry where the server names none; it doubles from try to try. In milliseconds. */
  readonly backoff?: number
}

/** A connection to an API server, to be closed when no more is asked. */
export interface Connection {
  /** Takes paths of the server. */
  readonly exchange: Exchange
  readonly close: () => void
}

/** No page of a list is longer. */
const largestBody = 256 * 1024 * 1024
/** How many requests are under way at a time. */
const mostSockets = 8
/** Credentials that are about to expire are not used any more, in milliseconds. */
const expiryMargin = 10_000

/** What TLS says of certificates that are not trusted, and of old ones. */
const trustProblems: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/**
 * Connects to an API server: trusts the certificate authorities of the kubeconfig alone, waits as long as the server asks,
 * follows no redirect, and asks for new credentials once where the old ones are refused.
 */
export function connect(access: ClusterAccess, { env, timeout = 60_000, retries = 4, backoff = 500 }: ConnectionOptions): Connection {
  const proxyEnv = access.proxy === undefined ? env : { HTTPS_PROXY: access.proxy, HTTP_PROXY: access.proxy }
  const isTls = access.server.protocol === 'https:'
  const agent = new (isTls ? Agent : PlainAgent)({ keepAlive: true, maxSockets: mostSockets, proxyEnv: { ...proxyEnv } })
  const credentials = new Held(access)

  const once = async (path: string, accept: string, renew: boolean): Promise<Reply> =>
    send({ ...requestOptions(access, await credentials.get(renew), accept), agent, path: pathOn(access.server, path) }, isTls, timeout)

  const exchange: Exchange = async (path, accept = 'application/json') => {
    let renew = false
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= retries
      try {
        const { retryAfter, ...answer } = await once(path, accept, renew)
        if (answer.status === 401 && !renew && !last) {
          renew = true
          continue
        }
        if (answer.status >= 300 && answer.status <= 399)
          throw new BreakwaterError('cluster-answer-invalid', { host: access.server.host, reason: `HTTP ${answer.status}` })
        if (last || !transientStatuses.has(answer.status) || (answer.status === 500 && attempt > 0)) return answer
        await sleep(waitAsked(retryAfter, Date.now()) ?? Math.min(backoff * 2 ** attempt, longestWait))
      } catch (error) {
        if (error instanceof BreakwaterError) throw error
        if (last || !isPassing(error)) throw unreachable(access.server, error)
        await sleep(Math.min(backoff * 2 ** attempt, longestWait))
      }
    }
  }
  return { exchange, close: () => agent.destroy() }
}

interface Reply extends Answer {
  readonly retryAfter: string | undefined
}

/** Credentials that are kept until they expire or are refused. */
class Held {
  readonly #access: ClusterAccess
  #current: Promise<Credentials> | undefined
  #renewed = false

  constructor(access: ClusterAccess) {
    this.#access = access
  }

  /** @param renew whether those that were given before are refused; answered once, since many requests are refused together */
  async get(renew: boolean): Promise<Credentials> {
    const { expires } = (await this.#current) ?? {}
    const isOld = expires !== undefined && expires.getTime() - expiryMargin <= Date.now()
    if (isOld || (renew && !this.#renewed)) {
      this.#renewed ||= renew
      this.#current = undefined
    }
    return (this.#current ??= this.#access.credentials())
  }
}

function requestOptions(access: ClusterAccess, { token, certificate, key }: Credentials, accept: string): RequestOptions {
  const { server, authority, insecure, serverName, impersonate } = access
  return {
    method: 'GET',
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: server.port === '' ? (server.protocol === 'https:' ? 443 : 80) : Number(server.port),
    ...(authority === undefined ? {} : { ca: authority }),
    ...(certificate === undefined ? {} : { cert: certificate }),
    ...(key === undefined ? {} : { key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
    rejectUnauthorized: !insecure,
    minVersion: 'TLSv1.2',
    headers: {
      accept,
      'accept-encoding': 'gzip',
      'user-agent': 'breakwater',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(impersonate === undefined ? {} : { 'impersonate-user': impersonate.user }),
      ...(impersonate === undefined || impersonate.groups.length === 0 ? {} : { 'impersonate-group': [...impersonate.groups] }),
      ...(impersonate?.uid === undefined ? {} : { 'impersonate-uid': impersonate.uid }),
    },
  }
}

/** A server can stand below a path of its host, as behind Rancher. */
function pathOn({ pathname }: URL, path: string): string {
  return `${pathname.replace(/\/$/, '')}${path}`
}

function send(options: RequestOptions, isTls: boolean, timeout: number): Promise<Reply> {
  return new Promise((done, fail) => {
    const call = (isTls ? request : plainRequest)({ ...options, signal: AbortSignal.timeout(timeout) }, (response) => {
      const { 'retry-after': retryAfter } = response.headers
      bodyOf(response).then((body) => done({ status: response.statusCode ?? 0, body, retryAfter }), fail)
    })
    call.on('error', fail)
    call.end()
  })
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const isPacked = response.headers['content-encoding'] === 'gzip'
  const unpacked = isPacked ? response.pipe(createGunzip()) : response
  if (isPacked) response.once('error', (error) => unpacked.destroy(error))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > largestBody) {
      response.destroy()
      throw new RangeError(`an answer is longer than ${largestBody} bytes`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** A connection that broke may hold the next time; one that was never there will not. */
function isPassing(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(String((error as NodeJS.ErrnoException).code))
}

function unreachable({ host }: URL, error: unknown): BreakwaterError {
  const { code, name, message } = error as NodeJS.ErrnoException
  if (code !== undefined && trustProblems.has(code))
    return new BreakwaterError('cluster-untrusted', { host, reason: message }, { cause: error })
  if (code === 'HPE_INVALID_CONSTANT' || code?.startsWith('HPE_') === true || code?.startsWith('Z_') === true)
    return new BreakwaterError('cluster-answer-invalid', { host, reason: message }, { cause: error })
  const reason = name === 'AbortError' || name === 'TimeoutError' ? 'no answer in time' : ((message || code) ?? '')
  return new BreakwaterError('cluster-unreachable', { host, reason }, { cause: error })
}
