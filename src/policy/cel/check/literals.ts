import { message, type Message } from '../../../core/text.ts'
import type { CelNode } from '../ast.ts'
import { CelError } from '../errors.ts'
import { celFunctions } from '../functions/registry.ts'
import { matches } from '../functions/standard.ts'
import { problems } from '../problem-texts.ts'

/** Functions that turn one value into another of a certain type. */
const conversions = new Set(['bool', 'bytes', 'double', 'duration', 'int', 'string', 'timestamp', 'uint'])
const patterns = new Set(['matches', 'find', 'findAll'])

type Call = Extract<CelNode, { kind: 'call' }>

/**
 * What is wrong with a call whose arguments are written out, so that it fails whatever is judged. The API server works
 * these out when the policy is created, and refuses it.
 */
export function literalProblem({ name, target, args }: Call): { readonly says: Message; readonly at: number } | undefined {
  if (patterns.has(name)) {
    const pattern = target === undefined ? args[1] : args[0]
    if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return undefined
    const { value } = pattern
    return failing(() => matches('', value)) === undefined
      ? undefined
      : { says: message(problems.invalidArgument, { name }), at: pattern.at }
  }
  const [arg] = args
  if (target !== undefined || !conversions.has(name) || args.length !== 1 || arg?.kind !== 'literal') return undefined
  const reason = failing(() => celFunctions.get(name)!(arg.value))
  if (reason === undefined) return undefined
  const words = name === 'duration' || name === 'timestamp' ? problems.invalidArgument : problems.cannotConvert
  return { says: message(words, { name }), at: arg.at }
}

function failing(run: () => unknown): string | undefined {
  try {
    return run() === undefined ? 'no such overload' : undefined
  } catch (error) {
    if (error instanceof CelError) return error.message
    throw error
  }
}
