import type { Path } from '../../core/location.ts'
import { isObject, listAt, stringAt, valueAt } from '../kubernetes/json.ts'
import type { Workload } from './workload.ts'

/** A Secret that a pod reads, and where it says so. */
export interface SecretUse {
  readonly name: string
  /** The mapping that names it. */
  readonly at: Path
}

/** Entries of a Secret that everybody may know. */
const publicKeys = new Set(['ca.crt', 'tls.crt'])

/** Every Secret of which a pod cannot start without a part that is secret: in variables, in whole environments and in volumes. */
export function* secretUses(pod: Workload): Generator<SecretUse> {
  for (const container of pod.containers) {
    for (const [index, variable] of container.list('env').entries())
      yield* used(valueAt(variable, ['valueFrom', 'secretKeyRef']), 'name', container.at('env', index, 'valueFrom', 'secretKeyRef'))
    for (const [index, from] of container.list('envFrom').entries())
      yield* used(valueAt(from, ['secretRef']), 'name', container.at('envFrom', index, 'secretRef'))
  }
  for (const [index, volume] of pod.list('volumes').entries()) {
    yield* used(valueAt(volume, ['secret']), 'secretName', pod.at('volumes', index, 'secret'))
    for (const [position, source] of listAt(volume, ['projected', 'sources']).entries())
      yield* used(valueAt(source, ['secret']), 'name', pod.at('volumes', index, 'projected', 'sources', position, 'secret'))
  }
}

function* used(reference: unknown, key: string, at: Path): Generator<SecretUse> {
  const name = stringAt(reference, [key])
  const items = listAt(reference, ['items']).map((item) => stringAt(item, ['key']) ?? '')
  const isPublic = items.length > 0 && items.every((item) => publicKeys.has(item))
  if (name !== undefined && !isPublic && isObject(reference) && reference['optional'] !== true) yield { name, at: [...at, key] }
}
