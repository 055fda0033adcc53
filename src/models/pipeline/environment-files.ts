import type { ShellCommand, ShellWord } from '../../syntax/shell/commands.ts'
import type { ActionsFile } from './actions-file.ts'
import type { Step } from './pipeline-file.ts'

const files = /^\$(?:\{)?(?:env:)?(GITHUB_ENV|GITHUB_PATH)\}?$/

/** What the runner itself says, and what programs make up without reading anything of others. */
const harmless =
  /\$\{?(?:HOME|PWD|RUNNER_\w+|GITHUB_(?:WORKSPACE|SHA|RUN_ID|RUN_NUMBER|REPOSITORY))\}?|\$\((?:uuidgen|date|pwd|nproc|mktemp|openssl rand)\b[^()$`]{0,100}\)/g

/** The environment file to which a step's script writes something that is not fixed text; undefined when it does not. */
export function environmentFileWritten(file: ActionsFile, step: Step): string | undefined {
  const commands = file.commandsOf(step)
  for (const [index, command] of commands.entries()) {
    const target = command.redirections.find(({ operator, target: { text } }) => operator.includes('>') && files.test(text))?.target.text
    const teed = command.words[0]?.text === 'tee' ? command.words.find(({ text }) => files.test(text))?.text : undefined
    const written = files.exec(target ?? teed ?? '')?.[1]
    if (written !== undefined && !isFixed(command, commands[index - 1])) return written
  }
  return undefined
}

/** Whether what a command writes is fixed words, or what comes from the runner itself. */
function isFixed(command: ShellCommand, before: ShellCommand | undefined): boolean {
  const [program] = command.words
  if (command.redirections.some(({ operator }) => operator.includes('<')) || command.words.some(isComputed)) return false
  if (/^(?:echo|printf)$/.test(program?.text ?? '')) return true
  // A filter changes what is handed to it, and adds nothing of its own.
  return command.after === '|' && before !== undefined && /^(?:sed|tr|cut|tee)$/.test(program?.text ?? '') && isFixed(before, undefined)
}

function isComputed({ text, expands }: ShellWord): boolean {
  return expands && !files.test(text) && /[$`]/.test(text.replaceAll(harmless, ''))
}
