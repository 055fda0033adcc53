import type { Path } from '../../core/location.ts'
import type { Shape } from './schema.ts'

/** How a field that a type does not have was probably meant. */
export type Suggestion =
  /** The name is misspelt. `certain`: no other name is as near, the target is free and the value fits it. */
  | { readonly kind: 'rename'; readonly field: string; readonly certain: boolean }
  /** The name is right, and belongs at another place of the same object. */
  | {
      readonly kind: 'move'
      /** The place, from the object's root; `[*]` stands for each entry of a list. */
      readonly to: string
      /** The same as a path, where it is a single place. */
      readonly path: Path | undefined
    }

/** A field that its type does not have. */
export interface UnknownField {
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

/** A required field that is absent, or null. */
export interface MissingField {
  readonly code: 'missing-field'
  /** Where the field would be. */
  readonly path: Path
  readonly field: string
  readonly type: string
}

/** A value that the field does not take. */
export interface WrongValue {
  /** `invalid-value`: of the right type, and not of the set or the grammar that the field allows. */
  readonly code: 'wrong-type' | 'invalid-value'
  readonly path: Path
  readonly expected: Exclude<Shape['kind'], 'any'>
  readonly found: JsonType
  /** The allowed values, where they are a closed set. */
  readonly values: readonly string[]
}

/** What the API server would say of one field of an object. */
export type FieldProblem = UnknownField | MissingField | WrongValue

export type JsonType = 'string' | 'boolean' | 'integer' | 'number' | 'list' | 'mapping'

export function jsonType(value: unknown): JsonType {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return Array.isArray(value) ? 'list' : 'mapping'
}
