import type { Entry, Expression } from '../../syntax/source-code/program.ts'
import { narrow, truthOf } from './branching.ts'
import { foldBinary, foldUnary } from './builtins.ts'
import { evaluateCall, evaluateNew } from './calls.ts'
import { concatenated, concatenatedValues } from './concatenation.ts'
import { guardsOf } from './guards.ts'
import type { Machine } from './machine.ts'
import { read } from './reading.ts'
import { checkSetting } from './settings.ts'
import { contents, type State } from './state.ts'
import { bindEach, store, targetName } from './storing.ts'
import { constantValue, joinValues, mergeTaints, tainted, unknown, type Taint, type Value } from './value.ts'

/** The value of an expression, with all that evaluating it does to the state. */
export function evaluateExpression(machine: Machine, expression: Expression, state: State): Value {
  switch (expression.kind) {
    case 'literal':
      return constantValue(expression.value)
    case 'regex':
      return { taints: [], path: 'RegExp', prefix: expression.pattern }
    case 'name':
    case 'member':
    case 'index':
      return read(machine, expression, state)
    case 'call':
      return evaluateCall(machine, expression, state)
    case 'new':
      return evaluateNew(machine, expression, state)
    case 'text':
      return concatenated(machine, expression.parts, state)
    case 'binary':
      return binary(machine, expression, state)
    case 'unary': {
      const { constant, taints } = machine.evaluate(expression.operand, state)
      if (expression.operator === '++') return changed(machine, expression.operand, state)
      const folded = constant === undefined ? undefined : foldUnary(expression.operator, constant)
      return folded === undefined ? tainted(expression.operator === 'await' ? taints : []) : constantValue(folded)
    }
    case 'conditional':
      return conditional(machine, expression, state)
    case 'list':
      return list(machine, expression.elements, state)
    case 'map':
      return map(machine, expression.entries, state)
    case 'spread':
      return machine.evaluate(expression.of, state)
    case 'assign':
      return assign(machine, expression, state)
    case 'function': {
      const closure = { code: expression.code, scope: state, self: state.get(machine.knowledge.self), className: machine.frame.className }
      machine.keep(closure)
      return { taints: [], closure }
    }
    case 'cast': {
      const value = machine.evaluate(expression.value, state)
      if (/^(?:int|long|double|float|short|byte|Integer|Long|Double|bool|decimal|Guid|DateTime)$/.test(expression.type))
        return { ...value, taints: [] }
      return expression.type === 'String' || expression.type === 'string' || expression.type === ''
        ? value
        : { ...value, path: machine.pathOf(expression.type) }
    }
    case 'choice':
      return choice(machine, expression, state)
    case 'comprehension': {
      for (const { target, of } of expression.binds) bindEach(machine, target, of, state)
      const value = machine.evaluate(expression.body, state)
      return tainted(state.deepTaints(value))
    }
    case 'other': {
      let taints: readonly Taint[] = []
      for (const part of expression.parts) taints = mergeTaints(taints, machine.evaluate(part, state).taints)
      return tainted(taints)
    }
  }
}

function binary(machine: Machine, expression: Expression & { kind: 'binary' }, state: State): Value {
  const { operator } = expression
  const left = machine.evaluate(expression.left, state)
  if (operator === '&&' || operator === '||' || operator === '??') {
    const branch = state.fork()
    const guards = guardsOf(expression.left)
    narrow(branch, operator === '&&' ? guards.whenTrue : guards.whenFalse)
    const right = machine.evaluate(expression.right, branch)
    narrowBack(state, branch)
    const folded =
      left.constant !== undefined && right.constant !== undefined ? foldBinary(operator, left.constant, right.constant, false) : undefined
    if (folded !== undefined) return constantValue(folded)
    if (operator === '&&') return left.constant === false ? left : { ...right, constant: undefined }
    return left.constant === true ? left : { ...joinValues(left, right), constant: undefined }
  }
  const right = machine.evaluate(expression.right, state)
  if (left.constant !== undefined && right.constant !== undefined) {
    const folded = foldBinary(operator, left.constant, right.constant, machine.knowledge.hasIntegerDivision)
    if (folded !== undefined) return constantValue(folded)
  }
  if (operator === '+' || operator === '%') {
    if (operator === '+' || left.isBuilt === true || typeof left.constant === 'string') return concatenatedValues([left, right], state)
    return tainted(left.taints)
  }
  if (operator === '/' && left.path !== undefined) return { ...left, taints: mergeTaints(left.taints, right.taints), constant: undefined }
  return unknown
}

