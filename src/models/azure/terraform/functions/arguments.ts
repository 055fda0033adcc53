import { text } from '../../../../core/text.ts'
import { anyArgument, Misuse, type Call } from '../../functions/library.ts'
import type { Value } from '../../value/value.ts'
import { numberOf, stringOf } from './conversions.ts'

const messages = {
  argument: text({ en: '{name}: argument {position} must be {expected}', ja: '{name}: 引数 {position} には {expected} が必要です' }),
}

/** The string at a position, made of a number or truth value where it is one. @throws {Misuse} where it is none of these */
export function stringAt(args: readonly Value[], position: number, call: Call): string {
  const found = stringOf(anyArgument(args, position, call))
  if (found === undefined) throw new Misuse(messages.argument, { name: call.name, position: position + 1, expected: 'a string' })
  return found
}

/** The number at a position, or in the string at it. @throws {Misuse} where there is none */
export function numberAt(args: readonly Value[], position: number, call: Call): number {
  const found = numberOf(anyArgument(args, position, call))
  if (found === undefined) throw new Misuse(messages.argument, { name: call.name, position: position + 1, expected: 'a number' })
  return found
}

/** The whole number at a position. @throws {Misuse} where there is none */
export function integerAt(args: readonly Value[], position: number, call: Call): number {
  const found = numberAt(args, position, call)
  if (!Number.isInteger(found)) throw new Misuse(messages.argument, { name: call.name, position: position + 1, expected: 'a whole number' })
  return found
}
