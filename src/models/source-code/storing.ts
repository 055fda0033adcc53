import type { Expression } from '../../syntax/source-code/program.ts'
import { keyOf } from './guards.ts'
import type { Machine } from './machine.ts'
import { ownersOf, readMember } from './reading.ts'
import { checkSetting } from './settings.ts'
import type { State } from './state.ts'
import { joinValues, mergeTaints, tainted, type Value } from './value.ts'

export function targetName(target: Expression): string {
  if (target.kind === 'name' || target.kind === 'member') return target.name
  if (target.kind === 'index' && target.index.kind === 'literal') return String(target.index.value)
  return ''
}

/** Puts a value where an assignment says: a variable, a property, an element, or several at once. */
export function store(machine: Machine, target: Expression, value: Value, state: State, written?: Expression, declares = false): void {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- nothing can be stored in any other expression
  switch (target.kind) {
    case 'name':
      if (declares) state.declare(target.name, value)
      else storeName(machine, target.name, value, state)
      if (written !== undefined) checkSetting(machine, target.name, [], value, written, state)
      return
    case 'member': {
      const object = machine.evaluate(target.object, state)
      if (written !== undefined) checkSetting(machine, target.name, ownersOf(target.object, object), value, written, state)
      storeEntry(object, target.name, value, state)
      forgetKey(target, state)
      return
    }
    case 'index': {
      const object = machine.evaluate(target.object, state)
      const { constant } = machine.evaluate(target.index, state)
      if (typeof constant === 'string' && written !== undefined)
        checkSetting(machine, constant, ownersOf(target.object, object), value, written, state)
      storeEntry(object, typeof constant === 'string' || typeof constant === 'number' ? constant : undefined, value, state)
      forgetKey(target, state)
      return
    }
    case 'list':
      for (const [index, element] of target.elements.entries())
        store(machine, element, elementOf(value, index, state), state, undefined, declares)
      return
    case 'map':
      for (const { key, value: inner } of target.entries) {
        const name = key?.kind === 'literal' ? String(key.value) : undefined
        const at = inner.at
        const part =
          name === undefined
            ? tainted(state.deepTaints(value))
            : readMember(machine, { kind: 'member', object: written ?? inner, name, at }, value, state)
        store(machine, inner.kind === 'assign' ? inner.target : inner, part, state, undefined, declares)
      }
      return
    case 'spread':
      store(machine, target.of, value, state, undefined, declares)
      return
    default:
  }
}

function storeName(machine: Machine, name: string, value: Value, state: State): void {
  const self = state.get(machine.knowledge.self)
  const fields = self === undefined ? undefined : state.contentsOf(self)?.entries
  if (state.get(name) === undefined && fields?.has(name) === true) storeEntry(self!, name, value, state)
  else state.assign(name, value)
}

function forgetKey(target: Expression, state: State): void {
  const key = keyOf(target)
  if (key !== undefined) state.forget(key)
}

function storeEntry(object: Value, key: string | number | undefined, value: Value, state: State): void {
  const inside = state.contentsOf(object)
  if (inside === undefined) return
  if (typeof key === 'number' && inside.elements !== undefined && key >= 0 && key <= inside.elements.length) {
    const elements = [...inside.elements]
    elements[key] = value
    state.heap.set(object.object!, { ...inside, elements })
  } else if (typeof key === 'string') state.heap.set(object.object!, { ...inside, entries: new Map(inside.entries).set(key, value) })
  else state.heap.set(object.object!, { ...inside, rest: mergeTaints(inside.rest, state.deepTaints(value)) })
}

function elementOf(value: Value, index: number, state: State): Value {
  return state.contentsOf(value)?.elements?.[index] ?? tainted(state.deepTaints(value))
}

/** Binds a variable to any element of a collection. */
export function bindEach(machine: Machine, target: Expression, of: Expression, state: State): void {
  const collection = machine.evaluate(of, state)
  const inside = state.contentsOf(collection)
  const elements = inside?.elements
  const value: Value =
    elements !== undefined && elements.length > 0
      ? elements.reduce((sum, element) => joinValues(sum, element))
      : { taints: state.deepTaints(collection), path: collection.path === undefined ? undefined : `${collection.path}[]` }
  store(machine, target, value, state, undefined, true)
}
