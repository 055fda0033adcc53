import type { Path } from '../../core/location.ts'
import { isObject, listAt, objectAt, stringAt, type JsonObject } from '../kubernetes/json.ts'
import type { Workload } from './workload.ts'

/** A token of the service account that a pod asks for itself, with an audience and a lifetime of its choice. */
export interface ProjectedToken {
  readonly volume: string
  readonly spec: JsonObject
  readonly at: Path
}

/** The tokens of service accounts that a pod has put into its volumes. */
export function projectedTokens(pod: Workload): readonly ProjectedToken[] {
  return pod.list('volumes').flatMap((volume, index) =>
    listAt(volume, ['projected', 'sources']).flatMap((source, position) => {
      const spec = objectAt(source, ['serviceAccountToken'])
      if (!isObject(spec)) return []
      const at = pod.at('volumes', index, 'projected', 'sources', position, 'serviceAccountToken')
      return [{ volume: stringAt(volume, ['name']) ?? String(index), spec, at }]
    }),
  )
}
