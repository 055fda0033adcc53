import type { Arm, Expression, Statement } from '../../syntax/source-code/program.ts'
import { narrow, truthOf } from './branching.ts'
import { guardsOf, keyOf } from './guards.ts'
import type { Machine } from './machine.ts'
import type { State } from './state.ts'
import { bindEach, store, targetName } from './storing.ts'
import { unknown } from './value.ts'
import { everything } from './weakness.ts'

/** Runs statements one after the other, until one of them ends the way. */
export function executeStatements(machine: Machine, statements: readonly Statement[], state: State): void {
  for (const statement of statements) {
    if (state.ended !== undefined) return
    executeStatement(machine, statement, state)
  }
}

function executeStatement(machine: Machine, statement: Statement, state: State): void {
  switch (statement.kind) {
    case 'expression':
      machine.evaluate(statement.value, state)
      if (endsHere(machine, statement.value)) state.ended = 'throw'
      return
    case 'declare':
      declare(machine, statement, state)
      return
    case 'if':
      branch(machine, statement, state)
      return
    case 'loop':
      loop(machine, statement, state)
      return
    case 'switch':
      choose(machine, statement, state)
      return
    case 'return':
      machine.frame.returned.push(statement.value === undefined ? unknown : machine.returning(statement.value, state))
      state.ended = 'return'
      return
    case 'throw':
      if (statement.value !== undefined) machine.evaluate(statement.value, state)
      state.ended = 'throw'
      return
    case 'leave':
      if (statement.how === 'break') machine.frame.left.at(-1)?.push(state.fork())
      state.ended = statement.how
      return
    case 'try':
      attempt(machine, statement, state)
      return
    case 'block':
      executeStatements(machine, statement.body, state)
      return
    case 'function': {
      const closure = { code: statement.code, scope: state, self: state.get(machine.knowledge.self), className: machine.frame.className }
      state.declare(statement.code.name, { taints: [], closure, path: statement.code.name })
      machine.keep(closure)
      return
    }
    case 'class':
  }
}

/** `abort(404)` and `process.exit()` go on nowhere. */
function endsHere({ knowledge }: Machine, value: Expression): boolean {
  if (value.kind !== 'call') return false
  const { callee } = value
  if (callee.kind === 'name') return knowledge.endings.has(callee.name)
  return callee.kind === 'member' && callee.object.kind === 'name' && knowledge.endings.has(`${callee.object.name}.${callee.name}`)
}

function declare(machine: Machine, { target, type, value: written }: Statement & { kind: 'declare' }, state: State): void {
  machine.frame.targets.push(targetName(target))
  const value = written === undefined ? unknown : machine.evaluate(written, state)
  machine.frame.targets.pop()
  // What a library gives is known better than by its declared type.
  const isKnown = type === undefined || value.path?.startsWith('@') === true || value.object !== undefined
  store(machine, target, isKnown ? value : { ...value, path: machine.pathOf(type) }, state, written, true)
}

function branch(machine: Machine, { test, then, otherwise }: Statement & { kind: 'if' }, state: State): void {
  const { constant } = machine.evaluate(test, state)
  if (typeof constant === 'boolean') {
    executeStatements(machine, constant ? then : otherwise, state)
    return
  }
  const guards = guardsOf(test)
  const other = state.fork()
  narrow(state, guards.whenTrue)
  narrow(other, guards.whenFalse)
  executeStatements(machine, then, state)
  executeStatements(machine, otherwise, other)
  state.join(other)
}

/** The body is run twice, so that what one round leaves behind is there in the next. */
function loop(machine: Machine, { first, binds, test, body, isAfter }: Statement & { kind: 'loop' }, state: State): void {
  executeStatements(machine, first, state)
  const constant = test === undefined ? undefined : machine.evaluate(test, state).constant
  if (constant === false && isAfter !== true) return
  machine.frame.left.push([])
  const before = state.fork()
  for (let round = 0; round < 2; round++) {
    const run = state.fork()
    run.ended = undefined
    if (binds !== undefined) bindEach(machine, binds.target, binds.of, run)
    if (round > 0 && test !== undefined) machine.evaluate(test, run)
    if (test !== undefined) narrow(run, guardsOf(test).whenTrue)
    executeStatements(machine, body, run)
    if (run.ended === 'continue') run.ended = undefined
    if (round === 0 && isAfter === true) state.become(run)
    else state.join(run)
    if (state.ended !== undefined) break
  }
  const left = machine.frame.left.pop()!
  // A loop over something may run no time at all; one that never ends by its test is only left from inside.
  if (state.ended !== undefined && isAfter !== true) state.become(before)
  for (const point of left) state.join(point)
}

function choose(machine: Machine, { subject, arms, falls }: Statement & { kind: 'switch' }, state: State): void {
  const { constant } = machine.evaluate(subject, state)
  const start = state.fork()
  machine.frame.left.push([])
  let fallen: State | undefined
  let isTaken = false
  const hasDefault = arms.some(({ tests }) => tests.length === 0)
  const isKnown = constant !== undefined && arms.every(({ tests }) => tests.every(({ kind }) => kind === 'literal'))
  const matching = isKnown ? arms.findIndex((arm) => arm.tests.length > 0 && truthOf(machine, constant, arm, start) === true) : -1
  const chosen = matching === -1 && isKnown ? arms.findIndex(({ tests }) => tests.length === 0) : matching
  for (const [index, arm] of arms.entries()) {
    const enters = isKnown ? index === chosen : true
    if (!enters && fallen === undefined) continue
    const point = enters ? start.fork() : fallen!
    if (enters && fallen !== undefined) point.join(fallen)
    if (enters && arm.tests.length > 0) narrowSubject(subject, arm, point)
    isTaken = true
    executeStatements(machine, arm.body, point)
    const goesOn = point.ended === undefined
    fallen = goesOn && falls ? point : undefined
    if (goesOn && !falls) machine.frame.left.at(-1)!.push(point)
  }
  const left = machine.frame.left.pop()!
  if (fallen !== undefined) left.push(fallen)
  const skips = isKnown ? !isTaken : !hasDefault
  state.ended = skips ? state.ended : 'return'
  for (const point of left) state.join(point)
}

/** A value that is one of those in the source is safe. */
function narrowSubject(subject: Expression, { tests }: Arm, state: State): void {
  const key = keyOf(subject)
  if (key !== undefined && tests.every(({ kind }) => kind === 'literal')) state.tested.set(key, everything)
}

function attempt(machine: Machine, { body, handlers, last }: Statement & { kind: 'try' }, state: State): void {
  const before = state.fork()
  executeStatements(machine, body, state)
  // A handler may come in after any statement: what holds there is what held before, or at the end.
  const thrown = before.fork()
  const end = state.fork()
  end.ended = undefined
  thrown.join(end)
  for (const handler of handlers) {
    const point = thrown.fork()
    if (handler.name !== undefined) point.declare(handler.name, { taints: [], path: '@Error' })
    executeStatements(machine, handler.body, point)
    state.join(point)
  }
  const { ended } = state
  state.ended = undefined
  executeStatements(machine, last, state)
  state.ended ??= ended
}
