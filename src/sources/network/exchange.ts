/** What a service said to one request. */
export interface Answer {
  readonly status: number
  readonly body: string
}

/** How something is asked for: some services take questions as POST. */
export type Method = 'GET' | 'POST'

/** Asks for what is at an address, and says what came back. Rejects where nothing comes back at all. */
export type Exchange = (url: string, accept?: string, method?: Method) => Promise<Answer>

/** How long an answer may keep others waiting: no service is waited for longer at a time. In milliseconds. */
export const longestWait = 60_000

/** Answers that may be others a moment later. */
export const transientStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** How long `Retry-After` asks to wait, in milliseconds: it is a number of seconds or a date. At most a minute. */
export function waitAsked(header: string | null | undefined, now: number): number | undefined {
  if (header === null || header === undefined || header.trim() === '') return undefined
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestWait)
}

/** Passes requests on and keeps what was answered. */
export function recorded(exchange: Exchange, answers: Map<string, Answer>): Exchange {
  return async (url, accept, method) => {
    const answer = await exchange(url, accept, method)
    answers.set(keyOf(url, method), answer)
    return answer
  }
}

/** Recorded answers in an order that does not hang on which came first. */
export function inOrder(answers: ReadonlyMap<string, Answer>): Readonly<Record<string, Answer>> {
  return Object.fromEntries([...answers].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Answers out of a recording. What was not asked then is as if it were not there. */
export function replayed(answers: Readonly<Record<string, Answer>>): Exchange {
  return async (url, _accept, method) => answers[keyOf(url, method)] ?? { status: 404, body: '' }
}

/** What an answer is recorded under: its address, after the method where that is not the usual one. */
function keyOf(url: string, method: Method = 'GET'): string {
  return method === 'GET' ? url : `${method} ${url}`
}
