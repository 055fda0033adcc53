import type { Expression } from '../../syntax/source-code/program.ts'
import { isCredential } from './credentials.ts'
import type { Machine } from './machine.ts'
import { rulesFor } from './rules.ts'
import type { State } from './state.ts'
import type { Value } from './value.ts'

/** Looks at a property, a named argument or an entry that is set, wherever it is. */
export function checkSetting(
  machine: Machine,
  name: string,
  owners: readonly string[],
  value: Value,
  written: Expression,
  state: State,
): void {
  if (isCredential(name, value, written)) machine.report('credential', written.at, name, { isConfidential: true })
  for (const rule of rulesFor(machine.knowledge.settings, name, owners)) {
    if (rule.isSink === true) {
      if (rule.test(value, written)) machine.reportFlow(rule.kind, value, state.deepTaints(value), written.at, name)
    } else if (rule.test(value, written)) {
      const isSecret = rule.kind === 'credential'
      machine.report(rule.kind, written.at, name, isSecret ? { isConfidential: true } : { detail: `${name}${detailOf(value)}` })
    }
  }
}

function detailOf({ constant }: Value): string {
  return constant === undefined ? '' : `: ${String(constant)}`
}
