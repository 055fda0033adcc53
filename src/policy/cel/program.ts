import { CelCompiler } from './compile.ts'
import { CelError } from './errors.ts'
import { CelBudget, type CelEvaluation } from './evaluation.ts'
import { parseCel } from './parser.ts'
import type { CelValue } from './values.ts'

/** What the API server lets one expression cost. */
export const costPerCall = 1_000_000

/** A compiled expression. */
export class CelProgram {
  readonly text: string
  readonly #run: (evaluation: CelEvaluation) => CelValue

  /**
   * @param variables the names that the expression may use
   * @throws {CelSyntaxError} with the offset of what is wrong
   */
  constructor(text: string, variables: Iterable<string>) {
    this.text = text
    this.#run = new CelCompiler(new Set(variables)).compile(parseCel(text))
  }

  /** @throws {CelError} where the expression has no value, or costs too much */
  evaluate(lookup: CelEvaluation['lookup'], budget = new CelBudget(costPerCall)): CelValue {
    try {
      return this.#run({ lookup, budget })
    } catch (error) {
      if (error instanceof RangeError) throw new CelError('expression is nested too deeply')
      throw error
    }
  }
}
