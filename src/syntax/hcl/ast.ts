import type { Range, Source } from '../../core/location.ts'

interface Node {
  readonly range: Range
}

/** What a file, or a block between its braces, holds. */
export interface HclBody extends Node {
  readonly attributes: readonly HclAttribute[]
  readonly blocks: readonly HclBlock[]
}

export interface HclAttribute extends Node {
  readonly name: string
  readonly nameRange: Range
  readonly value: HclExpression
  /** Set where another file than that of the block around it gives it. */
  readonly from?: Source
}

export interface HclLabel extends Node {
  readonly value: string
}

export interface HclBlock extends Node {
  readonly type: string
  readonly labels: readonly HclLabel[]
  /** The type and the labels. */
  readonly head: Range
  readonly body: HclBody
  /** Set where another file than that of the block around it gives it. */
  readonly from?: Source
}

export type HclExpression =
  | (Node & { readonly kind: 'literal'; readonly value: string | number | boolean | null })
  /** A quoted string or a heredoc with interpolations. */
  | (Node & { readonly kind: 'template'; readonly parts: readonly HclTemplatePart[] })
  | (Node & { readonly kind: 'tuple'; readonly items: readonly HclExpression[] })
  | (Node & { readonly kind: 'object'; readonly entries: readonly HclObjectEntry[] })
  | HclFor
  | (Node & { readonly kind: 'variable'; readonly name: string })
  | (Node & { readonly kind: 'attribute'; readonly target: HclExpression; readonly name: string })
  | (Node & { readonly kind: 'index'; readonly target: HclExpression; readonly index: HclExpression })
  /** `target.*` or `target[*]`, and `each`: what follows it, read on every item (which is the variable `$item`). */
  | (Node & { readonly kind: 'splat'; readonly target: HclExpression; readonly each: HclExpression })
  | (Node & { readonly kind: 'call'; readonly name: string; readonly args: readonly HclExpression[]; readonly expands: boolean })
  | (Node & { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly operand: HclExpression })
  | (Node & { readonly kind: 'binary'; readonly operator: HclOperator; readonly left: HclExpression; readonly right: HclExpression })
  | (Node & {
      readonly kind: 'conditional'
      readonly condition: HclExpression
      readonly consequent: HclExpression
      readonly alternative: HclExpression
    })

export type HclTemplatePart = string | HclExpression | HclTemplateIf | HclTemplateFor

/** `%{ if c }…%{ else }…%{ endif }`. */
export interface HclTemplateIf extends Node {
  readonly kind: 'template-if'
  readonly condition: HclExpression
  readonly consequent: readonly HclTemplatePart[]
  readonly alternative: readonly HclTemplatePart[]
}

/** `%{ for k, v in x }…%{ endfor }`. */
export interface HclTemplateFor extends Node {
  readonly kind: 'template-for'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly over: HclExpression
  readonly body: readonly HclTemplatePart[]
}

export interface HclObjectEntry {
  /** A bare word is a literal, anything else an expression. */
  readonly key: HclExpression
  readonly value: HclExpression
}

/** `[for k, v in x : v if c]` or `{for k, v in x : k => v...}`. */
export interface HclFor extends Node {
  readonly kind: 'for'
  readonly keyName: string | undefined
  readonly valueName: string
  readonly over: HclExpression
  /** Set for an object. */
  readonly key: HclExpression | undefined
  readonly value: HclExpression
  readonly condition: HclExpression | undefined
  /** Whether values of one key are gathered in lists. */
  readonly groups: boolean
}

export const hclOperators = ['||', '&&', '==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '%'] as const
export type HclOperator = (typeof hclOperators)[number]
