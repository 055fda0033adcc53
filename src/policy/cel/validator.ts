import type { Path } from '../../core/location.ts'
import type { CheckEnvironment } from './check/checker.ts'
import { CelError, CelOutOfBudgetError, CelUnknownError } from './errors.ts'
import { PolicyScope, wantedTypes, type ScopeSource } from './policy-scope.ts'
import type { CelProgram } from './program.ts'
import type { CelTrace } from './trace.ts'
import type { CelValue } from './values.ts'

export interface ValidationSource extends ScopeSource {
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

const longestMessage = 5 * 1024

/** The expressions of a policy, compiled once: variables are evaluated when they are first asked for. */
export class CelValidator {
  readonly #source: ValidationSource
  readonly #scope: PolicyScope
  readonly #validations: readonly { readonly program: CelProgram; readonly message: CelProgram | undefined }[]
  readonly #annotations: readonly CelProgram[]

  /**
   * @param environment what the expressions may use
   * @param given variables that the engine adds to those of the policy
   * @throws {ExpressionSyntaxError} where one does not compile
   */
  constructor(source: ValidationSource, environment: CheckEnvironment, given?: readonly string[]) {
    this.#source = source
    const scope = new PolicyScope(source, environment, given)
    this.#scope = scope
    this.#validations = source.validations.map(({ expression, messageExpression }, index) => ({
      program: scope.compile(['validations', index, 'expression'], expression, wantedTypes.condition),
      message:
        messageExpression === undefined ? undefined : scope.compileMessage(['validations', index, 'messageExpression'], messageExpression),
    }))
    this.#annotations = source.auditAnnotations.map(({ valueExpression }, index) =>
      scope.compile(['auditAnnotations', index, 'valueExpression'], valueExpression, wantedTypes.annotation),
    )
  }

  /**
   * @param trace what the object among `given` was made by, where it should be told which fields decide
   * @throws {CelUnknownError} where the answer hangs on what is not known here: no validation fails without it
   */
  evaluate(given: ReadonlyMap<string, CelValue>, trace?: CelTrace): ValidationOutcome {
    const evaluation = this.#scope.evaluation(given)
    const run = (program: CelProgram): CelValue | CelError => evaluation.run(program)
    const matched = evaluation.matched()
    if (matched.matched === 'error') return { matched: 'error', matchError: matched.error, results: [], auditAnnotations: {} }
    if (matched.matched === 'no') return { matched: 'no', results: [], auditAnnotations: {} }
    const results: ValidationResult[] = []
    let unknown: CelUnknownError | undefined
    for (const [index, { program, message }] of this.#validations.entries()) {
      trace?.start()
      const value = run(program)
      if (value instanceof CelOutOfBudgetError)
        return { matched: 'yes', results: [{ index, outcome: 'error', message: value.message, reason: 'Invalid' }], auditAnnotations: {} }
      if (value instanceof CelUnknownError) {
        unknown ??= value
        continue
      }
      const path = trace?.deciding()
      const result = this.#result(index, value, message === undefined ? undefined : () => run(message))
      results.push(path === undefined ? result : { ...result, path })
    }
    if (unknown !== undefined && results.every(({ outcome }) => outcome !== 'fail')) throw unknown
    const annotations = this.#annotations.flatMap((program, index) => {
      const value = run(program)
      return typeof value === 'string' ? [[this.#source.auditAnnotations[index]!.key, value] as const] : []
    })
    return { matched: 'yes', results, auditAnnotations: Object.fromEntries(annotations) }
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
