import type { Spoken } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { PolicyDocumentError } from '../document-error.ts'
import { isMapping, valueAt, type Untyped } from '../untyped.ts'
import { ConditionEvaluator, expressionsIn, operatorOf, unknownFunctions, type RuleContext } from './condition.ts'
import { parseExpression, type Expression } from './expression.ts'
import { EvaluationError, memberOf, someKnown, type PolicyValue } from './value.ts'

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
  const fail = (path: readonly (string | number)[], reason: Spoken): never => {
    throw new PolicyDocumentError('policy-invalid', document, path, reason)
  }
  const condition = memberOf(rule, 'if')
  const then = memberOf(rule, 'then')
  if (condition === undefined) return fail(['policyRule', 'if'], spoken({ en: 'is missing', ja: 'ありません' }))
  if (!isMapping(then)) return fail(['policyRule', 'then'], spoken({ en: 'is missing', ja: 'ありません' }))
  if (typeof memberOf(then, 'effect') !== 'string')
    return fail(['policyRule', 'then', 'effect'], spoken({ en: 'is missing', ja: 'ありません' }))
  checkCondition(condition, ['policyRule', 'if'], fail)
  const existence = memberOf(memberOf(then, 'details'), 'existenceCondition')
  if (existence !== undefined) checkCondition(existence, ['policyRule', 'then', 'details', 'existenceCondition'], fail)
  for (const { text, path } of [
    ...expressionsIn(condition, ['policyRule', 'if']),
    ...expressionsIn(memberOf(then, 'effect'), ['policyRule', 'then', 'effect']),
  ]) {
    const [unknown] = unknownFunctions(parsed(text, path, fail))
    if (unknown !== undefined)
      throw new PolicyDocumentError(
        'policy-unsupported',
        document,
        path,
        spoken({ en: 'the function {unknown} does not exist here', ja: '関数 {unknown} はここでは使えません' }, { unknown }),
      )
  }
  return { document, condition, consequence: then }
}

function parsed(text: string, path: readonly (string | number)[], fail: Fail): Expression {
  try {
    return parseExpression(text)
  } catch (error) {
    if (error instanceof EvaluationError) return fail(path, error.says)
    throw error
  }
}

type Fail = (path: readonly (string | number)[], reason: Spoken) => never

function checkCondition(condition: unknown, path: readonly (string | number)[], fail: Fail): void {
  if (!isMapping(condition)) return fail(path, spoken({ en: 'must be a mapping', ja: 'マッピングでなければなりません' }))
  const keys = Object.keys(condition)
  const joined = keys.find((key) => structural.has(key.toLowerCase()))
  if (joined !== undefined) {
    if (keys.length > 1)
      fail(path, spoken({ en: '{joined} must stand alone', ja: '{joined} は単独で指定しなければなりません' }, { joined }))
    const inner = valueAt(condition, [joined])
    if (joined.toLowerCase() === 'not') return checkCondition(inner, [...path, joined], fail)
    if (!Array.isArray(inner)) return fail([...path, joined], spoken({ en: 'must be a list', ja: 'リストでなければなりません' }))
    for (const [index, item] of inner.entries()) checkCondition(item, [...path, joined, index], fail)
    return
  }
  const subjects = ['field', 'value', 'count'].filter((key) => Object.keys(condition).some((name) => name.toLowerCase() === key))
  if (subjects.length !== 1)
    fail(path, spoken({ en: 'must have exactly one of field, value and count', ja: 'field、value、count のうち 1 つだけが必要です' }))
  try {
    operatorOf(condition)
  } catch (error) {
    if (error instanceof EvaluationError) fail(path, error.says)
    throw error
  }
  const known = new Set(['field', 'value', 'count', operatorOf(condition).name])
  for (const key of keys)
    if (!known.has(key.toLowerCase())) fail([...path, key], spoken({ en: 'is not known here', ja: 'ここでは使えません' }))
  if (subjects[0] === 'count') checkCount(memberOf(condition, 'count'), [...path, 'count'], fail)
}

function checkCount(count: PolicyValue, path: readonly (string | number)[], fail: Fail): void {
  if (!isMapping(count)) return fail(path, spoken({ en: 'must be a mapping', ja: 'マッピングでなければなりません' }))
  const [field, value, where] = ['field', 'value', 'where'].map((key) => memberOf(count, key))
  if ((field === undefined) === (value === undefined))
    fail(path, spoken({ en: 'must have exactly one of field and value', ja: 'field か value のどちらか 1 つだけが必要です' }))
  if (typeof field === 'string' && !field.includes('[*]') && !field.startsWith('['))
    fail(
      [...path, 'field'],
      spoken({ en: 'must name the elements of a list with [*]', ja: '[*] でリストの要素を指定しなければなりません' }),
    )
  const name = memberOf(count, 'name')
  if (name !== undefined && (typeof name !== 'string' || value === undefined))
    fail(
      [...path, 'name'],
      spoken({ en: 'must be a string, and stand with value', ja: 'value とともに指定する文字列でなければなりません' }),
    )
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
  if (typeof effect !== 'string') throw new EvaluationError(spoken({ en: 'the effect is not a string', ja: '効果が文字列ではありません' }))
  if (effect.toLowerCase() === 'disabled' || !evaluator.holds(rule.condition)) return undefined
  const details = memberOf(rule.consequence, 'details')
  if (/ifnotexists$/i.test(effect) && isMapping(details)) {
    const condition = memberOf(details, 'existenceCondition')
    const related = findRelated(evaluator.evaluate(withoutTemplates(details)) as Untyped)
    const meets = (resource: Untyped): boolean =>
      condition === undefined || new ConditionEvaluator({ ...context, resource, primary: context.resource }).holds(condition)
    if (someKnown(related, meets)) return undefined
    return { effect, details: evaluator.evaluate(withoutTemplates(details)) }
  }
  return { effect, details: evaluator.evaluate(details) }
}

/** A deployment's template has expressions of its own, which are not the policy's. */
function withoutTemplates(details: Untyped): Untyped {
  return Object.fromEntries(Object.entries(details).filter(([key]) => !['deployment', 'existencecondition'].includes(key.toLowerCase())))
}
