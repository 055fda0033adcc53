import { setTimeout as sleep } from 'node:timers/promises'

/** What Azure Resource Manager said to one request. */
export interface Answer {
  readonly status: number
  readonly body: string
}

/** Asks for the resource or list at an address, and says what came back. Rejects where nothing comes back at all. */
export type Exchange = (url: string) => Promise<Answer>

export interface NetworkOptions {
  /** A bearer token; it is sent to no other host than that of `endpoint`. */
  readonly token: string
  /** How long an answer may take, in milliseconds. */
  readonly timeout?: number
  readonly retries?: number
  /** The wait before the first retry where the service names none; it doubles from try to try. In milliseconds. */
  readonly backoff?: number
}

/** No answer of the management plane that is worth reading is longer. */
const largestBody = 64 * 1024 * 1024
const longestWait = 60_000
const transient: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** Asks over the network: waits as long as the service asks, tries again what may pass, follows no redirect. */
export function networkExchange({ token, timeout = 60_000, retries = 4, backoff = 1_000 }: NetworkOptions): Exchange {
  return async (url) => {
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= retries
      try {
        const response = await fetch(url, {
          headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.timeout(timeout),
        })
        if (last || !transient.has(response.status)) return { status: response.status, body: await bodyOf(response) }
        await response.body?.cancel()
        await sleep(waitAsked(response.headers.get('retry-after'), Date.now()) ?? backoff * 2 ** attempt)
      } catch (error) {
        if (last) throw error
        await sleep(Math.min(backoff * 2 ** attempt, longestWait))
      }
    }
  }
}

/** How long `Retry-After` asks to wait, in milliseconds: it is a number of seconds or a date. At most a minute. */
export function waitAsked(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestWait)
}

async function bodyOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > largestBody) throw new RangeError(`the answer is longer than ${largestBody} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
