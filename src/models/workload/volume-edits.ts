import { remove, type PathEdit } from '../../core/edit.ts'
import type { Path } from '../../core/location.ts'
import { stringAt } from '../kubernetes/json.ts'
import type { Workload } from './workload.ts'

/** Takes a volume out of a pod, together with its mounts; lists that would be empty go as a whole. */
export function withoutVolume(pod: Workload, name: string): readonly PathEdit[] {
  const edits = entriesOf(pod.list('volumes'), name, pod.at('volumes'))
  for (const container of pod.containers) edits.push(...entriesOf(container.list('volumeMounts'), name, container.at('volumeMounts')))
  return edits
}

function entriesOf(list: readonly unknown[], name: string, at: Path): PathEdit[] {
  const found = list.flatMap((entry, index) => (stringAt(entry, ['name']) === name ? [index] : []))
  return found.length > 0 && found.length === list.length ? [remove(at)] : found.map((index) => remove([...at, index]))
}
