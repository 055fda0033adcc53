import { CelError } from './errors.ts'

/** Unsigned integers are a type of their own. */
export class CelUint {
  readonly value: bigint

  constructor(value: bigint) {
    if (value < 0n || value >= 1n << 64n) throw new CelError('unsigned integer overflow')
    this.value = value
  }
}

export class CelDuration {
  readonly nanoseconds: bigint

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds
  }
}

const firstInstant = -62_135_596_800_000_000_000n
const lastInstant = 253_402_300_799_999_999_999n

/** An instant, in nanoseconds since 1970. */
export class CelTimestamp {
  readonly nanoseconds: bigint

  /** @throws {CelError} before the year 1 and after the year 9999 */
  constructor(nanoseconds: bigint) {
    if (nanoseconds < firstInstant || nanoseconds > lastInstant) throw new CelError('timestamp overflow')
    this.nanoseconds = nanoseconds
  }
}

export class CelType {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A value that may be absent, as `a.?b` gives it. */
export class CelOptional {
  readonly value: CelValue | undefined

  constructor(value: CelValue | undefined) {
    this.value = value
  }
}

/** A value of a library's own type, such as a quantity or an address. */
export interface CelOpaque {
  readonly celType: string
  equals(other: CelValue): boolean
}

/** An object made in an expression: `Object.spec{replicas: 1}`. */
export class CelObject {
  readonly type: string
  readonly fields: ReadonlyMap<string, CelValue>

  constructor(type: string, fields: ReadonlyMap<string, CelValue>) {
    this.type = type
    this.fields = fields
  }
}

export type CelMapKey = string | bigint | boolean

/** Integers are `bigint` and doubles `number`: CEL tells 1 from 1.0 by type. */
export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | CelUint
  | readonly CelValue[]
  | ReadonlyMap<CelMapKey, CelValue>
  | CelDuration
  | CelTimestamp
  | CelType
  | CelOptional
  | CelObject
  | CelOpaque

export function isOpaque(value: CelValue): value is CelOpaque {
  return typeof value === 'object' && value !== null && 'celType' in value
}

export function isList(value: CelValue): value is readonly CelValue[] {
  return Array.isArray(value)
}

export function isMap(value: CelValue): value is ReadonlyMap<CelMapKey, CelValue> {
  return value instanceof Map
}

export function typeName(value: CelValue): string {
  if (value === null) return 'null_type'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return 'double'
  if (typeof value === 'string') return 'string'
  if (value instanceof Uint8Array) return 'bytes'
  if (value instanceof CelUint) return 'uint'
  if (isList(value)) return 'list'
  if (isMap(value)) return 'map'
  if (value instanceof CelDuration) return 'google.protobuf.Duration'
  if (value instanceof CelTimestamp) return 'google.protobuf.Timestamp'
  if (value instanceof CelType) return 'type'
  if (value instanceof CelOptional) return 'optional_type'
  return value instanceof CelObject ? value.type : value.celType
}

const deepest = 500

/** JSON as CEL values: whole numbers are integers, as in Kubernetes objects. */
export function fromJson(json: unknown, depth = 0): CelValue {
  if (json === null || json === undefined) return null
  if (typeof json === 'string' || typeof json === 'boolean' || typeof json === 'bigint') return json
  if (typeof json === 'number') return Number.isInteger(json) ? BigInt(json) : json
  if (depth > deepest) throw new CelError(`value is nested deeper than ${deepest}`)
  if (Array.isArray(json)) return json.map((item) => fromJson(item, depth + 1))
  if (typeof json !== 'object') throw new CelError(`${typeof json} is not a JSON value`)
  return new Map(Object.entries(json).flatMap(([key, value]) => (value === undefined ? [] : [[key, fromJson(value, depth + 1)] as const])))
}

export function equalCel(a: CelValue, b: CelValue): boolean {
  if (a === b) return true
  const [numberA, numberB] = [numeric(a), numeric(b)]
  // Numbers are equal across their types.
  if (numberA !== undefined && numberB !== undefined) return compareNumbers(numberA, numberB) === 0
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => equalCel(item, b[index]!))
  if (isMap(a)) return isMap(b) && equalMaps(a, b)
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0
  if (a instanceof CelDuration) return b instanceof CelDuration && a.nanoseconds === b.nanoseconds
  if (a instanceof CelTimestamp) return b instanceof CelTimestamp && a.nanoseconds === b.nanoseconds
  if (a instanceof CelType) return b instanceof CelType && a.name === b.name
  if (a instanceof CelOptional)
    return b instanceof CelOptional && (a.value === undefined || b.value === undefined ? a.value === b.value : equalCel(a.value, b.value))
  if (a instanceof CelObject) return b instanceof CelObject && a.type === b.type && equalMaps(a.fields, b.fields)
  return isOpaque(a) && a.equals(b)
}

function equalMaps(a: ReadonlyMap<CelMapKey, CelValue>, b: ReadonlyMap<CelMapKey, CelValue>): boolean {
  if (a.size !== b.size) return false
  for (const [key, value] of a) {
    const other = b.get(key)
    if (other === undefined || !equalCel(value, other)) return false
  }
  return true
}

/** The value of a number of any type. */
export function numeric(value: CelValue): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  return value instanceof CelUint ? value.value : undefined
}

/** An integer is compared with a double as a double, as cel-go does it: what is lost makes them equal. NaN has no order. */
function compareNumbers(a: number | bigint, b: number | bigint): number {
  const [left, right] = typeof a === typeof b ? [a, b] : [Number(a), Number(b)]
  return left < right ? -1 : left > right ? 1 : left === right ? 0 : Number.NaN
}

/** Less than, equal to or more than zero; undefined where the two have no order. */
export function compareCel(a: CelValue, b: CelValue): number | undefined {
  const [numberA, numberB] = [numeric(a), numeric(b)]
  if (numberA !== undefined && numberB !== undefined) return compareNumbers(numberA, numberB)
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b)
  if ((a instanceof CelDuration && b instanceof CelDuration) || (a instanceof CelTimestamp && b instanceof CelTimestamp))
    return a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds ? 1 : 0
  return undefined
}

/** Integers have 64 bits; what goes beyond is an error, never another number. */
export function int64(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new CelError('integer overflow')
  return value
}
