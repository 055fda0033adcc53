import type { Arm, Constant } from '../../syntax/source-code/program.ts'
import type { Guard } from './guards.ts'
import type { Machine } from './machine.ts'
import type { State } from './state.ts'

/** Keeps what a test has proven on this way. */
export function narrow(state: State, guards: readonly Guard[]): void {
  for (const { key, mask } of guards) state.tested.set(key, (state.tested.get(key) ?? 0) | mask)
}

/** Whether an arm of a switch is taken for a known subject; undefined where that is not known. */
export function truthOf(machine: Machine, subject: Constant | undefined, arm: Arm, state: State): boolean | undefined {
  if (arm.tests.length === 0) return subject === undefined ? undefined : true
  const tests = new Set(arm.tests.map((test) => machine.evaluate(test, state).constant))
  return subject === undefined || tests.has(undefined) ? undefined : tests.has(subject)
}
