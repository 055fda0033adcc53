import { setTimeout as sleep } from 'node:timers/promises'

import { ImageError } from '../../supply-chain/image/image-error.ts'

export interface TransportOptions {
  /** Speak HTTP without TLS to hosts that are not this machine; this machine is always asked by HTTP when it has a port. */
  readonly plainHttp?: boolean
  /** How long a response may take to begin, and how long its body may stand still. In milliseconds. */
  readonly timeout?: number
  readonly retries?: number
  /** The wait before the first retry; it doubles from try to try. In milliseconds. */
  readonly backoff?: number
}

export interface Request {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  readonly authorization?: string | undefined
}

const MAX_REDIRECTS = 5
const MAX_WAIT = 30_000
const transient = new Set([408, 429, 500, 502, 503, 504])

/** Sends requests to registries: retries what may pass, follows redirects without taking credentials along. */
export class Transport {
  readonly #plainHttp: boolean
  readonly timeout: number
  readonly #retries: number
  readonly #backoff: number

  constructor({ plainHttp = false, timeout = 30_000, retries = 3, backoff = 500 }: TransportOptions = {}) {
    this.#plainHttp = plainHttp
    this.timeout = timeout
    this.#retries = retries
    this.#backoff = backoff
  }

  /** The address of a registry. Loopback hosts with a port are asked without TLS, as every client does. */
  baseUrl(registry: string): string {
    const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(registry)
    return `${this.#plainHttp || local ? 'http' : 'https'}://${registry}`
  }

  /**
   * Sends a request and follows its redirects. Credentials go to the first host only, and never from TLS to plain HTTP.
   *
   * @throws {ImageError} where no answer comes
   */
  async send(url: string, request: Request = {}): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      let response: Response | undefined
      let failure: unknown
      try {
        response = await this.#follow(url, request)
        if (!transient.has(response.status)) return response
      } catch (error) {
        if (error instanceof ImageError) throw error
        failure = error
      }
      if (attempt >= this.#retries) {
        if (response !== undefined) return response
        throw new ImageError('registry', `${new URL(url).host} does not answer: ${reasonOf(failure)}`, failure)
      }
      await response?.body?.cancel()
      await sleep(waitBefore(response, this.#backoff * 2 ** attempt))
    }
  }

  async #follow(url: string, { method = 'GET', headers = {}, body, authorization }: Request): Promise<Response> {
    let at = new URL(url)
    const first = at
    for (let step = 0; step <= MAX_REDIRECTS; step++) {
      const trusted = at.origin === first.origin
      const response = await fetch(at, {
        method,
        headers: { ...headers, ...(authorization !== undefined && trusted ? { authorization } : {}) },
        body: body ?? null,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.timeout),
      })
      const location = response.headers.get('location')
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response
      await response.body?.cancel()
      const next = new URL(location, at)
      if (next.protocol !== 'https:' && !(next.protocol === 'http:' && at.protocol === 'http:'))
        throw new ImageError('registry', `${at.host} redirects to ${next.protocol}//${next.host}, which is not safe`)
      if (method !== 'GET' && method !== 'HEAD') throw new ImageError('registry', `${at.host} redirects an upload`)
      at = next
    }
    throw new ImageError('registry', `${first.host} redirects more than ${MAX_REDIRECTS} times`)
  }
}

function waitBefore(response: Response | undefined, backoff: number): number {
  const asked = Number(response?.headers.get('retry-after'))
  return Math.min(Number.isFinite(asked) && asked > 0 ? asked * 1000 : backoff, MAX_WAIT)
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message : message
}

/**
 * The body of a response, up to a number of bytes.
 *
 * @throws {ImageError} where it is longer
 */
export async function readBody(response: Response, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > most) throw new ImageError('limit', `the answer is longer than ${most} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
