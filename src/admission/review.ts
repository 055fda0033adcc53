import { isObject, objectAt, stringAt, valueAt, type JsonObject } from '../models/kubernetes/json.ts'

/** What a client asks the API server to do. */
export const operations = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] as const
export type Operation = (typeof operations)[number]

/** The part of an `AdmissionReview` that decisions rest on; fields that are not named here are ignored. */
export interface AdmissionRequest {
  readonly uid: string
  readonly operation: Operation
  readonly group: string
  readonly kind: string
  readonly resource: string
  /** `exec`, `status`, …; the empty string for the object itself. */
  readonly subResource: string
  readonly name: string
  /** The empty string for what belongs to no namespace. */
  readonly namespace: string
  readonly user: string
  readonly groups: readonly string[]
  readonly dryRun: boolean
  /** The object as it would be after the request. DELETE has none. */
  readonly object: JsonObject | undefined
  /** The request as the API server wrote it, for policies, which can look at all of it. */
  readonly asked: JsonObject
}

/** What the API server gets back. Field names are those of `admission.k8s.io/v1`. */
export interface AdmissionAnswer {
  readonly uid: string
  readonly allowed: boolean
  readonly status?: { readonly code: number; readonly reason: string; readonly message: string }
  readonly warnings?: readonly string[]
  readonly auditAnnotations?: Readonly<Record<string, string>>
  readonly patchType?: 'JSONPatch'
  readonly patch?: string
}

/** A body that is no review, with the reason in the words of the API. Such a request gets an HTTP error, never a verdict. */
export class MalformedReview extends Error {
  constructor(problem: string, options?: ErrorOptions) {
    super(problem, options)
    this.name = 'MalformedReview'
  }
}

const apiVersion = 'admission.k8s.io/v1'

/**
 * Reads the body of a webhook call.
 *
 * @throws {MalformedReview}
 */
export function readReview(body: string): AdmissionRequest {
  let review: unknown
  try {
    review = JSON.parse(body)
  } catch (cause) {
    throw new MalformedReview('the body is not JSON', { cause })
  }
  if (!isObject(review) || review['kind'] !== 'AdmissionReview') throw new MalformedReview('the body is not an AdmissionReview')
  if (review['apiVersion'] !== apiVersion) throw new MalformedReview(`the apiVersion of the review is not ${apiVersion}`)
  const request = objectAt(review, ['request'])
  if (request === undefined) throw new MalformedReview('the review has no request')
  const uid = stringAt(request, ['uid'])
  if (uid === undefined || uid === '') throw new MalformedReview('the request has no uid')
  const operation = operations.find((known) => known === request['operation'])
  if (operation === undefined) throw new MalformedReview('the operation of the request is not known')
  const object = objectAt(request, ['object'])
  if (object === undefined && operation !== 'DELETE' && operation !== 'CONNECT') throw new MalformedReview('the request has no object')
  const groups = valueAt(request, ['userInfo', 'groups'])
  return {
    uid,
    operation,
    group: stringAt(request, ['resource', 'group']) ?? '',
    kind: stringAt(request, ['kind', 'kind']) ?? '',
    resource: stringAt(request, ['resource', 'resource']) ?? '',
    subResource: stringAt(request, ['subResource']) ?? '',
    name: stringAt(request, ['name']) ?? '',
    namespace: stringAt(request, ['namespace']) ?? '',
    user: stringAt(request, ['userInfo', 'username']) ?? '',
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
    dryRun: request['dryRun'] === true,
    object,
    asked: request,
  }
}

/** The body of the answer. */
export function writeReview(response: AdmissionAnswer): string {
  return JSON.stringify({ apiVersion, kind: 'AdmissionReview', response })
}
