import type { Range } from '../../core/location.ts'
import type { ClassCode, Expression, FunctionCode, Program, Statement } from '../../syntax/source-code/program.ts'
import { evaluateExpression } from './expressions.ts'
import type { Frame, Machine } from './machine.ts'
import type { Knowledge } from './rules.ts'
import { contents, State } from './state.ts'
import { executeStatements } from './statements.ts'
import { store } from './storing.ts'
import { type Contents, joinValues, mergeTaints, unknown, type Closure, type Taint, type Value } from './value.ts'
import { maskOf, type Label, type Weakness, type WeaknessKind } from './weakness.ts'

/** Expressions that are evaluated in one file at most: bounded time, whatever the file. */
const mostSteps = 400_000
/** Calls of own functions inside of each other that are followed. */
const deepestCalls = 4

/** Kinds of weakness for which the arguments of a public function are enough to worry about. */
const worriesOfParameters = new Set<WeaknessKind>([
  'sql',
  'command',
  'code',
  'deserialisation',
  'ldap',
  'xpath',
  'template',
  'xxe',
  'reflection',
])
/** Those for which only text that is put together counts: a function that takes a whole query is meant to. */
const worriesOfBuilt = new Set<WeaknessKind>(['sql', 'command', 'ldap', 'xpath', 'template'])

export interface Interpretation {
  readonly weaknesses: readonly Weakness[]
  /** Whether there was more to look at than is looked at in one file. */
  readonly isCut: boolean
}

/**
 * Runs a program without running it: every function with all that may be in its variables, calls into functions of the
 * same file included, and keeps account of where values come from and where they go.
 */
export function interpret(program: Program, text: string, knowledge: Knowledge, properties: Machine['properties']): Interpretation {
  const interpreter = new Interpreter(program, text, knowledge, properties)
  interpreter.run()
  return { weaknesses: interpreter.weaknesses(), isCut: interpreter.isCut }
}

class Interpreter implements Machine {
  readonly text: string
  readonly knowledge: Knowledge
  readonly properties: Machine['properties']
  readonly classes = new Map<string, ClassCode>()
  readonly #program: Program
  readonly #functions = new Map<string, FunctionCode>()
  readonly #found = new Map<string, Weakness>()
  readonly #kept: Closure[] = []
  readonly #ran = new Set<FunctionCode>()
  readonly #running: FunctionCode[] = []
  readonly #calledNames: ReadonlyMap<string, number>
  #module = new State()
  #frame: Frame = newFrame(undefined, undefined)
  #steps = 0
  #objects = 0

  constructor(program: Program, text: string, knowledge: Knowledge, properties: Machine['properties']) {
    this.#program = program
    this.text = text
    this.knowledge = knowledge
    this.properties = properties
    this.#calledNames = countCalls(text)
    this.#hoist(program.body)
  }

  get isCut(): boolean {
    return this.#steps > mostSteps
  }

  get frame(): Frame {
    return this.#frame
  }

