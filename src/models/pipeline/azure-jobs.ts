import type { Path } from '../../core/location.ts'
import { isObject, objectAt, stringAt, type JsonObject } from '../kubernetes/json.ts'
import { inputKey, type Job, type Step } from './pipeline-file.ts'
import { parseTask, type Task } from './task.ts'

/** A job of Azure Pipelines. Steps that stand in no job are one without a name. */
export interface AzureJob extends Job {
  /** The stage that it belongs to. */
  readonly stage: Path | undefined
}

/** What a file of Azure Pipelines runs, and the templates that it takes the rest from. */
export interface AzureContents {
  readonly jobs: readonly AzureJob[]
  readonly templates: readonly { readonly name: string; readonly path: Path }[]
}

type Level = 'stages' | 'jobs' | 'steps'
const levels: readonly Level[] = ['stages', 'jobs', 'steps']

/** Lists inside lists (conditions, parameters of templates) are followed this deep. */
const deepest = 12

/** What stands in the stages, jobs and steps of a pipeline, however they are nested. */
export function azureJobs(value: JsonObject): AzureContents {
  const collector = new Collector()
  collector.lists(value, [], undefined, 0)
  collector.template(value['extends'], ['extends'], undefined, 0)
  return collector
}

class Collector implements AzureContents {
  readonly jobs: (AzureJob & { readonly steps: Step[] })[] = []
  readonly templates: { readonly name: string; readonly path: Path }[] = []

  /** The stages, jobs and steps that a mapping holds. `isLoose`: under any name that ends so, as parameters have. */
  lists(value: JsonObject, path: Path, stage: Path | undefined, depth: number, isLoose = false): void {
    for (const [key, list] of Object.entries(value)) {
      const level = levels.find((name) => (isLoose ? key.toLowerCase().endsWith(name) : key === name))
      if (level !== undefined && Array.isArray(list)) this.#list(level, list, [...path, key], stage, undefined, depth)
    }
  }

  template(value: unknown, path: Path, stage: Path | undefined, depth: number): void {
    const name = stringAt(value, ['template'])
    if (name !== undefined) this.templates.push({ name, path: [...path, 'template'] })
    const parameters = objectAt(value, ['parameters'])
    if (parameters !== undefined) this.lists(parameters, [...path, 'parameters'], stage, depth, true)
  }

  #list(level: Level, list: readonly unknown[], path: Path, stage: Path | undefined, job: AzureJob | undefined, depth: number): void {
    if (depth > deepest) return
    const owner = level === 'steps' && job === undefined ? this.#job('', path.slice(0, -1), {}, stage) : job
    for (const [index, value] of list.entries()) {
      if (!isObject(value)) continue
      const at = [...path, index]
      for (const [key, inner] of Object.entries(value))
        if (key.startsWith('${{') && Array.isArray(inner)) this.#list(level, inner, [...at, key], stage, owner, depth + 1)
      if ('template' in value) this.template(value, at, stage, depth + 1)
      else if (level === 'stages') this.lists(value, at, at, depth + 1)
      else if (level === 'jobs') this.#readJob(value, at, stage, depth)
      else if (Object.keys(value).some((key) => !key.startsWith('${{'))) this.#readStep(value, at, owner!)
    }
  }

  #job(id: string, path: Path, value: JsonObject, stage: Path | undefined): AzureJob & { readonly steps: Step[] } {
    const environment = stringAt(value, ['environment']) ?? stringAt(value, ['environment', 'name'])
    const job = { id, path, value, steps: [], uses: undefined, environment, stage }
    this.jobs.push(job)
    return job
  }

  #readJob(value: JsonObject, path: Path, stage: Path | undefined, depth: number): void {
    const id = stringAt(value, ['job']) ?? stringAt(value, ['deployment'])
    if (id === undefined && !('steps' in value) && !('strategy' in value)) return
    const job = this.#job(id ?? '', path, value, stage)
    const hooks = Object.entries(objectAt(value, ['strategy']) ?? {}).flatMap(([name, strategy]) =>
      isObject(strategy) ? hooksOf(strategy, [...path, 'strategy', name]) : [],
    )
    for (const [holder, at] of [[value, path], ...hooks] as const) {
      const { steps } = holder
      if (Array.isArray(steps)) this.#list('steps', steps as unknown[], [...at, 'steps'], stage, job, depth + 1)
    }
  }

  #readStep(value: JsonObject, path: Path, job: AzureJob): void {
    const named = stringAt(value, ['task'])
    const task = named === undefined ? undefined : parseTask(named)
    const inputs = objectAt(value, ['inputs']) ?? {}
    const script = scriptOf(value, task, inputs)
    ;(job.steps as Step[]).push({
      path,
      value,
      job,
      id: stringAt(value, ['name']),
      uses: undefined,
      task,
      run: script?.text,
      doing: [...path, ...(script?.path ?? ['task'])],
      with: inputs,
      env: objectAt(value, ['env']) ?? {},
    })
  }
}

/** The hooks of a deployment strategy, such as `deploy` and `on.failure`. */
function hooksOf(strategy: JsonObject, path: Path): readonly (readonly [JsonObject, Path])[] {
  return Object.entries(strategy).flatMap(([name, hook]) => {
    if (!isObject(hook)) return []
    return name === 'on' ? hooksOf(hook, [...path, name]) : [[hook, [...path, name]] as const]
  })
}

/** The inputs in which tasks are given a script. */
const scriptInputs: Readonly<Record<string, string>> = {
  azurecli: 'inlineScript',
  azurepowershell: 'Inline',
  bash: 'script',
  cmdline: 'script',
  powershell: 'script',
  pythonscript: 'script',
  ssh: 'inline',
}

function scriptOf(
  value: JsonObject,
  task: Task | undefined,
  inputs: JsonObject,
): { readonly text: string; readonly path: Path } | undefined {
  for (const key of ['script', 'bash', 'pwsh', 'powershell']) {
    const text = value[key]
    if (typeof text === 'string') return { text, path: [key] }
  }
  const wanted = scriptInputs[task?.slug ?? '']
  const input = wanted === undefined ? undefined : inputKey(inputs, wanted)
  const text = input === undefined ? undefined : inputs[input]
  return typeof text === 'string' ? { text, path: ['inputs', input!] } : undefined
}
