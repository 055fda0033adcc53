import type { Part, Path, Place, Range } from '../../core/location.ts'
import type { ResourceRef, Subject } from '../../core/subject.ts'
import { parseExpression, type Expression } from '../../syntax/github-expression/parse.ts'
import { shellCommands, type ShellCommand } from '../../syntax/shell/commands.ts'
import type { YamlDocument } from '../../syntax/yaml/document.ts'
import { isObject, valueAt, type JsonObject } from '../kubernetes/json.ts'
import type { Task } from './task.ts'
import type { Uses } from './uses.ts'

/** An expression in a field of a pipeline. */
export interface FieldExpression {
  readonly expression: Expression
  /** From `${{` to `}}`, or the whole condition when it stands bare. */
  readonly range: Range
  /** The field that it is part of. */
  readonly path: Path
  readonly bare: boolean
}

/** A string of a pipeline and the way to it. */
export interface FieldText {
  readonly path: Path
  readonly value: string
}

/** Something that calls an action, a task or a template, or runs a script. */
export interface Step {
  readonly path: Path
  readonly value: JsonObject
  readonly job: Job
  readonly id: string | undefined
  /** The action of GitHub that it calls. */
  readonly uses: Uses | undefined
  /** The task of Azure Pipelines that it calls. */
  readonly task: Task | undefined
  /** Its script, however it is given. */
  readonly run: string | undefined
  /** Where it says what it does: its script, or the name of what it calls. */
  readonly doing: Path
  /** The inputs of what it calls. */
  readonly with: JsonObject
  readonly env: JsonObject
}

export interface Job {
  readonly id: string
  readonly path: Path
  readonly value: JsonObject
  readonly steps: readonly Step[]
  /** The reusable workflow that the job calls. */
  readonly uses: Uses | undefined
  /** The environment that it deploys to, and whose approvals it waits for. */
  readonly environment: string | undefined
}

/** A file that says what runs on the way from a change to production: of GitHub Actions or of Azure Pipelines. */
export abstract class PipelineFile implements Subject {
  readonly document: YamlDocument
  readonly value: JsonObject
  abstract readonly ref: ResourceRef
  abstract readonly jobs: readonly Job[]
  /** Whether it runs only as a part of others: a composite action, a template. */
  abstract readonly isPart: boolean
  readonly #expressions = new Map<string, readonly FieldExpression[]>()
  readonly #commands = new Map<Step, readonly ShellCommand[]>()
  // Many checks ask for these.
  #steps: readonly Step[] | undefined
  #strings: readonly FieldText[] | undefined

  protected constructor(document: YamlDocument, value: JsonObject) {
    this.document = document
    this.value = value
  }

  /** Whether a step's script is one for a POSIX shell. Scripts of PowerShell, Python and cmd are not read as commands. */
  abstract isPosixShell(step: Step): boolean

  /** A script with what is filled in before it runs replaced by a variable of the same length. */
  protected abstract withoutPlaceholders(script: string): string

  /** The files of the same tree that it calls, as they may be named in `uri`s. */
  abstract readonly calledFiles: readonly string[]

  /** Whether it says that pull requests start it. */
  abstract readonly isForPullRequests: boolean

  /** The conditions that decide whether a step runs, its own first. */
  abstract conditionsOf(step: Step): readonly Expression[]

