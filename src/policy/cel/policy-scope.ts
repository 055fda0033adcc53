import { SpokenError } from '../../core/spoken-error.ts'
import { message, text, type Message } from '../../core/text.ts'
import type { CheckEnvironment } from './check/checker.ts'
import { formatType, sameType, types, type StaticType } from './check/static-type.ts'
import { CelError, CelOutOfBudgetError, CelSyntaxError, CelUnknownError, decisiveError } from './errors.ts'
import { CelBudget } from './evaluation.ts'
import { withoutVariables, withPolicyVariables } from './policy-environment.ts'
import { problems } from './problem-texts.ts'
import { CelProgram, costPerCall } from './program.ts'
import type { CelValue } from './values.ts'

/** What the API server lets all expressions of one policy cost together for one object, and its conditions. */
const costPerPolicy = 10_000_000
const costOfConditions = 2_500_000

export interface NamedExpression {
  readonly name: string
  readonly expression: string
}

/** What the expressions of a policy have in common: the variables that they may use, and when they are asked at all. */
export interface ScopeSource {
  readonly variables: readonly NamedExpression[]
  readonly matchConditions: readonly NamedExpression[]
}

const wrongExpression = text({
  en: '{reason} at character {character} of {expression}',
  ja: '{expression} の {character} 文字目: {reason}',
})

/** An expression that does not compile, where it stands in the policy, and where in it the problem is. */
export class ExpressionSyntaxError extends SpokenError {
  readonly path: readonly (string | number)[]
  readonly expression: string
  /** What is wrong, without where. */
  readonly problem: Message
  /** The same in English. */
  readonly reason: string
  /** In UTF-16 units from the start of the expression. */
  readonly offset: number

  constructor(path: readonly (string | number)[], expression: string, cause: CelSyntaxError) {
    const written = JSON.stringify(expression)
    super(message(wrongExpression, { reason: cause.says, character: cause.offset + 1, expression: written }), { cause })
    this.name = 'ExpressionSyntaxError'
    this.path = path
    this.expression = expression
    this.problem = cause.says
    this.reason = cause.message
    this.offset = cause.offset
  }
}

/** What an expression must give, which the API server wants to know before it is evaluated. */
export const wantedTypes = {
  condition: [types.bool],
  message: [types.string],
  annotation: [types.string, types.null],
  anything: undefined,
} as const satisfies Readonly<Record<string, readonly StaticType[] | undefined>>

type Path = readonly (string | number)[]

/** Whether a policy's conditions hold; `error` is why that could not be decided. */
export type Matched = { readonly matched: 'yes' | 'no' } | { readonly matched: 'error'; readonly error: string }

/** The variables and conditions of a policy, compiled once, and the compiler of its other expressions. */
export class PolicyScope {
  #environment: CheckEnvironment
  readonly #variables = new Map<string, CelProgram>()
  readonly #conditions: readonly { readonly name: string; readonly program: CelProgram }[]

  /**
   * @param environment what the expressions may use
   * @param given variables that the engine adds to those of the policy
   * @throws {ExpressionSyntaxError} where one does not compile
   */
  constructor({ variables, matchConditions }: ScopeSource, environment: CheckEnvironment, given: readonly string[] = []) {
    this.#environment = environment
    this.#conditions = matchConditions.map(({ name, expression }, index) => ({
      name,
      program: this.compile(['matchConditions', index, 'expression'], expression, wantedTypes.condition),
    }))
    const fields = new Map<string, StaticType>(given.map((name) => [name, types.dyn]))
    if (fields.size + variables.length > 0) this.#environment = withPolicyVariables(environment, fields)
    for (const [index, { name, expression }] of variables.entries()) {
      const program = this.compile(['variables', index, 'expression'], expression, wantedTypes.anything)
      this.#variables.set(`variables.${name}`, program)
      // A variable can use those before it.
      fields.set(name, program.type)
      this.#environment = withPolicyVariables(environment, fields)
    }
  }

  /**
   * @param wanted what the expression must give
   * @throws {ExpressionSyntaxError}
   */
  compile(path: Path, expression: string, wanted: readonly StaticType[] | undefined): CelProgram {
    return this.#compile(path, expression, wanted, this.#environment)
  }

  /**
   * Compiles an expression that makes a message, which the authorizer is not asked for.
   *
   * @throws {ExpressionSyntaxError}
   */
  compileMessage(path: Path, expression: string): CelProgram {
    const environment = withoutVariables(this.#environment, (name) => name.split('.')[0] === 'authorizer')
    return this.#compile(path, expression, wantedTypes.message, environment)
  }

  #compile(path: Path, expression: string, wanted: readonly StaticType[] | undefined, environment: CheckEnvironment): CelProgram {
    try {
      const program = new CelProgram(expression, environment)
      if (wanted?.some((type) => sameType(type, program.type)) !== false) return program
      throw new CelSyntaxError(wrongResult(wanted, program.type), 0)
    } catch (error) {
      if (error instanceof CelSyntaxError) throw new ExpressionSyntaxError(path, expression, error)
      throw error
    }
  }

  /** One round of evaluation: variables are evaluated when they are first asked for, and kept. */
  evaluation(given: ReadonlyMap<string, CelValue>): ScopeEvaluation {
    return new ScopeEvaluation(given, this.#variables, this.#conditions)
  }
}

