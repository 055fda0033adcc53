import { BreakwaterError } from '../core/error.ts'
import type { Command } from './command.ts'
import { exportFlags, exportExamples, exportPolicies } from './policy-export.ts'

/** What can be done with policies. Each has a file of its own. */
export const command: Command = {
  targets: 'export',
  flags: exportFlags,
  examples: exportExamples,
  run: async (invocation) => {
    if (invocation.targets[0] !== 'export') throw new BreakwaterError('bad-usage', { problem: 'policy export' })
    return exportPolicies({ ...invocation, targets: invocation.targets.slice(1) })
  },
}
