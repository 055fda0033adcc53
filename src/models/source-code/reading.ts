import type { Expression } from '../../syntax/source-code/program.ts'
import { keyOf } from './guards.ts'
import type { Machine } from './machine.ts'
import { rulesFor } from './rules.ts'
import { sensitiveLabel } from './sensitive-names.ts'
import type { State } from './state.ts'
import { clear, constantValue, mergeTaints, pathValue, unknown, type Taint, type Value } from './value.ts'

/** A variable, a property or an element: what is known of it, less what it was tested for. */
export function read(machine: Machine, expression: Expression & { kind: 'name' | 'member' | 'index' }, state: State): Value {
  const value =
    expression.kind === 'name'
      ? readName(machine, expression, state)
      : expression.kind === 'member'
        ? readMember(machine, expression, machine.evaluate(expression.object, state), state)
        : readIndex(machine, expression, state)
  if (state.tested.size === 0 || value.taints.length === 0) return value
  const key = keyOf(expression)
  const mask = key === undefined ? undefined : state.tested.get(key)
  return mask === undefined ? value : clear(value, mask)
}

function readName(machine: Machine, expression: Expression & { kind: 'name' }, state: State): Value {
  const { name, at } = expression
  const known = state.get(name) ?? fieldOfSelf(machine, name, state)
  const value = known ?? rootOf(machine, name, state, at)
  return withName(machine, value, name, at)
}

/** In Java and C#, fields are read by their name alone. */
function fieldOfSelf(machine: Machine, name: string, state: State): Value | undefined {
  const self = state.get(machine.knowledge.self)
  return self === undefined ? undefined : state.contentsOf(self)?.entries.get(name)
}

function rootOf(machine: Machine, name: string, state: State, at: Expression['at']): Value {
  const closure = machine.functionNamed(name, state)
  if (closure !== undefined) return { taints: [], closure, path: name }
  const path = machine.pathOf(name)
  for (const _ of rulesFor(machine.knowledge.sources, name, [])) return { taints: [machine.taint('remote', at)], path }
  return pathValue(path)
}

/** What is called a secret is one, until it is known what it is. */
function withName(machine: Machine, value: Value, name: string, at: Expression['at']): Value {
  if (value.constant !== undefined || value.closure !== undefined) return value
  const label = sensitiveLabel(name)
  return label === undefined ? value : { ...value, taints: mergeTaints(value.taints, [machine.taint(label, at)]) }
}

/** A property of a value that is already evaluated. */
export function readMember(machine: Machine, expression: Expression & { kind: 'member' }, object: Value, state: State): Value {
  const { name, at } = expression
  const entry = state.contentsOf(object)?.entries.get(name)
  if (entry !== undefined) return withName(machine, entry, name, at)
  if (/^(?:length|size|Length|Count)$/.test(name)) return unknown
  const owners = ownersOf(expression.object, object)
  for (const _ of rulesFor(machine.knowledge.sources, name, owners)) {
    const path = `${object.path ?? ''}.${name}`
    return withName(machine, { taints: [machine.taint('remote', at)], path }, name, at)
  }
  const [type] = rulesFor(machine.knowledge.types, name, owners)
  const path = type?.type ?? (object.path === undefined ? undefined : `${object.path}.${name}`)
  const inside = state.contentsOf(object)
  const taints = inside === undefined ? object.taints : mergeTaints(object.taints, inside.rest)
  const remote = taints.filter(({ label }) => label === 'remote' || label === 'parameter')
  const value = { taints: remote, path, prefix: object.prefix }
  return isMemberOfEnumeration(expression) ? value : withName(machine, value, name, at)
}

/** `CredentialKind.PASSWORD` is the name of a kind of thing, and not the thing. */
function isMemberOfEnumeration({ object, name }: Expression & { kind: 'member' }): boolean {
  return (
    object.kind === 'name' &&
    /^[A-Z][A-Za-z\d]{0,99}(?:Type|Kind|Name|Names|Mode|Method|Methods|Code|Codes|Status|V\d)$/.test(object.name) &&
    /^[A-Z][A-Z\d_]{0,99}$/.test(name)
  )
}

/** The names that a receiver goes by: what it is, and what it is called here. */
export function ownersOf(expression: Expression, value: Value): readonly string[] {
  const written = keyOf(expression)
  if (value.path === undefined) return written === undefined ? [''] : [written]
  return written === undefined || written === value.path ? [value.path] : [value.path, written]
}

function readIndex(machine: Machine, expression: Expression & { kind: 'index' }, state: State): Value {
  const object = machine.evaluate(expression.object, state)
  const { constant } = machine.evaluate(expression.index, state)
  const inside = state.contentsOf(object)
  if (typeof constant === 'string') {
    const entry = inside?.entries.get(constant)
    if (entry !== undefined) return entry
    const owners = ownersOf(expression.object, object)
    for (const name of [constant, '[]'])
      for (const _ of rulesFor(machine.knowledge.sources, name, owners)) return { taints: [machine.taint('remote', expression.at)] }
  }
  if (typeof constant === 'number') {
    const element = inside?.elements?.[constant]
    if (element !== undefined) return element
    if (typeof object.constant === 'string') return constantValue(object.constant[constant] ?? null)
  }
  const taints = inside === undefined ? object.taints : state.deepTaints(object)
  const value: Value = {
    taints: sourceNamed(machine, taints, expression),
    path: object.path === undefined ? undefined : `${object.path}[]`,
  }
  return typeof constant === 'string' ? withName(machine, value, constant, expression.at) : value
}

/** `request.args['q']` says more than `request.args`: the source is named by the whole of it. */
function sourceNamed(machine: Machine, taints: readonly Taint[], { object, at }: Expression & { kind: 'index' }): readonly Taint[] {
  return taints.map((taint) =>
    taint.at.start === object.at.start && taint.at.end === object.at.end
      ? { ...machine.taint(taint.label, at), cleared: taint.cleared }
      : taint,
  )
}
