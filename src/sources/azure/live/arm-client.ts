import type { JsonValue } from '../../../core/edit.ts'
import { BreakwaterError } from '../../../core/error.ts'
import type { Exchange, Method } from '../../network/exchange.ts'

/** A list or resource as far as it could be read. */
export type Outcome =
  | { readonly state: 'read'; readonly items: readonly JsonValue[] }
  /** There is none, or the provider is not registered. */
  | { readonly state: 'absent' }
  /** The account may not read it; `action` is the permission that it lacks. */
  | { readonly state: 'forbidden'; readonly action: string }
  | { readonly state: 'failed'; readonly reason: string }

/** No list of a subscription is longer than this many pages. */
const mostPages = 1_000

/** Reads from Azure Resource Manager. It only ever asks; it changes nothing. */
export class ArmClient {
  readonly #endpoint: URL
  readonly #exchange: Exchange

  /**
   * @throws {BreakwaterError} where the address is neither https nor on this machine: a token must not cross a network
   *   that others can read
   */
  constructor(endpoint: string, exchange: Exchange) {
    this.#endpoint = endpointOf(endpoint)
    this.#exchange = exchange
  }

  /** Reads what is at a path of the service, with all pages of a list. Some questions, such as for summaries, are asked by POST. */
  async read(path: string, apiVersion: string, method: Method = 'GET'): Promise<Outcome> {
    const items: JsonValue[] = []
    let next: URL | undefined = new URL(`${path}${path.includes('?') ? '&' : '?'}api-version=${apiVersion}`, this.#endpoint)
    for (let page = 0; next !== undefined; page++) {
      if (page >= mostPages) return { state: 'failed', reason: `more than ${mostPages} pages` }
      const { status, body } = await this.#ask(next, method)
      if (status === 401) throw new BreakwaterError('azure-token-refused', { reason: messageOf(body) ?? 'HTTP 401' })
      if (status === 403) return { state: 'forbidden', action: actionOf(body) ?? `${path} (read)` }
      if (status === 404 || status === 409) return { state: 'absent' }
      if (status !== 200) return { state: 'failed', reason: `HTTP ${status}${messageOf(body) === undefined ? '' : `: ${messageOf(body)}`}` }
      const parsed = parse(body)
      if (parsed === undefined) return { state: 'failed', reason: 'the answer is not JSON' }
      if (!Array.isArray(parsed['value'])) return { state: 'read', items: [parsed] }
      items.push(...(parsed['value'] as readonly JsonValue[]))
      const link = parsed['nextLink']
      if (typeof link !== 'string' || link === '') break
      next = this.#pinned(link)
      if (next === undefined) return { state: 'failed', reason: `a page leads to another host: ${link.slice(0, 200)}` }
    }
    return { state: 'read', items }
  }

  async #ask(url: URL, method: Method): ReturnType<Exchange> {
    try {
      return await this.#exchange(url.href, undefined, method)
    } catch (error) {
      if (error instanceof BreakwaterError) throw error
      const { message, cause } = error as Error
      const reason = cause instanceof Error ? cause.message : message
      throw new BreakwaterError('azure-unreachable', { host: url.host, reason }, { cause: error })
    }
  }

  /** The token goes where it was meant to go: to no other scheme, host or port. */
  #pinned(link: string): URL | undefined {
    const url = URL.parse(link)
    return url !== null && url.origin === this.#endpoint.origin ? url : undefined
  }
}

function endpointOf(given: string): URL {
  const url = URL.parse(given)
  const isLocal = url !== null && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url !== null && (url.protocol === 'https:' || (isLocal && url.protocol === 'http:'))) return url
  throw new BreakwaterError('bad-usage', { problem: `${given}: https://…` })
}

function parse(body: string): Record<string, JsonValue> | undefined {
  try {
    const parsed = JSON.parse(body) as JsonValue
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, JsonValue>) : undefined
  } catch {
    return undefined
  }
}

function messageOf(body: string): string | undefined {
  const error = parse(body)?.['error']
  const message = typeof error === 'object' && error !== null && 'message' in error ? error['message'] : undefined
  return typeof message === 'string' ? message.slice(0, 500) : undefined
}

/** The service names the permission: "… does not have authorization to perform action '…'". */
function actionOf(body: string): string | undefined {
  return /perform action '([^']{1,200})'/.exec(messageOf(body) ?? '')?.[1]
}
