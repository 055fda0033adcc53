import { programOf, type ShellCommand, type ShellWord } from '../../syntax/shell/commands.ts'
import { unverifiedFlags } from '../dockerfile/downloads.ts'
import type { RunCommand } from '../dockerfile/run-commands.ts'

export { programOf } from '../../syntax/shell/commands.ts'

/** Commands of a step in the shape that the questions about builds take. */
export function asRunCommands(commands: readonly ShellCommand[]): readonly RunCommand[] {
  return commands.map((command) => {
    const program = programOf(command)
    return { ...command, program: program?.name ?? '', args: program?.args ?? [] }
  })
}

/** Flags that switch the verification of a server's certificate off. */
export function unverifiedTls(commands: readonly ShellCommand[]): readonly { readonly program: string; readonly flag: ShellWord }[] {
  return unverifiedFlags(asRunCommands(commands))
}
