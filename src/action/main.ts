import { join } from 'node:path'

import { BreakwaterError } from '../core/error.ts'
import { runAction } from './action.ts'

// The bundle puts both programs beside each other.
try {
  process.exitCode = await runAction(join(import.meta.dirname, 'breakwater.mjs'), process.env, (text) => process.stdout.write(text))
} catch (error) {
  process.stdout.write(`::error title=Breakwater::${(error as Error).message.replaceAll(/[\r\n]+/g, ' ')}\n`)
  process.exitCode = error instanceof BreakwaterError ? error.exit : 70
}
