import type { Annotation, ClassCode, Expression, FunctionCode, Parameter } from '../../syntax/source-code/program.ts'
import type { Contents, Value } from './value.ts'
import { everything, maskOf, type WeaknessKind } from './weakness.ts'

/**
 * Names of calls and properties, as tables of knowledge write them: `Statement|Connection.execute|addBatch` are methods of
 * types or modules, `*.execute` of anything, `eval|exec` global functions, `new File|FileReader` constructors.
 */
export type Names = string

export interface NamedRule {
  /** The last parts of what has it: a type, a module, a variable. `undefined`: a global. */
  readonly owners: readonly string[] | undefined
}

export interface EvaluatedArgument {
  readonly name?: string | undefined
  readonly value: Value
  readonly expression: Expression
}

/** A call, with all that is known of it. */
export interface Call {
  /** The method or function; `new T` for a constructor. */
  readonly name: string
  /** By which names its receiver is known, most exact first. Empty for a global function. */
  readonly owners: readonly string[]
  readonly args: readonly EvaluatedArgument[]
  readonly receiver: Value | undefined
  readonly expression: Expression
  readonly receiverExpression: Expression | undefined
  /** What is around the call: the variable that is set, the function, in the words of their names. */
  readonly context: string
  readonly contentsOf: (value: Value) => Contents | undefined
}

/** A call whose arguments must not be under the control of others. */
export interface Sink extends NamedRule {
  readonly kind: WeaknessKind
  /** The positions that matter; all where none is given. */
  readonly args?: readonly number[] | undefined
  /** Named arguments that matter. */
  readonly named?: readonly string[] | undefined
  /** The receiver matters, not the arguments. */
  readonly receiver?: true | undefined
  /** Entries of an object among the arguments that matter, such as the text of a query. */
  readonly entries?: readonly string[] | undefined
  /** Only the value itself counts, not what is in it. */
  readonly shallow?: true | undefined
  /** What it returns is still of its arguments, such as the stream of a file. */
  readonly passes?: true | undefined
  readonly when?: ((call: Call) => boolean) | undefined
}

/** A call that is wrong by itself, whoever controls its arguments. */
export interface Misuse extends NamedRule {
  readonly kind: WeaknessKind
  readonly test: (call: Call) => Evidence | undefined
}

export interface Evidence {
  readonly at: Expression
  readonly detail?: string
  readonly isConfidential?: true
}

/** A setting that is wrong: a property, a named argument, an entry of an object. */
export interface Setting extends NamedRule {
  readonly kind: WeaknessKind
  readonly test: (value: Value, expression: Expression) => boolean
  /** The kind is a flow into the property. */
  readonly isSink?: true
}

export interface Sanitizer extends NamedRule {
  readonly mask: number
  readonly when?: ((call: Call) => boolean) | undefined
}

export interface Typing extends NamedRule {
  readonly type: string
  /** What is called on it later matters, so it is an object of its own. */
  readonly isTracked?: true | undefined
}

/** Rules by the last part of the name that they are about. */
export type RuleIndex<R extends NamedRule> = ReadonlyMap<string, readonly R[]>

/** How the parameters of a function come about. */
export interface ParameterRole {
  readonly path?: string
  readonly isRemote?: true
}

export type ParameterRoles = (
  parameter: Parameter,
  name: string,
  position: number,
  code: FunctionCode,
  owner: ClassCode | undefined,
) => ParameterRole | undefined

/** What becomes of a returned value, by who calls the function. */
export interface ReturnSink {
  readonly kind: WeaknessKind
  readonly annotations: RegExp
  readonly when: (value: Value) => boolean
}

/** All that is known of a language and its libraries. */
export interface Knowledge {
  readonly sources: RuleIndex<NamedRule>
  readonly sinks: RuleIndex<Sink>
  readonly misuses: RuleIndex<Misuse>
  readonly settings: RuleIndex<Setting>
  readonly sanitizers: RuleIndex<Sanitizer>
  readonly types: RuleIndex<Typing>
  readonly parameters: ParameterRoles
  readonly returns: readonly ReturnSink[]
  /** Annotations of functions and classes that are wrong by themselves. */
  readonly annotations: (annotation: Annotation) => { kind: WeaknessKind; detail: string } | undefined
  /** Functions that are wrong as they stand, such as a check of certificates that accepts all. */
  readonly functions: (code: FunctionCode) => { kind: WeaknessKind; detail: string } | undefined
  /** What a function that is handed to a call will be given first, such as the event that it listens for. */
  readonly callbacks?: (call: Call) => string | undefined
  /** The type of a request, and the methods of things made of one that give what is in it. */
  readonly request: { readonly type: RegExp; readonly gives: RegExp }
  /** Whether division of whole numbers is whole. */
  readonly hasIntegerDivision: boolean
  /** What the object itself is called inside its methods. */
  readonly self: string
  /** Calls that do not return. */
  readonly endings: ReadonlySet<string>
  /** Words of which a file has those of one group, each of the group, if there can be anything to judge in it. */
  readonly gate: readonly (readonly RegExp[])[]
}

