import type { Source } from '../../../core/location.ts'
import type { Expression } from '../../../syntax/bicep/ast.ts'
import type { Scope } from '../functions/deployment.ts'
import type { ModuleProfile } from '../module-profiles/profile.ts'
import type { Evaluation } from '../template/evaluation.ts'
import type { Origin, Value } from '../value/value.ts'
import type { BicepExpressions } from './expression.ts'

/** What the declarations of a file ask of the file that they stand in. */
export interface DeclaringModule {
  readonly evaluation: Evaluation
  readonly source: Source
  readonly scope: Scope
  /** The module calls that led to the file, outermost first. */
  readonly trail: readonly Origin[]
  /** The files that those calls stand in. */
  readonly chain: readonly string[]
  readonly expressions: BicepExpressions
  /** The text of an expression, as it is written. */
  textOf(expression: Pick<Expression, 'range'>): string
  /**
   * The file that a module call or an import names, or, of a well-known module that is not at hand, its profile. Undefined,
   * and reported, where neither can be had.
   */
  resolveModule(reference: Expression): Source | { readonly profile: ModuleProfile } | undefined
  /** The id of a scope: of a resource, a module call, or what `resourceGroup()` and the like give. */
  idOf(scope: Value, at: Origin): Value
}
