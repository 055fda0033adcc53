import { CelError } from './errors.ts'
import type { CelValue } from './values.ts'

/** What an expression is evaluated with: variables, and how much it may still cost. */
export interface CelEvaluation {
  /** Undefined where there is no variable of the name. */
  readonly lookup: (name: string) => CelValue | undefined
  readonly budget: CelBudget
}

/** Counts steps of comprehensions and the size of what functions work on. */
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

  spend(cost: number): void {
    this.#left -= cost
    if (this.#left < 0) throw new CelError(`cost exceeds the limit of ${this.#limit}`)
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
    if (error instanceof CelError) return error
    throw error
  }
}
