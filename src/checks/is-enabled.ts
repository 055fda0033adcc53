import type { AzureResource } from '../models/azure/resource.ts'
import { truthOf } from '../models/azure/value/truth.ts'
import type { Unknown } from '../models/azure/value/value.ts'

/** Whether `properties.enabled` is not false; the unknown where it hangs on one. */
export function isEnabled(resource: AzureResource): boolean | Unknown {
  const value = resource.get('properties', 'enabled')
  if (value?.kind === 'unknown') return value
  return truthOf(value) !== false
}
