import type { NotAnalysed } from '../../core/estate.ts'
import { message, render, text, type Locale } from '../../core/text.ts'
import { stringAt, type JsonObject } from '../../models/kubernetes/json.ts'
import { unreadUri } from '../../models/kubernetes/unread-kinds.ts'
import { inTurn } from '../concurrency.ts'
import type { ClusterClient, ListOutcome, ServedKind } from './cluster-client.ts'
import { discover } from './discovery.ts'
import type { ReadKind } from './read-kinds.ts'
import type { ListedKind } from './watch.ts'

export interface ClusterRequest {
  readonly kinds: readonly ReadKind[]
  /** Kinds that are read as well, of the whole cluster even where only some namespaces are asked for. */
  readonly ofCluster?: readonly ReadKind[]
  /** Only what is in these namespaces, and the namespaces themselves; everything where none is given. */
  readonly namespaces?: readonly string[] | undefined
  readonly locale: Locale
}

/** The objects of a cluster as far as they could be read. */
export interface LiveCluster {
  readonly objects: readonly JsonObject[]
  /** What the account may not read, or what the server did not give. */
  readonly unread: readonly NotAnalysed[]
  /** The minor version of the API server: 36 for 1.36. */
  readonly minor: number | undefined
  /** The kinds that were asked for and are served. */
  readonly served: readonly ServedKind[]
  /** What was listed, and of which moment the list is: from there on changes can be watched. */
  readonly lists: readonly ListedKind[]
  /** The namespaces that were asked for and are not there. */
  readonly absentNamespaces: readonly string[]
}

const words = {
  forbidden: text({
    en: '{resource} could not be read: the account lacks the verb {verb} on {resource}{where}',
    ja: '{resource} を読み取れません。アカウントに {resource} の {verb} 権限がありません{where}',
  }),
  inNamespace: text({ en: ' in the namespace {namespace}', ja: '（名前空間 {namespace}）' }),
  failed: text({ en: '{resource} could not be read: {reason}', ja: '{resource} を読み取れません: {reason}' }),
  stale: text({
    en: 'the server of the API group {group} does not answer, so what is in it is not known',
    ja: 'API グループ {group} のサーバーが応答しないため、その中身は分かりません',
  }),
}

/** How many kinds are read at a time: the server limits how many requests of one caller it works on. */
const kindsAtOnce = 6

/**
 * Reads the objects of the given kinds. What may not be read is said, with the permission that is missing, and never taken
 * for absent.
 *
 * @throws {BreakwaterError} where the server does not answer, does not answer like one, or refuses the credentials
 */
export async function readCluster(client: ClusterClient, request: ClusterRequest): Promise<LiveCluster> {
  const { ofCluster = [], namespaces, locale } = request
  const kinds = [...request.kinds, ...ofCluster]
  const groups = new Set(kinds.map(({ group }) => group))
  const version = await client.get('/version')
  const { kinds: known, stale } = await discover(client, (group) => groups.has(group))
  const served = [
    ...new Map(kinds.flatMap((kind) => servedOf(kind, known).map((one) => [`${one.group}/${one.kind}`, one] as const))).values(),
  ]
  const always = new Set(ofCluster.flatMap((kind) => servedOf(kind, known)))
  const questions = served.flatMap((kind): readonly Question[] => {
    if (namespaces === undefined || (!kind.namespaced && always.has(kind))) return [{ kind }]
    // Other objects of the whole cluster are not the namespaces' own.
    return kind.namespaced ? namespaces.map((namespace) => ({ kind, namespace })) : []
  })
  const unread: NotAnalysed[] = [...stale]
    .filter((group) => groups.has(group))
    .map((group) => ({
      uri: unreadUri(group, undefined),
      reason: 'cluster-failed',
      message: render(message(words.stale, { group }), locale),
    }))
  const lists = await inTurn(questions, async (question) => client.list(question.kind, question.namespace), kindsAtOnce)
  const own = namespaces === undefined ? [] : await inTurn(namespaces, async (name) => client.namespace(name), kindsAtOnce)
  const objects: JsonObject[] = []
  const take = (outcome: ListOutcome, question: Question, verb: string): void => {
    if (outcome.state === 'read') for (const item of outcome.items) objects.push(item)
    else if (outcome.state !== 'absent') unread.push(notRead(outcome, question, verb, locale))
  }
  for (const [index, question] of questions.entries()) take(lists[index]!, question, 'list')
  for (const [index, outcome] of own.entries()) take(outcome, { kind: namespaceKind, namespace: namespaces![index]! }, 'get')
  const absentNamespaces = own.flatMap(({ state }, index) => (state === 'absent' ? [namespaces![index]!] : []))
  const listed = questions.flatMap((question, index): readonly ListedKind[] => {
    const outcome = lists[index]!
    return outcome.state === 'read' && outcome.version !== undefined ? [{ ...question, version: outcome.version }] : []
  })
  return { objects, unread, minor: minorOf(version), served, lists: listed, absentNamespaces }
}

interface Question {
  readonly kind: ServedKind
  readonly namespace?: string
}

const namespaceKind: ServedKind = { group: '', version: 'v1', kind: 'Namespace', resource: 'namespaces', namespaced: false }

function servedOf({ group, kind }: ReadKind, known: ReadonlyMap<string, ServedKind>): readonly ServedKind[] {
  if (kind === '*') return [...known.values()].filter((served) => served.group === group)
  const served = known.get(group === '' ? kind : `${group}/${kind}`)
  return served === undefined ? [] : [served]
}

function notRead(
  outcome: Extract<ListOutcome, { readonly state: 'forbidden' | 'failed' }>,
  { kind, namespace }: Question,
  verb: string,
  locale: Locale,
): NotAnalysed {
  const resource = kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`
  const where = namespace === undefined ? '' : render(message(words.inNamespace, { namespace }), locale)
  const said =
    outcome.state === 'forbidden'
      ? message(words.forbidden, { resource, verb, where })
      : message(words.failed, { resource, reason: outcome.reason })
  return {
    uri: unreadUri(kind.kind, namespace),
    reason: outcome.state === 'forbidden' ? 'permission-missing' : 'cluster-failed',
    message: render(said, locale),
  }
}

/** Some clouds write `36+`. */
function minorOf(version: JsonObject): number | undefined {
  const found = /^\d{1,3}/.exec(stringAt(version, ['minor']) ?? '')
  return found === null ? undefined : Number(found[0])
}
