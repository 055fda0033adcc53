import { isSameValue } from '../../../core/same-value.ts'
import { isMapping, type Untyped } from '../../untyped.ts'
import { PatchError } from './patch-error.ts'

/** An operation of a JSON Patch (RFC 6902), as an expression gives it. */
export interface JsonPatchOperation {
  readonly op: string
  readonly path: string
  readonly from: string
  readonly value: unknown
}

class TestFailed extends Error {}

/** What an operation needs is not there. */
class Missing extends Error {
  constructor(pointer: string) {
    super(`doc is missing path: ${pointer}: missing value`)
  }
}

interface Holder {
  object: unknown
}

/**
 * The object with the operations done in order; the given one where a `test` among them fails.
 *
 * @throws {PatchError} where an operation cannot be done
 */
export function applyJsonPatch(object: Untyped, operations: readonly JsonPatchOperation[]): Untyped {
  const holder = { object: structuredClone(object) as unknown }
  try {
    for (const operation of operations) perform(holder, operation)
  } catch (error) {
    if (error instanceof TestFailed) return object
    throw error
  }
  if (!isMapping(holder.object)) throw new PatchError('JSON Patch: the result is no object')
  return holder.object
}

function perform(holder: Holder, operation: JsonPatchOperation): void {
  try {
    performAt(holder, operation)
  } catch (error) {
    if (error instanceof Missing) throw new PatchError(`JSON Patch: ${operation.op} operation does not apply: ${error.message}`)
    throw error
  }
}

function performAt(holder: Holder, { op, path, from, value }: JsonPatchOperation): void {
  switch (op) {
    case 'add':
      return add(holder, path, value)
    case 'remove':
      return remove(holder, path)
    case 'replace':
      read(holder, path)
      if (path === '') return add(holder, path, value)
      return replace(holder, path, value)
    case 'test':
      if (!isSameValue(present(holder, path) ?? null, value ?? null)) throw new TestFailed()
      return
    case 'copy':
      return add(holder, path, structuredClone(read(holder, from)))
    case 'move': {
      const moved = read(holder, from)
      remove(holder, from)
      return add(holder, path, moved)
    }
    default:
      throw new PatchError(`JSON Patch: unexpected operation ${JSON.stringify(op)}`)
  }
}

type Container = Record<string, unknown> | unknown[]

function stepsOf(pointer: string): readonly string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw new PatchError(`JSON Patch: ${JSON.stringify(pointer)} is no JSON Pointer`)
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function child(container: unknown, step: string): unknown {
  if (Array.isArray(container)) return /^(?:0|[1-9]\d*)$/.test(step) ? container[Number(step)] : undefined
  return isMapping(container) && Object.hasOwn(container, step) ? container[step] : undefined
}

function present({ object }: Holder, pointer: string): unknown {
  return stepsOf(pointer).reduce<unknown>(child, object)
}

function read(holder: Holder, pointer: string): unknown {
  const found = present(holder, pointer)
  if (found === undefined) throw new Missing(pointer)
  return found
}

function parentOf({ object }: Holder, pointer: string): readonly [Container, string] {
  const steps = stepsOf(pointer)
  // A key of this name would not become a field but change what the mapping is.
  if (steps.at(-1) === '__proto__') throw new Missing(pointer)
  const parent = steps.slice(0, -1).reduce<unknown>(child, object)
  if (!Array.isArray(parent) && !isMapping(parent)) throw new Missing(pointer)
  return [parent as Container, steps.at(-1)!]
}

function add(holder: Holder, pointer: string, value: unknown): void {
  if (pointer === '') {
    holder.object = value
    return
  }
  const [parent, step] = parentOf(holder, pointer)
  if (!Array.isArray(parent)) {
    parent[step] = value
    return
  }
  const index = step === '-' ? parent.length : Number(step)
  if (step !== '-' && (!/^(?:0|[1-9]\d*)$/.test(step) || index > parent.length))
    throw new PatchError(`JSON Patch: add operation does not apply: doc is missing path: ${pointer}: invalid index referenced`)
  parent.splice(index, 0, value)
}

function replace(holder: Holder, pointer: string, value: unknown): void {
  const [parent, step] = parentOf(holder, pointer)
  if (Array.isArray(parent)) parent[Number(step)] = value
  else parent[step] = value
}

function remove(holder: Holder, pointer: string): void {
  read(holder, pointer)
  const [parent, step] = parentOf(holder, pointer)
  if (Array.isArray(parent)) parent.splice(Number(step), 1)
  else delete parent[step]
}
