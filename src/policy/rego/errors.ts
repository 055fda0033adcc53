import type { Spoken } from '../../core/spoken-error.ts'
import { message, render, text, type Message } from '../../core/text.ts'

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

const words = {
  loading: text({ en: 'the policy cannot be compiled: {problem}', ja: 'ポリシーをコンパイルできません: {problem}' }),
  running: text({ en: 'the policy cannot be evaluated: {problem}', ja: 'ポリシーを評価できません: {problem}' }),
  problem: text({ en: '{place}{code}: {reason}', ja: '{place}{code}: {reason}' }),
}

/**
 * An error of a policy: found when it is loaded (`rego_…`) or while it runs (`eval_…`). The reason is quoted in OPA's own
 * words where OPA has words for it, since these are what people search for; the sentence around it is in both languages.
 */
export class RegoError extends Error {
  readonly code: RegoErrorCode
  readonly at: RegoPosition | undefined
  readonly says: Message

  constructor(code: RegoErrorCode, reason: string | Spoken, at?: RegoPosition) {
    const place = at === undefined ? '' : `${at.file}:${at.line}: `
    const problem = message(words.problem, { place, code, reason })
    super(render(problem, 'en'))
    this.name = 'RegoError'
    this.code = code
    this.at = at
    this.says = message(code.startsWith('rego_') ? words.loading : words.running, { problem })
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
