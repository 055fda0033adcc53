import { CelCostError, CelError } from './errors.ts'
import type { CelValue } from './values.ts'

/** What an expression is evaluated with: variables, and how much it may still cost. */
export interface CelEvaluation {
  /** Undefined where there is no variable of the name. */
  readonly lookup: (name: string) => CelValue | undefined
  readonly budget: CelBudget
}

/** Counts what an evaluation costs, as the API server counts it. */
export class CelBudget {
  #left: number
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
    this.#left = limit
  }

  get spent(): number {
    return this.#limit - this.#left
  }

  /** @throws {CelCostError} where nothing is left */
  spend(cost: number): void {
    this.#left -= cost
    if (this.#left < 0) throw new CelCostError()
  }
}

/** Values of the variables of macros, by depth. */
export type Locals = CelValue[]
/** A compiled expression. */
export type Run = (evaluation: CelEvaluation, locals: Locals) => CelValue

/** The value, or the error in its place. */
export function attempt(run: Run, evaluation: CelEvaluation, locals: Locals): CelValue | CelError {
  try {
    return run(evaluation, locals)
  } catch (error) {
    if (error instanceof CelError && !(error instanceof CelCostError)) return error
    throw error
  }
}
