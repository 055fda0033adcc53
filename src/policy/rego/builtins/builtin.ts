import type { BuiltinContext } from '../evaluation.ts'
import type { Value } from '../values.ts'

/** A function that policies can call without defining it. */
export interface BuiltinFunction {
  readonly arity: number
  readonly run: (args: readonly Value[], context: BuiltinContext) => Value | undefined
}

/** Built-ins of one family by name. */
export type BuiltinFamily = Readonly<Record<string, BuiltinFunction>>

export function builtin(arity: number, run: BuiltinFunction['run']): BuiltinFunction {
  return { arity, run }
}
