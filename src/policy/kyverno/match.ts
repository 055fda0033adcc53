import type { Path } from '../../core/location.ts'
import { spoken } from '../../core/text.ts'
import type { JsonObject } from '../../models/kubernetes/json.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import { PolicyDocumentError } from '../document-error.ts'
import type { Review } from '../gatekeeper/review.ts'
import { readLabelSelector } from '../label-selector.ts'
import { isMapping, valueAt, type FieldReader, type Untyped } from '../untyped.ts'

/** Which objects a rule of a ClusterPolicy is about, or which a PolicyException lets pass. */
export interface KyvernoMatch {
  /** One of these must match; each is a list of filters that must all match. */
  readonly alternatives: readonly (readonly ResourceFilter[])[]
}

interface ResourceFilter {
  readonly kinds: readonly string[]
  readonly names: readonly string[]
  readonly namespaces: readonly string[]
  readonly operations: readonly string[]
  readonly annotations: Untyped
  readonly selector: JsonObject | undefined
  readonly namespaceSelector: JsonObject | undefined
}

/**
 * Reads a `match` or `exclude` block; undefined where there is none.
 *
 * @throws {PolicyDocumentError} for fields of the wrong type, and for blocks that ask who makes the request
 */
export function readKyvernoMatch(fields: FieldReader, path: Path): KyvernoMatch | undefined {
  if (fields.mapping(path) === undefined) return undefined
  const each = (list: string): readonly ResourceFilter[] =>
    fields.list([...path, list]).map((_, index) => readFilter(fields, [...path, list, index]))
  const any = each('any')
  const all = each('all')
  if (any.length > 0) return { alternatives: any.map((filter) => [filter]) }
  return { alternatives: [all.length > 0 ? all : [readFilter(fields, path)]] }
}

function readFilter(fields: FieldReader, path: Path): ResourceFilter {
  for (const about of ['subjects', 'roles', 'clusterRoles'])
    if (fields.list([...path, about]).length > 0)
      throw new PolicyDocumentError(
        'policy-unsupported',
        fields.document,
        [...path, about],
        spoken({ en: 'who makes the request is not known here', ja: 'リクエストの送信者がここでは分かりません' }),
      )
  const at = [...path, 'resources']
  const name = fields.string([...at, 'name'])
  return {
    kinds: fields.strings([...at, 'kinds']),
    names: [...(name === undefined ? [] : [name]), ...fields.strings([...at, 'names'])],
    namespaces: fields.strings([...at, 'namespaces']),
    operations: fields.strings([...at, 'operations']),
    annotations: fields.mapping([...at, 'annotations']) ?? {},
    selector: readLabelSelector(fields, [...at, 'selector']),
    namespaceSelector: readLabelSelector(fields, [...at, 'namespaceSelector']),
  }
}

/** The kinds that are named, for deciding whether a rule is about pods alone. */
export function matchedKinds({ alternatives }: KyvernoMatch): readonly string[] {
  return alternatives.flat().flatMap(({ kinds }) => kinds)
}

export function matchesKyverno({ alternatives }: KyvernoMatch, review: Review): boolean {
  return alternatives.some((filters) => filters.every((filter) => matchesFilter(filter, review)))
}

function matchesFilter(filter: ResourceFilter, review: Review): boolean {
  const { kinds, names, namespaces, operations, annotations, selector, namespaceSelector } = filter
  const among = (patterns: readonly string[], actual: string): boolean =>
    patterns.length === 0 || patterns.some((pattern) => matchesKyvernoWildcard(pattern, actual))
  const metadata = (field: string): Untyped => {
    const found = valueAt(review.object, ['metadata', field])
    return isMapping(found) ? found : {}
  }
  const namespaceLabels = valueAt(review.namespaceObject, ['metadata', 'labels'])
  return (
    (kinds.length === 0 || kinds.some((kind) => matchesKind(kind, review))) &&
    among(names, review.name) &&
    among(namespaces, review.kind === 'Namespace' ? review.name : review.namespace) &&
    (operations.length === 0 || operations.includes(review.operation === '' ? 'CREATE' : review.operation)) &&
    Object.entries(annotations).every(([key, wanted]) => {
      const actual = metadata('annotations')[key]
      return typeof actual === 'string' && typeof wanted === 'string' && matchesKyvernoWildcard(wanted, actual)
    }) &&
    (selector === undefined || selects(selector, metadata('labels'))) &&
    (namespaceSelector === undefined || selects(namespaceSelector, isMapping(namespaceLabels) ? namespaceLabels : {}))
  )
}

/** `Pod`, `v1/Pod`, `apps/v1/Deployment`, each with wildcards. */
function matchesKind(pattern: string, { group, version, kind }: Review): boolean {
  const [wantedKind = '*', wantedVersion = '*', wantedGroup = '*'] = pattern.split('/').toReversed()
  return (
    matchesKyvernoWildcard(wantedKind, kind) && matchesKyvernoWildcard(wantedVersion, version) && matchesKyvernoWildcard(wantedGroup, group)
  )
}

/** `*` stands for any text and `?` for one character, anywhere; time grows with the product of the lengths at most. */
export function matchesKyvernoWildcard(pattern: string, text: string): boolean {
  let [at, inText, star, mark] = [0, 0, -1, 0]
  while (inText < text.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[inText]) && pattern[at] !== '*') {
      at++
      inText++
    } else if (pattern[at] === '*') {
      star = at++
      mark = inText
    } else if (star !== -1) {
      at = star + 1
      inText = ++mark
    } else return false
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
