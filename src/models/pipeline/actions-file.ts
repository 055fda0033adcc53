import type { Part, Path, Place, Range } from '../../core/location.ts'
import { defineSubject, type ResourceRef, type Subject, type SubjectKind } from '../../core/subject.ts'
import { parseExpression, type Expression } from '../../syntax/github-expression/parse.ts'
import { shellCommands, type ShellCommand } from '../../syntax/shell/commands.ts'
import type { YamlDocument } from '../../syntax/yaml/document.ts'
import { isObject, listAt, objectAt, stringAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import { parseUses, type Uses } from './uses.ts'

/** An expression in a field of a workflow. */
export interface FieldExpression {
  readonly expression: Expression
  /** From `${{` to `}}`, or the whole condition when it stands bare. */
  readonly range: Range
  /** The field that it is part of. */
  readonly path: Path
  readonly bare: boolean
}

export interface Trigger {
  readonly name: string
  readonly path: Path
  readonly value: JsonObject
}

/** Something that calls an action or a workflow, or runs a script: a step, or a job that is one call. */
export interface Step {
  readonly path: Path
  readonly value: JsonObject
  readonly job: Job
  readonly id: string | undefined
  readonly uses: Uses | undefined
  readonly run: string | undefined
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
}

/** A workflow or a composite action of GitHub Actions. */
export class ActionsFile implements Subject {
  readonly form: 'workflow' | 'action'
  readonly document: YamlDocument
  readonly value: JsonObject
  readonly ref: ResourceRef
  /** For a composite action: one job without name that has its steps. */
  readonly jobs: readonly Job[]
  readonly triggers: readonly Trigger[]
  readonly #expressions = new Map<string, readonly FieldExpression[]>()
  readonly #commands = new Map<Step, readonly ShellCommand[]>()

  private constructor(document: YamlDocument, value: JsonObject, form: 'workflow' | 'action') {
    this.document = document
    this.value = value
    this.form = form
    this.ref = { type: form, name: stringAt(value, ['name']) ?? document.uri }
    this.jobs = form === 'action' ? [toJob('', ['runs'], objectAt(value, ['runs']) ?? {})] : jobsOf(value)
    this.triggers = form === 'action' ? [] : triggersOf(value['on'])
  }

  /** Undefined when the document is neither a workflow nor a composite action. */
  static of(document: YamlDocument): ActionsFile | undefined {
    const { value } = document
    if (!isObject(value)) return undefined
    if (isObject(value['jobs'])) return new ActionsFile(document, value, 'workflow')
    return stringAt(value, ['runs', 'using']) === 'composite' ? new ActionsFile(document, value, 'action') : undefined
  }

  get steps(): readonly Step[] {
    return this.jobs.flatMap(({ steps }) => steps)
  }

  get(path: Path): unknown {
    return valueAt(this.value, path)
  }

  triggeredBy(...names: readonly string[]): boolean {
    return this.triggers.some(({ name }) => names.includes(name))
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
  *strings(path: Path): Generator<{ readonly path: Path; readonly value: string }> {
    yield* stringsIn(this.get(path), path, 0)
  }

  /** The shell commands of a step's script, with places in the file. */
  commandsOf(step: Step): readonly ShellCommand[] {
    let commands = this.#commands.get(step)
    if (commands === undefined) this.#commands.set(step, (commands = this.#readCommands(step)))
    return commands
  }

  #readCommands(step: Step): readonly ShellCommand[] {
    if (step.run === undefined || !isPosixShell(this, step)) return []
    const path = [...step.path, 'run']
    const { range } = this.place(path)
    const written = this.document.source.text.slice(range.start, range.end)
    const content = /^[|>][-+\d]*[^\n]*\n/.exec(written)
    const quote = content === null && /^["']/.test(written) ? 1 : 0
    const from = content?.[0].length ?? quote
    return shellCommands(
      written.slice(from, written.length - quote).replaceAll(/\$\{\{[^}]{0,2000}\}\}/g, (whole) => '$'.padEnd(whole.length, '_')),
      range.start + from,
    )
  }
}

export const actionsFile: SubjectKind<ActionsFile> = defineSubject('actions-file')

function* stringsIn(value: unknown, path: Path, depth: number): Generator<{ readonly path: Path; readonly value: string }> {
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

/** Scripts of PowerShell, Python and cmd are not read as commands. */
export function isPosixShell(file: ActionsFile, { value, job }: Step): boolean {
  const shell = value['shell'] ?? valueAt(job.value, ['defaults', 'run', 'shell']) ?? file.get(['defaults', 'run', 'shell'])
  return shell === undefined || /(?:^|\/)(?:bash|sh|zsh|dash)\b/.test(typeof shell === 'string' ? shell : '')
}

function triggersOf(on: unknown): readonly Trigger[] {
  if (typeof on === 'string') return [{ name: on, path: ['on'], value: {} }]
  if (Array.isArray(on)) return on.flatMap((name, index) => (typeof name === 'string' ? [{ name, path: ['on', index], value: {} }] : []))
  if (!isObject(on)) return []
  return Object.entries(on).map(([name, value]) => ({ name, path: ['on', name], value: isObject(value) ? value : {} }))
}

function jobsOf(value: JsonObject): readonly Job[] {
  return Object.entries(objectAt(value, ['jobs']) ?? {}).flatMap(([id, job]) => (isObject(job) ? [toJob(id, ['jobs', id], job)] : []))
}

function toJob(id: string, path: Path, value: JsonObject): Job {
  const uses = stringAt(value, ['uses'])
  const steps: Step[] = []
  const job: Job = { id, path, value, steps, uses: uses === undefined ? undefined : parseUses(uses) }
  collectSteps(listAt(value, ['steps']), [...path, 'steps'], job, steps, 0)
  return job
}

/** Steps may stand in groups that run in parallel. */
function collectSteps(list: readonly unknown[], path: Path, job: Job, steps: Step[], depth: number): void {
  for (const [index, value] of list.entries()) {
    if (!isObject(value)) continue
    if (Array.isArray(value['parallel']) && depth < 4) {
      collectSteps(value['parallel'], [...path, index, 'parallel'], job, steps, depth + 1)
      continue
    }
    const uses = stringAt(value, ['uses'])
    steps.push({
      path: [...path, index],
      value,
      job,
      id: stringAt(value, ['id']),
      uses: uses === undefined ? undefined : parseUses(uses),
      run: stringAt(value, ['run']),
      with: objectAt(value, ['with']) ?? {},
      env: objectAt(value, ['env']) ?? {},
    })
  }
}

/** The slug of the action that a step calls, such as `actions/checkout`; with the folder when asked for. */
export function actionOf({ uses }: Step, withPath = false): string | undefined {
  if (uses?.kind !== 'repository') return undefined
  return withPath && uses.path !== '' ? `${uses.slug}/${uses.path.toLowerCase()}` : uses.slug
}

/** An input of an action as text, as the action sees it; empty where it is not given. */
export function inputOf({ with: inputs }: Step, name: string): string {
  const value = inputs[name]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}
