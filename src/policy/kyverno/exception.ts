import { spoken } from '../../core/text.ts'
import { requestValues } from '../cel/admission-policy.ts'
import { kyvernoEnvironment } from '../cel/policy-environment.ts'
import { PolicyScope } from '../cel/policy-scope.ts'
import { readScope, withPlaces } from '../cel/read-validations.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { reviewOfRequest, type Review } from '../gatekeeper/review.ts'
import { describeDocument, FieldReader, type Untyped } from '../untyped.ts'
import { matchesKyverno, matchesKyvernoWildcard, readKyvernoMatch } from './match.ts'

/** What an exception is asked about: a policy, with its namespace where it has one, and one of its rules. */
export interface ExceptedRule {
  readonly kind: string
  readonly policy: string
  readonly namespace: string | undefined
  /** Empty for policies that are one rule themselves. */
  readonly rule: string
}

/** A PolicyException of Kyverno: what objects it is about, and what they may do. */
export interface KyvernoException {
  readonly name: string
  isAbout(rule: ExceptedRule): boolean
  /** Whether it holds for the object, or for the workload whose pod the object is. */
  holdsFor(review: Review): boolean
  /** Patterns and values that the policy's own expressions take into account; with neither, the whole object is let pass. */
  readonly allowedImages: readonly string[]
  readonly allowedValues: readonly string[]
  /** What a report says of an object that is let pass. */
  readonly result: 'pass' | 'skip'
}

export function isKyvernoException({ apiVersion, kind }: Untyped): boolean {
  return kind === 'PolicyException' && /^(?:policies\.)?kyverno\.io\//.test(String(apiVersion))
}

/**
 * Reads a PolicyException of either API: `kyverno.io` for the rules of a ClusterPolicy, `policies.kyverno.io` for the
 * policies that are written in CEL.
 *
 * @throws {PolicyDocumentError} for fields of the wrong type, and for what needs JMESPath or the person who asks
 */
export function readKyvernoException(document: Untyped, now: Date): KyvernoException | undefined {
  const fields = new FieldReader(describeDocument(document), document)
  const exception = String(document['apiVersion']).startsWith('policies.') ? readOfCel(fields) : readOfRules(fields)
  const end = fields.string(['spec', 'expiresAt'])
  if (end === undefined) return exception
  const expiresAt = Date.parse(end)
  if (Number.isNaN(expiresAt)) return fields.fail(['spec', 'expiresAt'], spoken({ en: 'is not a date', ja: '日付ではありません' }))
  return expiresAt > now.getTime() ? exception : undefined
}

/** What the exceptions that hold for an object let pass: all of it, or what they list. */
export function permitted(
  exceptions: readonly KyvernoException[],
  review: Review,
): { readonly whole: KyvernoException | undefined; readonly images: readonly string[]; readonly values: readonly string[] } {
  const holding = exceptions.filter((exception) => exception.holdsFor(review))
  const images = holding.flatMap(({ allowedImages }) => allowedImages)
  const values = holding.flatMap(({ allowedValues }) => allowedValues)
  return { whole: images.length + values.length === 0 ? holding[0] : undefined, images, values }
}

function readOfCel(fields: FieldReader): KyvernoException {
  if (fields.list(['spec', 'validations']).length > 0)
    throw new PolicyDocumentError(
      'policy-unsupported',
      fields.document,
      ['spec', 'validations'],
      spoken({ en: 'conditions of a grant are not evaluated here', ja: '許可の条件はここでは評価できません' }),
    )
  const references = fields.list(['spec', 'policyRefs']).map((_, index) => ({
    name: fields.requiredString(['spec', 'policyRefs', index, 'name']),
    kind: fields.requiredString(['spec', 'policyRefs', index, 'kind']),
  }))
  const placeOf = (list: string) => ['spec', list]
  const { matchConditions } = readScope(fields, placeOf)
  const scope = withPlaces(fields, placeOf, () => new PolicyScope({ variables: [], matchConditions }, kyvernoEnvironment()))
  return {
    name: fields.requiredString(['metadata', 'name']),
    isAbout: ({ kind, policy }) => references.some((reference) => reference.name === policy && reference.kind === kind),
    // A condition that cannot be evaluated grants nothing.
    holdsFor: (review) => anyOf(review, (one) => scope.evaluation(requestValues(one, undefined)).matched().matched === 'yes'),
    allowedImages: fields.strings(['spec', 'images']),
    allowedValues: fields.strings(['spec', 'allowedValues']),
    result: fields.string(['spec', 'reportResult']) === 'pass' ? 'pass' : 'skip',
  }
}

function readOfRules(fields: FieldReader): KyvernoException {
  if (fields.raw(['spec', 'conditions']) !== undefined)
    throw new PolicyDocumentError(
      'policy-unsupported',
      fields.document,
      ['spec', 'conditions'],
      spoken({ en: 'needs JMESPath', ja: 'JMESPath が必要です' }),
    )
  if (fields.list(['spec', 'podSecurity']).length > 0)
    throw new PolicyDocumentError(
      'policy-unsupported',
      fields.document,
      ['spec', 'podSecurity'],
      spoken({ en: 'is about rules that are not evaluated here', ja: 'ここでは評価できないルールに関するものです' }),
    )
  const match =
    readKyvernoMatch(fields, ['spec', 'match']) ?? fields.fail(['spec', 'match'], spoken({ en: 'is missing', ja: 'ありません' }))
  const excepted = fields.list(['spec', 'exceptions']).map((_, index) => ({
    policy: fields.requiredString(['spec', 'exceptions', index, 'policyName']),
    rules: fields.strings(['spec', 'exceptions', index, 'ruleNames']),
  }))
  return {
    name: fields.requiredString(['metadata', 'name']),
    isAbout: ({ policy, namespace, rule }) =>
      excepted.some(
        (one) =>
          one.policy === (namespace === undefined ? policy : `${namespace}/${policy}`) &&
          one.rules.some((pattern) =>
            [rule, `autogen-${rule}`, `autogen-cronjob-${rule}`].some((name) => matchesKyvernoWildcard(pattern, name)),
          ),
      ),
    holdsFor: (review) => anyOf(review, (one) => matchesKyverno(match, one)),
    allowedImages: [],
    allowedValues: [],
    result: 'skip',
  }
}

/** A rule about pods is asked about the pod of a workload, and an exception may name either. */
function anyOf(review: Review, holds: (review: Review) => boolean): boolean {
  if (holds(review)) return true
  if (review.workload === undefined) return false
  const { operation, namespaceObject } = review
  return holds(reviewOfRequest({ operation, object: review.workload }, { namespaceObject }))
}
