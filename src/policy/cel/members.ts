import { CelError, noSuchOverload } from './errors.ts'
import { mapKey } from './operators.ts'
import { CelObject, CelOptional, isList, isMap, typeName, type CelValue } from './values.ts'

/** The value of an entry that is marked optional with `?`; undefined leaves the entry out. */
export function present(value: CelValue, optional: boolean): CelValue | undefined {
  if (!optional) return value
  return value instanceof CelOptional ? value.value : noSuchOverload(`?${typeName(value)}`)
}

function find(holder: CelValue, key: CelValue): CelValue | undefined {
  if (isMap(holder)) {
    const name = mapKey(key)
    return name === undefined ? undefined : holder.get(name)
  }
  if (isList(holder)) {
    const index = mapKey(key)
    return typeof index === 'bigint' ? holder[Number(index)] : undefined
  }
  return holder instanceof CelObject && typeof key === 'string' ? holder.fields.get(key) : undefined
}

/** @throws {CelError} where there is no such member */
export function member(holder: CelValue, key: CelValue): CelValue {
  if (holder instanceof CelOptional) return optionalMember(holder, key)
  const value = find(holder, key)
  if (value !== undefined) return value
  if (isList(holder))
    throw new CelError(typeof mapKey(key) === 'bigint' ? `index out of bounds: ${String(mapKey(key))}` : 'unsupported index type')
  if (!isMap(holder) && !(holder instanceof CelObject)) throw new CelError(`no such overload: field selection on ${typeName(holder)}`)
  throw new CelError(`no such key: ${String(mapKey(key))}`)
}

export function optionalMember(holder: CelValue, key: CelValue): CelOptional {
  const value = holder instanceof CelOptional ? holder.value : holder
  if (value === undefined) return new CelOptional(undefined)
  return new CelOptional(find(value, key))
}
