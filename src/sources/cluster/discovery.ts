import { isObject, listAt, stringAt } from '../../models/kubernetes/json.ts'
import { inTurn } from '../concurrency.ts'
import type { ClusterClient, ServedKind } from './cluster-client.ts'

/** What an API server serves. */
export interface Served {
  /** Each kind in the version that the server prefers, by group and kind: `apps/Deployment`, `Pod`. */
  readonly kinds: ReadonlyMap<string, ServedKind>
  /** Groups of which the server does not know what is in them, because their own server does not answer. */
  readonly stale: ReadonlySet<string>
}

/** Everything in two answers, since Kubernetes 1.26; older servers answer in their own way, which is read as well. */
const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json'

/**
 * Asks an API server which kinds it serves. Every account that is somebody may ask this (`system:discovery`).
 *
 * @param wants the groups that matter, for servers that have to be asked about each
 * @throws {BreakwaterError} where the server does not tell
 */
export async function discover(client: ClusterClient, wants: (group: string) => boolean): Promise<Served> {
  const [core, groups] = await Promise.all(['/api', '/apis'].map(async (path) => client.get(path, aggregated)))
  const kinds = new Map<string, ServedKind>()
  const stale = new Set<string>()
  for (const list of [core!, groups!])
    for (const group of listAt(list, ['items']))
      for (const version of listAt(group, ['versions'])) {
        const name = stringAt(group, ['metadata', 'name']) ?? ''
        if (stringAt(version, ['freshness']) === 'Stale') stale.add(name)
        for (const resource of listAt(version, ['resources']))
          keep(kinds, {
            group: name,
            version: stringAt(version, ['version']),
            kind: stringAt(resource, ['responseKind', 'kind']),
            resource: stringAt(resource, ['resource']),
            namespaced: stringAt(resource, ['scope']) === 'Namespaced',
            verbs: listAt(resource, ['verbs']),
          })
      }
  if (kinds.size > 0) return { kinds, stale }

  const versions = [
    ...listAt(core, ['versions'])
      .filter((version) => typeof version === 'string')
      .map((version) => ({ group: '', version, path: `/api/${version}` })),
    ...listAt(groups, ['groups']).flatMap((group) => {
      const name = stringAt(group, ['name']) ?? ''
      const preferred = stringAt(group, ['preferredVersion', 'version'])
      const all = listAt(group, ['versions']).flatMap((version) => stringAt(version, ['version']) ?? [])
      if (!wants(name)) return []
      return [...new Set([...(preferred === undefined ? [] : [preferred]), ...all])].map((version) => ({
        group: name,
        version,
        path: `/apis/${name}/${version}`,
      }))
    }),
  ]
  const lists = await inTurn(versions, async ({ path }) => client.get(path).catch(() => undefined), 8)
  for (const [index, { group, version }] of versions.entries()) {
    const list = lists[index]
    if (list === undefined) stale.add(group)
    for (const resource of listAt(list, ['resources']))
      keep(kinds, {
        group,
        version,
        kind: stringAt(resource, ['kind']),
        resource: stringAt(resource, ['name']),
        namespaced: isObject(resource) && resource['namespaced'] === true,
        verbs: listAt(resource, ['verbs']),
      })
  }
  return { kinds, stale }
}

interface Listed {
  readonly group: string
  readonly version: string | undefined
  readonly kind: string | undefined
  readonly resource: string | undefined
  readonly namespaced: boolean
  readonly verbs: readonly unknown[]
}

/** Names of the API go into addresses, so anything else than a name is left out. */
const plainName = /^[a-z0-9][a-z0-9.-]{0,252}$/i

/** The first version of a kind is the one that the server prefers. What cannot be listed is not there for us. */
function keep(kinds: Map<string, ServedKind>, { group, version, kind, resource, namespaced, verbs }: Listed): void {
  if (version === undefined || kind === undefined || resource === undefined || !verbs.includes('list')) return
  if (![version, resource, group === '' ? 'v1' : group].every((name) => plainName.test(name))) return
  const key = group === '' ? kind : `${group}/${kind}`
  if (!kinds.has(key)) kinds.set(key, { group, version, kind, resource, namespaced })
}
