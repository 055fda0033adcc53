import { ImageError } from '../../supply-chain/image/image-error.ts'
import type { Credentials, CredentialStore } from './credentials.ts'
import { readBody, type Request, type Transport } from './transport.ts'

const MAX_TOKEN = 256 * 1024
const CLIENT = 'breakwater'

interface Challenge {
  readonly scheme: string
  readonly parameters: Readonly<Record<string, string>>
}

/** Answers a registry's question for credentials and keeps the token for the next request of the same scope. */
export class Authentication {
  readonly #transport: Transport
  readonly #store: CredentialStore
  readonly #authorizations = new Map<string, string>()

  constructor(transport: Transport, store: CredentialStore) {
    this.#transport = transport
    this.#store = store
  }

  /**
   * Sends a request, and sends it again with what the registry asks for.
   *
   * @param scope what the request needs, such as `repository:app:pull`
   * @throws {ImageError} where the registry does not let us in
   */
  async send(registry: string, scope: string, url: string, request: Request = {}): Promise<Response> {
    const key = `${registry} ${scope}`
    const response = await this.#transport.send(url, { ...request, authorization: this.#authorizations.get(key) })
    if (response.status !== 401) return response
    const challenge = parseChallenge(response.headers.get('www-authenticate') ?? '')
    await response.body?.cancel()
    const authorization = await this.#authorize(registry, scope, challenge)
    if (authorization === undefined) throw new ImageError('unauthorised', `${registry} asks for credentials, and there are none`)
    const second = await this.#transport.send(url, { ...request, authorization })
    if (second.status === 401 || second.status === 403) {
      await second.body?.cancel()
      throw new ImageError('unauthorised', `${registry} refuses the credentials for ${scope}`)
    }
    this.#authorizations.set(key, authorization)
    return second
  }

  async #authorize(registry: string, scope: string, { scheme, parameters }: Challenge): Promise<string | undefined> {
    const credentials = await this.#store(registry)
    if (scheme === 'basic') return credentials?.kind === 'basic' ? basic(credentials) : undefined
    if (scheme !== 'bearer') throw new ImageError('registry', `${registry} asks for credentials in a way that is not known`)
    const realm = this.#realmOf(registry, parameters['realm'])
    const service = parameters['service'] ?? registry
    const refresh = credentials?.kind === 'entra' ? await this.#exchange(registry, credentials, service) : credentials
    const token =
      refresh?.kind === 'refresh'
        ? await this.#post(realm, { grant_type: 'refresh_token', service, scope, client_id: CLIENT, refresh_token: refresh.token })
        : await this.#get(realm, service, scope, refresh)
    return `Bearer ${token}`
  }

  /** Credentials must not travel in the clear because a registry says so. */
  #realmOf(registry: string, realm: string | undefined): URL {
    const url = URL.parse(realm ?? '')
    if (url === null) throw new ImageError('registry', `${registry} names no place to ask for a token`)
    const plainRegistry = this.#transport.baseUrl(registry).startsWith('http:')
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && plainRegistry))
      throw new ImageError('registry', `${registry} wants its token asked for at ${url.protocol}//${url.host}, which is not safe`)
    return url
  }

  /** Azure Container Registry's exchange of an Entra token for a refresh token, at the registry itself. */
  async #exchange(registry: string, { token, tenant }: Extract<Credentials, { kind: 'entra' }>, service: string): Promise<Credentials> {
    const url = new URL('/oauth2/exchange', this.#transport.baseUrl(registry))
    const form = { grant_type: 'access_token', service, access_token: token, ...(tenant === undefined ? {} : { tenant }) }
    return { kind: 'refresh', token: await this.#post(url, form) }
  }

  async #get(realm: URL, service: string, scope: string, credentials: Credentials | undefined): Promise<string> {
    const url = new URL(realm)
    url.searchParams.set('service', service)
    url.searchParams.set('scope', scope)
    const authorization = credentials?.kind === 'basic' ? basic(credentials) : undefined
    return tokenOf(await this.#transport.send(url.href, { authorization }), realm)
  }

  async #post(url: URL, form: Readonly<Record<string, string>>): Promise<string> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return tokenOf(await this.#transport.send(url.href, { method: 'POST', headers, body: new URLSearchParams(form).toString() }), url)
  }
}

async function tokenOf(response: Response, from: URL): Promise<string> {
  const body = await readBody(response, MAX_TOKEN)
  if (!response.ok) throw new ImageError('unauthorised', `${from.host} gives no token (status ${response.status})`)
  let answer: Readonly<Record<string, unknown>>
  try {
    answer = JSON.parse(body.toString('utf8')) as Readonly<Record<string, unknown>>
  } catch {
    throw new ImageError('registry', `${from.host} answers the request for a token with something else`)
  }
  const token = answer['access_token'] ?? answer['token'] ?? answer['refresh_token']
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) throw new ImageError('registry', `${from.host} gives no token`)
  return token
}

function basic({ username, password }: Extract<Credentials, { kind: 'basic' }>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function parseChallenge(header: string): Challenge {
  const [, scheme = '', rest = ''] = /^\s*([\w-]+)\s*(.*)$/s.exec(header) ?? []
  const parameters: Record<string, string> = {}
  for (const [, name = '', quoted, plain] of rest.matchAll(/([\w-]+)=(?:"([^"]*)"|([^\s,"]+))/g))
    parameters[name.toLowerCase()] = quoted ?? plain ?? ''
  return { scheme: scheme.toLowerCase(), parameters }
}
