import { formatTerm } from '../format.ts'
import { equalValues, lookup, RegoObject, RegoSet, typeName, type Value } from '../values.ts'
import { builtin, type BuiltinFamily } from './builtin.ts'
import { builtinError, elementsAt, isArray, objectAt, typeError } from './operands.ts'

function get(args: readonly Value[]): Value {
  const object = objectAt(args, 1)
  const [, key, byDefault] = args as [Value, Value, Value]
  if (!isArray(key)) return orElse(object.get(key), byDefault)
  let value: Value | undefined = object
  for (const step of key) {
    if (value === undefined) break
    value = lookup(value, step)
  }
  return orElse(value, byDefault)
}

/** `null` is a value here, so `??` would lose it. */
function orElse(value: Value | undefined, otherwise: Value): Value {
  return value === undefined ? otherwise : value
}

/** The keys that an array, a set or the keys of an object name. */
function keysAt(args: readonly Value[], position: number): RegoSet {
  const value = args[position - 1]!
  if (value instanceof RegoObject) return new RegoSet(value.keys())
  return new RegoSet(elementsAt(args, position, 'one of {object, set, array}'))
}

function select(object: RegoObject, wanted: (key: Value) => boolean): RegoObject {
  return new RegoObject(object.entries().filter(([key]) => wanted(key)))
}

/** Members of both; where both have one under a key, objects are joined and otherwise the second wins. */
function join(first: RegoObject, second: RegoObject): RegoObject {
  const joined = new RegoObject(first.entries())
  for (const [key, value] of second.entries()) {
    const present = joined.get(key)
    joined.set(key, present instanceof RegoObject && value instanceof RegoObject ? join(present, value) : value)
  }
  return joined
}

function joinAll(args: readonly Value[]): RegoObject {
  return elementsAt(args, 1, 'array').reduce<RegoObject>(
    (joined, item) =>
      item instanceof RegoObject
        ? join(joined, item)
        : typeError(`operand 1 must be array of objects but got array containing ${typeName(item)}`),
    new RegoObject(),
  )
}

type Path = readonly Value[]

/** Paths given as `a/b/0`, or as arrays of steps. */
function pathsAt(args: readonly Value[], position: number): readonly Path[] {
  return elementsAt(args, position, 'one of {set, array}').map((path) => {
    if (isArray(path)) return path
    if (typeof path === 'string') return parsePointer(path)
    return typeError(
      `operand ${position} must be one of {set, array} containing string paths or array of path segments but got ${typeName(path)}`,
    )
  })
}

function parsePointer(pointer: string): Path {
  const steps = pointer.replace(/^\/+/, '')
  return steps === '' ? [] : steps.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Steps of paths as a tree: what lies below a whole path does not matter. */
class PathTree {
  readonly #children = new Map<string, PathTree>()
  whole = false

  static of(paths: readonly Path[]): PathTree {
    const tree = new PathTree()
    for (const path of paths) tree.#add(path)
    return tree
  }

  child(step: Value): PathTree | undefined {
    return this.#children.get(stepName(step))
  }

  #add([step, ...rest]: Path): void {
    if (step === undefined) {
      this.whole = true
      return
    }
    let child = this.child(step)
    if (child === undefined) this.#children.set(stepName(step), (child = new PathTree()))
    child.#add(rest)
  }
}

/** Steps written as `0` and `"0"` mean the same. */
function stepName(step: Value): string {
  return typeof step === 'string' ? step : formatTerm(step)
}

function filterTree(value: Value, tree: PathTree): Value | undefined {
  if (tree.whole) return value
  if (value instanceof RegoObject) {
    const kept = new RegoObject()
    for (const [key, member] of value.entries()) {
      const child = tree.child(key)
      const filtered = child === undefined ? undefined : filterTree(member, child)
      if (filtered !== undefined) kept.set(key, filtered)
    }
    return kept
  }
  if (!isArray(value)) return undefined
  return value.flatMap((item, index) => {
    const child = tree.child(index)
    const filtered = child === undefined ? undefined : filterTree(item, child)
    return filtered === undefined ? [] : [filtered]
  })
}

function removeTree(value: Value, tree: PathTree): Value | undefined {
  if (tree.whole) return undefined
  if (value instanceof RegoObject) {
    const kept = new RegoObject()
    for (const [key, member] of value.entries()) {
      const child = tree.child(key)
      const rest = child === undefined ? member : removeTree(member, child)
      if (rest !== undefined) kept.set(key, rest)
    }
    return kept
  }
  if (!isArray(value)) return value
  return value.flatMap((item, index) => {
    const child = tree.child(index)
    const rest = child === undefined ? item : removeTree(item, child)
    return rest === undefined ? [] : [rest]
  })
}

/** RFC 6902. Undefined where an operation cannot be carried out. */
function patch(args: readonly Value[]): Value | undefined {
  let [document] = args as [Value | undefined]
  for (const operation of elementsAt(args, 2, 'array')) {
    if (!(operation instanceof RegoObject))
      return typeError(`operand 2 must be array of objects but got array containing ${typeName(operation)}`)
    document = document === undefined ? undefined : applyOperation(document, operation)
  }
  return document
}

