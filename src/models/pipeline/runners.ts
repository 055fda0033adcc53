import { isObject, listAt, objectAt } from '../kubernetes/json.ts'
import type { ActionsFile, Job } from './actions-file.ts'

/** The labels of the runner that a job asks for; those that a matrix gives are filled in. */
export function runnerLabels(_file: ActionsFile, job: Job): readonly string[] {
  const value = job.value['runs-on']
  const given = isObject(value) ? [value['labels']].flat() : [value].flat()
  return given.flatMap((label) => (typeof label === 'string' ? resolve(label, job) : []))
}

function resolve(label: string, job: Job): readonly string[] {
  const name = /^\$\{\{\s*matrix\.([\w-]+)\s*\}\}$/.exec(label)?.[1]
  if (name === undefined) return [label]
  const matrix = objectAt(job.value, ['strategy', 'matrix']) ?? {}
  const values = [...listAt(matrix, [name]), ...listAt(matrix, ['include']).map((entry) => (isObject(entry) ? entry[name] : undefined))]
  return values.flat().filter((value): value is string => typeof value === 'string')
}
