import { BreakwaterError } from '../../core/error.ts'

/** What GitHub said to one request. */
export interface Answer {
  readonly status: number
  /** The parsed body; undefined where there is none. */
  readonly body: unknown
  /** The permissions that a token would need, as GitHub names them when it refuses. */
  readonly needs: string | undefined
  readonly headers: Headers
}

export interface ClientOptions {
  /** `https://api.github.com`, or the API of a server of one's own. */
  readonly url: string
  /** Without a token only what is public can be read. */
  readonly token: string | undefined
  /** Stops a pause between two attempts for tests; by default it waits. */
  readonly pause?: (milliseconds: number) => Promise<void>
}

const timeout = 30_000
const largestBody = 16 * 1024 * 1024
const mostPages = 20
const mostAttempts = 4
const longestPause = 60_000

/**
 * GitHub's REST API, as far as Breakwater needs it. It waits where GitHub asks for patience, and never longer than a
 * minute at a time; it follows pages on the same host only, so that the token stays there.
 */
export class GithubClient {
  readonly #url: string
  readonly #token: string | undefined
  readonly #pause: (milliseconds: number) => Promise<void>

  constructor({ url, token, pause = wait }: ClientOptions) {
    this.#url = url.replace(/\/+$/, '')
    this.#token = token
    this.#pause = pause
  }

  /**
   * Asks for what is at a path, whatever the answer is.
   *
   * @throws {BreakwaterError} `github-unreachable` when there is no answer, `github-refused` when the token is not accepted
   */
  async get(path: string): Promise<Answer> {
    return this.#ask('GET', `${this.#url}${path}`)
  }

  /** Sends a body and gives the answer. Errors are those of {@link get}. */
  async send(method: 'POST' | 'PATCH', path: string, body: unknown): Promise<Answer> {
    return this.#ask(method, `${this.#url}${path}`, JSON.stringify(body))
  }

  /**
   * All pages of a list, as one answer. Lists that GitHub wraps in an object are found under `key`.
   * An answer other than 200 is given as it is.
   */
  async list(path: string, key?: string): Promise<Answer> {
    const items: unknown[] = []
    let answer = await this.get(`${path}${path.includes('?') ? '&' : '?'}per_page=100`)
    for (let page = 1; answer.status === 200; page++) {
      const body = key === undefined ? answer.body : (answer.body as Readonly<Record<string, unknown>> | undefined)?.[key]
      if (Array.isArray(body)) items.push(...(body as unknown[]))
      const next = /<([^<>]{1,2000})>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]
      if (next === undefined || page === mostPages || new URL(next).origin !== new URL(this.#url).origin) return { ...answer, body: items }
      answer = await this.#ask('GET', next)
    }
    return answer
  }

  async #ask(method: string, url: string, body?: string): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#fetch(method, url, body)
      const patience = attempt < mostAttempts ? pauseFor(response, attempt, method) : undefined
      if (patience === undefined) return this.#read(response)
      await response.body?.cancel()
      await this.#pause(patience)
    }
  }

  async #fetch(method: string, url: string, body: string | undefined): Promise<Response> {
    try {
      return await fetch(url, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          'user-agent': 'breakwater',
          'x-github-api-version': '2022-11-28',
          ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(timeout),
      })
    } catch (cause) {
      throw new BreakwaterError('github-unreachable', { url: this.#url, reason: reasonOf(cause) }, { cause })
    }
  }

  async #read(response: Response): Promise<Answer> {
    if (response.status === 401) throw new BreakwaterError('github-refused', { url: this.#url })
    const text = await readLimited(response, this.#url)
    return {
      status: response.status,
      body: parsed(text),
      needs: response.headers.get('x-accepted-github-permissions') ?? undefined,
      headers: response.headers,
    }
  }
}

/** How long to wait before asking again, or undefined where the answer stands. */
function pauseFor(response: Response, attempt: number, method: string): number | undefined {
  const { status, headers } = response
  const isLimited = status === 429 || (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'))
  if (isLimited) {
    const seconds = Number(headers.get('retry-after') ?? NaN)
    const reset = Number(headers.get('x-ratelimit-reset') ?? NaN) * 1000 - Date.now()
    const pause = Number.isFinite(seconds) ? seconds * 1000 : Number.isFinite(reset) ? Math.max(reset, 1000) : 1000 * 2 ** attempt
    return pause <= longestPause ? pause : undefined
  }
  // What was sent may have been done.
  return status >= 500 && status !== 501 && method === 'GET' ? 250 * 2 ** attempt : undefined
}

async function readLimited(response: Response, url: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length
      if (size > largestBody) throw new RangeError(`the answer is larger than ${largestBody} bytes`)
      chunks.push(chunk)
    }
  } catch (cause) {
    throw new BreakwaterError('github-unreachable', { url, reason: reasonOf(cause) }, { cause })
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error
  return cause instanceof Error && cause.message !== '' ? cause.message : message
}

async function wait(milliseconds: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
