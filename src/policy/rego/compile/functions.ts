import { BuiltinError, RegoError } from '../errors.ts'
import type { BuiltinContext, Evaluation, Replacement } from '../evaluation.ts'
import type { Value } from '../values.ts'
import type { Getter } from './closures.ts'
import type { DocumentNode, VirtualDocument } from './documents.ts'
import type { CallNode } from './ir.ts'

/** A built-in: undefined is an undefined result, `BuiltinError` an error, which outside strict mode is undefined too. */
export type Builtin = (args: readonly Value[], context: BuiltinContext) => Value | undefined

/** Results larger than this are charged to the budget of what may be produced. */
const free = 1024

/** Finds what calls name, and makes calls of it. */
export class FunctionTable {
  readonly #tree: DocumentNode
  readonly #builtins: ReadonlyMap<string, { readonly run: Builtin }>

  constructor(tree: DocumentNode, builtins: ReadonlyMap<string, { readonly run: Builtin }>) {
    this.#tree = tree
    this.#builtins = builtins
  }

  compileCall(node: CallNode, getters: readonly Getter[]): Getter {
    const { callee } = node
    const name = 'builtin' in callee ? callee.builtin : ['data', ...callee.rule].join('.')
    const run = this.callable(callee, node)
    return (evaluation, frame) => {
      const args: Value[] = []
      for (const getter of getters) {
        const arg = getter(evaluation, frame)
        if (arg === undefined) return undefined
        args.push(arg)
      }
      const replacement = evaluation.replaced?.get(name)
      return replacement === undefined ? run(evaluation, args) : replacement(args)
    }
  }

  /** What `with` puts in a function's place, called in the evaluation that the modifier opens. */
  replacement(callee: CallNode['callee'], at: CallNode['at']): (evaluation: Evaluation) => Replacement {
    const run = this.callable(callee, { callee, at })
    return (evaluation) => (args) => run(evaluation, args)
  }

  callable(
    callee: CallNode['callee'],
    { at }: Pick<CallNode, 'at' | 'callee'>,
  ): (evaluation: Evaluation, args: readonly Value[]) => Value | undefined {
    if ('rule' in callee) {
      const document = this.#tree.find(callee.rule)!.document!
      return (evaluation, args) => callDocument(document, evaluation, args)
    }
    const { run } = this.#builtins.get(callee.builtin)!
    return (evaluation, args) => {
      try {
        const result = run(args, evaluation)
        if (typeof result === 'string' && result.length > free) evaluation.budget.produce(result.length)
        return result
      } catch (error) {
        if (!(error instanceof BuiltinError)) throw error
        if (!evaluation.strict) return undefined
        throw new RegoError(error.code, error.message, at)
      }
    }
  }
}

function callDocument(document: VirtualDocument, evaluation: Evaluation, args: readonly Value[]): Value | undefined {
  const { budget } = evaluation
  budget.enter()
  const { trace } = evaluation
  const result = trace === undefined ? document.call(evaluation, args) : trace.keeping(() => document.call(evaluation, args))
  budget.leave()
  return result
}
