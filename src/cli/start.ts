import { compileWhole } from './node/compile-whole.ts'
import { standardOutput } from './output/standard-output.ts'
import { version } from './version.ts'

/** The one answer that needs nothing else of the program. */
export function printVersion(): void {
  standardOutput().write(`${version}\n`)
}

/** Runs the command line and gives the exit code. */
export async function start(args: readonly string[]): Promise<number> {
  const { runProgram } = await compileWhole(async () => import('./program.ts'))
  return runProgram(args)
}
