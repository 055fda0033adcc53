import type { PathEdit, TextEdit } from '../../core/edit.ts'
import type { Path, Place, Range, Source } from '../../core/location.ts'
import { defineSubject, type Document, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { parseDockerfile, type DockerProblem, type DockerWord, type Instruction } from '../../syntax/dockerfile/parse.ts'
import { runCommands, type RunCommand } from './run-commands.ts'

/** An instruction and where it stands in its build. */
export interface BuildInstruction extends Instruction {
  /** `['stages', 1, 'RUN', 0]`: the first RUN of the second stage. */
  readonly path: Path
  /** The instruction that does the work: the deferred one of ONBUILD, else itself. */
  readonly effective: Instruction
}

export interface Stage {
  readonly index: number
  /** In lower case, as stages are found by it. */
  readonly name: string | undefined
  readonly nameWord: DockerWord | undefined
  readonly from: BuildInstruction
  /** The base as written; undefined when FROM says nothing. */
  readonly base: DockerWord | undefined
  /** The base with the arguments before the first FROM filled in, where they have defaults. */
  readonly image: string
  /** The earlier stage that it builds on. */
  readonly parent: Stage | undefined
  /** Without FROM. */
  readonly instructions: readonly BuildInstruction[]
}

/** A Dockerfile as the build that it describes. */
export class DockerBuild implements Subject {
  readonly source: Source
  readonly ref: ResourceRef
  readonly document: DockerDocument
  /** ARG instructions before the first FROM. */
  readonly globalArguments: readonly BuildInstruction[]
  readonly stages: readonly Stage[]
  readonly problems: readonly DockerProblem[]
  /** Text of the `.dockerignore` that applies; undefined when there is none. */
  readonly ignoreFile: Source | undefined
  readonly #commands = new Map<BuildInstruction, readonly RunCommand[]>()

  constructor(source: Source, ignoreFile?: Source) {
    const { instructions, problems } = parseDockerfile(source.text)
    this.source = source
    this.ignoreFile = ignoreFile
    this.problems = problems
    this.ref = { type: 'Dockerfile', name: source.uri }
    const { globals, stages } = toStages(instructions)
    this.globalArguments = globals
    this.stages = stages
    this.document = new DockerDocument(source, [...globals, ...stages.flatMap((stage) => [stage.from, ...stage.instructions])])
  }

  /** The stage whose result is the image. */
  get finalStage(): Stage | undefined {
    return this.stages.at(-1)
  }

  /** Every instruction of every stage, FROM included. */
  *instructions(): Generator<{ readonly stage: Stage; readonly instruction: BuildInstruction }> {
    for (const stage of this.stages) {
      yield { stage, instruction: stage.from }
      for (const instruction of stage.instructions) yield { stage, instruction }
    }
  }

  /** The shell commands of a RUN instruction (also a deferred one), with their places in the file. */
  commandsOf(instruction: BuildInstruction): readonly RunCommand[] {
    let commands = this.#commands.get(instruction)
    if (commands === undefined) this.#commands.set(instruction, (commands = runCommands(instruction.effective, this.source.text)))
    return commands
  }

  /** Every RUN instruction with its commands. */
  *runs(): Generator<{ readonly stage: Stage; readonly instruction: BuildInstruction; readonly commands: readonly RunCommand[] }> {
    for (const { stage, instruction } of this.instructions()) {
      if (instruction.effective.keyword === 'RUN') yield { stage, instruction, commands: this.commandsOf(instruction) }
    }
  }

  /** A stretch of the file, as part of an instruction. */
  at(instruction: BuildInstruction, range: Range = instruction.range): Place {
    return { source: this.source, range, path: instruction.path }
  }

  /** The stages that a stage is made from, itself first. */
  lineage(stage: Stage): readonly Stage[] {
    const line = [stage]
    for (let parent = stage.parent; parent !== undefined; parent = parent.parent) line.push(parent)
    return line
  }
}

export const dockerBuild: SubjectKind<DockerBuild> = defineSubject('docker-build')

function toStages(instructions: readonly Instruction[]): {
  readonly globals: readonly BuildInstruction[]
  readonly stages: readonly Stage[]
} {
  const globals: BuildInstruction[] = []
  const stages: (Stage & { instructions: BuildInstruction[] })[] = []
  const defaults = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const instruction of instructions) {
    // A file without FROM is still read: as a stage whose base is not known.
    if (instruction.keyword === 'FROM') {
      stages.push(toStage(instruction, stages, defaults))
      counts.clear()
      continue
    }
    const count = counts.get(instruction.keyword) ?? 0
    counts.set(instruction.keyword, count + 1)
    const effective = instruction.deferred ?? instruction
    if (stages.length === 0 && instruction.keyword === 'ARG') {
      globals.push({ ...instruction, effective, path: ['arguments', count] })
      for (const { text } of instruction.words)
        if (text.includes('=')) defaults.set(text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1))
      continue
    }
    if (stages.length === 0)
      stages.push(
        toStage(
          {
            ...instruction,
            keyword: 'FROM',
            words: [],
            flags: [],
            range: { start: instruction.range.start, end: instruction.range.start },
          },
          stages,
          defaults,
        ),
      )
    stages.at(-1)!.instructions.push({ ...instruction, effective, path: ['stages', stages.length - 1, instruction.keyword, count] })
  }
  return { globals, stages }
}

