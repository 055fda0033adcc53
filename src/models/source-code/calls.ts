import type { Argument, Constant, Expression } from '../../syntax/source-code/program.ts'
import { foldMethod, holders, plainResults, sameText } from './builtins.ts'
import { collectionCall } from './collections.ts'
import type { Machine } from './machine.ts'
import { ownersOf } from './reading.ts'
import { rulesFor, type Call, type EvaluatedArgument, type Sink } from './rules.ts'
import { sensitiveLabel } from './sensitive-names.ts'
import { checkSetting } from './settings.ts'
import { contents, type State } from './state.ts'
import { clearTaints, constantValue, mergeTaints, pathValue, tainted, type Taint, type Value } from './value.ts'
import { everything, maskOf } from './weakness.ts'

/** A call: what it does to its arguments, what it is given that it should not, and what it returns. */
export function evaluateCall(machine: Machine, expression: Expression & { kind: 'call' }, state: State): Value {
  const { callee } = expression
  const receiver = callee.kind === 'member' ? machine.evaluate(callee.object, state) : undefined
  const called = callee.kind === 'member' ? undefined : machine.evaluate(callee, state)
  const args = evaluateArguments(machine, expression.args, state)
  const call = describe(machine, expression, receiver, called, args, state)
  // What is written in this file is judged by what it does.
  const own = ownFunction(machine, call, called, state)
  if (own === undefined) judgeCall(machine, call, state)
  const values = args.map(({ value }) => value)
  const result = own === undefined ? resultOf(machine, call, state) : machine.invoke(own, values, state)
  return withSensitiveName(machine, call, result)
}

function evaluateArguments(machine: Machine, args: readonly Argument[], state: State): readonly EvaluatedArgument[] {
  return args.map(({ name, value: expression }) => {
    machine.frame.targets.push(name ?? '')
    const value = machine.evaluate(expression, state)
    machine.frame.targets.pop()
    if (name !== undefined) checkSetting(machine, name, [], value, expression, state)
    return { name, value, expression }
  })
}

function describe(
  machine: Machine,
  expression: Expression & { kind: 'call' },
  receiver: Value | undefined,
  called: Value | undefined,
  args: readonly EvaluatedArgument[],
  state: State,
): Call {
  const { callee } = expression
  const known = { args, receiver, expression, context: contextOf(machine), contentsOf: (value: Value) => state.contentsOf(value) }
  if (callee.kind === 'member')
    return { ...known, name: callee.name, owners: ownersOf(callee.object, receiver!), receiverExpression: callee.object }
  // A function that was imported by its name has the module as its owner.
  const path = called?.path ?? (callee.kind === 'name' ? callee.name : '')
  const dot = path.lastIndexOf('.')
  return {
    ...known,
    name: dot === -1 ? path : path.slice(dot + 1),
    owners: dot === -1 ? [] : [path.slice(0, dot)],
    receiverExpression: undefined,
  }
}

function contextOf({ frame }: Machine): string {
  return [frame.code?.name ?? '', ...frame.targets].join(' ')
}

/** Judges a call by the tables: sinks that something reaches, and calls that are wrong by themselves. */
function judgeCall(machine: Machine, call: Call, state: State): void {
  const { knowledge } = machine
  for (const sink of rulesFor(knowledge.sinks, call.name, call.owners)) {
    if (sink.when?.(call) === false) continue
    for (const { value, expression } of wantedBy(sink, call))
      machine.reportFlow(sink.kind, value, sink.shallow === true ? value.taints : state.deepTaints(value), expression.at, nameOfCall(call))
  }
  for (const rule of rulesFor(knowledge.misuses, call.name, call.owners)) {
    const found = rule.test(call)
    if (found === undefined) continue
    const { at, ...more } = found
    machine.report(rule.kind, at.at, nameOfCall(call), more)
  }
}

