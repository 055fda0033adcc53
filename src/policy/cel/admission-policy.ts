import type { Path } from '../../core/location.ts'
import { spoken } from '../../core/text.ts'
import { defaultMinor } from '../../models/kubernetes-api/versions.ts'
import type { Review } from '../gatekeeper/review.ts'
import { describeDocument, FieldReader, isMapping, type Untyped } from '../untyped.ts'
import { matchesResources, operationOf, pluralOf, readMatchResources, type MatchResources } from './match-resources.ts'
import { readParamKind, readParamRef, type ParamKind, type ParamRef } from './params.ts'
import { admissionEnvironment } from './policy-environment.ts'
import { readValidations } from './read-validations.ts'
import { CelTrace } from './trace.ts'
import type { CelValidator, ValidationResult } from './validator.ts'
import { fromJson, type CelValue } from './values.ts'

/** A ValidatingAdmissionPolicy, compiled. */
export interface AdmissionPolicy {
  readonly name: string
  readonly failurePolicy: 'Fail' | 'Ignore'
  readonly paramKind: ParamKind | undefined
  readonly constraints: MatchResources
  readonly validator: CelValidator
}

export type ValidationAction = 'Deny' | 'Warn' | 'Audit'

/** Puts a policy into effect for some objects. */
export interface AdmissionPolicyBinding {
  readonly name: string
  readonly policyName: string
  readonly actions: readonly ValidationAction[]
  readonly constraints: MatchResources
  readonly paramRef: ParamRef | undefined
}

/**
 * @param minor the minor of Kubernetes whose API server is to take it
 * @throws {PolicyDocumentError} where it is not valid
 */
export function readAdmissionPolicy(document: unknown, minor: number = defaultMinor): AdmissionPolicy {
  const fields = new FieldReader(describeDocument(document), document)
  const failurePolicy = fields.string(['spec', 'failurePolicy']) ?? 'Fail'
  if (failurePolicy !== 'Fail' && failurePolicy !== 'Ignore')
    fields.fail(['spec', 'failurePolicy'], spoken({ en: 'must be Fail or Ignore', ja: 'Fail か Ignore でなければなりません' }))
  if (fields.list(['spec', 'validations']).length + fields.list(['spec', 'auditAnnotations']).length === 0)
    fields.fail(
      ['spec', 'validations'],
      spoken({ en: 'must be given, or auditAnnotations', ja: 'validations か auditAnnotations の少なくとも一方が必要です' }),
    )
  const paramKind = readParamKind(fields)
  return {
    name: fields.requiredString(['metadata', 'name']),
    failurePolicy: failurePolicy as 'Fail' | 'Ignore',
    paramKind,
    constraints: readMatchResources(fields, ['spec', 'matchConstraints']),
    validator: readValidations(fields, ['spec'], admissionEnvironment(minor, { hasParams: paramKind !== undefined })),
  }
}

const actions = new Set(['Deny', 'Warn', 'Audit'])

/** @throws {PolicyDocumentError} where it is not valid */
export function readAdmissionPolicyBinding(document: unknown): AdmissionPolicyBinding {
  const fields = new FieldReader(describeDocument(document), document)
  const given = fields.strings(['spec', 'validationActions'])
  for (const [index, action] of given.entries())
    if (!actions.has(action))
      fields.fail(
        ['spec', 'validationActions', index],
        spoken({ en: 'must be Deny, Warn or Audit', ja: 'Deny、Warn、Audit のいずれかでなければなりません' }),
      )
  if (given.includes('Deny') && given.includes('Warn'))
    fields.fail(
      ['spec', 'validationActions'],
      spoken({ en: 'must not have both Deny and Warn', ja: 'Deny と Warn は同時に指定できません' }),
    )
  return {
    name: fields.requiredString(['metadata', 'name']),
    policyName: fields.requiredString(['spec', 'policyName']),
    actions: given as readonly ValidationAction[],
    constraints: readMatchResources(fields, ['spec', 'matchResources']),
    paramRef: readParamRef(fields),
  }
}

/** What a policy says of a request, and what follows from it by its binding. */
export interface AdmissionDecision {
  readonly policy: AdmissionPolicy
  readonly binding: AdmissionPolicyBinding
  readonly actions: readonly ValidationAction[]
  readonly message: string
  readonly reason: string
  /** The message tells of an expression that could not be evaluated, which the policy's `failurePolicy` refuses. */
  readonly isError: boolean
  /** Which of the policy's validations speaks; undefined where a condition could not be evaluated. */
  readonly validation: number | undefined
  /** The field of the object that decided it, where `explains` was asked for. */
  readonly path: Path | undefined
}

export interface AdmissionQuestion {
  readonly review: Review
  /** The object that the binding names as its parameters. */
  readonly params?: Untyped | undefined
  /** Tells which field decided; slower, for what is reported. */
  readonly explains?: boolean
}

/** A policy or a binding of one, which both say what they are about. */
interface Matching {
  readonly constraints: MatchResources
}

/** Whether a policy under a binding is about what is asked, its conditions aside. */
export function isAbout(policy: Matching, binding: Matching, review: Review): boolean {
  return matchesResources(policy.constraints, review, true) && matchesResources(binding.constraints, review, false)
}

/** The decisions of a policy under a binding; none where it is not about the object, or the object is as it wants. */
export function decide(
  policy: AdmissionPolicy,
  binding: AdmissionPolicyBinding,
  { review, params, explains }: AdmissionQuestion,
): readonly AdmissionDecision[] {
  if (!isAbout(policy, binding, review)) return []
  const decision = (message: string, reason: string, isError: boolean, result?: ValidationResult): AdmissionDecision => ({
    policy,
    binding,
    actions: binding.actions,
    message,
    reason,
    isError,
    validation: result?.index,
    path: result?.path,
  })
  const trace = explains === true ? new CelTrace() : undefined
  const outcome = policy.validator.evaluate(requestValues(review, params, trace), trace)
  const fails = policy.failurePolicy === 'Fail'
  if (outcome.matched === 'error') return fails ? [decision(outcome.matchError ?? '', 'Invalid', true)] : []
  return outcome.results.flatMap((result) => {
    if (result.outcome === 'fail') return [decision(result.message, result.reason, false, result)]
    return result.outcome === 'error' && fails ? [decision(result.message, result.reason, true, result)] : []
  })
}

/** The variables of a policy's expressions for a review. */
export function requestValues(review: Review, params: Untyped | undefined, trace?: CelTrace): ReadonlyMap<string, CelValue> {
  const { group, version, kind, name, namespace, operation } = review
  const request = {
    uid: '',
    kind: { group, version, kind },
    resource: { group, version, resource: pluralOf(kind) },
    name,
    namespace,
    operation: operationOf(review),
    userInfo: {},
    dryRun: false,
    ...(isMapping(review.request) ? review.request : {}),
    ...(operation === '' ? {} : { operation }),
  }
  return new Map<string, CelValue>([
    ['object', operation === 'DELETE' ? null : (trace?.values(review.object) ?? fromJson(review.object))],
    ['oldObject', fromJson(review.oldObject)],
    ['request', fromJson(request)],
    ['params', fromJson(params)],
    ['namespaceObject', fromJson(review.namespaceObject)],
  ])
}
