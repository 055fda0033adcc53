import type { Path } from '../../core/location.ts'
import { isObject, listAt, objectAt, valueAt, type JsonObject } from '../kubernetes/json.ts'
import type { ActionsFile, Job } from './actions-file.ts'

/** The `env` mappings of a workflow, its jobs and its steps, with their places. One that is taken from a matrix has each of its values. */
export function* environments(file: ActionsFile): Generator<{ readonly path: Path; readonly variables: JsonObject }> {
  yield* environmentAt(file, ['env'], undefined)
  for (const job of file.jobs) {
    yield* environmentAt(file, [...job.path, 'env'], job)
    for (const step of job.steps) yield* environmentAt(file, [...step.path, 'env'], job)
  }
}

function* environmentAt(
  file: ActionsFile,
  path: Path,
  job: Job | undefined,
): Generator<{ readonly path: Path; readonly variables: JsonObject }> {
  const value = valueAt(file.value, path)
  if (isObject(value)) yield { path, variables: value }
  const name = typeof value === 'string' ? /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(value)?.[1] : undefined
  if (name === undefined || job === undefined) return
  const matrix = objectAt(job.value, ['strategy', 'matrix']) ?? {}
  const entries = [...listAt(matrix, [name]), ...listAt(matrix, ['include']).map((entry) => (isObject(entry) ? entry[name] : undefined))]
  for (const entry of entries) if (isObject(entry)) yield { path, variables: entry }
}
