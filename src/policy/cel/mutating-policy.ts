import { spoken } from '../../core/text.ts'
import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import type { Review } from '../gatekeeper/review.ts'
import { reviewOfRequest } from '../gatekeeper/review.ts'
import { describeDocument, FieldReader, isMapping, type Untyped } from '../untyped.ts'
import { requestValues } from './admission-policy.ts'
import { readMatchResources, type MatchResources } from './match-resources.ts'
import { CelMutator } from './mutator.ts'
import { readParamKind, readParamRef, type ParamKind, type ParamRef } from './params.ts'
import { admissionEnvironment } from './policy-environment.ts'

/** A MutatingAdmissionPolicy, compiled. */
export interface MutatingPolicy {
  readonly name: string
  readonly failurePolicy: 'Fail' | 'Ignore'
  /** Whether it is asked a second time when something after it changes the object. */
  readonly reinvocation: 'Never' | 'IfNeeded'
  readonly paramKind: ParamKind | undefined
  readonly constraints: MatchResources
  readonly mutator: CelMutator
}

/** Puts a MutatingAdmissionPolicy into effect for some objects. */
export interface MutatingPolicyBinding {
  readonly name: string
  readonly policyName: string
  readonly constraints: MatchResources
  readonly paramRef: ParamRef | undefined
}

/**
 * @param minor the minor of Kubernetes whose API server is to take it
 * @throws {PolicyDocumentError} where it is not valid
 */
export function readMutatingPolicy(document: unknown, minor: number = defaultMinor): MutatingPolicy {
  const fields = new FieldReader(describeDocument(document), document)
  const failurePolicy = fields.string(['spec', 'failurePolicy']) ?? 'Fail'
  if (failurePolicy !== 'Fail' && failurePolicy !== 'Ignore')
    return fields.fail(['spec', 'failurePolicy'], spoken({ en: 'must be Fail or Ignore', ja: 'Fail か Ignore でなければなりません' }))
  const reinvocation = fields.requiredString(['spec', 'reinvocationPolicy'])
  if (reinvocation !== 'Never' && reinvocation !== 'IfNeeded')
    return fields.fail(
      ['spec', 'reinvocationPolicy'],
      spoken({ en: 'must be Never or IfNeeded', ja: 'Never か IfNeeded でなければなりません' }),
    )
  const paramKind = readParamKind(fields)
  return {
    name: fields.requiredString(['metadata', 'name']),
    failurePolicy,
    reinvocation,
    paramKind,
    constraints: readMatchResources(fields, ['spec', 'matchConstraints']),
    mutator: new CelMutator(fields, admissionEnvironment(minor, { hasParams: paramKind !== undefined, isMutation: true })),
  }
}

/** @throws {PolicyDocumentError} where it is not valid */
export function readMutatingPolicyBinding(document: unknown): MutatingPolicyBinding {
  const fields = new FieldReader(describeDocument(document), document)
  return {
    name: fields.requiredString(['metadata', 'name']),
    policyName: fields.requiredString(['spec', 'policyName']),
    constraints: readMatchResources(fields, ['spec', 'matchResources']),
    paramRef: readParamRef(fields),
  }
}

/** What a policy made of an object. */
export interface MutationOutcome {
  readonly object: Untyped
  /** Whether its conditions hold, so that it was applied. */
  readonly isInvoked: boolean
  /** Why its conditions, or the first of its mutations that failed, have no answer. */
  readonly error: string | undefined
}

/** Applies the mutations of a policy; those that cannot be made change nothing. */
export function applyMutations(policy: MutatingPolicy, review: Review, params: Untyped | undefined): MutationOutcome {
  const { object } = review
  if (object === undefined) return { object: {}, isInvoked: false, error: undefined }
  const valuesOf = (current: Untyped) => requestValues(current === object ? review : withObject(review, current), params)
  const matched = policy.mutator.matched(valuesOf(object))
  if (matched.matched !== 'yes') return { object, isInvoked: false, error: matched.matched === 'error' ? matched.error : undefined }
  return { ...policy.mutator.mutate(object, valuesOf), isInvoked: true }
}

/** The same question about an object that has changed on the way. */
export function withObject(review: Review, object: Untyped): Review {
  const { source, namespaceObject, operation, oldObject } = review
  const request = isMapping(review.request) ? review.request : { operation, ...(oldObject === undefined ? {} : { oldObject }) }
  return reviewOfRequest({ ...request, object }, { source, namespaceObject })
}
