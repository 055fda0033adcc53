import type { Path } from '../../core/location.ts'
import { listAt, stringAt } from '../kubernetes/json.ts'
import type { AzurePipeline } from './azure-pipeline.ts'
import { isCommitHash } from './uses.ts'

/** Code of others that a pipeline runs, and that can become other code without a change of the pipeline. */
export type MovingReference =
  /** Templates of another repository, by a branch. `ref` is missing where the default branch is meant. */
  | {
      readonly kind: 'templates'
      readonly repository: string
      readonly ref: string | undefined
      readonly isForeign: boolean
      readonly at: Path
    }
  /** A task of an extension, by the first part of its version. */
  | { readonly kind: 'task'; readonly task: string; readonly version: string; readonly at: Path }

/** What a pipeline takes from elsewhere by a name that can be moved to something else. */
export function movingReferences(file: AzurePipeline): readonly MovingReference[] {
  const used = new Set(file.templates.map(({ name }) => name.slice(name.lastIndexOf('@') + 1)))
  const templates = listAt(file.value, ['resources', 'repositories']).flatMap((entry, index): readonly MovingReference[] => {
    const alias = stringAt(entry, ['repository'])
    const ref = stringAt(entry, ['ref'])
    if (alias === undefined || !used.has(alias) || ref?.startsWith('refs/tags/') === true || isCommitHash(ref)) return []
    const at = ['resources', 'repositories', index, ref === undefined ? 'repository' : 'ref']
    const isForeign = /^(?:github|bitbucket)/i.test(stringAt(entry, ['type']) ?? '')
    return [{ kind: 'templates', repository: stringAt(entry, ['name']) ?? alias, ref, isForeign, at }]
  })
  const tasks = file.steps.flatMap(({ task, path }): readonly MovingReference[] => {
    if (task?.isExtension !== true || task.version === undefined || /^\d+\.\d+\.\d+/.test(task.version)) return []
    return [{ kind: 'task', task: task.name, version: task.version, at: [...path, 'task'] }]
  })
  return [...templates, ...tasks]
}
