import type { Path } from '../../core/location.ts'
import { isObject, valueAt, type JsonObject } from '../kubernetes/json.ts'
import type { Job, PipelineFile } from './pipeline-file.ts'

/** What the token may do, where it is said: at the job, else at the workflow. Undefined when neither says. */
export interface Permissions {
  readonly path: Path
  readonly value: string | JsonObject
}

/** The permissions of the token of a job: its own, else those of the file; undefined where neither says any. */
export function permissionsOf(file: PipelineFile, job: Job): Permissions | undefined {
  for (const path of [[...job.path, 'permissions'], ['permissions']]) {
    const value = valueAt(file.value, path)
    if (typeof value === 'string' || isObject(value)) return { path, value }
  }
  return undefined
}

/** Whether a job's token may be exchanged for one of a cloud or registry. Not known when nothing is said. */
export function mayRequestIdToken(file: PipelineFile, job: Job): boolean | undefined {
  const permissions = permissionsOf(file, job)
  if (permissions === undefined) return file.isPart ? undefined : false
  return permissions.value === 'write-all' || (isObject(permissions.value) && permissions.value['id-token'] === 'write')
}