  weaknesses(): readonly Weakness[] {
    return [...this.#found.values()].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
  }

  run(): void {
    this.execute(this.#program.body, this.#module)
    this.#module.ended = undefined
    for (const code of this.#functions.values()) this.#enter({ code, scope: this.#module }, undefined)
    for (const owner of this.classes.values()) this.#runClass(owner)
    for (let closure = this.#kept.shift(); closure !== undefined; closure = this.#kept.shift())
      if (!this.#ran.has(closure.code))
        this.#enter(closure, closure.className === undefined ? undefined : this.classes.get(closure.className))
  }

  #hoist(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === 'function') this.#functions.set(statement.code.name, statement.code)
      else if (statement.kind === 'class') this.#hoistClass(statement.code)
      else if (statement.kind === 'block') this.#hoist(statement.body)
      else if (statement.kind === 'if') this.#hoist([...statement.then, ...statement.otherwise])
      else if (statement.kind === 'try') this.#hoist(statement.body)
    }
  }

  #hoistClass(code: ClassCode): void {
    this.classes.set(code.name, code)
    for (const inner of code.classes) this.#hoistClass(inner)
  }

  #runClass(owner: ClassCode): void {
    for (const annotation of owner.annotations) this.#judgeAnnotation(annotation, owner.name)
    const fields = this.#fieldsOf(owner)
    for (const code of owner.functions) {
      const scope = new State(this.#module)
      const object = this.newObject(scope, { entries: fields })
      this.#enter({ code, scope, self: { taints: [], path: owner.name, object }, className: owner.name }, owner)
    }
  }

  /** The fields of a class with what they are set to where they are declared. */
  #fieldsOf(owner: ClassCode): ReadonlyMap<string, Value> {
    const entries = new Map<string, Value>()
    const state = new State(this.#module)
    this.#frame = newFrame(undefined, owner.name)
    for (const { name, type, value: written } of owner.fields) {
      this.#frame.targets.push(name)
      const value = written === undefined ? unknown : this.evaluate(written, state)
      this.#frame.targets.pop()
      if (written !== undefined) store(this, { kind: 'name', name, at: written.at }, value, state, written, true)
      // A field may be set anywhere; only what its class and type say holds at all times.
      const kept = value.constant !== undefined && !this.#isSetAgain(name) ? value : { ...value, constant: undefined, object: undefined }
      entries.set(name, type === undefined ? kept : { ...kept, path: kept.path?.startsWith('@') === true ? kept.path : this.pathOf(type) })
    }
    this.#frame = newFrame(undefined, undefined)
    return entries
  }

  #isSetAgain(name: string): boolean {
    const sets = this.text.match(new RegExp(`\\b${name.replaceAll(/\W/g, '')}\\s*(?:[+|?]{0,2}=(?!=)|\\+\\+)`, 'g'))
    return (sets?.length ?? 0) > 1
  }

  /** Runs a function as somebody outside of this file calls it. */
  #enter(closure: Closure, owner: ClassCode | undefined): void {
    const { code } = closure
    if (this.isCut) return
    for (const annotation of code.annotations) this.#judgeAnnotation(annotation, owner?.name)
    const wrong = this.knowledge.functions(code)
    if (wrong !== undefined) this.#add({ ...wrong, at: code.at, sink: code.name, scope: [owner?.name ?? '', code.name] })
    const args = code.parameters.map((parameter, position) => {
      const name = parameter.target.kind === 'name' ? parameter.target.name : ''
      const role = this.knowledge.parameters(parameter, name, position, code, owner)
      const path = role?.path ?? (parameter.type === undefined ? name : this.pathOf(parameter.type))
      if (role?.isRemote === true) return { taints: [this.taint('remote', parameter.target.at)], path }
      if (role !== undefined || !this.#isOpen(code, parameter.type)) return { taints: [], path }
      return { taints: [this.taint('parameter', parameter.target.at)], path }
    })
    this.invoke(closure, args, new State(closure.scope))
  }

  /** Whether others may call a function with what they like: it is no detail of this file. */
  #isOpen({ name, isConstructor }: FunctionCode, type: string | undefined): boolean {
    if (name === '' || isConstructor || (type !== undefined && !/^(?:str|string|String|bytes|Object|CharSequence|any)$/.test(type)))
      return false
    return (this.#calledNames.get(name) ?? 0) < 2
  }

  #judgeAnnotation(annotation: FunctionCode['annotations'][number], className: string | undefined): void {
    const found = this.knowledge.annotations(annotation)
    if (found !== undefined)
      this.#add({ kind: found.kind, at: annotation.at, sink: annotation.name, detail: found.detail, scope: [className ?? ''] })
  }

