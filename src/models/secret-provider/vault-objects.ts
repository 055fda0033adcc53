import { parse } from 'yaml'

import { isObject, listAt, stringAt } from '../kubernetes/json.ts'
import type { KubernetesObject } from '../kubernetes/object.ts'

/** One thing that a SecretProviderClass of the Azure provider takes out of a vault. */
export interface VaultObject {
  readonly name: string
  readonly type: string | undefined
  /** A fixed version; empty or left out means the newest one. */
  readonly version: string
  /** Its name as a file; the object's own name where it is left out. */
  readonly alias: string
}

/**
 * What `spec.parameters.objects` asks for: a text that holds a YAML list of texts, each of which is YAML again.
 * Undefined when one of the two levels cannot be read.
 */
export function vaultObjects(provider: KubernetesObject): readonly VaultObject[] | undefined {
  const outer = stringAt(provider.value, ['spec', 'parameters', 'objects'])
  if (outer === undefined) return []
  const list = parsed(outer)
  if (!isObject(list) || !Array.isArray(list['array'])) return undefined
  const objects = listAt(list, ['array']).map((inner) => (typeof inner === 'string' ? parsed(inner) : inner))
  if (!objects.every(isObject)) return undefined
  return objects.map((object) => {
    const name = stringAt(object, ['objectName']) ?? ''
    return {
      name,
      type: stringAt(object, ['objectType']),
      version: stringAt(object, ['objectVersion']) ?? '',
      alias: stringAt(object, ['objectAlias']) ?? name,
    }
  })
}

/** YAML inside a text: a mistake there, or an alias bomb, gives undefined. */
function parsed(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10, logLevel: 'silent' })
  } catch {
    return undefined
  }
}
