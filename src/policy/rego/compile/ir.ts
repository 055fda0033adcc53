import type { RegoPosition } from '../errors.ts'
import type { Value } from '../values.ts'

/**
 * The resolved form of a policy: every name is a slot of the frame, a path below `input` or `data`, or a function.
 * Slots are numbered per rule clause; what is nested in a clause shares its frame.
 */
export type Node =
  | { readonly kind: 'value'; readonly value: Value }
  | LocalNode
  | { readonly kind: 'array' | 'set'; readonly items: readonly Node[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Node, Node])[] }
  | RefNode
  | CallNode
  | ComprehensionNode

export interface LocalNode {
  readonly kind: 'local'
  readonly slot: number
  readonly name: string
}

export interface RefNode {
  readonly kind: 'ref'
  readonly root: 'input' | 'data' | Node
  readonly path: readonly Node[]
  readonly at: RegoPosition
}

export interface CallNode {
  readonly kind: 'call'
  /** Dotted name of a built-in, or the path of a rule below `data`. */
  readonly callee: { readonly builtin: string } | { readonly rule: readonly string[] }
  readonly args: readonly Node[]
  readonly at: RegoPosition
}

export interface ComprehensionNode {
  readonly kind: 'comprehension'
  readonly of: 'array' | 'set' | 'object'
  readonly key: Node | undefined
  readonly value: Node
  readonly body: readonly Statement[]
  /** Where the result is gathered. */
  readonly slot: number
  /** Slots of what surrounds it that it reads. */
  readonly free: ReadonlySet<number>
  readonly at: RegoPosition
}

export type Modifier =
  | { readonly kind: 'input' | 'data'; readonly path: readonly string[]; readonly value: Node }
  /** A function replaced by another one, or by a value. */
  | { readonly kind: 'function'; readonly name: string; readonly by: CallNode['callee'] | Node }

interface Placed {
  readonly negated: boolean
  readonly modifiers: readonly Modifier[]
  readonly at: RegoPosition
}

export type Statement = Placed &
  (
    | { readonly kind: 'term'; readonly term: Node }
    /** `binds` is false for `==`, which compares and gives no variable a value. */
    | { readonly kind: 'unify'; readonly left: Node; readonly right: Node; readonly binds: boolean }
    /** With `output` the last argument takes the result. */
    | { readonly kind: 'call'; readonly call: CallNode; readonly output: Node | undefined }
    | {
        readonly kind: 'every'
        readonly key: LocalNode | undefined
        readonly value: LocalNode
        readonly domain: Node
        readonly body: readonly Statement[]
        readonly free: ReadonlySet<number>
      }
  )

/** One body of a rule, resolved. */
export interface ResolvedClause {
  readonly slots: number
  readonly args: readonly Node[] | undefined
  readonly body: readonly Statement[]
  /** What follows the place of the document in the rule's head. */
  readonly path: readonly Node[]
  readonly member: Node | undefined
  readonly value: Node
  readonly at: RegoPosition
}

export const localNode = (slot: number, name: string): LocalNode => ({ kind: 'local', slot, name })
