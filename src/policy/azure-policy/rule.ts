import { PolicyDocumentError } from '../document-error.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import { ConditionEvaluator, expressionsIn, operatorOf, unknownFunctions, type RuleContext } from './condition.ts'
import { parseExpression, type Expression } from './expression.ts'
import { EvaluationError, memberOf, type PolicyValue } from './value.ts'

/** The rule of a definition: a condition on resources and what follows from it. */
export interface PolicyRule {
  readonly document: string
  readonly condition: unknown
  readonly consequence: Untyped
}

/** What a rule says of a resource. */
export interface RuleVerdict {
  /** As written: `Audit`, `deny`, `deployIfNotExists`. */
  readonly effect: string
  readonly details: PolicyValue
}

const structural = new Set(['allof', 'anyof', 'not'])

/** @throws {PolicyDocumentError} where the rule is not valid */
export function readRule(document: string, rule: unknown): PolicyRule {
  const fail = (path: readonly (string | number)[], reason: string): never => {
    throw new PolicyDocumentError('policy-invalid', document, path, reason)
  }
  const condition = memberOf(rule, 'if')
  const then = memberOf(rule, 'then')
  if (condition === undefined) return fail(['policyRule', 'if'], 'is missing')
  if (!isMapping(then)) return fail(['policyRule', 'then'], 'is missing')
  if (typeof memberOf(then, 'effect') !== 'string') return fail(['policyRule', 'then', 'effect'], 'is missing')
  checkCondition(condition, ['policyRule', 'if'], fail)
  const existence = memberOf(memberOf(then, 'details'), 'existenceCondition')
  if (existence !== undefined) checkCondition(existence, ['policyRule', 'then', 'details', 'existenceCondition'], fail)
  for (const { text, path } of [
    ...expressionsIn(condition, ['policyRule', 'if']),
    ...expressionsIn(memberOf(then, 'effect'), ['policyRule', 'then', 'effect']),
  ]) {
    const [unknown] = unknownFunctions(parsed(text, path, fail))
    if (unknown !== undefined)
      throw new PolicyDocumentError('policy-unsupported', document, path, `the function ${unknown} does not exist here`)
  }
  return { document, condition, consequence: then }
}

function parsed(text: string, path: readonly (string | number)[], fail: Fail): Expression {
  try {
    return parseExpression(text)
  } catch (error) {
    return fail(path, error instanceof Error ? error.message : String(error))
  }
}

type Fail = (path: readonly (string | number)[], reason: string) => never

function checkCondition(condition: unknown, path: readonly (string | number)[], fail: Fail): void {
  if (!isMapping(condition)) return fail(path, 'must be a mapping')
  const keys = Object.keys(condition)
  const joined = keys.find((key) => structural.has(key.toLowerCase()))
  if (joined !== undefined) {
    if (keys.length > 1) fail(path, `${joined} must stand alone`)
    const inner = valueAt(condition, [joined])
    if (joined.toLowerCase() === 'not') return checkCondition(inner, [...path, joined], fail)
    if (!Array.isArray(inner)) return fail([...path, joined], 'must be a list')
    for (const [index, item] of inner.entries()) checkCondition(item, [...path, joined, index], fail)
    return
  }
  const subjects = ['field', 'value', 'count'].filter((key) => Object.keys(condition).some((name) => name.toLowerCase() === key))
  if (subjects.length !== 1) fail(path, 'must have exactly one of field, value and count')
  try {
    operatorOf(condition)
  } catch (error) {
    fail(path, error instanceof Error ? error.message : String(error))
  }
  const known = new Set(['field', 'value', 'count', operatorOf(condition).name])
  for (const key of keys) if (!known.has(key.toLowerCase())) fail([...path, key], 'is not known here')
  if (subjects[0] === 'count') checkCount(memberOf(condition, 'count'), [...path, 'count'], fail)
}

function checkCount(count: PolicyValue, path: readonly (string | number)[], fail: Fail): void {
  if (!isMapping(count)) return fail(path, 'must be a mapping')
  const [field, value, where] = ['field', 'value', 'where'].map((key) => memberOf(count, key))
  if ((field === undefined) === (value === undefined)) fail(path, 'must have exactly one of field and value')
  if (typeof field === 'string' && !field.includes('[*]') && !field.startsWith('['))
    fail([...path, 'field'], 'must name the elements of a list with [*]')
  const name = memberOf(count, 'name')
  if (name !== undefined && (typeof name !== 'string' || value === undefined))
    fail([...path, 'name'], 'must be a string, and stand with value')
  if (where !== undefined) checkCondition(where, [...path, 'where'], fail)
}

/** Gives the resource that a rule with `…IfNotExists` looks for; undefined where there is none. */
export type FindRelated = (details: Untyped) => readonly Untyped[]

/**
 * What the rule says of the resource; undefined where it says nothing.
 *
 * @throws {EvaluationError} where an expression cannot be evaluated on it
 */
export function evaluateRule(rule: PolicyRule, context: RuleContext, findRelated: FindRelated = () => []): RuleVerdict | undefined {
  const evaluator = new ConditionEvaluator(context)
  const effect = evaluator.evaluate(memberOf(rule.consequence, 'effect'))
  if (typeof effect !== 'string') throw new EvaluationError('the effect is not a string')
  if (effect.toLowerCase() === 'disabled' || !evaluator.holds(rule.condition)) return undefined
  const details = memberOf(rule.consequence, 'details')
  if (/ifnotexists$/i.test(effect) && isMapping(details)) {
    const condition = memberOf(details, 'existenceCondition')
    const related = findRelated(evaluator.evaluate(withoutTemplates(details)) as Untyped)
    if (
      related.some(
        (resource) =>
          condition === undefined || new ConditionEvaluator({ ...context, resource, primary: context.resource }).holds(condition),
      )
    )
      return undefined
    return { effect, details: evaluator.evaluate(withoutTemplates(details)) }
  }
  return { effect, details: evaluator.evaluate(details) }
}

/** A deployment's template has expressions of its own, which are not the policy's. */
function withoutTemplates(details: Untyped): Untyped {
  return Object.fromEntries(Object.entries(details).filter(([key]) => !['deployment', 'existencecondition'].includes(key.toLowerCase())))
}
