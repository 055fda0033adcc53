import { CelUint, type CelValue } from '../values.ts'
import { listOf, mapOf, opaque, optionalOf, parseType, typeOf, types, type ObjectType, type StaticType } from './static-type.ts'

const { dyn } = types

/** Types that have a name in expressions, such as `int` in `type(x) == int`. */
export const builtInTypes: ReadonlyMap<string, StaticType> = new Map<string, StaticType>([
  ['bool', types.bool],
  ['bytes', types.bytes],
  ['double', types.double],
  ['int', types.int],
  ['list', listOf(dyn)],
  ['map', mapOf(dyn, dyn)],
  ['null_type', types.null],
  ['string', types.string],
  ['type', typeOf(dyn)],
  ['uint', types.uint],
  ['google.protobuf.Duration', types.duration],
  ['google.protobuf.Timestamp', types.timestamp],
  ['optional_type', optionalOf(dyn)],
  ['net.IP', opaque('net.IP')],
  ['net.CIDR', opaque('net.CIDR')],
])

export function literalType(value: CelValue): StaticType {
  if (value === null) return types.null
  if (typeof value === 'boolean') return types.bool
  if (typeof value === 'bigint') return types.int
  if (typeof value === 'number') return types.double
  if (typeof value === 'string') return types.string
  return value instanceof CelUint ? types.uint : types.bytes
}

function message(name: string, fields: Readonly<Record<string, string>>): ObjectType {
  const parsed = new Map(Object.entries(fields).map(([field, type]) => [field, parseType(type)]))
  return { kind: 'object', name, field: (field) => parsed.get(field) }
}

/** The messages of protocol buffers that CEL knows, by name: the types of their fields, and of what they stand for. */
const messages: ReadonlyMap<string, { readonly fields: ObjectType; readonly value: StaticType }> = new Map(
  (
    [
      ['BoolValue', { value: 'bool' }, dyn],
      ['BytesValue', { value: 'bytes' }, dyn],
      ['DoubleValue', { value: 'double' }, dyn],
      ['FloatValue', { value: 'double' }, dyn],
      ['Int32Value', { value: 'int' }, dyn],
      ['Int64Value', { value: 'int' }, dyn],
      ['StringValue', { value: 'string' }, dyn],
      ['UInt32Value', { value: 'uint' }, dyn],
      ['UInt64Value', { value: 'uint' }, dyn],
      ['Duration', { seconds: 'int', nanos: 'int' }, types.duration],
      ['Timestamp', { seconds: 'int', nanos: 'int' }, types.timestamp],
      ['Struct', { fields: 'map(string, dyn)' }, mapOf(types.string, dyn)],
      ['ListValue', { values: 'list(dyn)' }, listOf(dyn)],
      [
        'Value',
        {
          null_value: 'dyn',
          number_value: 'double',
          string_value: 'string',
          bool_value: 'bool',
          struct_value: 'map(string, dyn)',
          list_value: 'list(dyn)',
        },
        dyn,
      ],
    ] as const
  ).map(([name, fields, value]) => [`google.protobuf.${name}`, { fields: message(`google.protobuf.${name}`, fields), value }]),
)

const patch = message('JSONPatch', { op: 'string', from: 'string', path: 'string', value: 'dyn' })

/** A type that an expression can make values of: what its fields take, and the type of the value. */
export function structType(name: string, isMutation: boolean): { readonly fields: ObjectType; readonly value: StaticType } | undefined {
  const known = messages.get(name)
  if (known !== undefined || !isMutation) return known
  if (name === 'JSONPatch') return { fields: patch, value: patch }
  if (name !== 'Object' && !name.startsWith('Object.')) return undefined
  const object: ObjectType = { kind: 'object', name, field: () => dyn }
  return { fields: object, value: object }
}
