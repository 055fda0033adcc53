import type { Path } from '../../core/location.ts'
import { defineSubject, type ResourceRef, type SubjectKind } from '../../core/subject.ts'
import type { Expression } from '../../syntax/github-expression/parse.ts'
import type { YamlDocument } from '../../syntax/yaml/document.ts'
import { isObject, listAt, objectAt, stringAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import { PipelineFile, placeholder, type Job, type Step } from './pipeline-file.ts'
import { parseUses } from './uses.ts'

export interface Trigger {
  readonly name: string
  readonly path: Path
  readonly value: JsonObject
}

/** A workflow or a composite action of GitHub Actions. */
export class ActionsFile extends PipelineFile {
  readonly form: 'workflow' | 'action'
  readonly ref: ResourceRef
  /** For a composite action: one job without name that has its steps. */
  readonly jobs: readonly Job[]
  readonly triggers: readonly Trigger[]

  private constructor(document: YamlDocument, value: JsonObject, form: 'workflow' | 'action') {
    super(document, value)
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

  get isPart(): boolean {
    return this.form === 'action'
  }

  get isForPullRequests(): boolean {
    return this.triggeredBy('pull_request', 'pull_request_target')
  }

  triggeredBy(...names: readonly string[]): boolean {
    return this.triggers.some(({ name }) => names.includes(name))
  }

  isPosixShell({ value, job }: Step): boolean {
    const shell = value['shell'] ?? valueAt(job.value, ['defaults', 'run', 'shell']) ?? this.get(['defaults', 'run', 'shell'])
    return shell === undefined || /(?:^|\/)(?:bash|sh|zsh|dash)\b/.test(typeof shell === 'string' ? shell : '')
  }

  protected withoutPlaceholders(script: string): string {
    return script.replaceAll(/\$\{\{[^}]{0,2000}\}\}/g, placeholder)
  }

  /** `./.github/workflows/x.yml` and `./.github/actions/x` are counted from the root of the repository, which is above `.github`. */
  get calledFiles(): readonly string[] {
    const root = this.document.uri.replace(/(?:^|\/)\.github\/.*$/, (match) => (match.startsWith('/') ? '/' : ''))
    return [...this.jobs, ...this.steps].flatMap(({ uses }) => {
      if (uses?.kind !== 'local') return []
      const target = `${root}${uses.path.replace(/^\.\//, '').replace(/\/$/, '')}`
      return [target, `${target}/action.yml`, `${target}/action.yaml`]
    })
  }

  conditionsOf(step: Step): readonly Expression[] {
    return [step.path, step.job.path].flatMap((path) => this.expressions([...path, 'if'], true).map(({ expression }) => expression))
  }
}

export const actionsFile: SubjectKind<ActionsFile> = defineSubject('actions-file')

function triggersOf(on: unknown): readonly Trigger[] {
  if (typeof on === 'string') return [{ name: on, path: ['on'], value: {} }]
  if (Array.isArray(on)) return on.flatMap((name, index) => (typeof name === 'string' ? [{ name, path: ['on', index], value: {} }] : []))
  if (!isObject(on)) return []
  return Object.entries(on).map(([name, value]) => ({ name, path: ['on', name], value: isObject(value) ? value : {} }))
}

function jobsOf(value: JsonObject): readonly Job[] {
  return Object.entries(objectAt(value, ['jobs']) ?? {}).flatMap(([id, job]) => (isObject(job) ? [toJob(id, ['jobs', id], job)] : []))
}

/** The name of the environment that a job deploys to. */
function environmentOf({ environment }: JsonObject): string | undefined {
  return typeof environment === 'string' ? environment : stringAt(environment, ['name'])
}

function toJob(id: string, path: Path, value: JsonObject): Job {
  const uses = stringAt(value, ['uses'])
  const steps: Step[] = []
  const job: Job = { id, path, value, steps, uses: uses === undefined ? undefined : parseUses(uses), environment: environmentOf(value) }
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
      task: undefined,
      run: stringAt(value, ['run']),
      doing: [...path, index, typeof value['run'] === 'string' ? 'run' : 'uses'],
      with: objectAt(value, ['with']) ?? {},
      env: objectAt(value, ['env']) ?? {},
    })
  }
}
