/** A position in a Rego module: both numbers start at 1. */
export interface RegoPosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What went wrong, in OPA's own words where OPA has a word for it. */
export type RegoErrorCode =
  | 'rego_parse_error'
  | 'rego_compile_error'
  | 'rego_type_error'
  | 'rego_unsafe_var_error'
  | 'rego_recursion_error'
  | 'rego_unsupported_builtin'
  | 'eval_type_error'
  | 'eval_builtin_error'
  | 'eval_conflict_error'
  | 'eval_with_merge_error'
  | 'eval_limit_error'

/** An error of a policy: found when it is loaded (`rego_…`) or while it runs (`eval_…`). */
export class RegoError extends Error {
  readonly code: RegoErrorCode
  readonly reason: string
  readonly at: RegoPosition | undefined

  constructor(code: RegoErrorCode, reason: string, at?: RegoPosition) {
    super(`${at === undefined ? '' : `${at.file}:${at.line}: `}${code}: ${reason}`)
    this.name = 'RegoError'
    this.code = code
    this.reason = reason
    this.at = at
  }
}

/** A built-in refused its operands. Outside strict mode the call is then undefined, as in OPA. */
export class BuiltinError extends Error {
  readonly code: 'eval_type_error' | 'eval_builtin_error'

  constructor(code: 'eval_type_error' | 'eval_builtin_error', reason: string) {
    super(reason)
    this.name = 'BuiltinError'
    this.code = code
  }
}
