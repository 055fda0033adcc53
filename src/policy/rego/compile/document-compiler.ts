import { RegoError, type RegoPosition } from '../errors.ts'
import type { Evaluation } from '../evaluation.ts'
import { equalValues, RegoSet, type Value } from '../values.ts'
import { BodyCompiler } from './body-compiler.ts'
import type { Frame, Step } from './closures.ts'
import { ObjectBuilder } from './document-builder.ts'
import type { DocumentNode, VirtualDocument } from './documents.ts'
import type { FunctionTable } from './functions.ts'
import { isConstant } from './ground.ts'
import type { Node, ResolvedClause } from './ir.ts'

/** A rule with its clauses resolved: its own body first, then what follows `else`. */
export interface ResolvedRule {
  readonly isDefault: boolean
  readonly clauses: readonly ResolvedClause[]
}

/** Runs a clause; undefined where its body has no solution. `slot0` is what it gathers into. */
type ClauseRun = (evaluation: Evaluation, args: readonly Value[], slot0?: unknown) => unknown

const noArgs: readonly Value[] = []

/** Compiles the rules of one document into the function that computes it. */
export class DocumentCompiler {
  readonly #tree: DocumentNode
  readonly #functions: FunctionTable
  readonly #traced: boolean

  constructor(tree: DocumentNode, functions: FunctionTable, options: { readonly traced: boolean }) {
    this.#tree = tree
    this.#functions = functions
    this.#traced = options.traced
  }

  compile(document: VirtualDocument, rules: readonly ResolvedRule[]): void {
    switch (document.kind) {
      case 'complete':
        document.evaluate = this.#compileValue(rules, 'complete rules must not produce multiple outputs', noArgs)
        return
      case 'function':
        document.call = this.#compileValue(rules, 'functions must not produce multiple outputs for same inputs')
        return
      case 'set':
        this.#compileSet(document, rules)
        return
      case 'object':
        document.evaluate = this.#compileObject(rules)
    }
  }