function pathOf(operation: RegoObject, name: string): Path {
  const path = operation.get(name)
  if (path === undefined) return builtinError(`missing '${name}' attribute`)
  return isArray(path)
    ? path
    : typeof path === 'string'
      ? parsePointer(path)
      : builtinError(`attribute '${name}' must be a string or an array`)
}

function applyOperation(document: Value, operation: RegoObject): Value | undefined {
  const path = pathOf(operation, 'path')
  const value = (): Value => {
    const given = operation.get('value')
    return given === undefined ? builtinError("missing 'value' attribute") : given
  }
  const read = (at: Path): Value | undefined =>
    at.reduce<Value | undefined>((found, step) => (found === undefined ? undefined : memberAt(found, step)), document)
  const name = operation.get('op')
  switch (typeof name === 'string' ? name : '') {
    case 'add':
      return editAt(document, path, { add: value() })
    case 'remove':
      return editAt(document, path, 'remove')
    case 'replace':
      return read(path) === undefined ? undefined : editAt(document, path, { replace: value() })
    case 'copy':
    case 'move': {
      const from = pathOf(operation, 'from')
      const moved = read(from)
      if (moved === undefined) return undefined
      const base = name === 'move' ? editAt(document, from, 'remove') : document
      return base === undefined ? undefined : editAt(base, path, { add: moved })
    }
    case 'test': {
      const found = read(path)
      return found !== undefined && equalValues(found, value()) ? document : undefined
    }
    default:
      return builtinError(`unrecognized op ${formatTerm(operation.get('op') ?? null)}`)
  }
}

function memberAt(value: Value, step: Value): Value | undefined {
  return lookup(value, isArray(value) ? (indexOf(step, value.length) ?? -1) : step)
}

function indexOf(step: Value, end: number): number | undefined {
  if (step === '-') return end
  const index = typeof step === 'string' && /^(0|[1-9]\d*)$/.test(step) ? Number(step) : step
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : undefined
}

type Edit = 'remove' | { readonly add: Value } | { readonly replace: Value }

function editAt(value: Value, [step, ...rest]: Path, edit: Edit): Value | undefined {
  if (step === undefined) return edit === 'remove' ? undefined : 'add' in edit ? edit.add : edit.replace
  if (value instanceof RegoObject) return editObject(value, step, rest, edit)
  if (value instanceof RegoSet) return editSet(value, step, rest, edit)
  return isArray(value) ? editArray(value, step, rest, edit) : undefined
}

function editObject(object: RegoObject, step: Value, rest: Path, edit: Edit): Value | undefined {
  const member = object.get(step)
  if (rest.length === 0 && edit !== 'remove') return object.with(step, 'add' in edit ? edit.add : edit.replace)
  if (member === undefined) return undefined
  if (rest.length === 0) return select(object, (key) => !equalValues(key, step))
  const edited = editAt(member, rest, edit)
  return edited === undefined ? undefined : object.with(step, edited)
}

function editSet(set: RegoSet, step: Value, rest: Path, edit: Edit): Value | undefined {
  const without = (): Value[] => set.members().filter((member) => !equalValues(member, step))
  if (rest.length === 0) {
    if (edit === 'remove') return set.has(step) ? new RegoSet(without()) : undefined
    const added = 'add' in edit ? edit.add : edit.replace
    return equalValues(added, step) ? new RegoSet([...set.members(), added]) : undefined
  }
  const edited = set.has(step) ? editAt(step, rest, edit) : undefined
  return edited === undefined ? undefined : new RegoSet([...without(), edited])
}

function editArray(array: readonly Value[], step: Value, rest: Path, edit: Edit): Value | undefined {
  const index = indexOf(step, array.length)
  if (index === undefined || index > array.length) return undefined
  if (rest.length === 0 && edit !== 'remove' && 'add' in edit) return array.toSpliced(index, 0, edit.add)
  if (index === array.length) return undefined
  if (rest.length === 0) return edit === 'remove' ? array.toSpliced(index, 1) : array.with(index, (edit as { replace: Value }).replace)
  const edited = editAt(array[index]!, rest, edit)
  return edited === undefined ? undefined : array.with(index, edited)
}

export const objectBuiltins: BuiltinFamily = {
  'object.get': builtin(3, get),
  'object.filter': builtin(2, (args) => {
    const object = objectAt(args, 1)
    const wanted = keysAt(args, 2)
    return select(object, (key) => wanted.has(key))
  }),
  'object.remove': builtin(2, (args) => {
    const object = objectAt(args, 1)
    const unwanted = keysAt(args, 2)
    return select(object, (key) => !unwanted.has(key))
  }),
  'object.union': builtin(2, (args) => join(objectAt(args, 1), objectAt(args, 2))),
  'object.union_n': builtin(1, joinAll),
  'json.filter': builtin(2, (args) => filterTree(objectAt(args, 1), PathTree.of(pathsAt(args, 2)))),
  'json.remove': builtin(2, (args) => removeTree(objectAt(args, 1), PathTree.of(pathsAt(args, 2))) ?? new RegoObject()),
  'json.patch': builtin(2, patch),
}
