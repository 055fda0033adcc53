import type { Path } from '../../core/location.ts'
import { CelError, CelSyntaxError } from './errors.ts'
import { CelBudget } from './evaluation.ts'
import { CelProgram, costPerCall } from './program.ts'
import type { CelTrace } from './trace.ts'
import type { CelValue } from './values.ts'

/** What all expressions of one policy may cost together for one object. */
const costPerPolicy = 10_000_000

export interface ValidationSource {
  readonly variables: readonly { readonly name: string; readonly expression: string }[]
  readonly matchConditions: readonly { readonly name: string; readonly expression: string }[]
  readonly validations: readonly {
    readonly expression: string
    readonly message: string | undefined
    readonly messageExpression: string | undefined
    readonly reason: string | undefined
  }[]
  readonly auditAnnotations: readonly { readonly key: string; readonly valueExpression: string }[]
}

/** What one validation says: it holds, it does not, or it could not be evaluated. */
export interface ValidationResult {
  readonly index: number
  readonly outcome: 'pass' | 'fail' | 'error'
  readonly message: string
  readonly reason: string
  /** The field of the object that decided it, where a trace was asked for. */
  readonly path?: Path | undefined
}

export interface ValidationOutcome {
  /** `no`: a condition does not hold, and nothing was asked. `error`: that could not be decided. */
  readonly matched: 'yes' | 'no' | 'error'
  readonly matchError?: string
  readonly results: readonly ValidationResult[]
  readonly auditAnnotations: Readonly<Record<string, string>>
}

/** An expression that does not compile, and where it stands in the policy. */
export class ValidationSyntaxError extends Error {
  readonly path: readonly (string | number)[]

  constructor(path: readonly (string | number)[], expression: string, cause: CelSyntaxError) {
    super(`${cause.message} at character ${cause.offset + 1} of ${JSON.stringify(expression)}`, { cause })
    this.name = 'ValidationSyntaxError'
    this.path = path
  }
}

const longestMessage = 5 * 1024

/** The expressions of a policy, compiled once: variables are evaluated when they are first asked for. */
export class CelValidator {
  readonly #source: ValidationSource
  readonly #variables = new Map<string, CelProgram>()
  readonly #conditions: readonly CelProgram[]
  readonly #validations: readonly { readonly program: CelProgram; readonly message: CelProgram | undefined }[]
  readonly #annotations: readonly CelProgram[]

  /**
   * @param names what the expressions may use besides the variables of the policy
   * @throws {ValidationSyntaxError} where one does not compile
   */
  constructor(source: ValidationSource, names: readonly string[]) {
    this.#source = source
    const known = [...names]
    const compile = (path: readonly (string | number)[], expression: string): CelProgram => {
      try {
        return new CelProgram(expression, known)
      } catch (error) {
        if (error instanceof CelSyntaxError) throw new ValidationSyntaxError(path, expression, error)
        throw error
      }
    }
    this.#conditions = source.matchConditions.map(({ expression }, index) => compile(['matchConditions', index, 'expression'], expression))
    for (const [index, { name, expression }] of source.variables.entries()) {
      this.#variables.set(`variables.${name}`, compile(['variables', index, 'expression'], expression))
      // A variable can use those before it.
      known.push(`variables.${name}`)
    }
    this.#validations = source.validations.map(({ expression, messageExpression }, index) => ({
      program: compile(['validations', index, 'expression'], expression),
      message: messageExpression === undefined ? undefined : compile(['validations', index, 'messageExpression'], messageExpression),
    }))
    this.#annotations = source.auditAnnotations.map(({ valueExpression }, index) =>
      compile(['auditAnnotations', index, 'valueExpression'], valueExpression),
    )
  }

  /** @param trace what the object among `given` was made by, where it should be told which fields decide */
  evaluate(given: ReadonlyMap<string, CelValue>, trace?: CelTrace): ValidationOutcome {
    const total = new CelBudget(costPerPolicy)
    const lookup = this.#scope(given, total)
    const run = (program: CelProgram): CelValue | CelError => attempt(program, lookup, total)
    for (const [index, condition] of this.#conditions.entries()) {
      const holds = run(condition)
      if (holds instanceof CelError)
        return {
          matched: 'error',
          matchError: `matchCondition ${this.#source.matchConditions[index]!.name}: ${holds.message}`,
          results: [],
          auditAnnotations: {},
        }
      if (holds !== true) return { matched: 'no', results: [], auditAnnotations: {} }
    }
    const results = this.#validations.map(({ program, message }, index) => {
      trace?.start()
      const value = run(program)
      const path = trace?.deciding()
      const result = this.#result(index, value, message === undefined ? undefined : () => run(message))
      return path === undefined ? result : { ...result, path }
    })
    const annotations = this.#annotations.flatMap((program, index) => {
      const value = run(program)
      return typeof value === 'string' ? [[this.#source.auditAnnotations[index]!.key, value] as const] : []
    })
    return { matched: 'yes', results, auditAnnotations: Object.fromEntries(annotations) }
  }

  #scope(given: ReadonlyMap<string, CelValue>, total: CelBudget): (name: string) => CelValue | undefined {
    const computed = new Map<string, CelValue | CelError>()
    const lookup = (name: string): CelValue | undefined => {
      const program = this.#variables.get(name)
      if (program === undefined) return given.get(name)
      let value = computed.get(name)
      if (value === undefined) computed.set(name, (value = attempt(program, lookup, total)))
      if (value instanceof CelError) throw value
      return value
    }
    return lookup
  }

  #result(index: number, value: CelValue | CelError, message: (() => CelValue | CelError) | undefined): ValidationResult {
    const { expression, message: fixed, reason = 'Invalid' } = this.#source.validations[index]!
    if (value === true) return { index, outcome: 'pass', message: '', reason }
    if (value instanceof CelError)
      return { index, outcome: 'error', message: `expression '${expression.trim()}' resulted in error: ${value.message}`, reason }
    return { index, outcome: 'fail', message: usable(message?.()) ?? fixed?.trim() ?? `failed expression: ${expression.trim()}`, reason }
  }
}

/** A message must be one line, not empty and not too long; otherwise the fixed one is used. */
function usable(value: CelValue | CelError | undefined): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return text === '' || text.includes('\n') || text.length > longestMessage ? undefined : text
}

function attempt(program: CelProgram, lookup: (name: string) => CelValue | undefined, total: CelBudget): CelValue | CelError {
  const budget = new CelBudget(costPerCall)
  try {
    const value = program.evaluate(lookup, budget)
    total.spend(budget.spent)
    return value
  } catch (error) {
    if (error instanceof CelError) return error
    throw error
  }
}