function wrongResult(wanted: readonly StaticType[], type: StaticType): Message {
  const words = wanted.length === 1 ? problems.wrongResult : problems.wrongResults
  const names = wanted.map((one) => (one.kind === 'null' ? 'null_type' : formatType(one)))
  return message(words, { wanted: names.join(' '), found: formatType(type) })
}

/** The variables of a policy for one object, and how much its expressions may still cost. */
export class ScopeEvaluation {
  readonly #given: ReadonlyMap<string, CelValue>
  readonly #variables: ReadonlyMap<string, CelProgram>
  readonly #conditions: readonly { readonly name: string; readonly program: CelProgram }[]
  readonly #computed = new Map<string, CelValue | CelError>()
  #left = costPerPolicy
  #leftForConditions = costOfConditions

  constructor(
    given: ReadonlyMap<string, CelValue>,
    variables: ReadonlyMap<string, CelProgram>,
    conditions: readonly { readonly name: string; readonly program: CelProgram }[],
  ) {
    this.#given = given
    this.#variables = variables
    this.#conditions = conditions
  }

  /** The value of an expression, or why it has none. */
  run(program: CelProgram): CelValue | CelError {
    const { value, cost } = this.#evaluate(program)
    this.#left -= cost
    return this.#left < 0 ? new CelOutOfBudgetError() : value
  }

  /**
   * Whether the policy is about what it is asked of: all its conditions hold. One that does not decides, whatever is wrong
   * with the others.
   *
   * @throws {CelUnknownError} where that hangs on what is not known here
   */
  matched(): Matched {
    const errors: CelError[] = []
    for (const { name, program } of this.#conditions) {
      const { value: holds, cost } = this.#evaluate(program)
      this.#leftForConditions -= cost
      if (this.#leftForConditions < 0) return { matched: 'error', error: new CelOutOfBudgetError().message }
      if (holds instanceof CelUnknownError) errors.push(holds)
      else if (holds instanceof CelError) errors.push(new CelError(`matchCondition ${name}: ${holds.message}`))
      else if (holds !== true) return { matched: 'no' }
    }
    const error = decisiveError(errors)
    if (error instanceof CelUnknownError) throw error
    return error === undefined ? { matched: 'yes' } : { matched: 'error', error: error.message }
  }

  #evaluate(program: CelProgram): { readonly value: CelValue | CelError; readonly cost: number } {
    const budget = new CelBudget(costPerCall)
    try {
      return { value: program.evaluate((name) => this.#lookup(name), budget), cost: budget.spent }
    } catch (error) {
      if (error instanceof CelError) return { value: error, cost: budget.spent }
      throw error
    }
  }

  #lookup(name: string): CelValue | undefined {
    const program = this.#variables.get(name)
    if (program === undefined) return this.#given.get(name)
    let value = this.#computed.get(name)
    if (value === undefined) this.#computed.set(name, (value = this.run(program)))
    if (!(value instanceof CelError)) return value
    if (value instanceof CelUnknownError) throw value
    throw new CelError(`composited variable "${name.slice('variables.'.length)}" fails to evaluate: ${value.message}`)
  }
}
