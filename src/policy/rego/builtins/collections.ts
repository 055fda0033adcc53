import { compareValues, equalValues, RegoObject, RegoSet, typeName, type Value } from '../values.ts'
import { productOf, sumOf } from './arithmetic.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { arrayAt, elementsAt, isArray, isNumeric, objectAt, setAt, smallIntegerAt, typeError, type Numeric } from './operands.ts'

function count([value]: readonly Value[]): Value {
  if (typeof value === 'string') {
    let characters = 0
    for (const character of value) characters += character.length > 0 ? 1 : 0
    return characters
  }
  if (value instanceof RegoObject || value instanceof RegoSet) return value.size
  if (isArray(value!)) return value.length
  return typeError(`operand 1 must be one of {array, object, set, string} but got ${typeName(value!)}`)
}

function numbersAt(args: readonly Value[]): readonly Numeric[] {
  const container = args[0] instanceof RegoSet ? 'set' : 'array'
  return elementsAt(args, 1).map((item) =>
    isNumeric(item) ? item : typeError(`operand 1 must be ${container} of numbers but got ${container} containing ${typeName(item)}`),
  )
}

function extreme(sign: 1 | -1) {
  return builtin(1, (args) => {
    const [first, ...rest] = elementsAt(args, 1)
    return rest.reduce<Value | undefined>((best, item) => (compareValues(item, best!) * sign > 0 ? item : best), first)
  })
}

function slice(args: readonly Value[]): Value {
  const array = arrayAt(args, 1)
  const start = Math.max(0, smallIntegerAt(args, 2))
  const stop = Math.min(array.length, smallIntegerAt(args, 3))
  return stop < start ? [] : array.slice(start, stop)
}

function setsAt(args: readonly Value[]): readonly RegoSet[] {
  return setAt(args, 1)
    .members()
    .map((member) =>
      member instanceof RegoSet ? member : typeError(`operand 1 must be set of sets but got set containing ${typeName(member)}`),
    )
}

function intersect([first, ...rest]: readonly RegoSet[]): RegoSet {
  return new RegoSet(first?.members().filter((member) => rest.every((set) => set.has(member))))
}

function unite(sets: readonly RegoSet[]): RegoSet {
  const union = new RegoSet()
  for (const set of sets) for (const member of set.members()) union.add(member)
  return union
}

/** Whether all of `part` is found in `whole`, for objects and arrays also further down. */
function isSubset(whole: Value, part: Value): boolean {
  if (whole instanceof RegoObject && part instanceof RegoObject) {
    for (const [key, value] of part.entries()) {
      const other = whole.get(key)
      if (
        other === undefined ||
        !(
          equalValues(other, value) ||
          (isComposite(other) && isComposite(value) && typeName(other) === typeName(value) && isSubset(other, value))
        )
      )
        return false
    }
    return true
  }
  if (part instanceof RegoSet && whole instanceof RegoSet) return part.members().every((member) => whole.has(member))
  if (part instanceof RegoSet && isArray(whole)) {
    const present = new RegoSet(whole)
    return part.members().every((member) => present.has(member))
  }
  if (isArray(whole) && isArray(part)) return containsRun(whole, part)
  return typeError('both arguments object.subset must be of the same type or array and set')
}

function isComposite(value: Value): boolean {
  return typeof value === 'object' && value !== null
}

function containsRun(whole: readonly Value[], part: readonly Value[]): boolean {
  for (let start = 0; start + part.length <= whole.length; start++)
    if (part.every((item, index) => equalValues(item, whole[start + index]!))) return true
  return false
}

export const collectionBuiltins: BuiltinFamily = {
  count: builtin(1, count),
  sum: builtin(1, (args) => sumOf(numbersAt(args))),
  product: builtin(1, (args) => productOf(numbersAt(args))),
  max: extreme(1),
  min: extreme(-1),
  sort: builtin(1, (args) => [...elementsAt(args, 1)].sort(compareValues)),
  all: builtin(1, (args) => elementsAt(args, 1).every((item) => item === true)),
  any: builtin(1, (args) => elementsAt(args, 1).includes(true)),
  'array.concat': builtin(2, (args, { budget }) => {
    const first = arrayAt(args, 1)
    const second = arrayAt(args, 2)
    budget.produce(first.length + second.length)
    return [...first, ...second]
  }),
  'array.reverse': builtin(1, (args) => arrayAt(args, 1).toReversed()),
  'array.slice': builtin(3, slice),
  'array.flatten': builtin(1, (args, { budget }) => {
    const flat = arrayAt(args, 1).flatMap((item) => (isArray(item) ? item : [item]))
    budget.produce(flat.length)
    return flat
  }),
  and: builtin(2, (args) => intersect([setAt(args, 1), setAt(args, 2)])),
  or: builtin(2, (args) => unite([setAt(args, 1), setAt(args, 2)])),
  intersection: builtin(1, (args) => intersect(setsAt(args))),
  union: builtin(1, (args) => unite(setsAt(args))),
  'internal.member_2': builtin(2, ([member, collection]) => {
    if (collection instanceof RegoSet) return collection.has(member!)
    if (collection instanceof RegoObject) return collection.values().some((value) => equalValues(value, member!))
    return isArray(collection!) && collection.some((value) => equalValues(value, member!))
  }),
  'internal.member_3': builtin(3, ([key, member, collection]) => {
    if (collection instanceof RegoSet) return equalValues(key!, member!) && collection.has(member!)
    const found =
      collection instanceof RegoObject
        ? collection.get(key!)
        : isArray(collection!) && typeof key === 'number'
          ? collection[key]
          : undefined
    return found !== undefined && equalValues(found, member!)
  }),
  'object.subset': builtin(2, ([whole, part]) => isSubset(whole!, part!)),
  'object.keys': builtin(1, (args) => new RegoSet(objectAt(args, 1).keys())),
}
