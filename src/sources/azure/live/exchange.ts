import { setTimeout as sleep } from 'node:timers/promises'

import { longestWait, transientStatuses, waitAsked, type Exchange } from '../../network/exchange.ts'

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

/** Asks over the network: waits as long as the service asks, tries again what may pass, follows no redirect. */
export function networkExchange({ token, timeout = 60_000, retries = 4, backoff = 1_000 }: NetworkOptions): Exchange {
  return async (url, _accept, method = 'GET') => {
    for (let attempt = 0; ; attempt++) {
      const last = attempt >= retries
      try {
        const response = await fetch(url, {
          method,
          headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.timeout(timeout),
        })
        if (last || !transientStatuses.has(response.status)) return { status: response.status, body: await bodyOf(response) }
        await response.body?.cancel()
        await sleep(waitAsked(response.headers.get('retry-after'), Date.now()) ?? backoff * 2 ** attempt)
      } catch (error) {
        if (last) throw error
        await sleep(Math.min(backoff * 2 ** attempt, longestWait))
      }
    }
  }
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
