import { fromJson } from '../rego/json.ts'
import { RegoObject, type Value } from '../rego/values.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'

/** Where an object comes from: written by somebody, or derived from a workload by an ExpansionTemplate. */
export type ReviewSource = 'Original' | 'Generated'

/** What the API server asks about, with what is needed to decide which constraints are meant. */
export interface Review {
  readonly object: Untyped | undefined
  readonly oldObject: Untyped | undefined
  readonly operation: string
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly name: string
  readonly namespace: string
  readonly source: ReviewSource
  /** The Namespace object that the object is in, where it is known. */
  readonly namespaceObject: Untyped | undefined
  /** The workload that the object, a pod, would be made by, where it is judged for that. */
  readonly workload: Untyped | undefined
  /** The admission request, where there is one. */
  readonly request: Untyped | undefined
  /** `input.review` of policies. */
  readonly input: Value
}

export interface ReviewOptions {
  readonly source?: ReviewSource
  readonly namespaceObject?: Untyped | undefined
  readonly workload?: Untyped | undefined
}

/** A review of an object on its own, as an audit makes it: there is no operation and no user. */
export function reviewOfObject(object: Untyped, options: ReviewOptions = {}): Review {
  return toReview({ object }, undefined, options)
}

/** A review of an `AdmissionReview` or its `request`. On deletion the object that goes away is judged. */
export function reviewOfRequest(review: Untyped, options: ReviewOptions = {}): Review {
  const request = isMapping(review['request']) ? review['request'] : review
  return toReview(request, request, options)
}

function toReview(
  request: Untyped,
  written: Untyped | undefined,
  { source = 'Original', namespaceObject, workload }: ReviewOptions,
): Review {
  const oldObject = mappingAt(request, 'oldObject')
  const operation = textAt(request, ['operation'])
  const object = mappingAt(request, 'object') ?? (operation === 'DELETE' ? oldObject : undefined)
  const subject = object ?? oldObject ?? {}
  const apiVersion = textAt(subject, ['apiVersion'])
  const slash = apiVersion.indexOf('/')
  const asked = mappingAt(request, 'kind')
  const group = asked === undefined ? apiVersion.slice(0, Math.max(0, slash)) : textAt(asked, ['group'])
  const version = asked === undefined ? apiVersion.slice(slash + 1) : textAt(asked, ['version'])
  const kind = asked === undefined ? textAt(subject, ['kind']) : textAt(asked, ['kind'])
  const name = textAt(request, ['name']) || textAt(subject, ['metadata', 'name'])
  const namespace = textAt(request, ['namespace']) || textAt(subject, ['metadata', 'namespace'])
  let input: Value | undefined
  return {
    object,
    oldObject,
    operation,
    group,
    version,
    kind,
    name,
    namespace,
    source,
    namespaceObject,
    workload,
    request: written,
    // Only policies in Rego ask for it.
    get input() {
      return (input ??= regoInput(request, this))
    },
  }
}

function regoInput(
  request: Untyped,
  { operation, group, version, kind, name, namespace, object, oldObject, namespaceObject }: Review,
): Value {
  return new RegoObject(
    Object.entries({
      uid: '',
      resource: { group: '', version: '', resource: '' },
      userInfo: {},
      options: null,
      ...request,
      operation,
      kind: { group, version, kind },
      ...(name === '' ? {} : { name }),
      ...(namespace === '' ? {} : { namespace }),
      object: object ?? null,
      oldObject: oldObject ?? null,
      ...(namespaceObject === undefined ? {} : { _unstable: { namespace: namespaceObject } }),
    }).map(([key, value]) => [key, fromJson(value)] as const),
  )
}

function mappingAt(value: Untyped, key: string): Untyped | undefined {
  const found = value[key]
  return isMapping(found) ? found : undefined
}

function textAt(value: unknown, path: readonly string[]): string {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : ''
}
