import type { Path } from '../../core/location.ts'
import { isObject, listAt, objectAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import { AzurePipeline } from './azure-pipeline.ts'
import type { Job, PipelineFile } from './pipeline-file.ts'

/** A variable that scripts see, as a pipeline, a job or a step sets it. */
export interface EnvironmentVariable {
  readonly name: string
  readonly value: unknown
  /** Of the value. */
  readonly path: Path
}

/** The environment variables of a pipeline, its jobs and its steps. One mapping that is taken from a matrix gives each of its values. */
export function* environmentVariables(file: PipelineFile): Generator<EnvironmentVariable> {
  if (file instanceof AzurePipeline) yield* file.variables()
  else yield* variablesAt(file, ['env'], undefined)
  for (const job of file.jobs) {
    if (!(file instanceof AzurePipeline)) yield* variablesAt(file, [...job.path, 'env'], job)
    for (const step of job.steps) yield* variablesAt(file, [...step.path, 'env'], job)
  }
}

function* variablesAt(file: PipelineFile, path: Path, job: Job | undefined): Generator<EnvironmentVariable> {
  const value = valueAt(file.value, path)
  if (isObject(value)) yield* entriesOf(value, path)
  const name = typeof value === 'string' ? /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(value)?.[1] : undefined
  if (name === undefined || job === undefined) return
  const matrix = objectAt(job.value, ['strategy', 'matrix']) ?? {}
  const entries = [...listAt(matrix, [name]), ...listAt(matrix, ['include']).map((entry) => (isObject(entry) ? entry[name] : undefined))]
  for (const entry of entries) if (isObject(entry)) yield* entriesOf(entry, path)
}

function* entriesOf(variables: JsonObject, path: Path): Generator<EnvironmentVariable> {
  for (const [name, value] of Object.entries(variables)) yield { name, value, path: [...path, name] }
}
