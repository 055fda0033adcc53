import type { Path } from '../../core/location.ts'
import { defineSubject, type ResourceRef, type SubjectKind } from '../../core/subject.ts'
import { parseExpression, type Expression } from '../../syntax/github-expression/parse.ts'
import type { YamlDocument } from '../../syntax/yaml/document.ts'
import { isObject, stringAt, type JsonObject } from '../kubernetes/json.ts'
import { azureJobs, type AzureJob } from './azure-jobs.ts'
import { inputOf, PipelineFile, placeholder, type Step } from './pipeline-file.ts'

/** A variable that a file sets, for itself, a stage or a job. */
export interface AzureVariable {
  readonly name: string
  readonly value: unknown
  /** Of the value. */
  readonly path: Path
}

/** A value that whoever starts the pipeline, or whoever uses the template, fills in. */
export interface AzureParameter {
  readonly name: string
  readonly type: string
  /** Whether only listed values are accepted. */
  readonly isChoice: boolean
}

/** Where a job runs: on machines of Microsoft, by `vmImage`, or in a pool of one's own, by its name. */
export interface AzurePool {
  readonly path: Path
  readonly name: string | undefined
  readonly vmImage: string | undefined
}

const starts = ['trigger', 'pr', 'schedules', 'resources', 'extends']

/** `$(name)`: the value of a variable, filled in before a script runs. */
export const macroPattern = /\$\(([A-Za-z_][\w.]{0,200})\)/g

/**
 * A pipeline of Azure Pipelines, or a template of one. What stands under `${{ if }}` and `${{ each }}` counts as there;
 * stages, jobs and steps that are handed to a template as parameters do too.
 */
export class AzurePipeline extends PipelineFile {
  readonly ref: ResourceRef
  readonly jobs: readonly AzureJob[]
  readonly isPart: boolean
  /** The templates that are called, as they are written, with their places. */
  readonly templates: readonly { readonly name: string; readonly path: Path }[]

  private constructor(document: YamlDocument, value: JsonObject) {
    super(document, value)
    const { jobs, templates } = azureJobs(value)
    this.jobs = jobs
    this.templates = templates
    this.isPart = !starts.some((key) => key in value) && !/(?:^|\/)azure-pipelines?[^/]*\.ya?ml$/i.test(document.uri)
    this.ref = { type: this.isPart ? 'pipeline-template' : 'pipeline', name: stringAt(value, ['name']) ?? document.uri }
  }

  /** Undefined when the document has no stages, jobs, steps or variables of a pipeline. */
  static of(document: YamlDocument): AzurePipeline | undefined {
    const { value } = document
    if (!isObject(value)) return undefined
    const isOne = ['stages', 'jobs', 'steps'].some((key) => Array.isArray(value[key])) || isObject(value['extends']) || 'variables' in value
    return isOne ? new AzurePipeline(document, value) : undefined
  }

  isPosixShell(step: Step): boolean {
    const { value, task } = step
    if ('pwsh' in value || 'powershell' in value) return false
    if ('bash' in value || task?.slug === 'bash') return true
    if (task?.slug === 'azurecli' && inputOf(step, 'scriptType') !== '') return inputOf(step, 'scriptType').toLowerCase() === 'bash'
    if (task !== undefined && !/^(?:azurecli|cmdline)$/.test(task.slug)) return false
    return !/windows|^vs20/i.test(this.poolOf(step.job)?.vmImage ?? '')
  }

