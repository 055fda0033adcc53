import { message } from '../../core/text.ts'
import { checkCel, type CheckEnvironment } from './check/checker.ts'
import type { StaticType } from './check/static-type.ts'
import { CelCompiler } from './compile.ts'
import { CelError, CelSyntaxError } from './errors.ts'
import { CelBudget, type CelEvaluation } from './evaluation.ts'
import { parseCel } from './parser.ts'
import { problems } from './problem-texts.ts'
import type { CelValue } from './values.ts'

/** What the API server lets one expression cost. */
export const costPerCall = 1_000_000

/** A compiled expression. */
export class CelProgram {
  readonly text: string
  /** What the expression gives, as far as that is known before. */
  readonly type: StaticType
  readonly #run: (evaluation: CelEvaluation) => CelValue

  /**
   * @param environment the variables and functions that the expression may use
   * @throws {CelSyntaxError} with the offset of what is wrong
   */
  constructor(text: string, environment: CheckEnvironment) {
    this.text = text
    try {
      const node = parseCel(text)
      this.type = checkCel(node, environment)
      this.#run = new CelCompiler(new Set(environment.variables.keys())).compile(node)
    } catch (error) {
      if (error instanceof RangeError) throw new CelSyntaxError(message(problems.tooManyOperators, {}), 0)
      throw error
    }
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