  /** Rules that give one value, and must agree on it. */
  #compileValue(
    rules: readonly ResolvedRule[],
    disagreement: string,
    fixedArgs?: readonly Value[],
  ): (evaluation: Evaluation, args?: readonly Value[]) => Value | undefined {
    const byDefault = rules.find(({ isDefault }) => isDefault)
    const chains = rules
      .filter((rule) => rule !== byDefault)
      .map(({ clauses }) => ({ at: clauses[0]!.at, runs: clauses.map((clause) => this.#compileValueClause(clause, disagreement)) }))
    const fallback = byDefault === undefined ? undefined : this.#compileValueClause(byDefault.clauses[0]!, disagreement)
    const agreed = agreedValue(rules)
    return (evaluation, args = fixedArgs!) => {
      let result: Value | undefined
      for (const { runs, at } of chains) {
        const value = firstOf(runs, evaluation, args)
        if (value === undefined) continue
        if (agreed) return value
        if (result !== undefined && !equalValues(result, value)) throw new RegoError('eval_conflict_error', disagreement, at)
        result = value
      }
      return result === undefined ? (fallback?.(evaluation, args) as Value | undefined) : result
    }
  }

  #compileValueClause(clause: ResolvedClause, disagreement: string): ClauseRun {
    const constant = isConstant(clause.value)
    return this.#compileClause(clause, (compiler, bound) => {
      const valueOf = compiler.compileGetter(clause.value, bound)
      return (evaluation, frame) => {
        const value = valueOf(evaluation, frame)
        if (value === undefined) return false
        if (frame[0] === undefined) frame[0] = value
        else if (!equalValues(frame[0] as Value, value)) throw new RegoError('eval_conflict_error', disagreement, clause.at)
        return constant
      }
    })
  }

  #compileSet(document: VirtualDocument, rules: readonly ResolvedRule[]): void {
    const runs = rules.map(({ clauses: [clause] }) =>
      this.#compileClause(clause!, (compiler, bound) => {
        const memberOf = compiler.compileGetter(clause!.member!, bound)
        return (evaluation, frame) => {
          const member = memberOf(evaluation, frame)
          if (member === undefined) return false
          evaluation.budget.produce(1)
          evaluation.trace?.explain(member, clause!.at)
          const into = frame[0] as RegoSet | AnyMember
          if (into instanceof RegoSet) {
            into.add(member)
            return false
          }
          into.found = true
          return true
        }
      }),
    )
    document.hasMembers = (evaluation) =>
      runs.some((run) => {
        const any: AnyMember = { found: false }
        run(evaluation, noArgs, any)
        return any.found
      })
    document.evaluate = (evaluation) => {
      const set = new RegoSet()
      for (const run of runs) run(evaluation, noArgs, set)
      return set
    }
  }

  #compileObject(rules: readonly ResolvedRule[]): (evaluation: Evaluation) => Value {
    const chains = rules.map(({ clauses }) => clauses.map((clause) => this.#compileObjectClause(clause)))
    const emptySets = rules.flatMap(({ clauses: [clause] }) =>
      clause!.member !== undefined && clause!.path.every(isConstant) ? [constantPath(clause!.path)] : [],
    )
    const { at } = rules[0]!.clauses[0]!
    return (evaluation) => {
      const builder = new ObjectBuilder()
      for (const path of emptySets) builder.insertMember(path, undefined, at)
      for (const [run, ...otherwise] of chains) {
        const entry: Inserted = { builder, some: false }
        run!(evaluation, noArgs, entry)
        for (const next of otherwise) if (!entry.some) next(evaluation, noArgs, entry)
      }
      return builder.build()
    }
  }

  #compileObjectClause(clause: ResolvedClause): ClauseRun {
    return this.#compileClause(clause, (compiler, bound) => {
      const pathOf = clause.path.map((step) => compiler.compileGetter(step, bound))
      const leafOf = compiler.compileGetter(clause.member ?? clause.value, bound)
      const insert = clause.member === undefined ? insertValue : insertMember
      return (evaluation, frame) => {
        const path: Value[] = []
        for (const keyOf of pathOf) {
          const key = keyOf(evaluation, frame)
          if (key === undefined) return false
          path.push(key)
        }
        const leaf = leafOf(evaluation, frame)
        if (leaf === undefined) return false
        evaluation.budget.produce(1)
        const entry = frame[0] as Inserted
        entry.some = true
        insert(entry.builder, path, leaf, clause.at)
        return false
      }
    })
  }

  #compileClause(clause: ResolvedClause, makeFinal: (compiler: BodyCompiler, bound: ReadonlySet<number>) => Step): ClauseRun {
    const compiler = new BodyCompiler(this.#tree, this.#functions, clause.slots, this.#traced)
    const bound = new Set<number>()
    const matchers = (clause.args ?? []).map((arg) => compiler.compileMatcher(arg, bound))
    const body = compiler.compileBody(clause.body, bound, () => makeFinal(compiler, bound))
    // Copying an empty frame costs less than making one.
    const blank: Frame = Array.from({ length: compiler.slots })
    return (evaluation, args, slot0) => {
      evaluation.budget.step()
      const frame = blank.slice()
      frame[0] = slot0
      for (let index = 0; index < matchers.length; index++) if (!matchers[index]!(evaluation, frame, args[index]!)) return undefined
      body(evaluation, frame)
      return frame[0]
    }
  }
}

/** Gathers nothing: the first member is enough. */
interface AnyMember {
  found: boolean
}

interface Inserted {
  readonly builder: ObjectBuilder
  /** Whether the rule has had a solution, so that its `else` clauses do not run. */
  some: boolean
}

const insertValue = (builder: ObjectBuilder, path: readonly Value[], value: Value, at: RegoPosition): void =>
  builder.insert(path, value, at)
const insertMember = (builder: ObjectBuilder, path: readonly Value[], member: Value, at: RegoPosition): void =>
  builder.insertMember(path, member, at)

function firstOf(runs: readonly ClauseRun[], evaluation: Evaluation, args: readonly Value[]): Value | undefined {
  for (const run of runs) {
    const value = run(evaluation, args) as Value | undefined
    if (value !== undefined) return value
  }
  return undefined
}

/** Whether all rules can give one written value only, so that the first that holds decides. */
function agreedValue(rules: readonly ResolvedRule[]): boolean {
  const values = rules.filter(({ isDefault }) => !isDefault).flatMap(({ clauses }) => clauses.map(({ value }) => value))
  const [first] = values
  return first?.kind === 'value' && values.every((value) => value.kind === 'value' && value.value === first.value)
}

function constantPath(path: readonly Node[]): readonly Value[] {
  return path.map((step) => (step as Extract<Node, { kind: 'value' }>).value)
}
