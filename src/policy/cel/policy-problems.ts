import type { Path } from '../../core/location.ts'
import { listAt, objectAt, stringAt, type JsonObject } from '../../models/kubernetes/json.ts'
import { problemsOf, type CheckEnvironment } from './check/checker.ts'
import { types, type StaticType } from './check/static-type.ts'
import { CelSyntaxError } from './errors.ts'
import { parseCel } from './parser.ts'
import { admissionEnvironment, withPolicyVariables } from './policy-environment.ts'

/** Something wrong with an expression of a policy. */
export interface ExpressionProblem {
  /** Where the expression stands in the policy. */
  readonly path: Path
  readonly expression: string
  readonly error: CelSyntaxError
}

/** What the expressions of an admission policy may use that the API server of a minor is given. */
export function environmentOf(policy: JsonObject, minor: number): CheckEnvironment {
  const hasParams = objectAt(policy, ['spec', 'paramKind']) !== undefined
  return admissionEnvironment(minor, { hasParams, isMutation: policy['kind'] === 'MutatingAdmissionPolicy' })
}

/** The lists whose entries hold expressions, and the fields that do; variables stand by themselves. */
const expressionFields: readonly (readonly [list: string, ...fields: readonly Path[]])[] = [
  ['matchConditions', ['expression']],
  ['validations', ['expression'], ['messageExpression']],
  ['auditAnnotations', ['valueExpression']],
  ['mutations', ['applyConfiguration', 'expression'], ['jsonPatch', 'expression']],
]

/**
 * Everything in the expressions of an admission policy that can never be evaluated, whatever they should give; a
 * variable that is wrong is told once, and may be anything where it is used.
 */
export function expressionProblems(policy: JsonObject, environment: CheckEnvironment): readonly ExpressionProblem[] {
  const found: ExpressionProblem[] = []
  const check = (path: Path, within: CheckEnvironment): StaticType => {
    const expression = stringAt(policy, path)
    if (expression === undefined) return types.dyn
    const { type, problems } = checked(expression, within)
    found.push(...problems.map((error) => ({ path, expression, error })))
    return problems.length > 0 ? types.dyn : type
  }
  const variables = new Map<string, StaticType>()
  let current = environment
  for (const [index, variable] of listAt(policy, ['spec', 'variables']).entries()) {
    const type = check(['spec', 'variables', index, 'expression'], current)
    variables.set(stringAt(variable, ['name']) ?? '', type)
    current = withPolicyVariables(environment, variables)
  }
  for (const [list, ...fields] of expressionFields)
    for (const index of listAt(policy, ['spec', list]).keys()) for (const field of fields) check(['spec', list, index, ...field], current)
  return found
}

function checked(
  expression: string,
  environment: CheckEnvironment,
): { readonly type: StaticType; readonly problems: readonly CelSyntaxError[] } {
  try {
    return problemsOf(parseCel(expression), environment)
  } catch (error) {
    if (error instanceof CelSyntaxError) return { type: types.dyn, problems: [error] }
    // One that is nested too deeply is refused when it is compiled.
    if (error instanceof RangeError) return { type: types.dyn, problems: [] }
    throw error
  }
}
