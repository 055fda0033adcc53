import type { Expression } from '../../syntax/source-code/program.ts'
import type { Machine } from './machine.ts'
import type { State } from './state.ts'
import { mergeTaints, type Taint, type Value } from './value.ts'

/** Strings put together. What is known of the beginning stays known. */
export function concatenated(machine: Machine, parts: readonly Expression[], state: State): Value {
  return concatenatedValues(
    parts.map((part) => machine.evaluate(part, state)),
    state,
  )
}

export function concatenatedValues(values: readonly Value[], state: State): Value {
  let taints: readonly Taint[] = []
  let constant: string | undefined = ''
  let prefix: string | undefined
  for (const value of values) {
    taints = mergeTaints(taints, state.deepTaints(value))
    if (value.constant === undefined) {
      prefix ??= (constant ?? '') + (value.prefix ?? '')
      constant = undefined
    } else if (constant !== undefined && constant.length < 10_000) constant += String(value.constant)
  }
  return constant === undefined ? { taints, isBuilt: true, prefix } : { taints, constant }
}