type Entry<R> = readonly [Names, R]

function parse(names: Names): { owners: readonly string[] | undefined; members: readonly string[] } {
  if (names.startsWith('new '))
    return {
      owners: ['*'],
      members: names
        .slice(4)
        .split('|')
        .map((name) => `new ${name}`),
    }
  const dot = names.lastIndexOf('.')
  if (dot === -1) return { owners: undefined, members: names.split('|') }
  return { owners: names.slice(0, dot).split('|'), members: names.slice(dot + 1).split('|') }
}

/** Puts rules into an index by the last part of their names. */
export function indexRules<R extends NamedRule>(entries: readonly Entry<Omit<R, 'owners'>>[]): RuleIndex<R> {
  const index = new Map<string, R[]>()
  for (const [names, rule] of entries) {
    const { owners, members } = parse(names)
    const made = { ...rule, owners } as R
    for (const member of members) {
      const known = index.get(member)
      if (known === undefined) index.set(member, [made])
      else known.push(made)
    }
  }
  return index
}

/** The rules of an index for a name of something that is known by `owners`. */
export function* rulesFor<R extends NamedRule>(index: RuleIndex<R>, name: string, owners: readonly string[]): Generator<R> {
  for (const rule of index.get(name) ?? []) if (isOwner(rule.owners, owners)) yield rule
}

function isOwner(wanted: readonly string[] | undefined, owners: readonly string[]): boolean {
  if (wanted === undefined) return owners.length === 0
  return wanted.some(
    (want) => want === '*' || owners.some((owner) => owner === want || (owner.endsWith(want) && owner.at(-want.length - 1) === '.')),
  )
}

export function sink(kind: WeaknessKind, names: Names, rest: Omit<Sink, 'kind' | 'owners'> = {}): Entry<Omit<Sink, 'owners'>> {
  return [names, { kind, ...rest }]
}

export function misuse(kind: WeaknessKind, names: Names, test: Misuse['test']): Entry<Omit<Misuse, 'owners'>> {
  return [names, { kind, test }]
}

export function setting(kind: WeaknessKind, names: Names, test: Setting['test']): Entry<Omit<Setting, 'owners'>> {
  return [names, { kind, test }]
}

/** A property that is a sink when it is set. */
export function settingSink(kind: WeaknessKind, names: Names, test: Setting['test'] = () => true): Entry<Omit<Setting, 'owners'>> {
  return [names, { kind, test, isSink: true }]
}

/** What makes a value safe for some kinds, or for all. */
export function sanitizer(
  kinds: readonly WeaknessKind[] | 'all',
  names: Names,
  when?: Sanitizer['when'],
): Entry<Omit<Sanitizer, 'owners'>> {
  return [names, { mask: kinds === 'all' ? everything : maskOf(kinds), when }]
}

export function source(names: Names): Entry<Omit<NamedRule, 'owners'>> {
  return [names, {}]
}

/** What a call or property gives has a type. */
export function typed(names: Names, type: string): Entry<Omit<Typing, 'owners'>> {
  return [names, { type }]
}

/** The same for something whose later calls matter, such as a parser that is made safe. */
export function tracked(names: Names, type: string): Entry<Omit<Typing, 'owners'>> {
  return [names, { type, isTracked: true }]
}

/** The argument at a position, or of a name. */
export function argumentOf(call: Call, position: number, ...names: readonly string[]): EvaluatedArgument | undefined {
  const named = call.args.find(({ name }) => name !== undefined && names.includes(name))
  return named ?? call.args.filter(({ name }) => name === undefined)[position]
}

/** A test for an argument that is a known text of a form. */
export function constantLike(pattern: RegExp, position = 0, ...names: readonly string[]): Misuse['test'] {
  return (call) => {
    const found = argumentOf(call, position, ...names)
    const value = found?.value.constant
    return found !== undefined && value !== undefined && value !== null && pattern.test(String(value))
      ? { at: found.expression, detail: String(value) }
      : undefined
  }
}

/** Every such call is wrong. */
export function always(detail?: string): Misuse['test'] {
  return ({ expression }) => ({ at: expression, ...(detail === undefined ? {} : { detail }) })
}

/** An option of a call: a named argument, or an entry of an object among the arguments. */
export function optionOf(call: Call, name: string): Value | undefined {
  const named = call.args.find((argument) => argument.name === name)
  if (named !== undefined) return named.value
  for (const { value } of call.args) {
    const entry = call.contentsOf(value)?.entries.get(name)
    if (entry !== undefined) return entry
  }
  return undefined
}
