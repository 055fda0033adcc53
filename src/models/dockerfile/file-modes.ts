import type { Range } from '../../core/location.ts'
import type { BuildInstruction, DockerBuild } from './docker-build.ts'

/** A file mode that a build sets. */
export interface FileMode {
  readonly mode: string
  readonly range: Range
  /** It sets the setuid or the setgid bit. */
  readonly setsId: boolean
  /** Everybody may write, and the sticky bit does not limit it. */
  readonly worldWritable: boolean
}

/** The modes of an instruction: `chmod` in RUN, `--chmod` of COPY and ADD. */
export function fileModes(build: DockerBuild, instruction: BuildInstruction): readonly FileMode[] {
  const chmod = instruction.effective.flags.find(({ name, value }) => name === 'chmod' && value !== undefined)
  const flagged = chmod === undefined ? [] : [{ text: chmod.value!, range: chmod.range }]
  const commanded = build.commandsOf(instruction).flatMap(({ program, args }) => {
    const mode = program === 'chmod' ? args.find(({ text }) => !text.startsWith('--') && !/^-[Rcfv]+$/.test(text)) : undefined
    return mode === undefined ? [] : [mode]
  })
  return [...flagged, ...commanded].map(({ text, range }) => ({ mode: text, range, ...judged(text) }))
}

function judged(mode: string): Pick<FileMode, 'setsId' | 'worldWritable'> {
  if (/^[0-7]{3,5}$/.test(mode)) {
    const bits = Number.parseInt(mode, 8)
    return { setsId: (bits & 0o6000) !== 0, worldWritable: (bits & 0o002) !== 0 && (bits & 0o1000) === 0 }
  }
  const clauses = mode.split(',')
  return {
    setsId: clauses.some((clause) => /^[ugoa]*[+=][rwxXt]*s/.test(clause)),
    worldWritable: clauses.some((clause) => /^(?:[ug]*[oa][ugoa]*)[+=][rxXst]*w/.test(clause)),
  }
}
