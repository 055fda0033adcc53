import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server answers at a path: a body, or a status with headers. */
export interface Route {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Received {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: unknown
}

/** GitHub's REST API on loopback, as far as a test needs it. Paths that have no route are "Not Found". */
export class FakeGithub {
  readonly received: Received[] = []
  readonly #server: Server
  #routes: ReadonlyMap<string, Route | readonly Route[]> = new Map()
  readonly #asked = new Map<string, number>()

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response)
    })
  }

  static async start(): Promise<FakeGithub> {
    const fake = new FakeGithub()
    await new Promise<void>((resolve) => {
      fake.#server.listen(0, '127.0.0.1', resolve)
    })
    return fake
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => {
      this.#server.close(resolve)
    })
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Routes by path, or by method and path: `POST /x`. The queries of requests are ignored. Several answers come one after the other. */
  serve(routes: Readonly<Record<string, Route | readonly Route[]>>): void {
    this.#routes = new Map(Object.entries(routes))
    this.#asked.clear()
    this.received.length = 0
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = 'GET', url = '/' } = request
    const path = url.replace(/\?.*$/, '')
    const sent = Buffer.concat(chunks).toString('utf8')
    this.received.push({
      method,
      path: url,
      authorization: request.headers.authorization,
      body: sent === '' ? undefined : (JSON.parse(sent) as unknown),
    })
    const routes = this.#routes.get(`${method} ${path}`) ?? (method === 'GET' ? this.#routes.get(path) : undefined)
    const count = this.#asked.get(path) ?? 0
    this.#asked.set(path, count + 1)
    const several: readonly Route[] = routes === undefined ? [] : Array.isArray(routes) ? (routes as readonly Route[]) : [routes as Route]
    const { status, body, headers } = several[Math.min(count, several.length - 1)] ?? { status: 404, body: { message: 'Not Found' } }
    response.writeHead(status ?? 200, { 'content-type': 'application/json', ...headers })
    response.end(body === undefined ? '' : JSON.stringify(body))
  }
}
