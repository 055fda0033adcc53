import { formatDuration, formatTimestamp } from '../functions/time.ts'
import { CelDuration, CelObject, CelTimestamp, CelUint, isList, isMap, typeName, type CelValue } from '../values.ts'
import { PatchError } from './patch-error.ts'

/**
 * What an expression made, as it goes into an object.
 *
 * @throws {PatchError} for what is no part of an object, and for an initializer of another type than its place has
 */
export function plainValue(value: CelValue): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (typeof value === 'bigint') return plainInteger(value)
  if (value instanceof CelUint) return plainInteger(value.value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof CelDuration) return formatDuration(value)
  if (value instanceof CelTimestamp) return formatTimestamp(value)
  if (isList(value)) return value.map(plainValue)
  if (isMap(value)) return Object.fromEntries([...value].map(([key, member]) => [String(key), plainValue(member)] as const))
  if (value instanceof CelObject)
    return Object.fromEntries(
      [...value.fields].map(([name, member]) => {
        checkTypes(member, `${value.type}.${name}`)
        return [name, plainValue(member)] as const
      }),
    )
  throw new PatchError(`${typeName(value)} is no part of an object`)
}

function plainInteger(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** The name of an initializer's type is the path of its field: `Object.spec.template{…}` belongs into `template` of `spec`. */
function checkTypes(value: CelValue, type: string): void {
  if (value instanceof CelObject) {
    if (value.type !== type)
      throw new PatchError(
        `type mismatch: unexpected type name "${value.type}", expected "${type}", which matches field name path from root Object type`,
      )
  } else if (isList(value)) for (const item of value) checkTypes(item, type)
  else if (isMap(value)) for (const item of value.values()) checkTypes(item, type)
}