/** What the second half of a test did holds only if it ran; objects and variables are joined. */
function narrowBack(state: State, branch: State): void {
  branch.tested = state.tested.fork()
  state.join(branch)
}

function changed(machine: Machine, target: Expression, state: State): Value {
  store(machine, target, unknown, state)
  return unknown
}

function conditional(machine: Machine, expression: Expression & { kind: 'conditional' }, state: State): Value {
  const { constant } = machine.evaluate(expression.test, state)
  if (typeof constant === 'boolean') return machine.evaluate(constant ? expression.then : expression.otherwise, state)
  const guards = guardsOf(expression.test)
  const then = state.fork()
  narrow(then, guards.whenTrue)
  const one = machine.evaluate(expression.then, then)
  const otherwise = state.fork()
  narrow(otherwise, guards.whenFalse)
  const other = machine.evaluate(expression.otherwise, otherwise)
  then.join(otherwise)
  const { tested } = state
  state.become(then)
  state.tested = tested
  return joinValues(one, other)
}

function list(machine: Machine, elements: readonly Expression[], state: State): Value {
  const values = elements.map((element) => machine.evaluate(element, state))
  if (elements.some(({ kind }) => kind === 'spread')) {
    const rest = values.reduce<readonly Taint[]>((taints, value) => mergeTaints(taints, state.deepTaints(value)), [])
    return { taints: [], object: machine.newObject(state, { rest }) }
  }
  return { taints: [], object: machine.newObject(state, contents({ elements: values })) }
}

function map(machine: Machine, entries: readonly Entry[], state: State): Value {
  const known = new Map<string, Value>()
  let rest: readonly Taint[] = []
  for (const { key, value } of entries) {
    const name = key === undefined ? undefined : machine.evaluate(key, state)
    const label = typeof name?.constant === 'string' ? name.constant : undefined
    machine.frame.targets.push(label ?? '')
    const evaluated = machine.evaluate(value, state)
    machine.frame.targets.pop()
    if (label !== undefined) {
      known.set(label, evaluated)
      checkSetting(machine, label, [], evaluated, value, state)
    } else if (value.kind === 'spread') {
      const inside = state.contentsOf(evaluated)
      for (const [each, entry] of inside?.entries ?? []) known.set(each, entry)
      rest = mergeTaints(rest, inside === undefined ? evaluated.taints : inside.rest)
    } else rest = mergeTaints(mergeTaints(rest, name?.taints ?? []), state.deepTaints(evaluated))
  }
  return { taints: [], object: machine.newObject(state, { entries: known, rest }) }
}

function choice(machine: Machine, { subject, arms }: Expression & { kind: 'choice' }, state: State): Value {
  const { constant } = machine.evaluate(subject, state)
  let result: Value | undefined
  for (const arm of arms) {
    const truth = truthOf(machine, constant, arm, state)
    if (truth === false) continue
    const branch = state.fork()
    machine.execute(arm.body, branch)
    const value = arm.value === undefined ? unknown : machine.evaluate(arm.value, branch)
    result = result === undefined ? value : joinValues(result, value)
    state.join(branch)
    if (truth === true) break
  }
  return result ?? unknown
}

function assign(machine: Machine, expression: Expression & { kind: 'assign' }, state: State): Value {
  const { target, operator } = expression
  machine.frame.targets.push(targetName(target))
  const value = machine.evaluate(expression.value, state)
  machine.frame.targets.pop()
  if (operator === undefined) {
    store(machine, target, value, state, expression.value)
    return value
  }
  const before = machine.evaluate(target, state)
  // `+=` with a function adds a handler of an event.
  const after =
    value.closure !== undefined
      ? value
      : operator === '+' || operator === '%' || operator === '.'
        ? concatenatedValues([before, value], state)
        : operator === '??' || operator === '||' || operator === '&&'
          ? joinValues(before, value)
          : unknown
  store(machine, target, after, state, expression.value)
  return after
}
