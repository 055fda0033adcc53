import type { CelValue } from './values.ts'

/** A CEL expression as written; macros are still calls. */
export type CelNode =
  | { readonly kind: 'literal'; readonly value: CelValue; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  | {
      readonly kind: 'select'
      readonly of: CelNode
      readonly field: string
      readonly optional: boolean
      /** Whether the name of the field is in backquotes. */
      readonly isQuoted: boolean
      readonly at: number
    }
  | { readonly kind: 'index'; readonly of: CelNode; readonly key: CelNode; readonly optional: boolean; readonly at: number }
  | {
      readonly kind: 'call'
      readonly target: CelNode | undefined
      readonly name: string
      readonly args: readonly CelNode[]
      readonly at: number
    }
  | { readonly kind: 'list'; readonly items: readonly { readonly value: CelNode; readonly optional: boolean }[]; readonly at: number }
  | {
      readonly kind: 'map'
      readonly entries: readonly { readonly key: CelNode; readonly value: CelNode; readonly optional: boolean }[]
      readonly at: number
    }
  | {
      readonly kind: 'struct'
      readonly type: string
      readonly fields: readonly { readonly name: string; readonly value: CelNode; readonly optional: boolean; readonly at: number }[]
      readonly at: number
    }
