import type { BuildInstruction, DockerBuild } from './docker-build.ts'
import type { RunCommand } from './run-commands.ts'

const bash = /^(?:ba|z|k|a)sh$/

/** The receiving commands of pipes whose sender may fail unnoticed. */
export function* unguardedPipes(build: DockerBuild): Generator<{ readonly instruction: BuildInstruction; readonly command: RunCommand }> {
  for (const stage of build.stages) {
    let guarded = false
    let posix = true
    for (const instruction of stage.instructions) {
      const { keyword, words, exec } = instruction.effective
      if (keyword === 'SHELL') {
        const program = words[0]?.text.replace(/^.*[/\\]/, '').replace(/\.exe$/i, '') ?? ''
        posix = bash.test(program) || program === 'sh' || program === 'dash'
        guarded = !posix || (bash.test(program) && words.some(({ text }) => text.includes('pipefail')))
      }
      if (keyword !== 'RUN' || exec || guarded || !posix) continue
      const commands = build.commandsOf(instruction)
      // What cannot fail needs no guard.
      const pipe = commands.findIndex(
        ({ after }, index) => after === '|' && !/^(?:echo|printf|yes|true)$/.test(commands[index - 1]?.program ?? ''),
      )
      if (pipe === -1) continue
      const sets = commands.slice(0, pipe).some(({ program, args }) => program === 'set' && args.some(({ text }) => text === 'pipefail'))
      if (!sets) yield { instruction, command: commands[pipe]! }
    }
  }
}
