import { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent, request, type RequestOptions } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecureContext } from 'node:tls'
import { createGunzip } from 'node:zlib'

import { BreakwaterError } from '../../core/error.ts'
import { message, text, type HoleValue } from '../../core/text.ts'
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

/** What a server goes on to write, line by line, until it or the signal ends it. */
export type Follow = (
  path: string,
  signal: AbortSignal,
  accept?: string,
) => Promise<{ readonly status: number; readonly lines: AsyncIterable<string> }>

/** A connection to an API server, to be closed when no more is asked. */
export interface Connection {
  /** Takes paths of the server. */
  readonly exchange: Exchange
  readonly follow: Follow
  readonly close: () => void
}

const words = {
  redirected: text({ en: 'it sends us elsewhere (HTTP {status})', ja: '別の場所へ転送しようとします（HTTP {status}）' }),
  late: text({ en: 'no answer in time', ja: '時間内に応答がありません' }),
  throughProxy: text({ en: '{problem} (through the proxy {proxy})', ja: '{problem}（プロキシ {proxy} 経由）' }),
  authority: text({ en: 'the certificate authority is no certificate', ja: '認証局の証明書を読み取れません' }),
  pair: text({
    en: 'the client certificate and its key are not readable, or do not go together',
    ja: 'クライアント証明書とその鍵を読み取れないか、組み合わせが正しくありません',
  }),
  expired: text({ en: 'the client certificate expired on {day}', ja: 'クライアント証明書の期限が {day} に切れています' }),
  token: text({ en: 'the token is not one line of visible characters', ja: 'トークンに空白や制御文字があります' }),
}

/** No page of a list is longer. */
const largestBody = 256 * 1024 * 1024
/** No event is longer: the API takes objects of 3 MB. */
const longestLine = 16 * 1024 * 1024
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
          throw new BreakwaterError('cluster-answer-invalid', {
            host: access.server.host,
            reason: message(words.redirected, { status: answer.status }),
          })
        if (last || !transientStatuses.has(answer.status) || (answer.status === 500 && attempt > 0)) return answer
        await sleep(waitAsked(retryAfter, Date.now()) ?? Math.min(backoff * 2 ** attempt, longestWait))
      } catch (error) {
        if (error instanceof BreakwaterError) throw error
        if (last || !isPassing(error)) throw unreachable(access, error)
        await sleep(Math.min(backoff * 2 ** attempt, longestWait))
      }
    }
  }
  // Each goes on for minutes, so they must not stand in the way of others.
  const followers = new (isTls ? Agent : PlainAgent)({ proxyEnv: { ...proxyEnv } })
  const follow: Follow = async (path, signal, accept = 'application/json') => {
    const { headers, ...options } = requestOptions(access, await credentials.get(false), accept)
    const plain = { ...(headers as Record<string, string>), 'accept-encoding': 'identity' }
    const response = await opened({ ...options, headers: plain, agent: followers, path: pathOn(access.server, path), signal }, isTls)
    return { status: response.statusCode ?? 0, lines: linesOf(response) }
  }
  const close = (): void => {
    agent.destroy()
    followers.destroy()
  }
  return { exchange, follow, close }
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
    return (this.#current ??= this.#usable())
  }

  /** What cannot be used is said here: TLS would take it for a trouble of the connection, and show it. */
  async #usable(): Promise<Credentials> {
    const { server, authority } = this.#access
    const credentials = await this.#access.credentials()
    const problem = problemWith(credentials, authority)
    if (problem !== undefined) throw new BreakwaterError('credentials-unusable', { host: server.host, reason: problem })
    return credentials
  }
}

function problemWith({ token, certificate, key }: Credentials, authority: string | undefined): HoleValue | undefined {
  if (authority !== undefined && certificateIn(authority) === undefined) return words.authority
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token)) return words.token
  if (certificate === undefined || key === undefined) return undefined
  try {
    createSecureContext({ cert: certificate, key })
  } catch {
    return words.pair
  }
  const { validToDate } = certificateIn(certificate)!
  return validToDate.getTime() < Date.now() ? message(words.expired, { day: validToDate.toISOString().slice(0, 10) }) : undefined
}

/** The first certificate of a PEM text. */
function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
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

function opened(options: RequestOptions, isTls: boolean): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const call = (isTls ? request : plainRequest)(options, done)
    call.on('error', fail)
    call.end()
  })
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let pending = ''
  for await (const piece of response.setEncoding('utf8') as AsyncIterable<string>) {
    const [first = '', ...more] = piece.split('\n')
    pending += first
    for (const next of more) {
      if (pending !== '') yield pending
      pending = next
    }
    if (pending.length > longestLine) throw new RangeError(`a line is longer than ${longestLine} characters`)
  }
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

function unreachable({ server: { host }, proxy }: ClusterAccess, error: unknown): BreakwaterError {
  const { code, name, message: said } = error as NodeJS.ErrnoException
  if (code !== undefined && trustProblems.has(code))
    return new BreakwaterError('cluster-untrusted', { host, reason: said }, { cause: error })
  if (code === 'HPE_INVALID_CONSTANT' || code?.startsWith('HPE_') === true || code?.startsWith('Z_') === true)
    return new BreakwaterError('cluster-answer-invalid', { host, reason: said }, { cause: error })
  const problem = name === 'AbortError' || name === 'TimeoutError' ? words.late : ((said || code) ?? '')
  // Its address may hold a password.
  const reason = proxy === undefined ? problem : message(words.throughProxy, { problem, proxy: URL.parse(proxy)?.host ?? '' })
  return new BreakwaterError('cluster-unreachable', { host, reason }, { cause: error })
}