  protected withoutPlaceholders(script: string): string {
    return script.replaceAll(/\$\{\{[^}]{0,2000}\}\}/g, placeholder).replaceAll(macroPattern, placeholder)
  }

  /** A template's path counts from the file that calls it, or from the root of the repository when it begins with a slash. */
  get calledFiles(): readonly string[] {
    const folder = this.document.uri.split('/').slice(0, -1)
    return this.templates.flatMap(({ name }) => {
      if (name.includes('@') || name.includes('${{')) return []
      if (name.startsWith('/')) return folder.map((_, depth) => [...folder.slice(0, depth), name.slice(1)].join('/')).concat(name.slice(1))
      const parts = [...folder]
      for (const part of name.split('/')) {
        if (part === '..') parts.pop()
        else if (part !== '.' && part !== '') parts.push(part)
      }
      return [parts.join('/')]
    })
  }

  conditionsOf(step: Step): readonly Expression[] {
    const job = this.jobs.find((candidate) => candidate === step.job)
    const paths = [step.path, step.job.path, ...(job?.stage === undefined ? [] : [job.stage])]
    return [
      ...paths.flatMap((path) => this.expressions([...path, 'condition'], true).map(({ expression }) => expression)),
      ...guards(step.path),
    ]
  }

  /** The pool of a job: its own, else that of its stage or of the whole pipeline. */
  poolOf(job: { readonly path: Path; readonly stage?: Path | undefined }): AzurePool | undefined {
    for (const path of [[...job.path, 'pool'], ...(job.stage === undefined ? [] : [[...job.stage, 'pool']]), ['pool']]) {
      const value = this.get(path)
      if (typeof value === 'string') return { path, name: value, vmImage: undefined }
      if (isObject(value)) return { path, name: stringAt(value, ['name']), vmImage: stringAt(value, ['vmImage']) }
    }
    return undefined
  }

  /** Repositories in Azure Repos are built for pull requests by a branch policy, which no file shows. */
  get isForPullRequests(): boolean {
    const pr = this.get(['pr'])
    return pr !== undefined && pr !== null && pr !== 'none' && pr !== false
  }

  /** The variables that hold in a job, its own first; without a job, those that the file sets anywhere. */
  variables(job?: AzureJob): readonly AzureVariable[] {
    const jobs = job === undefined ? this.jobs : [job]
    const scopes = jobs.flatMap(({ path, stage }) => [path, ...(stage === undefined ? [] : [stage])]).filter((path) => path.length > 0)
    const unique = new Map(scopes.map((path) => [path.join('\u0000'), path]))
    return [...unique.values(), []].flatMap((path) => variablesAt(this.get([...path, 'variables']), [...path, 'variables']))
  }

  get parameters(): readonly AzureParameter[] {
    const given = this.get(['parameters'])
    if (isObject(given)) return Object.keys(given).map((name) => ({ name, type: 'string', isChoice: false }))
    return (Array.isArray(given) ? (given as unknown[]) : []).flatMap((entry) => {
      const name = stringAt(entry, ['name'])
      return name === undefined
        ? []
        : [{ name, type: stringAt(entry, ['type']) ?? 'string', isChoice: isObject(entry) && Array.isArray(entry['values']) }]
    })
  }
}

export const azurePipeline: SubjectKind<AzurePipeline> = defineSubject('azure-pipeline')

/** The conditions of the `${{ if … }}` that something stands under. */
function guards(path: Path): readonly Expression[] {
  return path.flatMap((key) => {
    const condition = typeof key === 'string' ? /^\$\{\{\s*(?:else)?if\s([^}]{1,2000})\}\}$/.exec(key)?.[1] : undefined
    const parsed = condition === undefined ? undefined : parseExpression(condition)
    return parsed === undefined || 'problem' in parsed ? [] : [parsed.expression]
  })
}

function variablesAt(given: unknown, path: Path): readonly AzureVariable[] {
  if (isObject(given))
    return Object.entries(given).flatMap(([name, value]) =>
      name.startsWith('${{') ? variablesAt(value, [...path, name]) : [{ name, value, path: [...path, name] }],
    )
  return (Array.isArray(given) ? (given as unknown[]) : []).flatMap((entry, index) => {
    if (!isObject(entry)) return []
    const name = stringAt(entry, ['name'])
    if (name !== undefined) return [{ name, value: entry['value'], path: [...path, index, 'value'] }]
    return Object.entries(entry).flatMap(([key, value]) => (key.startsWith('${{') ? variablesAt(value, [...path, index, key]) : []))
  })
}