  evaluate(expression: Expression, state: State): Value {
    if (++this.#steps > mostSteps) return unknown
    return evaluateExpression(this, expression, state)
  }

  execute(statements: readonly Statement[], state: State): void {
    executeStatements(this, statements, state)
  }

  invoke(closure: Closure, args: readonly Value[], state: State): Value {
    const { code } = closure
    if (this.#running.length >= deepestCalls || this.#running.includes(code) || this.isCut) {
      return { taints: args.reduce<readonly Taint[]>((taints, arg) => mergeTaints(taints, state.deepTaints(arg)), []) }
    }
    this.#ran.add(code)
    this.#running.push(code)
    const outer = this.#frame
    this.#frame = newFrame(code, closure.className)
    const local = new State(closure.scope)
    // Objects that are handed over are the same on both sides of a call.
    local.heap = state.heap.fork()
    if (closure.self !== undefined) local.declare(this.knowledge.self, closure.self)
    this.#bindParameters(closure, args, local)
    this.execute(code.body, local)
    state.heap = local.heap.fork()
    const { returned } = this.#frame
    this.#frame = outer
    this.#running.pop()
    return returned.length === 0 ? unknown : returned.reduce((sum, value) => joinValues(sum, value))
  }

  #bindParameters({ code, className }: Closure, args: readonly Value[], local: State): void {
    const owner = className === undefined ? undefined : this.classes.get(className)
    const isMethod =
      this.knowledge.self === 'self' &&
      className !== undefined &&
      code.parameters[0]?.target.kind === 'name' &&
      /^(?:self|cls)$/.test(code.parameters[0].target.name)
    // Python names the object as the first parameter, and callers do not give it.
    const shift = isMethod && args.length < code.parameters.length ? 1 : 0
    for (const [position, parameter] of code.parameters.entries()) {
      if (isMethod && position === 0) continue
      const name = parameter.target.kind === 'name' ? parameter.target.name : ''
      const given = args[position - shift]
      const role = this.knowledge.parameters(parameter, name, position, code, owner)
      const initial = given === undefined && parameter.initial !== undefined ? this.evaluate(parameter.initial, local) : unknown
      const path = role?.path ?? given?.path ?? (parameter.type === undefined ? name : this.pathOf(parameter.type))
      const remote = role?.isRemote === true ? [this.taint('remote', parameter.target.at)] : []
      const value = given ?? { ...initial, constant: undefined }
      store(
        this,
        parameter.target,
        { ...value, taints: mergeTaints(value.taints, remote), ...(path === '' ? {} : { path }) },
        local,
        parameter.target,
        true,
      )
    }
  }

