import { isObject, type JsonObject } from '../../models/kubernetes/json.ts'

/** Holds the whole object as it was applied, values of Secrets included. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/**
 * A live object without what nobody declared and no check asks about: the server's own record of who set which field, and the
 * copy of the object in its annotation. Nothing of a Secret's values is kept.
 */
export function stripped(object: JsonObject): JsonObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {}
  const { managedFields: _, ...rest } = metadata
  const kept: Record<string, unknown> = { ...object, metadata: withoutLastApplied(rest) }
  if (object['kind'] === 'Secret') {
    delete kept['data']
    delete kept['stringData']
  }
  return kept
}

function withoutLastApplied(metadata: JsonObject): JsonObject {
  const { annotations } = metadata
  if (!isObject(annotations) || !Object.hasOwn(annotations, lastApplied)) return metadata
  const { [lastApplied]: _, ...others } = annotations
  const { annotations: __, ...rest } = metadata
  return Object.keys(others).length === 0 ? rest : { ...rest, annotations: others }
}
