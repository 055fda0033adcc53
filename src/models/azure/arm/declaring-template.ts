import type { Source } from '../../../core/location.ts'
import type { JsonNode } from '../../../syntax/arm/json.ts'
import type { Scope } from '../functions/deployment.ts'
import type { Evaluation, Unit, UnitRequest } from '../template/evaluation.ts'
import type { Origin } from '../value/value.ts'
import type { ArmExpressions, Frame } from './expressions.ts'

/** What the resources of a template ask of the template that they stand in. */
export interface DeclaringTemplate {
  readonly evaluation: Evaluation
  readonly source: Source
  readonly scope: Scope
  /** The deployments that led to the template, outermost first. */
  readonly trail: readonly Origin[]
  /** The files that those stand in. */
  readonly chain: readonly string[]
  readonly expressions: ArmExpressions
  readonly frame: Frame
  /** A template that is written within this one; `outer` is what its expressions see where they are evaluated out here. */
  nested(root: JsonNode, request: UnitRequest, outer: Frame | undefined): Unit
}
