import { plainResults, putsIn } from './builtins.ts'
import type { Machine } from './machine.ts'
import type { Call } from './rules.ts'
import { contents, type State } from './state.ts'
import { type Contents, mergeTaints, tainted, unknown, type Taint, type Value } from './value.ts'

/** Calls that make a collection out of their arguments. */
const makers = /^(?:asList|of|listOf|copyOf|list|tuple|set|sorted|Array|from)$/

/**
 * What a call on a collection gives, with what it does to it: positions and keys are followed as far as they are known.
 * Undefined for calls that are none on a collection.
 */
export function collectionCall(machine: Machine, call: Call, state: State): Value | undefined {
  const inside = call.receiver === undefined ? undefined : state.contentsOf(call.receiver)
  if (inside === undefined) return made(machine, call, state)
  const change = changed(inside, call, state)
  if (change !== undefined) {
    state.heap.set(call.receiver!.object!, change)
    return call.receiver
  }
  return taken(inside, call, state)
}

function made(machine: Machine, { name, owners, args }: Call, state: State): Value | undefined {
  if (!makers.test(name) || !/(?:^|\.)(?:Arrays|List|Set|Collections|Array|Stream)$/.test(owners[0] ?? '')) return undefined
  const values = args.map(({ value }) => value)
  const [only] = values
  // An array that is handed over is the list.
  if (values.length === 1 && only?.object !== undefined) return only
  return { taints: [], object: machine.newObject(state, { elements: values }) }
}

/** The contents after a call that puts something in or takes something out; undefined for calls that only look. */
function changed(inside: Contents, { name, args }: Call, state: State): Contents | undefined {
  const values = args.map(({ value }) => value)
  const [first, second] = values
  const key = first?.constant
  if (/^(?:put|set|setdefault|putIfAbsent|setProperty|Add|TryAdd|SetValue)$/.test(name) && typeof key === 'string' && second !== undefined)
    return { ...inside, entries: new Map(inside.entries).set(key, second) }
  if (inside.elements !== undefined) {
    const elements = changedElements(inside.elements, name, values, state)
    if (elements !== undefined) return { ...inside, elements }
  }
  if (/^(?:remove|RemoveAt)$/.test(name) && inside.elements === undefined) return undefined
  if (/^(?:clear|Clear)$/.test(name)) return contents({ calls: inside.calls, ...(inside.elements === undefined ? {} : { elements: [] }) })
  if (!putsIn.test(name) || args.length === 0) return undefined
  const rest = values.reduce<readonly Taint[]>((taints, value) => mergeTaints(taints, state.deepTaints(value)), inside.rest)
  return { ...inside, rest }
}

function changedElements(elements: readonly Value[], name: string, values: readonly Value[], state: State): readonly Value[] | undefined {
  const [first, second] = values
  const index = first?.constant
  switch (name) {
    case 'add':
    case 'append':
    case 'push':
    case 'Add':
    case 'addElement':
    case 'addLast':
    case 'offer':
      if (values.length === 1) return [...elements, first!]
      if (values.length === 2 && typeof index === 'number' && name === 'add') return elements.toSpliced(index, 0, second!)
      return values.length === 0 ? undefined : [...elements, ...values]
    case 'addFirst':
    case 'unshift':
      return [...values, ...elements]
    case 'remove':
    case 'RemoveAt':
      return typeof index === 'number' ? elements.toSpliced(index, 1) : undefined
    case 'addAll':
    case 'extend':
    case 'AddRange': {
      const more = first === undefined ? undefined : state.contentsOf(first)
      return more?.elements === undefined ? undefined : [...elements, ...more.elements]
    }
    case 'set':
      return typeof index === 'number' && second !== undefined
        ? elements.with(Math.min(Math.max(index, 0), elements.length - 1), second)
        : undefined
    default:
      return undefined
  }
}

/** What a call takes out of a collection. */
function taken(inside: Contents, { name, args, receiver }: Call, state: State): Value | undefined {
  if (plainResults.has(name)) return unknown
  const first = args[0]?.value
  const key = first?.constant
  if (
    !/^(?:get|getOrDefault|getProperty|elementAt|ElementAt|pop|getFirst|getLast|at|firstElement|lastElement|peek|poll|GetValueOrDefault)$/.test(
      name,
    )
  )
    return undefined
  if (inside.elements !== undefined && inside.rest.length === 0) {
    if (typeof key === 'number') return inside.elements[key] ?? unknown
    if (/^(?:getFirst|firstElement|poll|peek)$/.test(name)) return inside.elements[0] ?? unknown
    if (/^(?:getLast|lastElement|pop)$/.test(name)) return inside.elements.at(-1) ?? unknown
  }
  if (typeof key === 'string') {
    const entry = inside.entries.get(key)
    if (entry !== undefined) return entry
    if (inside.entries.size > 0 && inside.rest.length === 0) return args[1]?.value ?? unknown
    if (name === 'getProperty') return undefined
  }
  return tainted(mergeTaints(state.deepTaints(receiver!), args[1] === undefined ? [] : state.deepTaints(args[1].value)))
}
