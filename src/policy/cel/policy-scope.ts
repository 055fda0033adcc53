import { CelError, CelSyntaxError } from './errors.ts'
import { CelBudget } from './evaluation.ts'
import { CelProgram, costPerCall } from './program.ts'
import type { CelValue } from './values.ts'

/** What all expressions of one policy may cost together for one object. */
const costPerPolicy = 10_000_000

export interface NamedExpression {
  readonly name: string
  readonly expression: string
}

/** What the expressions of a policy have in common: the variables that they may use, and when they are asked at all. */
export interface ScopeSource {
  readonly variables: readonly NamedExpression[]
  readonly matchConditions: readonly NamedExpression[]
}

/** An expression that does not compile, and where it stands in the policy. */
export class ExpressionSyntaxError extends Error {
  readonly path: readonly (string | number)[]

  constructor(path: readonly (string | number)[], expression: string, cause: CelSyntaxError) {
    super(`${cause.message} at character ${cause.offset + 1} of ${JSON.stringify(expression)}`, { cause })
    this.name = 'ExpressionSyntaxError'
    this.path = path
  }
}

/** Whether a policy's conditions hold; `error` is why that could not be decided. */
export type Matched = { readonly matched: 'yes' | 'no' } | { readonly matched: 'error'; readonly error: string }

/** The variables and conditions of a policy, compiled once, and the compiler of its other expressions. */
export class PolicyScope {
  readonly #known: string[]
  readonly #variables = new Map<string, CelProgram>()
  readonly #conditions: readonly { readonly name: string; readonly program: CelProgram }[]

  /**
   * @param names what the expressions may use besides the variables of the policy
   * @throws {ExpressionSyntaxError} where one does not compile
   */
  constructor({ variables, matchConditions }: ScopeSource, names: readonly string[]) {
    this.#known = [...names]
    this.#conditions = matchConditions.map(({ name, expression }, index) => ({
      name,
      program: this.compile(['matchConditions', index, 'expression'], expression),
    }))
    for (const [index, { name, expression }] of variables.entries()) {
      this.#variables.set(`variables.${name}`, this.compile(['variables', index, 'expression'], expression))
      // A variable can use those before it.
      this.#known.push(`variables.${name}`)
    }
  }

  /** @throws {ExpressionSyntaxError} */
  compile(path: readonly (string | number)[], expression: string): CelProgram {
    try {
      return new CelProgram(expression, this.#known)
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

/** The variables of a policy for one object, and how much its expressions may still cost. */
export class ScopeEvaluation {
  readonly #given: ReadonlyMap<string, CelValue>
  readonly #variables: ReadonlyMap<string, CelProgram>
  readonly #conditions: readonly { readonly name: string; readonly program: CelProgram }[]
  readonly #computed = new Map<string, CelValue | CelError>()
  readonly #total = new CelBudget(costPerPolicy)

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
    const budget = new CelBudget(costPerCall)
    try {
      const value = program.evaluate((name) => this.#lookup(name), budget)
      this.#total.spend(budget.spent)
      return value
    } catch (error) {
      if (error instanceof CelError) return error
      throw error
    }
  }

  /** Whether the policy is about what it is asked of: all its conditions hold. */
  matched(): Matched {
    for (const { name, program } of this.#conditions) {
      const holds = this.run(program)
      if (holds instanceof CelError) return { matched: 'error', error: `matchCondition ${name}: ${holds.message}` }
      if (holds !== true) return { matched: 'no' }
    }
    return { matched: 'yes' }
  }

  #lookup(name: string): CelValue | undefined {
    const program = this.#variables.get(name)
    if (program === undefined) return this.#given.get(name)
    let value = this.#computed.get(name)
    if (value === undefined) this.#computed.set(name, (value = this.run(program)))
    if (value instanceof CelError) throw value
    return value
  }
}
