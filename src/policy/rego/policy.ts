import { spoken } from '../../core/text.ts'
import { builtins, unsupportedBuiltins } from './builtins/registry.ts'
import { BodyCompiler } from './compile/body-compiler.ts'
import { DocumentCompiler, type ResolvedRule } from './compile/document-compiler.ts'
import { declareDocuments, type DocumentNode, type VirtualDocument } from './compile/documents.ts'
import { FunctionTable } from './compile/functions.ts'
import { refuseRecursion } from './compile/recursion.ts'
import { readDocument } from './compile/ref-compiler.ts'
import { Resolver, type BuiltinArity, type Dependency } from './compile/resolve.ts'
import { RegoError } from './errors.ts'
import { Budget, defaultLimits, Evaluation, type ExternalData, type Limits } from './evaluation.ts'
import type { Module } from './syntax/ast.ts'
import type { RegoVersion } from './syntax/cursor.ts'
import { parseModule, parseQuery } from './syntax/parser.ts'
import { Trace, type Explanation } from './trace.ts'
import { RegoObject, type Value } from './values.ts'

/** The text of a module and what to call it in messages. */
export interface RegoSource {
  readonly file: string
  readonly text: string
  /** `v1` unless said otherwise. */
  readonly version?: RegoVersion
}

/** What a policy is asked about. */
export interface Question {
  readonly input?: Value | undefined
  /** Base documents, below the virtual ones. */
  readonly data?: RegoObject
  readonly limits?: Limits
  /** Errors of built-ins end the evaluation instead of making the call undefined. */
  readonly strict?: boolean
  /** Answers `external_data`; without it the evaluation of a policy that asks ends with an error. */
  readonly externalData?: ExternalData | undefined
}

/** Names and values of the variables of one solution of a query. */
export type Bindings = ReadonlyMap<string, Value>

const emptyData = new RegoObject()

/** Modules compiled together. Holds no state of evaluations: use one for as many as you like. */
export class Policy {
  readonly #tree: DocumentNode
  readonly #functions: FunctionTable
  readonly #queries = new Map<string, (evaluation: Evaluation) => Bindings[]>()

  /** Paths below `data` that the rules read, as far as they are constant. */
  readonly reads: readonly Dependency[]

  readonly #modules: readonly Module[]
  #traced: DocumentNode | undefined

  private constructor(modules: readonly Module[], { tree, functions, reads }: Compiled) {
    this.#modules = modules
    this.#tree = tree
    this.#functions = functions
    this.reads = reads
  }

  /**
   * Compiles modules.
   *
   * @throws {RegoError} `rego_…`, with the place: what does not parse or resolve, unsafe variables, recursion, calls of
   * built-ins that do not exist here
   */
  static compile(sources: readonly RegoSource[]): Policy {
    return Policy.fromModules(sources.map(({ file, text, version }) => parseModule(file, text, version ?? 'v1')))
  }

  /** As `compile`, for modules that have been parsed already. */
  static fromModules(modules: readonly Module[]): Policy {
    return new Policy(modules, compileModules(modules, { traced: false }))
  }

  /** Whether rules define a document or a package at this path below `data`. */
  defines(path: readonly string[]): boolean {
    return this.#tree.find(path) !== undefined
  }

  /**
   * The value of the virtual document at `path` below `data`.
   *
   * @throws {RegoError} `eval_…`: rules that contradict each other, a limit reached, in strict mode errors of built-ins
   */
  read(path: readonly string[], question: Question = {}): Value | undefined {
    const document = this.#tree.find(path)?.document
    if (document === undefined || document.kind === 'function') return undefined
    return guarded(() => readDocument(evaluationOf(question), document))
  }

  /**
   * Whether the set at `path` below `data` has members. Stops at the first: cheaper than `read` where most sets are empty
   * or the members are asked for with `explain`.
   *
   * @throws {RegoError} as `read`, but not for what the rules would have run into after the first member
   */
  hasMembers(path: readonly string[], question: Question = {}): boolean {
    const document = this.#tree.find(path)?.document
    return document?.kind === 'set' && guarded(() => document.hasMembers(evaluationOf(question)))
  }

