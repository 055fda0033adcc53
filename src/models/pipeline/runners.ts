import type { Path } from '../../core/location.ts'
import { isObject, listAt, objectAt } from '../kubernetes/json.ts'
import { ActionsFile } from './actions-file.ts'
import { AzurePipeline } from './azure-pipeline.ts'
import type { Job, PipelineFile } from './pipeline-file.ts'

/** A machine of one's own on which people from outside can start a job. */
export interface ExposedRunner {
  /** Its labels, or the name of its pool. */
  readonly name: string
  readonly at: Path
}

const startedFromOutside = ['pull_request', 'pull_request_target', 'issue_comment', 'issues', 'workflow_run', 'discussion', 'fork']

/** The machines of one's own that a pull request, or another thing that strangers can make, gets to. */
export function exposedRunners(file: PipelineFile): readonly ExposedRunner[] {
  if (file instanceof AzurePipeline) return file.isForPullRequests ? ownPools(file) : []
  if (!(file instanceof ActionsFile) || !file.triggeredBy(...startedFromOutside)) return []
  return file.jobs.flatMap((job) => {
    const labels = runnerLabels(job)
    return labels.includes('self-hosted') ? [{ name: labels.join(', '), at: [...job.path, 'runs-on'] }] : []
  })
}

/** A pool is named once, however many jobs use it. The one that Microsoft runs has a name as well. */
function ownPools(file: AzurePipeline): readonly ExposedRunner[] {
  const pools = file.jobs.flatMap((job) => file.poolOf(job) ?? [])
  const own = pools.filter(({ name, vmImage }) => name !== undefined && vmImage === undefined && !/^azure pipelines$|\$[({[]/i.test(name))
  return [...new Map(own.map(({ path, name }) => [path.join('\u0000'), { name: name!, at: path }])).values()]
}

/** The labels of the runner that a job asks for; those that a matrix gives are filled in. */
function runnerLabels(job: Job): readonly string[] {
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
