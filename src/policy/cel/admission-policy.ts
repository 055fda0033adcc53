import type { Path } from '../../core/location.ts'
import type { JsonObject } from '../../models/kubernetes/json.ts'
import { selects } from '../../models/kubernetes/label-selector.ts'
import type { Review } from '../gatekeeper/review.ts'
import { readLabelSelector } from '../label-selector.ts'
import { describeDocument, FieldReader, isMapping, valueAt, type Untyped } from '../untyped.ts'
import { readValidations } from './read-validations.ts'
import type { CelValidator } from './validator.ts'
import { fromJson, type CelValue } from './values.ts'

/** A ValidatingAdmissionPolicy, compiled. */
export interface AdmissionPolicy {
  readonly name: string
  readonly failurePolicy: 'Fail' | 'Ignore'
  readonly paramKind: { readonly apiVersion: string; readonly kind: string } | undefined
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
  readonly paramName: string | undefined
  readonly paramNamespace: string | undefined
}

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

const names = ['object', 'oldObject', 'request', 'params', 'namespaceObject', 'authorizer', 'variables']

/** @throws {PolicyDocumentError} where it is not valid */
export function readAdmissionPolicy(document: unknown): AdmissionPolicy {
  const fields = new FieldReader(describeDocument(document), document)
  const failurePolicy = fields.string(['spec', 'failurePolicy']) ?? 'Fail'
  if (failurePolicy !== 'Fail' && failurePolicy !== 'Ignore') fields.fail(['spec', 'failurePolicy'], 'must be Fail or Ignore')
  const hasParams = fields.mapping(['spec', 'paramKind']) !== undefined
  if (fields.list(['spec', 'validations']).length + fields.list(['spec', 'auditAnnotations']).length === 0)
    fields.fail(['spec', 'validations'], 'must be given, or auditAnnotations')
  return {
    name: fields.requiredString(['metadata', 'name']),
    failurePolicy: failurePolicy as 'Fail' | 'Ignore',
    paramKind: hasParams
      ? {
          apiVersion: fields.requiredString(['spec', 'paramKind', 'apiVersion']),
          kind: fields.requiredString(['spec', 'paramKind', 'kind']),
        }
      : undefined,
    constraints: readMatchResources(fields, ['spec', 'matchConstraints']),
    validator: readValidations(fields, ['spec'], names),
  }
}

const actions = new Set(['Deny', 'Warn', 'Audit'])

/** @throws {PolicyDocumentError} where it is not valid */
export function readAdmissionPolicyBinding(document: unknown): AdmissionPolicyBinding {
  const fields = new FieldReader(describeDocument(document), document)
  const given = fields.strings(['spec', 'validationActions'])
  for (const [index, action] of given.entries())
    if (!actions.has(action)) fields.fail(['spec', 'validationActions', index], 'must be Deny, Warn or Audit')
  if (given.includes('Deny') && given.includes('Warn')) fields.fail(['spec', 'validationActions'], 'must not have both Deny and Warn')
  return {
    name: fields.requiredString(['metadata', 'name']),
    policyName: fields.requiredString(['spec', 'policyName']),
    actions: given as readonly ValidationAction[],
    constraints: readMatchResources(fields, ['spec', 'matchResources']),
    paramName: fields.string(['spec', 'paramRef', 'name']),
    paramNamespace: fields.string(['spec', 'paramRef', 'namespace']),
  }
}

function readMatchResources(fields: FieldReader, path: Path): MatchResources {
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

/** What a policy says of a request, and what follows from it by its binding. */
export interface AdmissionDecision {
  readonly policy: AdmissionPolicy
  readonly binding: AdmissionPolicyBinding
  readonly actions: readonly ValidationAction[]
  readonly message: string
  readonly reason: string
  /** The message tells of an expression that could not be evaluated, which the policy's `failurePolicy` refuses. */
  readonly isError: boolean
}

export interface AdmissionQuestion {
  readonly review: Review
  /** The object that the binding names as its parameters. */
  readonly params?: Untyped | undefined
}

/** The decisions of a policy under a binding; none where it is not about the object, or the object is as it wants. */
export function decide(
  policy: AdmissionPolicy,
  binding: AdmissionPolicyBinding,
  { review, params }: AdmissionQuestion,
): readonly AdmissionDecision[] {
  if (!matchesResources(policy.constraints, review, true) || !matchesResources(binding.constraints, review, false)) return []
  const decision = (message: string, reason: string, isError: boolean): AdmissionDecision => ({
    policy,
    binding,
    actions: binding.actions,
    message,
    reason,
    isError,
  })
  const outcome = policy.validator.evaluate(valuesFor(review, params))
  const fails = policy.failurePolicy === 'Fail'
  if (outcome.matched === 'error') return fails ? [decision(outcome.matchError ?? '', 'Invalid', true)] : []
  return outcome.results.flatMap((result) => {
    if (result.outcome === 'fail') return [decision(result.message, result.reason, false)]
    return result.outcome === 'error' && fails ? [decision(result.message, result.reason, true)] : []
  })
}

function valuesFor(review: Review, params: Untyped | undefined): ReadonlyMap<string, CelValue> {
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
    ['object', fromJson(operation === 'DELETE' ? null : review.object)],
    ['oldObject', fromJson(review.oldObject)],
    ['request', fromJson(request)],
    ['params', fromJson(params)],
    ['namespaceObject', fromJson(review.namespaceObject)],
  ])
}

/** An object on its own is judged as if it were created. */
function operationOf({ operation }: Review): string {
  return operation === '' ? 'CREATE' : operation
}

function matchesResources(
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

function matchesRule(rule: ResourceRule, review: Review): boolean {
  const among = (wanted: readonly string[], actual: string): boolean => wanted.includes('*') || wanted.includes(actual)
  return (
    among(rule.apiGroups, review.group) &&
    among(rule.apiVersions, review.version) &&
    among(rule.operations, operationOf(review)) &&
    (rule.resources.includes('*/*') || among(rule.resources, pluralOf(review.kind))) &&
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
