import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'

import { saidBy, SpokenError } from '../core/spoken-error.ts'
import { message, text, type HoleValue } from '../core/text.ts'
import { stringAt } from '../models/kubernetes/json.ts'

/** Where kubelet puts the credentials of a pod's service account. */
export const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** How to reach the API server. */
export interface ClusterAddress {
  readonly host: string
  readonly port: number
  /** Holds `token` and `ca.crt`, which are read for each call: kubelet renews them. */
  readonly credentials: string
}

const words = {
  answered: text({ en: '{asked}: {reason}', ja: '{asked}: {reason}' }),
  tooLong: text({ en: 'the answer is too long', ja: '応答が長すぎます' }),
  late: text({ en: 'no answer within {timeout} ms', ja: '{timeout} ミリ秒以内に応答がありません' }),
}

/** An answer of the API server that is not what was asked for. */
export class ClusterApiError extends SpokenError {
  readonly status: number

  constructor(status: number, asked: string, reason: HoleValue) {
    super(message(words.answered, { asked, reason }))
    this.name = 'ClusterApiError'
    this.status = status
  }
}

const timeout = 10_000
const longestAnswer = 8 * 1024 * 1024

/** The address that a pod finds in its environment, or undefined outside of a cluster. */
export function addressFromEnvironment(env: NodeJS.ProcessEnv): ClusterAddress | undefined {
  const [host, port] = [env['KUBERNETES_SERVICE_HOST'], Number(env['KUBERNETES_SERVICE_PORT'] ?? 443)]
  return host === undefined || host === '' ? undefined : { host, port, credentials: serviceAccountFolder }
}

/**
 * One call of the API server.
 *
 * @throws {ClusterApiError} for an answer other than 2xx; `status` 0 when there is none
 */
export async function callCluster(
  address: ClusterAddress,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const [token, ca] = await Promise.all(['token', 'ca.crt'].map(async (name) => readFile(join(address.credentials, name), 'utf8')))
  return new Promise((done, fail) => {
    const call = request(
      {
        host: address.host,
        port: address.port,
        method,
        path,
        ca,
        timeout,
        headers: {
          authorization: `Bearer ${token!.trim()}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': method === 'PATCH' ? 'application/json-patch+json' : 'application/json' }),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > longestAnswer) call.destroy(new SpokenError(words.tooLong))
        })
        response.on('end', () => {
          const status = response.statusCode ?? 0
          const answered = parsed(Buffer.concat(chunks).toString('utf8'))
          if (status >= 200 && status <= 299) done(answered)
          else fail(new ClusterApiError(status, `${method} ${path}`, `${status} ${stringAt(answered, ['message']) ?? ''}`.trim()))
        })
        response.on('error', fail)
      },
    )
    call.on('timeout', () => call.destroy(new SpokenError(message(words.late, { timeout }))))
    call.on('error', (cause) => fail(new ClusterApiError(0, `${method} ${path}`, saidBy(cause))))
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** What is not JSON, such as the page of a proxy, has nothing to say here. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