  /**
   * Why each member is in the set at `path` below `data`: by which rule, and what that had read of the input. A member
   * that several rules or several ways give has an explanation for each. Slower than `read`: for what is reported.
   *
   * @throws {RegoError} as `read`
   */
  explain(path: readonly string[], question: Question = {}): readonly Explanation[] {
    this.#traced ??= compileModules(this.#modules, { traced: true }).tree
    const document = this.#traced.find(path)?.document
    if (document?.kind !== 'set') return []
    const trace = new Trace(question.input)
    guarded(() => document.evaluate(evaluationOf(question, trace)))
    return trace.explanations
  }

  /**
   * All solutions of a query in the words of Rego v1, such as `data.example.allow = x`.
   *
   * @throws {RegoError} as `compile` and `read`
   */
  query(text: string, question: Question = {}): readonly Bindings[] {
    let run = this.#queries.get(text)
    if (run === undefined) this.#queries.set(text, (run = this.#compileQuery(text)))
    const compiled = run
    return guarded(() => compiled(evaluationOf(question)))
  }

  #compileQuery(text: string): (evaluation: Evaluation) => Bindings[] {
    const module: Module = { file: 'query', package: [], imports: [], rules: [], at: { file: 'query', line: 1, column: 1 } }
    const { statements, slots, names } = new Resolver(module, this.#tree, builtinArity).resolveQuery(parseQuery('query', text, 'v1'))
    const compiler = new BodyCompiler(this.#tree, this.#functions, slots, false)
    const run = compiler.compileBody(statements, new Set(), () => (_, frame) => {
      const found = frame[0] as Bindings[]
      found.push(new Map([...names].map(([name, slot]) => [name, frame[slot] as Value])))
      return false
    })
    return (evaluation) => {
      const found: Bindings[] = []
      run(evaluation, [found])
      return found
    }
  }
}

interface Compiled {
  readonly tree: DocumentNode
  readonly functions: FunctionTable
  readonly reads: readonly Dependency[]
}

function compileModules(modules: readonly Module[], options: { readonly traced: boolean }): Compiled {
  const tree = declareDocuments(modules)
  const functions = new FunctionTable(tree, builtins)
  const compiler = new DocumentCompiler(tree, functions, options)
  const dependencies = new Map<VirtualDocument, readonly Dependency[]>()
  const resolved = [...tree.documents()].map((document) => {
    const { rules, reads } = resolveDocument(document, tree)
    dependencies.set(document, reads)
    return { document, rules }
  })
  refuseRecursion(tree, dependencies)
  for (const { document, rules } of resolved) compiler.compile(document, rules)
  return { tree, functions, reads: [...dependencies.values()].flat() }
}

function resolveDocument(
  document: VirtualDocument,
  tree: DocumentNode,
): { readonly rules: readonly ResolvedRule[]; readonly reads: readonly Dependency[] } {
  const reads: Dependency[] = []
  const rules = document.rules.map(({ module, rule, depth }): ResolvedRule => {
    const resolver = new Resolver(module, tree, builtinArity)
    const clauses = rule.clauses.map((clause) => resolver.resolveClause(rule, clause, depth))
    reads.push(...resolver.dependencies)
    return { isDefault: rule.isDefault, clauses }
  })
  return { rules, reads }
}

const builtinArity: BuiltinArity = (name) => {
  const unsupported = unsupportedBuiltins.get(name)
  return unsupported === undefined ? builtins.get(name)?.arity : { unsupported }
}

function evaluationOf(
  { input, data = emptyData, limits = defaultLimits, strict = false, externalData }: Question,
  trace?: Trace,
): Evaluation {
  return new Evaluation({ input, data, strict, budget: new Budget(limits), externalData, trace })
}

/** Rules nested so deeply that the engine's own stack ends are over a limit, not a fault of the engine. */
function guarded<T>(evaluate: () => T): T {
  try {
    return evaluate()
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack'))
      throw new RegoError('eval_limit_error', spoken({ en: 'evaluation is nested too deeply', ja: '評価の入れ子が深すぎます' }))
    throw error
  }
}
