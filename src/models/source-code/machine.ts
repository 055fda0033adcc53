import type { Range } from '../../core/location.ts'
import type { ClassCode, Expression, FunctionCode, Statement } from '../../syntax/source-code/program.ts'
import type { Knowledge } from './rules.ts'
import type { State } from './state.ts'
import type { Contents, Closure, Taint, Value } from './value.ts'
import type { Weakness, WeaknessKind } from './weakness.ts'

/** One function that is being run. */
export interface Frame {
  readonly code: FunctionCode | undefined
  readonly className: string | undefined
  /** What it has returned so far. */
  readonly returned: Value[]
  /** For each loop or switch that is open, the points at which it was left. */
  readonly left: State[][]
  /** The variables and properties that are being set, innermost last. */
  readonly targets: string[]
}

/** What runs a program, as the parts of it see each other. */
export interface Machine {
  readonly text: string
  readonly knowledge: Knowledge
  readonly frame: Frame
  readonly classes: ReadonlyMap<string, ClassCode>
  /** Values of `.properties` files that stand beside the program, by file name and key. */
  readonly properties: (file: string, key: string) => string | undefined
  evaluate(expression: Expression, state: State): Value
  execute(statements: readonly Statement[], state: State): void
  /** The value that a function returns, which is judged by who calls it. */
  returning(expression: Expression, state: State): Value
  /** Runs a function with arguments; what it returns. */
  invoke(closure: Closure, args: readonly Value[], state: State): Value
  /** The function that a name stands for here. */
  functionNamed(name: string, state: State): Closure | undefined
  /** The method of a class of this program. */
  methodOf(className: string, name: string, self: Value, state: State): Closure | undefined
  /** What a name that is no variable stands for: an import, a type, itself. */
  pathOf(name: string): string
  newObject(state: State, known: Partial<Contents>): number
  /** Keeps a function for the end, if nothing runs it until then. */
  keep(closure: Closure): void
  taint(label: Taint['label'], at: Range): Taint
  report(kind: WeaknessKind, at: Range, sink: string, more?: Pick<Weakness, 'detail' | 'source' | 'isConfidential'>): void
  /** Reports a value that reaches where its marks must not be. */
  reportFlow(kind: WeaknessKind, value: Value, taints: readonly Taint[], at: Range, sink: string): void
}
