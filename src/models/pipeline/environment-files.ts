import type { ActionsFile } from './actions-file.ts'
import type { Step } from './pipeline-file.ts'

const files = /^\$(?:\{)?(?:env:)?(GITHUB_ENV|GITHUB_PATH)\}?$/

/** The environment file to which a step's script writes something that is not fixed text; undefined when it does not. */
export function environmentFileWritten(file: ActionsFile, step: Step): string | undefined {
  for (const command of file.commandsOf(step)) {
    const target = command.redirections.find(({ operator, target: { text } }) => operator.includes('>') && files.test(text))?.target.text
    const teed = command.words[0]?.text === 'tee' ? command.words.find(({ text }) => files.test(text))?.text : undefined
    const written = files.exec(target ?? teed ?? '')?.[1]
    if (written === undefined) continue
    // Fixed words are harmless, and so is what comes from the runner itself.
    const computed = command.words.some(
      ({ text, expands }) =>
        expands &&
        !files.test(text) &&
        !/^[^$]*\$\{?(?:HOME|PWD|RUNNER_\w+|GITHUB_(?:WORKSPACE|SHA|RUN_ID|RUN_NUMBER|REPOSITORY))\}?[^$]*$/.test(text),
    )
    if (computed || teed !== undefined || command.redirections.some(({ operator }) => operator.includes('<'))) return written
    if (!/^(?:echo|printf)$/.test(command.words[0]?.text ?? '')) return written
  }
  return undefined
}
