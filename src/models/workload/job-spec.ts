import type { Path } from '../../core/location.ts'
import type { KubernetesObject } from '../kubernetes/object.ts'

/** Where a Job, or the Jobs that a CronJob makes, have their fields. */
export function jobSpecAt({ kind }: KubernetesObject): Path {
  return kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec'] : ['spec']
}
