import type { JsonValue } from '../../../core/edit.ts'
import { BreakwaterError } from '../../../core/error.ts'
import type { NotAnalysed } from '../../../core/estate.ts'
import type { Source } from '../../../core/location.ts'
import { render, message, text, type Locale } from '../../../core/text.ts'
import { inTurn } from '../../concurrency.ts'
import type { ArmClient, Outcome } from './arm-client.ts'
import { followUpsOf, withId } from './follow-ups.ts'
import {
  directoryRequests,
  isBeyondReaders,
  listVersion,
  matters,
  resourceRequests,
  subscriptionRequests,
  subscriptionVersion,
} from './requests.ts'

export interface SubscriptionRequest {
  /** The id of the subscription. */
  readonly subscription: string
  /** Of the clusters, only the one of this name. */
  readonly cluster?: string
  readonly locale: Locale
}

export interface ReadSubscription {
  /** Everything that was read, as one text, so that findings have places in it. */
  readonly source: Source
  /** What the account may not read, or what the service did not give. */
  readonly unread: readonly NotAnalysed[]
}

const words = {
  forbidden: text({
    en: '{path} could not be read: the account lacks the permission {action}',
    ja: '{path} を読み取れません。アカウントに {action} の権限がありません',
  }),
  beyond: text({
    en: '{path} could not be read: the account lacks the permission {action}, which Reader and Security Reader do not give; the gate is not failed by it',
    ja: '{path} を読み取れません。アカウントに {action} の権限がありません。Reader と Security Reader には含まれない権限なので、ゲートは不合格になりません',
  }),
  failed: text({ en: '{path} could not be read: {reason}', ja: '{path} を読み取れません: {reason}' }),
}

/**
 * Reads the resources of a subscription that checks ask about. What cannot be read is said and never taken for absent.
 *
 * @throws {BreakwaterError} where the service does not answer, refuses the token or does not let the account list resources, or
 *   where the subscription or the named cluster does not exist
 */
export async function readSubscription(client: ArmClient, request: SubscriptionRequest): Promise<ReadSubscription> {
  const root = `/subscriptions/${request.subscription}`
  const unread: NotAnalysed[] = []
  const uri = `azure/${request.subscription}.json`
  const take = (path: string, outcome: Outcome): readonly JsonValue[] => {
    if (outcome.state === 'read') return outcome.items
    if (outcome.state === 'forbidden') {
      const said = isBeyondReaders(`azure${path}`) ? words.beyond : words.forbidden
      unread.push({
        uri: `azure${path}`,
        reason: 'permission-missing',
        message: render(message(said, { path, action: outcome.action }), request.locale),
      })
    }
    if (outcome.state === 'failed')
      unread.push({
        uri: `azure${path}`,
        reason: 'azure-failed',
        message: render(message(words.failed, { path, reason: outcome.reason }), request.locale),
      })
    return []
  }
  /** The whole of an item of a list, which leaves properties out. */
  const readWhole =
    (version: string) =>
    async (item: JsonValue): Promise<readonly JsonValue[]> => {
      const id = typeof item === 'object' && item !== null && 'id' in item ? item['id'] : undefined
      if (typeof id !== 'string' || !id.startsWith('/subscriptions/')) return [item]
      return take(id, await client.read(id, version))
    }
  const listed = await client.read(`${root}/resources`, listVersion)
  if (listed.state !== 'read') throw problemOf(listed, request.subscription)
  const wanted = wantedOf(listed.items, request.cluster)
  const readings = await inTurn(wanted, async ({ id, type }) => {
    const { apiVersion, below = [] } = resourceRequests[type]!
    const read = [take(id, await client.read(id, apiVersion))]
    for (const [path, version, items] of below) {
      const list = take(`${id}/${path}`, await client.read(`${id}/${path}`, version)).filter(matters)
      read.push(items === 'each' ? (await inTurn(list, readWhole(version))).flat() : list)
    }
    return read.flat()
  })
  const above = [...subscriptionRequests.map(([path, version]) => [`${root}/${path}`, version] as const), ...directoryRequests]
  const ofSubscription = await inTurn(above, async ([path, version]) =>
    take(path.replace(/\?.*$/, ''), await client.read(path, version)).filter(matters),
  )
  const itself = take(root, await client.read(root, subscriptionVersion))
  const clusters = readings.flatMap((read, index) => (wanted[index]!.type === clusterType ? read.slice(0, 1) : []))
  const further = new Map(clusters.flatMap((cluster) => followUpsOf(cluster, root).map((asked) => [asked.path, asked])))
  const followed = await inTurn([...further.values()], async ({ path, apiVersion, method }) => {
    const items = take(path, await client.read(path, apiVersion, method))
    return items.length === 0 ? [] : withId(path, items)
  })
  const value = [...readings.flat(), ...followed.flat(), ...ofSubscription.flat(), ...itself]
  return { source: { uri, text: `${JSON.stringify({ value }, undefined, 2)}\n` }, unread }
}

const clusterType = 'microsoft.containerservice/managedclusters'

interface Wanted {
  readonly id: string
  readonly type: string
  readonly name: string
}

/** What checks ask about; of the clusters, only the one that was named. */
function wantedOf(items: readonly JsonValue[], cluster: string | undefined): readonly Wanted[] {
  const known = items.flatMap(resourceOf)
  if (cluster === undefined) return known
  const clusters = known.filter(({ type }) => type === clusterType)
  const isNamed = ({ name }: Wanted): boolean => name.toLowerCase() === cluster.toLowerCase()
  if (clusters.some(isNamed)) return known.filter((each) => each.type !== clusterType || isNamed(each))
  throw new BreakwaterError('azure-cluster-not-found', { cluster, clusters: namesOf(clusters) })
}

/** The first of them; a large subscription has more than a line holds. */
function namesOf(clusters: readonly Wanted[]): string {
  const names = clusters.map(({ name }) => name).toSorted()
  return names.length === 0 ? '–' : `${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`
}

function resourceOf(item: JsonValue): readonly Wanted[] {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return []
  const { id, type, name } = item as Readonly<Record<string, JsonValue>>
  if (typeof id !== 'string' || typeof type !== 'string' || !id.startsWith('/subscriptions/')) return []
  const known = type.toLowerCase()
  return resourceRequests[known] === undefined ? [] : [{ id, type: known, name: typeof name === 'string' ? name : '' }]
}

function problemOf(outcome: Exclude<Outcome, { readonly state: 'read' }>, subscription: string): BreakwaterError {
  if (outcome.state === 'forbidden') return new BreakwaterError('azure-refused', { permission: outcome.action })
  if (outcome.state === 'failed') return new BreakwaterError('azure-unusable-answer', { reason: outcome.reason })
  return new BreakwaterError('azure-subscription-not-found', { subscription })
}
