import type { Path } from '../../core/location.ts'
import type { JsonObject } from '../../models/kubernetes/json.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import type { Review } from '../gatekeeper/review.ts'
import { readLabelSelector } from '../label-selector.ts'
import { isMapping, valueAt, type FieldReader, type Untyped } from '../untyped.ts'

interface ResourceRule {
  readonly apiGroups: readonly string[]
  readonly apiVersions: readonly string[]
  readonly operations: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames: readonly string[]
  readonly scope: string
}

export interface MatchResources {
  readonly rules: readonly ResourceRule[]
  readonly excluded: readonly ResourceRule[]
  readonly namespaceSelector: JsonObject | undefined
  readonly objectSelector: JsonObject | undefined
}

/** @throws {PolicyDocumentError} where a field is of the wrong type */
export function readMatchResources(fields: FieldReader, path: Path): MatchResources {
  const rules = (list: string): readonly ResourceRule[] =>
    fields.list([...path, list]).map((_, index) => {
      const strings = (name: string) => fields.strings([...path, list, index, name])
      return {
        apiGroups: strings('apiGroups'),
        apiVersions: strings('apiVersions'),
        operations: strings('operations'),
        resources: strings('resources'),
        resourceNames: strings('resourceNames'),
        scope: fields.string([...path, list, index, 'scope']) ?? '*',
      }
    })
  return {
    rules: rules('resourceRules'),
    excluded: rules('excludeResourceRules'),
    namespaceSelector: readLabelSelector(fields, [...path, 'namespaceSelector']),
    objectSelector: readLabelSelector(fields, [...path, 'objectSelector']),
  }
}

/** An object on its own is judged as if it were created. */
export function operationOf({ operation }: Review): string {
  return operation === '' ? 'CREATE' : operation
}

/** `mustHaveRules`: a policy without rules is about nothing, a binding without rules about all that its policy is about. */
export function matchesResources(
  { rules, excluded, namespaceSelector, objectSelector }: MatchResources,
  review: Review,
  mustHaveRules: boolean,
): boolean {
  if (rules.length === 0 ? mustHaveRules : !rules.some((rule) => matchesRule(rule, review))) return false
  if (excluded.some((rule) => matchesRule(rule, review))) return false
  if (
    objectSelector !== undefined &&
    ![review.object, review.oldObject].some((object) => object !== undefined && selects(objectSelector, labelsOf(object)))
  )
    return false
  if (namespaceSelector === undefined || (review.namespace === '' && review.kind !== 'Namespace')) return true
  const namespace = review.kind === 'Namespace' ? review.object : review.namespaceObject
  return selects(namespaceSelector, namespace === undefined ? { 'kubernetes.io/metadata.name': review.namespace } : labelsOf(namespace))
}

function labelsOf(object: Untyped | undefined): Untyped {
  const labels = valueAt(object, ['metadata', 'labels'])
  return isMapping(labels) ? labels : {}
}

/** What is asked for in the words of resource rules: those of the request, or what follows from the kind. */
function resourceOf({ request, group, version, kind }: Review): {
  readonly group: string
  readonly version: string
  readonly resource: string
} {
  const asked = request?.['resource']
  const name = valueAt(asked, ['resource'])
  if (typeof name !== 'string' || name === '') return { group, version, resource: pluralOf(kind) }
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const part = text(request?.['subResource'])
  return {
    group: text(valueAt(asked, ['group'])),
    version: text(valueAt(asked, ['version'])),
    resource: part === '' ? name : `${name}/${part}`,
  }
}

/** `*` means all resources but not what is below them, which has a name of its own, such as `pods/exec`. */
function meansResource(pattern: string, resource: string): boolean {
  if (pattern === resource || pattern === '*/*') return true
  const [name, part] = resource.split('/')
  const [patternName, patternPart] = pattern.split('/')
  if ((part === undefined) !== (patternPart === undefined)) return false
  return (patternName === '*' || patternName === name) && (patternPart === '*' || patternPart === part)
}

function matchesRule(rule: ResourceRule, review: Review): boolean {
  const { group, version, resource } = resourceOf(review)
  const among = (wanted: readonly string[], actual: string): boolean => wanted.includes('*') || wanted.includes(actual)
  return (
    among(rule.apiGroups, group) &&
    among(rule.apiVersions, version) &&
    among(rule.operations, operationOf(review)) &&
    rule.resources.some((pattern) => meansResource(pattern, resource)) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(review.name)) &&
    (rule.scope === '*' || (rule.scope === 'Namespaced') === (review.namespace !== '' && review.kind !== 'Namespace'))
  )
}

/** The resource of a kind, as Kubernetes names them: `NetworkPolicy` is `networkpolicies`. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase()
  if (name === 'endpoints') return name
  if (/(s|x|z|ch|sh)$/.test(name)) return `${name}es`
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`
}
