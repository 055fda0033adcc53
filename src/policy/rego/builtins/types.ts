import { RegoObject, RegoSet, typeName, type TypeName } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { isArray, typeError } from './operands.ts'

const test = (type: TypeName) => builtin(1, ([value]) => typeName(value!) === type)

/** The value itself, where it is of the type. */
const cast = (type: TypeName) =>
  builtin(1, ([value]) => (typeName(value!) === type ? value : typeError(`operand 1 must be ${type} but got ${typeName(value!)}`)))

export const typeBuiltins: BuiltinFamily = {
  is_array: test('array'),
  is_boolean: test('boolean'),
  is_null: test('null'),
  is_number: test('number'),
  is_object: test('object'),
  is_set: test('set'),
  is_string: test('string'),
  type_name: builtin(1, ([value]) => typeName(value!)),
  cast_array: builtin(1, ([value]) => {
    if (value instanceof RegoSet) return value.members()
    return isArray(value!) ? value : typeError('operand 1 must be one of {array, set}')
  }),
  cast_set: builtin(1, ([value]) => {
    if (isArray(value!)) return new RegoSet(value)
    return value instanceof RegoSet ? value : typeError('operand 1 must be one of {array, set}')
  }),
  cast_object: builtin(1, ([value]) => (value instanceof RegoObject ? value : typeError('operand 1 must be object'))),
  cast_boolean: cast('boolean'),
  cast_null: cast('null'),
  cast_string: cast('string'),
}