function wantedBy(sink: Sink, { args, receiver, receiverExpression, contentsOf }: Call): readonly EvaluatedArgument[] {
  if (sink.receiver === true) return receiver === undefined ? [] : [{ value: receiver, expression: receiverExpression! }]
  if (sink.args === undefined && sink.named === undefined) return args
  const positional = args.filter(({ name }) => name === undefined)
  const byPosition = (sink.args ?? []).flatMap((position) => positional[position] ?? [])
  const byEntry = (sink.entries ?? []).flatMap((key) =>
    args.flatMap(({ value, expression }) => {
      const entry = contentsOf(value)?.entries.get(key)
      return entry === undefined ? [] : { value: entry, expression }
    }),
  )
  return [...byPosition, ...args.filter(({ name }) => name !== undefined && sink.named?.includes(name) === true), ...byEntry]
}

/** The call as a reader names it: `Statement.executeQuery`, `new File`. */
function nameOfCall({ name, owners }: Call): string {
  const owner = (owners[0] ?? '')
    .replace(/^@/, '')
    .replace(/\(\)$/, '')
    .split(/[.[(]/)
    .findLast((part) => /^\w+$/.test(part))
  return name.startsWith('new ') || owner === undefined ? name : `${owner}.${name}`
}

function resultOf(machine: Machine, call: Call, state: State): Value {
  const { knowledge } = machine
  const values = call.args.map(({ value }) => value)
  const folded = fold(call)
  if (folded !== undefined) return constantValue(folded)
  runCallbacks(machine, call, state)
  remember(call, state)
  for (const _ of rulesFor(knowledge.sources, call.name, call.owners))
    return { taints: [machine.taint('remote', call.expression.at)], path: `${call.owners[0] ?? ''}.${call.name}()` }
  const [type] = rulesFor(knowledge.types, call.name, call.owners)
  const collected = collectionCall(machine, call, state)
  if (collected !== undefined) return collected
  const path = type?.type ?? `${call.owners[0] === undefined || call.owners[0] === '' ? '' : `${call.owners[0]}.`}${call.name}()`
  if (call.name === 'getProperty' && call.args[0] !== undefined) return configured(machine, call)
  if (type?.isTracked === true) return { taints: passedOn(machine, call, state), path, object: machine.newObject(state, {}) }
  if (givesRequest(machine, call)) return { taints: [machine.taint('remote', call.expression.at)], path }
  const flows = passedOn(machine, call, state)
  // What is known of the beginning of a path or an address stays known while it is only handed on.
  const first =
    (call.receiver === undefined ? undefined : prefixOf(call.receiver)) ?? (values[0] === undefined ? undefined : prefixOf(values[0]))
  return {
    taints: flows,
    path,
    ...(call.receiver?.isBuilt === true || values.some(({ isBuilt }) => isBuilt === true) || (flows.length > 0 && isPutTogether(call))
      ? { isBuilt: true }
      : {}),
    prefix: first,
  }
}

/** `String.format(…)`, and what a builder of texts gives after something was put into it. */
function isPutTogether({ name, receiver, contentsOf }: Call): boolean {
  if (/^(?:format|Format|formatted)$/.test(name)) return true
  if (!/^to_?string$/i.test(name) || receiver === undefined) return false
  const calls = contentsOf(receiver)?.calls
  return calls !== undefined && ['append', 'Append', 'insert', 'AppendFormat'].some((each) => calls.has(each))
}

/** What a value is known to begin with, as far as nothing is filled in. */
function prefixOf({ constant, prefix }: Value): string | undefined {
  return typeof constant === 'string' ? constant.replace(/[%{].*$/s, '') : prefix
}

/** A function or method that is written in this file. */
function ownFunction(machine: Machine, call: Call, called: Value | undefined, state: State): Value['closure'] {
  if (called?.closure !== undefined) return called.closure
  if (call.receiver === undefined) return undefined
  const method = state.contentsOf(call.receiver)?.entries.get(call.name)?.closure
  if (method !== undefined) return method
  const type = (call.receiver.path ?? '').replace(/^.*\./, '')
  return machine.methodOf(type, call.name, call.receiver, state)
}

function fold({ receiver, name, args }: Call): Constant | undefined {
  if (typeof receiver?.constant !== 'string') return undefined
  const constants = args.map(({ value }) => value.constant)
  return constants.includes(undefined) ? undefined : foldMethod(receiver.constant, name, constants as readonly Constant[])
}

/** Functions among the arguments are run as they will be: with the elements of the receiver, or with what is known by its name. */
function runCallbacks(machine: Machine, call: Call, state: State): void {
  const { receiver, args } = call
  for (const { value } of args) {
    if (value.closure === undefined) continue
    const path = machine.knowledge.callbacks?.(call)
    if (path !== undefined) {
      machine.invoke(value.closure, [pathValue(path)], state)
      continue
    }
    const given = receiver === undefined ? [] : state.deepTaints(receiver)
    const { parameters } = value.closure.code
    const remote = given.filter(({ label }) => label === 'remote' || label === 'parameter')
    machine.invoke(value.closure, remote.length === 0 ? [] : parameters.map(() => tainted(remote)), state)
  }
}

/** What is called on an object is part of what it is: a cookie that was made secure, a parser that was made safe. */
function remember({ receiver, name, args }: Call, state: State): void {
  const inside = receiver === undefined ? undefined : state.contentsOf(receiver)
  if (inside === undefined) return
  const calls = new Map(inside.calls).set(name, [...(inside.calls.get(name) ?? []), args.map(({ value }) => value)].slice(-20))
  state.heap.set(receiver!.object!, { ...inside, calls })
}

/** What is made of a request gives what is in it. */
function givesRequest({ knowledge }: Machine, { name, receiver, contentsOf }: Call): boolean {
  return receiver !== undefined && knowledge.request.gives.test(name) && contentsOf(receiver)?.entries.has(requestInside) === true
}

const requestInside = '@request'

/** `properties.getProperty(key, default)`: what the file says that it was loaded from, else the default. */
function configured(machine: Machine, call: Call): Value {
  const key = call.args[0]!.value.constant
  const files = call.receiver === undefined ? [] : filesOf(call.contentsOf(call.receiver)?.calls.get('load') ?? [])
  const found =
    typeof key === 'string' ? files.map((file) => machine.properties(file, key)).find((value) => value !== undefined) : undefined
  const byDefault = call.args[1]?.value.constant
  return typeof found === 'string' ? constantValue(found) : byDefault === undefined ? tainted([]) : constantValue(byDefault)
}

function filesOf(loads: readonly (readonly Value[])[]): readonly string[] {
  return loads.flatMap(([stream]) => (stream?.prefix === undefined ? [] : [stream.prefix]))
}

/** The marks that the result of a call has of its receiver and arguments. */
function passedOn(machine: Machine, call: Call, state: State): readonly Taint[] {
  const { knowledge } = machine
  if (plainResults.has(call.name)) return []
  let taints = call.receiver === undefined ? [] : state.deepTaints(call.receiver)
  for (const { value } of call.args) taints = mergeTaints(taints, state.deepTaints(value))
  if (taints.length === 0) return taints
  for (const { mask, when } of rulesFor(knowledge.sanitizers, call.name, call.owners))
    if (when?.(call) !== false) taints = clearTaints(taints, mask)
  if (removesAllBut(call)) taints = clearTaints(taints, everything)
  for (const sink of rulesFor(knowledge.sinks, call.name, call.owners)) {
    if (sink.passes !== true && sink.kind !== 'log-injection' && sink.kind !== 'sensitive-log') return []
    taints = clearTaints(taints, maskOf([sink.kind]))
  }
  // A secret that is handed to a function is not what comes back, unless it is only written another way.
  return sameText.has(call.name) ? taints : taints.filter(({ label }) => label === 'remote' || label === 'parameter')
}

/** `text.replace(/[^a-z]/g, '')` leaves only what the pattern allows. */
function removesAllBut({ name, args, receiver }: Call): boolean {
  if (!/^(?:replace|replaceAll|Replace|sub)$/.test(name)) return false
  const patterns = [...args.map(({ value }) => value), ...(receiver === undefined ? [] : [receiver])].map(
    ({ constant, prefix }) => constant ?? prefix,
  )
  return patterns.some(
    (pattern) =>
      typeof pattern === 'string' && /^\(?\[\^[^\]]{1,60}\][+*]?\)?$/.test(pattern) && !/[/'"<>;&|]/.test(pattern.replaceAll('\\/', '')),
  )
}

/** `getPassword()` gives what its name says. */
function withSensitiveName(machine: Machine, call: Call, result: Value): Value {
  const label = /^get[_A-Z]/.test(call.name) && call.args.length === 0 ? sensitiveLabel(call.name) : headerLabel(call)
  return label === undefined ? result : { ...result, taints: mergeTaints(result.taints, [machine.taint(label, call.expression.at)]) }
}

/** `request.getHeader("Authorization")`. */
function headerLabel({ name, args }: Call): Taint['label'] | undefined {
  const [first] = args
  if (args.length > 2 || typeof first?.value.constant !== 'string' || !/^(?:get|header|getHeader|getParameter|getItem)$/.test(name))
    return undefined
  return sensitiveLabel(first.value.constant)
}

/** `new T(…)`: a constructor of this file is run, one of a library makes an object that holds what it is given. */
export function evaluateNew(machine: Machine, expression: Expression & { kind: 'new' }, state: State): Value {
  const args = evaluateArguments(machine, expression.args, state)
  const type = machine.pathOf(expression.type)
  const dot = type.lastIndexOf('.')
  const call: Call = {
    name: `new ${type.slice(dot + 1)}`,
    owners: [dot === -1 ? '' : type.slice(0, dot)],
    args,
    receiver: undefined,
    expression,
    receiverExpression: undefined,
    context: contextOf(machine),
    contentsOf: (value) => state.contentsOf(value),
  }
  const entries = new Map<string, Value>()
  let rest: readonly Taint[] = []
  for (const { key, value } of expression.sets ?? []) {
    const name = key === undefined ? undefined : machine.evaluate(key, state).constant
    const evaluated = machine.evaluate(value, state)
    if (typeof name === 'string') {
      entries.set(name, evaluated)
      checkSetting(machine, name, [type], evaluated, value, state)
    } else rest = mergeTaints(rest, state.deepTaints(evaluated))
  }
  const request = args.find(({ value }) => machine.knowledge.request.type.test(value.path ?? ''))
  if (request !== undefined) entries.set(requestInside, request.value)
  judgeCall(machine, call, state)
  runCallbacks(machine, call, state)
  const path = rulesFor(machine.knowledge.types, call.name, call.owners).next().value?.type ?? type
  // What it was made with is remembered like what is called on it later.
  const calls = new Map([['new', [args.map(({ value }) => value)]]])
  const object = machine.newObject(state, { entries, rest, calls })
  const value: Value = { ...pathValue(path), object }
  const constructor =
    machine.classes.get(expression.type) === undefined ? undefined : machine.methodOf(expression.type, 'constructor', value, state)
  if (machine.classes.has(expression.type)) {
    if (constructor !== undefined)
      machine.invoke(
        constructor,
        args.map(({ value: given }) => given),
        state,
      )
    return value
  }
  for (const code of expression.members ?? []) machine.keep({ code, scope: state, self: value, className: machine.frame.className })
  const taints = passedOn(machine, call, state)
  if (holders.test(type))
    state.heap.set(
      object,
      contents({
        entries,
        calls,
        rest: mergeTaints(rest, taints),
        ...(/List$|Set$|Vector$|Stack$/.test(type) && args.length === 0 && rest.length === 0 ? { elements: [] } : {}),
      }),
    )
  const [first] = args
  const isText = /^(?:String|StringBuilder|StringBuffer)$/.test(type)
  return {
    ...value,
    taints: holders.test(type) ? [] : taints,
    ...(isText && first?.value.constant !== undefined ? { constant: /Build|Buff/.test(type) ? undefined : first.value.constant } : {}),
    prefix: first === undefined ? undefined : prefixOf(first.value),
  }
}