  get steps(): readonly Step[] {
    return (this.#steps ??= this.jobs.flatMap(({ steps }) => steps))
  }

  get(path: Path): unknown {
    return valueAt(this.value, path)
  }

  place(path: Path, part?: Part): Place {
    return this.document.place(path, part)
  }

  /** A stretch of the text inside a field. */
  at(path: Path, range: Range): Place {
    return { source: this.document.source, range, path }
  }

  /** The expressions of the field at `path`, in order. `condition`: the field is one even without `${{ }}`, as `if` is. */
  expressions(path: Path, condition = false): readonly FieldExpression[] {
    const key = path.join('\u0000')
    let found = this.#expressions.get(key)
    if (found === undefined) this.#expressions.set(key, (found = this.#readExpressions(path, condition)))
    return found
  }

  #readExpressions(path: Path, condition: boolean): readonly FieldExpression[] {
    const value = this.get(path)
    if (typeof value !== 'string') return []
    const hasMarkers = value.includes('${{')
    if (!hasMarkers && !condition) return []
    const { range } = this.place(path)
    const written = this.document.source.text.slice(range.start, range.end)
    if (!hasMarkers) return bareCondition(written, value, range, path)
    return [...written.matchAll(/\$\{\{((?:[^'}]|'(?:[^']|'')*'|\}(?!\}))*)\}\}/g)].flatMap((match) => {
      const parsed = parseExpression(match[1]!.replaceAll('\\"', ' "'), range.start + match.index + 3)
      return 'problem' in parsed
        ? []
        : [
            {
              expression: parsed.expression,
              range: { start: range.start + match.index, end: range.start + match.index + match[0].length },
              path,
              bare: false,
            },
          ]
    })
  }

  /** Every string below a path with the way to it. */
  strings(path: Path): Iterable<FieldText> {
    return path.length === 0 ? (this.#strings ??= [...stringsIn(this.value, path, 0)]) : stringsIn(this.get(path), path, 0)
  }

  /** The shell commands of a step's script, with places in the file. */
  commandsOf(step: Step): readonly ShellCommand[] {
    let commands = this.#commands.get(step)
    if (commands === undefined) this.#commands.set(step, (commands = this.#readCommands(step)))
    return commands
  }

  #readCommands(step: Step): readonly ShellCommand[] {
    if (step.run === undefined || !this.isPosixShell(step)) return []
    const { range } = this.place(step.doing)
    const written = this.document.source.text.slice(range.start, range.end)
    const content = /^[|>][-+\d]*[^\n]*\n/.exec(written)
    const quote = content === null && /^["']/.test(written) ? 1 : 0
    const from = content?.[0].length ?? quote
    return shellCommands(this.withoutPlaceholders(written.slice(from, written.length - quote)), range.start + from)
  }
}

function* stringsIn(value: unknown, path: Path, depth: number): Generator<FieldText> {
  if (typeof value === 'string') yield { path, value }
  else if (depth > 20) return
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* stringsIn(item, [...path, index], depth + 1)
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* stringsIn(item, [...path, key], depth + 1)
}

function bareCondition(written: string, value: string, range: Range, path: Path): readonly FieldExpression[] {
  const content = written.indexOf(value.trim().slice(0, 20))
  const offset = content === -1 ? 0 : content
  const parsed = parseExpression(
    content === -1
      ? value
      : written.slice(offset, offset + (written.endsWith('"') || written.endsWith("'") ? value.length : written.length)),
    range.start + offset,
  )
  return 'problem' in parsed ? [] : [{ expression: parsed.expression, range, path, bare: true }]
}

/** The same length as what it stands for, so that places stay right. */
export function placeholder(whole: string): string {
  return '$'.padEnd(whole.length, '_')
}

/** The slug of the action that a step calls, such as `actions/checkout`; with the folder when asked for. */
export function actionOf({ uses }: Step, withPath = false): string | undefined {
  if (uses?.kind !== 'repository') return undefined
  return withPath && uses.path !== '' ? `${uses.slug}/${uses.path.toLowerCase()}` : uses.slug
}

/** An input as text, as the action or task sees it; empty where it is not given. Tasks do not mind the case of its name. */
export function inputOf({ with: inputs, task }: Step, name: string): string {
  const value = inputs[name] ?? (task === undefined ? undefined : inputs[inputKey(inputs, name) ?? ''])
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** An input's name as it is written. */
export function inputKey(inputs: JsonObject, name: string): string | undefined {
  return Object.keys(inputs).find((key) => key.toLowerCase() === name.toLowerCase())
}
