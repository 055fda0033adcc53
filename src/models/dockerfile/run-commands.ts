import type { Range } from '../../core/location.ts'
import type { Instruction } from '../../syntax/dockerfile/parse.ts'
import { programOf, shellCommands, type ShellCommand, type ShellWord } from '../../syntax/shell/commands.ts'

/** A command that a RUN instruction runs, with places in the Dockerfile. */
export interface RunCommand extends ShellCommand {
  /** The program's own name, without folder and without `sudo` before it; empty for a bare assignment. */
  readonly program: string
  readonly args: readonly ShellWord[]
}

/** The commands of a RUN in shell form, in exec form, and in heredocs. `text` is that of the file. */
export function runCommands(instruction: Instruction, text: string): readonly RunCommand[] {
  if (instruction.keyword !== 'RUN') return []
  const commands = instruction.exec ? execCommands(instruction) : shellForm(instruction)
  for (const { range } of instruction.heredocs) commands.push(...shellCommands(text.slice(range.start, range.end), range.start))
  return commands.map((command) => {
    const program = programOf(command)
    return { ...command, program: program?.name ?? '', args: program?.args ?? [] }
  })
}

function shellForm({ rest }: Instruction): ShellCommand[] {
  const toSource = (range: Range): Range => rest.sourceRange(range)
  const word = (original: ShellWord): ShellWord => ({ ...original, range: toSource(original.range) })
  return shellCommands(rest.text).map((command) => ({
    ...command,
    words: command.words.map(word),
    assignments: command.assignments.map(word),
    redirections: command.redirections.map(({ operator, target }) => ({ operator, target: word(target) })),
    range: toSource(command.range),
  }))
}

/** `["sh", "-c", "script"]` runs a script; anything else is one command. Places inside the script are those of its string. */
function execCommands({ words, range }: Instruction): ShellCommand[] {
  const script = /(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(words[0]?.text ?? '') && /^-\w*c$/.test(words[1]?.text ?? '') ? words[2] : undefined
  if (script !== undefined) {
    const whole = script.range
    const word = (original: ShellWord): ShellWord => ({ ...original, range: whole })
    return shellCommands(script.text).map((command) => ({
      ...command,
      words: command.words.map(word),
      assignments: command.assignments.map(word),
      range: whole,
    }))
  }
  return [{ words: words.map((word) => ({ ...word, expands: false })), assignments: [], redirections: [], after: '', range }]
}