function toStage(
  from: Instruction,
  before: readonly Stage[],
  defaults: ReadonlyMap<string, string>,
): Stage & { instructions: BuildInstruction[] } {
  const [base, as, nameWord] = from.words
  const named = as?.text.toUpperCase() === 'AS' && nameWord !== undefined
  const image = base === undefined ? '' : substitute(base.text, defaults)
  return {
    index: before.length,
    name: named ? nameWord.text.toLowerCase() : undefined,
    nameWord: named ? nameWord : undefined,
    from: { ...from, effective: from, path: ['stages', before.length, 'FROM', 0] },
    base,
    image,
    parent: before.findLast(({ name }) => name === image.toLowerCase()),
    instructions: [],
  }
}

/** Fills `$NAME`, `${NAME}` and `${NAME:-default}` in; what has no value stays as it is. */
function substitute(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::?-([^{}]*))?\})/g,
    (whole, bare: string | undefined, braced: string | undefined, fallback: string | undefined) =>
      values.get(bare ?? braced ?? '') ?? fallback ?? whole,
  )
}

/**
 * Paths in a Dockerfile: `['stages', n, KEYWORD, m]` is an instruction, with `'words', k` behind it one of its words.
 * Edits: `set` a word or a whole instruction, `rename` its keyword, `remove` it, `append` an instruction to `['stages', n]`.
 */
class DockerDocument implements Document {
  readonly uri: string
  readonly #source: Source
  readonly #instructions = new Map<string, BuildInstruction>()

  constructor(source: Source, instructions: readonly BuildInstruction[]) {
    this.uri = source.uri
    this.#source = source
    for (const instruction of instructions) this.#instructions.set(keyOf(instruction.path), instruction)
  }

  place(path: Path): Place {
    return { source: this.#source, range: this.#rangeOf(path) ?? { start: 0, end: 0 }, path }
  }

  edit(edits: readonly PathEdit[]): readonly TextEdit[] | undefined {
    const changes: TextEdit[] = []
    for (const edit of edits) {
      const change = this.#change(edit)
      if (change === undefined) return undefined
      changes.push(change)
    }
    return changes
  }

  #change(edit: PathEdit): TextEdit | undefined {
    if (edit.op === 'append') return typeof edit.value === 'string' ? this.#appended(edit.path, edit.value) : undefined
    const range = this.#rangeOf(edit.path)
    if (range === undefined) return undefined
    if (edit.op === 'set') return typeof edit.value === 'string' ? { range, text: edit.value } : undefined
    const instruction = this.#instructions.get(keyOf(edit.path))
    if (instruction === undefined) return undefined
    if (edit.op === 'rename') return { range: instruction.effective.keywordRange, text: edit.key }
    if (instruction.heredocs.length > 0) return undefined
    const lineEnd = this.#source.text.indexOf('\n', range.end)
    return { range: { start: range.start, end: lineEnd === -1 ? this.#source.text.length : lineEnd + 1 }, text: '' }
  }

  /** A new instruction behind the last one of a stage; before what starts the container, if the stage says that at its end. */
  #appended(path: Path, instruction: string): TextEdit | undefined {
    const members = [...this.#instructions.values()].filter((member) => member.path[0] === path[0] && member.path[1] === path[1])
    if (members.length === 0 || members.some(({ heredocs }) => heredocs.length > 0)) return undefined
    let last = members.length
    while (last > 1 && /^(?:CMD|ENTRYPOINT|HEALTHCHECK|EXPOSE|STOPSIGNAL|LABEL)$/.test(members[last - 1]!.keyword)) last--
    const { end } = members[last - 1]!.range
    return { range: { start: end, end }, text: `${this.#source.text.includes('\r\n') ? '\r\n' : '\n'}${instruction}` }
  }

  #rangeOf(path: Path): Range | undefined {
    const word = path.indexOf('words')
    const instruction = this.#instructions.get(keyOf(word === -1 ? path : path.slice(0, word)))
    return word === -1 ? instruction?.range : instruction?.words[Number(path[word + 1])]?.range
  }
}

function keyOf(path: Path): string {
  return path.join('\u0000')
}
