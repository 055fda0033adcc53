import type { Path } from '../../core/location.ts'
import type { LeafShape, Shape } from './schema.ts'

/** How a field that a type does not have was probably meant. */
export type Suggestion =
  /** The name is misspelt. `certain`: no other name is as near, the target is free and the value fits it. */
  | { readonly kind: 'rename'; readonly field: string; readonly certain: boolean }
  /** The name is right, and belongs at another place of the same object: a path from its root, `[*]` for "each entry". */
  | { readonly kind: 'move'; readonly to: string }

/** What the API server would say of one field of an object. */
export type FieldProblem =
  | {
      readonly code: 'unknown-field'
      /** Of the field itself. */
      readonly path: Path
      readonly field: string
      /** The type that does not have it, such as `PodSpec`. */
      readonly type: string
      readonly suggestion: Suggestion | undefined
      /** The minor that brought the field, where only newer versions have it. */
      readonly addedIn: number | undefined
      /** The minor that took the field away, where only older versions have it. */
      readonly removedIn: number | undefined
    }
  | {
      readonly code: 'missing-field'
      /** Where the field would be. */
      readonly path: Path
      readonly field: string
      readonly type: string
    }
  | {
      readonly code: 'wrong-type'
      readonly path: Path
      readonly expected: Exclude<Shape['kind'], 'any'>
      readonly found: JsonType
    }
  | {
      /** Of the right type, and not in the set or grammar that the field allows. */
      readonly code: 'invalid-value'
      readonly path: Path
      readonly expected: LeafShape['kind']
      /** The allowed values, where they are a closed set. */
      readonly values: readonly string[]
    }

export type JsonType = 'string' | 'boolean' | 'integer' | 'number' | 'list' | 'mapping'

export function jsonType(value: unknown): JsonType {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return Array.isArray(value) ? 'list' : 'mapping'
}
