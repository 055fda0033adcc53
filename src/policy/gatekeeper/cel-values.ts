import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import type { CheckEnvironment } from '../cel/check/checker.ts'
import { admissionEnvironment } from '../cel/policy-environment.ts'
import type { CelTrace } from '../cel/trace.ts'
import { fromJson, type CelValue } from '../cel/values.ts'
import { toJson } from '../rego/json.ts'
import type { Value } from '../rego/values.ts'
import type { Review } from './review.ts'

/** Variables that Gatekeeper adds to those of a template. */
export const templateVariables = ['params', 'anyObject']

/** What the expressions of a template may use. Gatekeeper brings the API server's libraries along, whatever the cluster's version. */
export function templateEnvironment(): CheckEnvironment {
  return admissionEnvironment(defaultMinor, { hasParams: true })
}

const converted = new WeakMap<Review, ReadonlyMap<string, CelValue>>()
const parametersOf = new WeakMap<object, CelValue>()

/** The values of a review for the expressions of a template; converted once for all templates, unless their use is traced. */
export function celValues(review: Review, parameters: Value, trace?: CelTrace): ReadonlyMap<string, CelValue> {
  let values = trace === undefined ? converted.get(review) : convert(review, trace)
  if (values === undefined) converted.set(review, (values = convert(review)))
  const given = celParameters(parameters)
  return new Map([
    ...values,
    ['variables.params', given],
    ['params', new Map<string, CelValue>([['spec', new Map([['parameters', given]])]])],
  ])
}

function celParameters(parameters: Value): CelValue {
  if (typeof parameters !== 'object' || parameters === null) return fromJson(toJson(parameters))
  let value = parametersOf.get(parameters)
  if (value === undefined) parametersOf.set(parameters, (value = fromJson(toJson(parameters))))
  return value
}

function convert(review: Review, trace?: CelTrace): ReadonlyMap<string, CelValue> {
  const { group, version, kind, name, namespace, operation } = review
  const object = operation === 'DELETE' ? null : (trace?.values(review.object) ?? fromJson(review.object))
  const oldObject = fromJson(review.oldObject)
  const request = { kind: { group, version, kind }, name, namespace, ...review.request, ...(operation === '' ? {} : { operation }) }
  return new Map<string, CelValue>([
    ['object', object],
    ['oldObject', oldObject],
    ['request', fromJson(request)],
    ['namespaceObject', fromJson(review.namespaceObject)],
    ['variables.anyObject', object === null ? oldObject : object],
  ])
}
