import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const servers: Server[] = []
/** Closes all that were started; for `afterEach`. */
export async function closeFakeAzure(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
}

export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Azure Resource Manager on loopback. `replies` are by path and, of a further page, its query; else nothing is there. */
export async function serveFakeAzure(
  replies: Readonly<Record<string, Reply | ((seen: number) => Reply)>>,
): Promise<{ readonly endpoint: string; readonly seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://loopback')
    const key = searchParams.has('page') ? `${pathname}?page=${searchParams.get('page')}` : pathname
    const found = replies[key]
    const times = seen.filter(({ url }) => url === request.url).length
    const { status = 200, headers = {}, body } = (typeof found === 'function' ? found(times) : found) ?? { status: 404, body: {} }
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}
