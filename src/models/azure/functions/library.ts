import { text, type Message, type Text } from '../../../core/text.ts'
import type { HoleValue } from '../../../core/text.ts'
import { oneOf } from '../value/compare.ts'
import {
  firstUnknown,
  sizeOf,
  stillUnknown,
  type Dictionary,
  type Lambda,
  type List,
  type Origin,
  type Scalar,
  type Unknown,
  type Value,
} from '../value/value.ts'

/** A function used in a way that it does not allow. Becomes a problem at the call. */
export class Misuse extends Error {
  readonly described: Message

  constructor(template: Text, args: Readonly<Record<string, HoleValue>> = {}) {
    super(template.en)
    this.described = { text: template, args }
  }
}

/** Thrown through a function to make its result unknown for the given cause. */
export class Undecided extends Error {
  override readonly cause: Unknown

  constructor(cause: Unknown) {
    super('undecided')
    this.cause = cause
  }
}

/** What a function knows of its call. */
export interface Call extends Origin {
  readonly name: string
  /** Accounts for work; throws when a declaration takes too much of it. */
  spend(steps: number): void
}

/** Never gets a bare unknown as an argument unless it is declared with {@link tolerant}; its arguments may hold unknowns. */
export type TemplateFunction = (args: readonly Value[], call: Call) => Value

export type FunctionTable = Readonly<Record<string, TemplateFunction>>

const tolerantFunctions = new WeakSet<TemplateFunction>()

/** Declares that a function deals with unknown arguments itself. */
export function tolerant(implementation: TemplateFunction): TemplateFunction {
  tolerantFunctions.add(implementation)
  return implementation
}

/** Longest string that evaluation makes; the service's own limit for a template is 4 MB. */
export const longestString = 1 << 20

const messages = {
  argumentType: text({ en: '{name}: argument {position} must be {expected}', ja: '{name}: 引数 {position} には {expected} が必要です' }),
  argumentCount: text({ en: '{name}: an argument is missing', ja: '{name}: 引数が足りません' }),
}

/**
 * Calls a function. An unknown argument makes the result unknown, except that one with known choices is followed through
 * all of them. Secrecy and syntheticness of arguments carry over to the result.
 *
 * @throws {Misuse} where the arguments are not what the function takes
 */
export function invoke(implementation: TemplateFunction, args: readonly Value[], call: Call): Value {
  const plainArgs = args.map((argument) => (argument.kind === 'entity' ? argument.plain(argument) : argument))
  call.spend(1 + plainArgs.reduce((sum, argument) => sum + workOf(argument), 0))
  if (!tolerantFunctions.has(implementation)) {
    const position = plainArgs.findIndex((argument) => argument.kind === 'unknown')
    if (position >= 0) return withChoices(implementation, plainArgs, position, call)
  }
  try {
    const result = implementation(plainArgs, call)
    call.spend(workOf(result))
    return marked(result, plainArgs)
  } catch (error) {
    if (error instanceof Undecided) return stillUnknown(call, error.cause)
    throw error
  }
}

/** What it takes to read or to write a value whole: little for each part, so that small ones cost nothing. */
function workOf(value: Value): number {
  return value.kind === 'scalar' && typeof value.value === 'string' ? value.value.length >> 4 : sizeOf(value) >> 4
}

function withChoices(implementation: TemplateFunction, args: readonly Value[], position: number, call: Call): Value {
  const cause = args[position] as Unknown
  const others = args.some((argument, index) => index !== position && argument.kind === 'unknown')
  if (cause.choices === undefined || others) return stillUnknown(call, cause)
  return oneOf(
    call,
    cause,
    cause.choices.map((choice) => invoke(implementation, args.with(position, choice), call)),
  )
}

function marked(result: Value, args: readonly Value[]): Value {
  if (result.kind !== 'scalar') return result
  const secret = args.some((argument) => argument.kind === 'scalar' && argument.secret === true)
  const synthetic = args.some((argument) => argument.kind === 'scalar' && argument.synthetic === true)
  if (!secret && !synthetic) return result
  return { ...result, ...(secret && { secret: true as const }), ...(synthetic && { synthetic: true as const }) }
}

/** The argument at a position, whatever it is; missing ones are a misuse. */
export function anyArgument(args: readonly Value[], position: number, call: Call): Value {
  const value = args[position]
  if (value === undefined) throw new Misuse(messages.argumentCount, { name: call.name })
  if (value.kind === 'unknown') throw new Undecided(value)
  return value
}

function wrongType(position: number, expected: string, call: Call): never {
  throw new Misuse(messages.argumentType, { name: call.name, position: position + 1, expected })
}

export function stringArgument(args: readonly Value[], position: number, call: Call): string {
  const value = anyArgument(args, position, call)
  return value.kind === 'scalar' && typeof value.value === 'string' ? value.value : wrongType(position, 'a string', call)
}

export function integerArgument(args: readonly Value[], position: number, call: Call): number {
  const value = anyArgument(args, position, call)
  return value.kind === 'scalar' && typeof value.value === 'number' ? value.value : wrongType(position, 'an integer', call)
}

export function listArgument(args: readonly Value[], position: number, call: Call): List {
  const value = anyArgument(args, position, call)
  return value.kind === 'list' ? value : wrongType(position, 'an array', call)
}

export function dictionaryArgument(args: readonly Value[], position: number, call: Call): Dictionary {
  const value = anyArgument(args, position, call)
  return value.kind === 'dictionary' ? value : wrongType(position, 'an object', call)
}

export function lambdaArgument(args: readonly Value[], position: number, call: Call): Lambda {
  const value = anyArgument(args, position, call)
  return value.kind === 'lambda' ? value : wrongType(position, 'a lambda', call)
}

export function scalarArgument(args: readonly Value[], position: number, call: Call): Scalar {
  const value = anyArgument(args, position, call)
  return value.kind === 'scalar' ? value : wrongType(position, 'a string, number or boolean', call)
}

/** The items of a list whose length matters to the function. */
export function countedItems(value: List): readonly Value[] {
  if (value.open !== undefined) throw new Undecided(value.open)
  return value.items
}

/** Stops where a value holds something unknown that the result would hang on. */
export function whollyKnown(value: Value): void {
  const cause = firstUnknown(value)
  if (cause !== undefined) throw new Undecided(cause)
}