  returning(expression: Expression, state: State): Value {
    const value = this.evaluate(expression, state)
    const { code } = this.#frame
    if (code === undefined || this.#running.length > 1) return value
    const owner = this.#frame.className === undefined ? undefined : this.classes.get(this.#frame.className)
    const annotations = [...code.annotations, ...(owner?.annotations ?? [])]
    for (const { kind, annotations: wanted, when } of this.knowledge.returns)
      if (annotations.some(({ name }) => wanted.test(name)) && when(value))
        this.reportFlow(kind, value, value.taints, expression.at, 'return')
    return value
  }

  functionNamed(name: string, state: State): Closure | undefined {
    const self = state.get(this.knowledge.self)
    if (self !== undefined && this.knowledge.self === 'this' && this.#frame.className !== undefined) {
      const method = this.methodOf(this.#frame.className, name, self, state)
      if (method !== undefined) return method
    }
    const code = this.#functions.get(name)
    return code === undefined ? undefined : { code, scope: this.#module }
  }

  methodOf(className: string, name: string, self: Value, state: State): Closure | undefined {
    for (let [owner, hops] = [this.classes.get(className), 0]; owner !== undefined && hops < 5; hops++) {
      const code = owner.functions.find((each) => (name === 'constructor' ? each.isConstructor : each.name === name && !each.isConstructor))
      if (code !== undefined) return { code, scope: this.#classScope(), self: this.#withFields(owner, self, state), className: owner.name }
      owner = this.classes.get(owner.bases[0] ?? '')
    }
    return undefined
  }

  #classScope(): State {
    return this.#module
  }

  /** An object of a class of this file has its fields from the start. */
  #withFields(owner: ClassCode, self: Value, state: State): Value {
    const inside = state.contentsOf(self)
    if (inside !== undefined && (inside.entries.size > 0 || owner.fields.length === 0)) return self
    const frame = this.#frame
    const entries = this.#fieldsOf(owner)
    this.#frame = frame
    if (inside === undefined) return { ...self, object: this.newObject(state, { entries }) }
    state.heap.set(self.object!, { ...inside, entries: new Map([...entries, ...inside.entries]) })
    return self
  }

  pathOf(name: string): string {
    const dot = name.indexOf('.')
    if (dot === -1) return this.#program.imports.get(name) ?? name
    const first = this.#program.imports.get(name.slice(0, dot))
    return first === undefined ? name : first + name.slice(dot)
  }

  newObject(state: State, known: Partial<Contents>): number {
    const id = ++this.#objects
    state.heap.set(id, contents(known))
    return id
  }

  keep(closure: Closure): void {
    if (this.#kept.length < 5000) this.#kept.push(closure)
  }

  taint(label: Label, at: Range): Taint {
    const written = this.text.slice(at.start, Math.min(at.end, at.start + 80)).replace(/\s+/g, ' ')
    return { label, name: at.end - at.start > 80 ? `${written}…` : written, at, cleared: 0 }
  }

  reportFlow(kind: WeaknessKind, value: Value, taints: readonly Taint[], at: Range, sink: string): void {
    if (value.constant !== undefined || taints.length === 0) return
    const mask = maskOf([kind])
    const isLog = kind === 'sensitive-log'
    const counted = taints.filter(
      ({ label, cleared }) => (cleared & mask) === 0 && (label === 'sensitive' || label === 'personal') === isLog,
    )
    const taint = counted.find(({ label }) => label !== 'parameter')
    const worst = taint ?? (this.#worries(kind, value) ? counted[0] : undefined)
    if (worst === undefined || isAddressFixed(kind, value)) return
    const { label, name, at: from } = worst
    this.report(kind, at, sink, { source: { name, at: from, label } })
  }

  #worries(kind: WeaknessKind, { isBuilt }: Value): boolean {
    return worriesOfParameters.has(kind) && (isBuilt === true || !worriesOfBuilt.has(kind))
  }

  report(kind: WeaknessKind, at: Range, sink: string, more: Pick<Weakness, 'detail' | 'source' | 'isConfidential'> = {}): void {
    const scope = [this.#frame.className ?? '', this.#frame.code?.name ?? '', sink].filter((part) => part !== '')
    this.#add({ kind, at, sink, scope, ...more })
  }

  /** One place is reported once for each kind; what somebody on the network controls goes before what a caller does. */
  #add(weakness: Weakness): void {
    const key = `${weakness.kind}:${weakness.at.start}:${weakness.at.end}`
    const known = this.#found.get(key)
    const isWorse =
      known?.source === undefined
        ? weakness.source !== undefined
        : known.source.label === 'parameter' && weakness.source?.label !== 'parameter'
    if (known === undefined || isWorse) this.#found.set(key, weakness)
  }
}

function newFrame(code: FunctionCode | undefined, className: string | undefined): Frame {
  return { code, className, returned: [], left: [], targets: [] }
}

/** How often each name is followed by a parenthesis: once for a function that is only declared. */
function countCalls(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [, name] of text.matchAll(/\b([A-Za-z_$][\w$]{0,80})\s?\(/g)) counts.set(name!, (counts.get(name!) ?? 0) + 1)
  return counts
}

/** An address whose host is written in the source can be led nowhere else, and a local path not off the site. */
function isAddressFixed(kind: WeaknessKind, { prefix }: Value): boolean {
  if (prefix === undefined) return false
  if (kind === 'ssrf') return /^https?:\/\/[^/]+\//.test(prefix)
  if (kind === 'redirect') return /^(?:https?:\/\/[^/]+\/|\/[^/\\]|[?#]|[\w-]+[/?=])/.test(prefix)
  return false
}
