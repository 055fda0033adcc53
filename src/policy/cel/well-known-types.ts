import { CelError } from './errors.ts'
import { CelDuration, CelTimestamp, CelUint, isList, isMap, typeName, type CelMapKey, type CelValue } from './values.ts'

type Fields = ReadonlyMap<string, CelValue>

/** A message of protocol buffers that stands for a plain value of CEL. */
interface WellKnownType {
  readonly fields: ReadonlySet<string>
  readonly make: (given: Fields) => CelValue
}

const second = 1_000_000_000n

/** A wrapper: the value of its only field, or what the field holds where it is not set. */
function wrapper(fallback: CelValue, read: (value: CelValue) => CelValue | undefined): WellKnownType {
  return {
    fields: new Set(['value']),
    make: (given) => {
      const value = given.get('value')
      return value === undefined ? fallback : (read(value) ?? wrongType('value', value))
    },
  }
}

function wrongType(field: string, value: CelValue): never {
  throw new CelError(`unsupported type for field '${field}': ${typeName(value)}`)
}

function signed(bits: number): (value: CelValue) => CelValue | undefined {
  return (value) => {
    if (typeof value !== 'bigint') return undefined
    if (BigInt.asIntN(bits, value) !== value) throw new CelError('integer overflow')
    return value
  }
}

function unsigned(bits: number): (value: CelValue) => CelValue | undefined {
  return (value) => {
    if (!(value instanceof CelUint)) return undefined
    if (BigInt.asUintN(bits, value.value) !== value.value) throw new CelError('unsigned integer overflow')
    return value
  }
}

const only =
  (is: (value: CelValue) => boolean) =>
  (value: CelValue): CelValue | undefined =>
    is(value) ? value : undefined

/** Seconds and nanoseconds, of a duration or since 1970. */
function instant(make: (nanoseconds: bigint) => CelValue): WellKnownType {
  return {
    fields: new Set(['seconds', 'nanos']),
    make: (given) => {
      const part = (name: string): bigint => {
        const value = given.get(name) ?? 0n
        return typeof value === 'bigint' ? value : wrongType(name, value)
      }
      return make(part('seconds') * second + part('nanos'))
    },
  }
}

const emptyMap: ReadonlyMap<CelMapKey, CelValue> = new Map()
const isText = (value: CelValue): boolean => typeof value === 'string'
const isDouble = (value: CelValue): boolean => typeof value === 'number'
const isBoolean = (value: CelValue): boolean => typeof value === 'boolean'
const isStruct = (value: CelValue): boolean => isMap(value) && [...value.keys()].every((key) => typeof key === 'string')

/** The fields of a JSON value, of which one is set, and what each of them takes. */
const jsonFields: Readonly<Record<string, (value: CelValue) => boolean>> = {
  null_value: (value) => value === null || value === 0n,
  number_value: isDouble,
  string_value: isText,
  bool_value: isBoolean,
  struct_value: isStruct,
  list_value: isList,
}

function jsonValue(given: Fields): CelValue {
  const [set] = given
  if (set === undefined) return null
  const [name, value] = set
  if (!jsonFields[name]!(value)) return wrongType(name, value)
  return name === 'null_value' ? null : value
}

function container(field: string, fallback: CelValue, is: (value: CelValue) => boolean): WellKnownType {
  return {
    fields: new Set([field]),
    make: (given) => {
      const value = given.get(field) ?? fallback
      return is(value) ? value : wrongType(field, value)
    },
  }
}

/**
 * The messages that CEL knows by itself and the API server therefore takes too: `google.protobuf.Int64Value{value: 1}`
 * is 1. (`google.protobuf.Any` would need other messages to hold.)
 */
export const wellKnownTypes: ReadonlyMap<string, WellKnownType> = new Map([
  ['google.protobuf.BoolValue', wrapper(false, only(isBoolean))],
  [
    'google.protobuf.BytesValue',
    wrapper(
      new Uint8Array(),
      only((value) => value instanceof Uint8Array),
    ),
  ],
  ['google.protobuf.DoubleValue', wrapper(0, only(isDouble))],
  ['google.protobuf.FloatValue', wrapper(0, (value) => (typeof value === 'number' ? Math.fround(value) : undefined))],
  ['google.protobuf.Int32Value', wrapper(0n, signed(32))],
  ['google.protobuf.Int64Value', wrapper(0n, signed(64))],
  ['google.protobuf.StringValue', wrapper('', only(isText))],
  ['google.protobuf.UInt32Value', wrapper(new CelUint(0n), unsigned(32))],
  ['google.protobuf.UInt64Value', wrapper(new CelUint(0n), unsigned(64))],
  ['google.protobuf.Duration', instant((nanoseconds) => new CelDuration(nanoseconds))],
  ['google.protobuf.Timestamp', instant((nanoseconds) => new CelTimestamp(nanoseconds))],
  ['google.protobuf.Struct', container('fields', emptyMap, isStruct)],
  ['google.protobuf.ListValue', container('values', [], isList)],
  ['google.protobuf.Value', { fields: new Set(Object.keys(jsonFields)), make: jsonValue }],
])

/** The only value of the enumeration that JSON's null is in protocol buffers. */
export const nullValueName = 'google.protobuf.NullValue.NULL_VALUE'
