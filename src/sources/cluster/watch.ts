import { setTimeout as sleep } from 'node:timers/promises'

import { isObject, listAt, objectAt, stringAt, type JsonObject } from '../../models/kubernetes/json.ts'
import { asTable, pathOf, type ServedKind } from './cluster-client.ts'
import type { Follow } from './connection.ts'
import { stripped } from './stripped-object.ts'

/** A list that was read, and the version of the cluster that it shows. */
export interface ListedKind {
  readonly kind: ServedKind
  readonly namespace?: string
  readonly version: string
}

/**
 * Why watching ended: something was declared anew; what came since is not known, because the server has forgotten it (HTTP 410),
 * refuses the credentials or is gone; the account may not watch; or nobody wants to know any more.
 */
export type WatchEnd = 'changed' | 'lost' | 'forbidden' | 'stopped'

/** How long one request watches, in seconds, before it is asked again. */
const longestWatch = 290
/** The wait before a server that is busy is asked again, in milliseconds. */
const pause = 2_000

/** What of its objects is known already, so that what controllers write into their status wakes nobody. */
export class KnownObjects {
  readonly #digests: Map<string, string>

  constructor(objects: readonly JsonObject[]) {
    this.#digests = new Map(objects.map((object) => [identityOf(object), digestOf(object)]))
  }

  isNews(type: string, object: JsonObject): boolean {
    const known = this.#digests.get(identityOf(object))
    return type === 'DELETED' ? known !== undefined : known !== digestOf(object)
  }
}

/** Watches a kind from the moment of its list until something in it is new. Reading the kind anew says what is the matter where it is lost. */
export async function untilChanged(follow: Follow, listed: ListedKind, known: KnownObjects, signal: AbortSignal): Promise<WatchEnd> {
  const { kind, namespace } = listed
  const accept = kind.kind === 'Secret' && kind.group === '' ? asTable : undefined
  let { version } = listed
  while (!signal.aborted) {
    const query = `watch=1&allowWatchBookmarks=true&timeoutSeconds=${longestWatch}&resourceVersion=${encodeURIComponent(version)}`
    try {
      const { status, lines } = await follow(`${pathOf(kind, namespace)}?${query}`, signal, accept)
      if (status === 403 || status === 404 || status === 405) return 'forbidden'
      if (status === 410 || status === 401) return 'lost'
      if (status !== 200) {
        await sleep(pause, undefined, { signal })
        continue
      }
      for await (const line of lines) {
        const event = eventOf(line)
        if (event === undefined || event.type === 'ERROR') return 'lost'
        version = stringAt(event.object, ['metadata', 'resourceVersion']) ?? version
        if (event.type !== 'BOOKMARK' && known.isNews(event.type, event.object)) return 'changed'
      }
    } catch {
      return signal.aborted ? 'stopped' : 'lost'
    }
  }
  return 'stopped'
}

/** An event with its object; of a row of a table, what it says of its object. */
function eventOf(line: string): { readonly type: string; readonly object: JsonObject } | undefined {
  let event: unknown
  try {
    event = JSON.parse(line)
  } catch {
    return undefined
  }
  const type = stringAt(event, ['type'])
  const object = objectAt(event, ['object'])
  if (type === undefined || object === undefined) return undefined
  if (object['kind'] !== 'Table') return { type, object }
  const [row] = listAt(object, ['rows'])
  return { type, object: objectAt(row, ['object']) ?? object }
}

function identityOf(object: JsonObject): string {
  return stringAt(object, ['metadata', 'uid']) ?? ''
}

/** What somebody declared of an object. Of a Secret only its metadata are ever read. */
function digestOf(object: JsonObject): string {
  const { apiVersion: _, kind, status: __, metadata, ...declared } = stripped(object)
  const { resourceVersion: ___, generation: ____, ...named } = isObject(metadata) ? metadata : {}
  const isBare = kind === 'Secret' || kind === 'PartialObjectMetadata'
  return JSON.stringify(isBare ? named : [named, declared])
}
