/**
 * What a token is. Punctuation is its own kind. `string` is a whole string; one with interpolations comes as `string-left`,
 * the tokens of an expression, any number of `string-middle` each followed by an expression, and `string-right`.
 */
export type TokenKind =
  | 'identifier'
  | 'integer'
  | 'string'
  | 'string-left'
  | 'string-middle'
  | 'string-right'
  | 'newline'
  | 'end'
  | 'unrecognized'
  | Punctuation

export type Punctuation = (typeof punctuation)[number]

/** Longest first, so that the first match is the right one. */
export const punctuation = [
  '...',
  '::',
  '=>',
  '==',
  '=~',
  '!=',
  '!~',
  '<=',
  '>=',
  '&&',
  '||',
  '??',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '@',
  ',',
  '.',
  '?',
  ':',
  '=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '>',
  '!',
  '^',
  '|',
] as const

export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  /** What a piece of a string says once escapes are resolved; for other tokens undefined. */
  readonly value?: string
}
