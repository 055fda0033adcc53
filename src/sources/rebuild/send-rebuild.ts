import { asObject, asText } from '../../supply-chain/untrusted.ts'
import { readBody, Transport, type TransportOptions } from '../registry/transport.ts'
import { type RebuildRequest, signatureHeader } from './rebuild-request.ts'

/** What came of a request. */
export interface RebuildAnswer {
  readonly isStarted: boolean
  readonly status: number
  /** The name of the run, where the answer has one, or the server's words for refusing. */
  readonly words: string
}

const MAX_ANSWER = 256 * 1024

/**
 * Sends the request that starts a rebuild. A request that came through may have started it, so none is sent twice.
 *
 * @param secret the token, or for a webhook the key that it is signed with
 * @throws {ImageError} where no answer comes, or the server redirects
 */
export async function sendRebuild(
  request: RebuildRequest,
  secret: string | undefined,
  options: TransportOptions = {},
): Promise<RebuildAnswer> {
  const { url, body, headers, credential } = request
  const signed = credential === 'signature' && secret !== undefined ? { 'x-breakwater-signature-256': signatureHeader(body, secret) } : {}
  const response = await new Transport({ ...options, retries: 0 }).send(url, {
    method: 'POST',
    headers: { ...headers, ...signed },
    body,
    authorization: credential === 'signature' || secret === undefined ? undefined : `Bearer ${secret}`,
  })
  const answer = parsed((await readBody(response, MAX_ANSWER)).toString('utf8'))
  const run = asText(asObject(answer['properties'])['runId'])
  const problem = asText(asObject(answer['error'])['message']) ?? asText(answer['message'])
  return { isStarted: response.ok, status: response.status, words: (response.ok ? run : problem)?.slice(0, 300) ?? '' }
}

/** What is not JSON, such as the empty answer of GitHub, has nothing to say here. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return {}
  }
}
