import type { Path } from '../../core/location.ts'
import { spoken } from '../../core/text.ts'
import type { JsonObject } from '../../models/kubernetes/json.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { readLabelSelector } from '../label-selector.ts'
import { isMapping, valueAt, type FieldReader, type Untyped } from '../untyped.ts'
import type { Review } from './review.ts'
import { matchesWildcard } from './wildcard.ts'

/** Which objects a constraint or a mutator is about. All that is given must hold. */
export interface Match {
  readonly kinds: readonly { readonly apiGroups: readonly string[]; readonly kinds: readonly string[] }[]
  readonly scope: string
  readonly source: string
  readonly name: string | undefined
  readonly namespaces: readonly string[]
  readonly excludedNamespaces: readonly string[]
  readonly labelSelector: JsonObject | undefined
  readonly namespaceSelector: JsonObject | undefined
}

const scopes = new Set(['', '*', 'Cluster', 'Namespaced'])
const sources = new Set(['', 'All', 'Original', 'Generated'])

/** @throws {PolicyDocumentError} for fields of the wrong type and words that mean nothing */
export function readMatch(fields: FieldReader, path: Path): Match {
  const scope = fields.string([...path, 'scope']) ?? ''
  const source = fields.string([...path, 'source']) ?? ''
  if (!scopes.has(scope))
    fields.fail(
      [...path, 'scope'],
      spoken(
        {
          en: 'must be *, Cluster or Namespaced, not {scope}',
          ja: '{scope} ではなく、*、Cluster、Namespaced のいずれかでなければなりません',
        },
        { scope: JSON.stringify(scope) },
      ),
    )
  if (!sources.has(source))
    fields.fail(
      [...path, 'source'],
      spoken(
        {
          en: 'must be All, Original or Generated, not {source}',
          ja: '{source} ではなく、All、Original、Generated のいずれかでなければなりません',
        },
        { source: JSON.stringify(source) },
      ),
    )
  return {
    kinds: fields.list([...path, 'kinds']).map((_, index) => ({
      apiGroups: fields.strings([...path, 'kinds', index, 'apiGroups']),
      kinds: fields.strings([...path, 'kinds', index, 'kinds']),
    })),
    scope,
    source,
    name: fields.string([...path, 'name']),
    namespaces: fields.strings([...path, 'namespaces']),
    excludedNamespaces: fields.strings([...path, 'excludedNamespaces']),
    labelSelector: readLabelSelector(fields, [...path, 'labelSelector']),
    namespaceSelector: readLabelSelector(fields, [...path, 'namespaceSelector']),
  }
}

/** `undecided`: the answer depends on the labels of a namespace that was not given. */
export type MatchAnswer = 'yes' | 'no' | 'undecided'

export function matches(match: Match, review: Review): MatchAnswer {
  const decided =
    matchesSource(match, review) &&
    matchesKinds(match, review) &&
    matchesScope(match, review) &&
    matchesNamespaces(match, review) &&
    matchesName(match, review) &&
    matchesLabels(match, review)
  return decided ? matchesNamespaceLabels(match, review) : 'no'
}

function matchesSource({ source }: Match, review: Review): boolean {
  return source === '' || source === 'All' || source === review.source
}

function matchesKinds({ kinds }: Match, review: Review): boolean {
  const among = (wanted: readonly string[], actual: string): boolean =>
    wanted.length === 0 || wanted.includes('*') || wanted.includes(actual)
  return kinds.length === 0 || kinds.some((entry) => among(entry.kinds, review.kind) && among(entry.apiGroups, review.group))
}

function isNamespace({ group, kind }: Review): boolean {
  return kind === 'Namespace' && group === ''
}

function matchesScope({ scope }: Match, review: Review): boolean {
  const namespaced = !isNamespace(review) && review.namespace !== ''
  if (scope === 'Cluster') return !namespaced
  return scope !== 'Namespaced' || namespaced
}

/** Objects outside of all namespaces are not touched by conditions on namespaces. */
function matchesNamespaces({ namespaces, excludedNamespaces }: Match, review: Review): boolean {
  const namespace = isNamespace(review) ? review.name : review.namespace
  if (namespace === '') return true
  if (excludedNamespaces.some((pattern) => matchesWildcard(pattern, namespace))) return false
  return namespaces.length === 0 || namespaces.some((pattern) => matchesWildcard(pattern, namespace))
}

/** An object that has no name yet is matched by the start that its name will have. */
function matchesName({ name }: Match, review: Review): boolean {
  if (name === undefined || name === '') return true
  if (review.name !== '') return matchesWildcard(name, review.name)
  const prefix = valueAt(review.object, ['metadata', 'generateName'])
  return typeof prefix === 'string' && (name.endsWith('*') ? prefix.startsWith(name.slice(0, -1)) : matchesWildcard(name, prefix))
}

function labelsOf(object: Untyped | undefined): Untyped {
  const labels = valueAt(object, ['metadata', 'labels'])
  return isMapping(labels) ? labels : {}
}

/** An update matches where the object has the labels before or after it, so that taking them off is no way out. */
function matchesLabels({ labelSelector }: Match, { object, oldObject }: Review): boolean {
  if (labelSelector === undefined) return true
  return [object, oldObject].some((candidate) => candidate !== undefined && selects(labelSelector, labelsOf(candidate)))
}

function matchesNamespaceLabels({ namespaceSelector }: Match, review: Review): MatchAnswer {
  if (namespaceSelector === undefined) return 'yes'
  if (isNamespace(review)) return selects(namespaceSelector, labelsOf(review.object)) ? 'yes' : 'no'
  if (review.namespace === '') return 'yes'
  if (review.namespaceObject === undefined) return 'undecided'
  return selects(namespaceSelector, labelsOf(review.namespaceObject)) ? 'yes' : 'no'
}
