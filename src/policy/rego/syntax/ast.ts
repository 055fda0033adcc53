import type { RegoPosition } from '../errors.ts'
import type { Scalar } from '../values.ts'

/** A Rego term as written. Infix operators are calls of the built-in that they stand for. */
export type Term =
  | { readonly kind: 'scalar'; readonly value: Scalar; readonly at: RegoPosition }
  | VariableTerm
  | RefTerm
  | { readonly kind: 'call'; readonly operator: VariableTerm | RefTerm; readonly args: readonly Term[]; readonly at: RegoPosition }
  | { readonly kind: 'array' | 'set'; readonly items: readonly Term[]; readonly at: RegoPosition }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Term, Term])[]; readonly at: RegoPosition }
  | ComprehensionTerm

export interface VariableTerm {
  readonly kind: 'var'
  /** `_` stands for another variable each time. */
  readonly name: string
  readonly at: RegoPosition
}

export interface RefTerm {
  readonly kind: 'ref'
  readonly head: Term
  readonly path: readonly Term[]
  readonly at: RegoPosition
}

export interface ComprehensionTerm {
  readonly kind: 'comprehension'
  readonly of: 'array' | 'set' | 'object'
  readonly key: Term | undefined
  readonly value: Term
  readonly body: Body
  readonly at: RegoPosition
}

export interface With {
  readonly target: VariableTerm | RefTerm
  readonly value: Term
}

interface Modified {
  readonly negated: boolean
  readonly with: readonly With[]
  readonly at: RegoPosition
}

export type Expression = Modified &
  (
    | { readonly kind: 'term'; readonly term: Term }
    | { readonly kind: 'assign' | 'unify'; readonly left: Term; readonly right: Term }
    | { readonly kind: 'some'; readonly names: readonly VariableTerm[] }
    | { readonly kind: 'some-in'; readonly key: Term | undefined; readonly value: Term; readonly domain: Term }
    | {
        readonly kind: 'every'
        readonly key: VariableTerm | undefined
        readonly value: VariableTerm
        readonly domain: Term
        readonly body: Body
      }
  )

export type Body = readonly Expression[]

/** One body of a rule with the value that it gives; `else` clauses follow in order. */
export interface Clause {
  readonly value: Term | undefined
  readonly body: Body
  readonly at: RegoPosition
}

export interface Rule {
  /** The name and, for rules on references, what follows it: `p`, `p.q[x]`. */
  readonly name: VariableTerm
  readonly path: readonly Term[]
  readonly args: readonly Term[] | undefined
  /** The member, for rules that build a set. */
  readonly member: Term | undefined
  readonly isDefault: boolean
  /** The rule's own body first, then its `else` clauses. */
  readonly clauses: readonly [Clause, ...Clause[]]
  readonly at: RegoPosition
}

export interface Import {
  readonly path: readonly string[]
  readonly alias: string
  readonly at: RegoPosition
}

export interface Module {
  readonly file: string
  /** Without the leading `data`. */
  readonly package: readonly string[]
  readonly imports: readonly Import[]
  readonly rules: readonly Rule[]
  readonly at: RegoPosition
}
