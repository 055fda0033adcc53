import { BreakwaterError } from '../../core/error.ts'
import { message, text, type HoleValue } from '../../core/text.ts'
import { isObject, listAt, objectAt, stringAt, type JsonObject } from '../../models/kubernetes/json.ts'
import type { Answer, Exchange } from '../network/exchange.ts'
import { stripped } from './stripped-object.ts'

/** A kind as the API server serves it. */
export interface ServedKind {
  readonly group: string
  readonly version: string
  readonly kind: string
  /** Its name in addresses and in RBAC rules: `deployments`. */
  readonly resource: string
  readonly namespaced: boolean
}

/** A list as far as it could be read. */
export type ListOutcome =
  | { readonly state: 'read'; readonly items: readonly JsonObject[]; readonly version?: string | undefined }
  | { readonly state: 'absent' }
  | { readonly state: 'forbidden' }
  | { readonly state: 'failed'; readonly reason: HoleValue }

const words = {
  notJson: text({ en: '{path} does not answer with JSON', ja: '{path} の応答が JSON ではありません' }),
  status: text({ en: '{path} answers with HTTP {status}', ja: '{path} の応答が HTTP {status} です' }),
  notList: text({ en: 'the answer is not a list', ja: '応答が一覧ではありません' }),
  notObject: text({ en: 'the answer is no object', ja: '応答がオブジェクトではありません' }),
  tooManyPages: text({ en: 'the list has more than {most} pages', ja: '一覧が {most} ページを超えています' }),
}

/** As many as kubectl asks for at a time. */
const pageLength = 500
/** No list of a cluster has more pages than this. */
const mostPages = 2_000
/** A list whose continuation has expired is read again from its start, this often. */
const mostRestarts = 3

/** With columns instead of contents: the API server keeps the values of Secrets to itself. */
export const asTable = 'application/json;as=Table;v=v1;g=meta.k8s.io'

/** Reads from an API server. It only ever asks; it changes nothing. */
export class ClusterClient {
  readonly #host: string
  readonly #exchange: Exchange

  /** @param host what messages call the server */
  constructor(host: string, exchange: Exchange) {
    this.#host = host
    this.#exchange = exchange
  }

  /**
   * One object of the API that every caller may read, such as `/version`.
   *
   * @throws {BreakwaterError} where it is not given
   */
  async get(path: string, accept?: string): Promise<JsonObject> {
    const answer = await this.#ask(path, accept)
    if (answer.status === 403) throw new BreakwaterError('cluster-refused', { host: this.#host, reason: messageOf(answer) })
    const value = answer.status === 200 ? parsed(answer.body) : undefined
    if (value === undefined)
      throw new BreakwaterError('cluster-answer-invalid', {
        host: this.#host,
        reason: answer.status === 200 ? message(words.notJson, { path }) : message(words.status, { path, status: answer.status }),
      })
    return value
  }

  /**
   * All objects of a kind, with all pages of the list.
   *
   * @param namespace those in it; those of all namespaces where none is given
   */
  async list(kind: ServedKind, namespace?: string): Promise<ListOutcome> {
    const path = pathOf(kind, namespace)
    const accept = kind.kind === 'Secret' && kind.group === '' ? asTable : undefined
    let items: JsonObject[] = []
    let next = ''
    let restarts = 0
    for (let page = 0; page < mostPages; page++) {
      const answer = await this.#ask(`${path}?limit=${pageLength}${next === '' ? '' : `&continue=${encodeURIComponent(next)}`}`, accept)
      if (answer.status === 410 && next !== '' && restarts < mostRestarts) {
        // The continuation has expired, so what was read so far is of another time than what would follow.
        restarts++
        next = ''
        items = []
        continue
      }
      const refused = refusal(answer)
      if (refused !== undefined) return refused
      const list = parsed(answer.body)
      const found = list === undefined ? undefined : itemsOf(list, kind)
      if (list === undefined || found === undefined) return { state: 'failed', reason: words.notList }
      for (const item of found) items.push(item)
      next = stringAt(list, ['metadata', 'continue']) ?? ''
      if (next === '') return { state: 'read', items, version: stringAt(list, ['metadata', 'resourceVersion']) }
    }
    return { state: 'failed', reason: message(words.tooManyPages, { most: mostPages }) }
  }

  /** The object of one namespace, for callers who may see that one and not all of them. */
  async namespace(name: string): Promise<ListOutcome> {
    const answer = await this.#ask(`/api/v1/namespaces/${encodeURIComponent(name)}`, undefined)
    const refused = refusal(answer)
    if (refused !== undefined) return refused
    const value = parsed(answer.body)
    return value === undefined ? { state: 'failed', reason: words.notObject } : { state: 'read', items: [stripped(value)] }
  }

  async #ask(path: string, accept: string | undefined): Promise<Answer> {
    const answer = await this.#exchange(path, accept)
    if (answer.status === 401) throw new BreakwaterError('cluster-refused', { host: this.#host, reason: messageOf(answer) })
    return answer
  }
}

export function pathOf({ group, version, resource }: ServedKind, namespace: string | undefined): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  return `${root}${namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`}/${resource}`
}

function refusal(answer: Answer): Exclude<ListOutcome, { readonly state: 'read' }> | undefined {
  const { status } = answer
  if (status === 200) return undefined
  if (status === 403) return { state: 'forbidden' }
  if (status === 404 || status === 405) return { state: 'absent' }
  return { state: 'failed', reason: messageOf(answer) }
}

/** The objects of a list, or of the rows of a table; undefined for what is neither. */
function itemsOf(list: JsonObject, { group, version, kind }: ServedKind): readonly JsonObject[] | undefined {
  const apiVersion = group === '' ? version : `${group}/${version}`
  if (list['kind'] === 'Table') return rowsOf(list, apiVersion, kind)
  if (!Array.isArray(list['items'])) return undefined
  // The items of the server's own lists do not say again what they are.
  return list['items'].filter(isObject).map((item) => stripped({ ...item, apiVersion, kind }))
}

function rowsOf(table: JsonObject, apiVersion: string, kind: string): readonly JsonObject[] {
  const typeColumn = listAt(table, ['columnDefinitions']).findIndex((column) => stringAt(column, ['name']) === 'Type')
  return listAt(table, ['rows']).flatMap((row) => {
    const metadata = objectAt(row, ['object', 'metadata'])
    const type = listAt(row, ['cells'])[typeColumn]
    return metadata === undefined ? [] : [stripped({ apiVersion, kind, metadata, ...(typeof type === 'string' ? { type } : {}) })]
  })
}

function parsed(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function messageOf({ status, body }: Answer): string {
  const said = stringAt(parsed(body), ['message'])
  return `HTTP ${status}${said === undefined ? '' : `: ${said.slice(0, 500)}`}`
}
