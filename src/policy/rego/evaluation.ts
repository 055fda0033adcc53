import { spoken } from '../../core/text.ts'
import { RegoError } from './errors.ts'
import type { Trace } from './trace.ts'
import type { RegoObject, Value } from './values.ts'

/** How much one evaluation may cost. What goes beyond ends it with `eval_limit_error`. */
export interface Limits {
  /** Elements looked at, rules and functions run. */
  readonly steps: number
  /** Elements and characters that built-ins and comprehensions make. */
  readonly produced: number
  /** Wall time in milliseconds. */
  readonly milliseconds: number
}

export const defaultLimits: Limits = { steps: 20_000_000, produced: 20_000_000, milliseconds: 5_000 }

/** What has been spent, shared by everything that one evaluation starts. */
export class Budget {
  #steps: number
  #produced: number
  readonly #limits: Limits
  readonly #deadline: number
  #depth = 0

  constructor(limits: Limits) {
    this.#limits = limits
    this.#steps = limits.steps
    this.#produced = limits.produced
    this.#deadline = performance.now() + limits.milliseconds
  }

  step(): void {
    if (--this.#steps < 0)
      throw new RegoError(
        'eval_limit_error',
        spoken({ en: 'more than {steps} steps', ja: '{steps} ステップを超えました' }, { steps: this.#limits.steps }),
      )
    // Reading the clock costs more than a step does.
    if ((this.#steps & 0xfff) === 0 && performance.now() > this.#deadline)
      throw new RegoError(
        'eval_limit_error',
        spoken({ en: 'more than {time} ms', ja: '{time} ミリ秒を超えました' }, { time: this.#limits.milliseconds }),
      )
  }

  /** Called before or while something of `size` elements or characters is made. */
  produce(size: number): void {
    this.#produced -= size
    if (this.#produced < 0)
      throw new RegoError(
        'eval_limit_error',
        spoken(
          { en: 'made more than {most} elements and characters', ja: '作られた要素と文字が {most} 個を超えました' },
          { most: this.#limits.produced },
        ),
      )
  }

  enter(): void {
    if (++this.#depth > 400)
      throw new RegoError('eval_limit_error', spoken({ en: 'calls nested deeper than 400', ja: '呼び出しの入れ子が 400 段を超えました' }))
  }

  leave(): void {
    this.#depth--
  }
}

/** A function that `with` has put in another's place. */
export type Replacement = (args: readonly Value[]) => Value | undefined

/**
 * Asks a provider of Gatekeeper's about keys. Gives what `external_data` gives to policies:
 * `{"responses": [[key, value]], "errors": [[key, reason]], "status_code": n, "system_error": text}`.
 */
export type ExternalData = (provider: string, keys: readonly string[]) => Value

/** What built-ins may ask of the evaluation that calls them. */
export interface BuiltinContext {
  readonly externalData: ExternalData | undefined
  readonly budget: Budget
  /** Nanoseconds since 1970, the same throughout one evaluation. */
  readonly now: () => bigint
  /** Same throughout one evaluation for one key. */
  readonly memo: Map<string, Value>
}

/** The state of one query: its inputs, what has been computed, what it may still cost. */
export class Evaluation implements BuiltinContext {
  readonly input: Value | undefined
  readonly data: RegoObject
  readonly strict: boolean
  readonly budget: Budget
  readonly memo: Map<string, Value>
  readonly externalData: ExternalData | undefined
  readonly trace: Trace | undefined
  /** Values of documents by id. `null` stands for undefined, boxed to tell it from Rego's null. */
  readonly cache: ({ readonly value: Value | undefined } | undefined)[] = []
  /** Parts of the tree of documents that `with data…` has put values over. */
  readonly hidden: ReadonlySet<object> | undefined
  readonly replaced: ReadonlyMap<string, Replacement> | undefined
  /** The evaluation around a `with`. */
  readonly outer: Evaluation | undefined
  #now: bigint | undefined

  constructor(
    state: Pick<Evaluation, 'input' | 'data' | 'strict' | 'budget'> & {
      readonly [Key in 'hidden' | 'replaced' | 'outer' | 'externalData' | 'trace']?: Evaluation[Key]
    },
  ) {
    this.input = state.input
    this.data = state.data
    this.strict = state.strict
    this.budget = state.budget
    this.hidden = state.hidden
    this.replaced = state.replaced
    this.outer = state.outer
    this.externalData = state.externalData ?? state.outer?.externalData
    this.trace = state.trace ?? state.outer?.trace
    this.memo = state.outer?.memo ?? new Map()
  }

  readonly now = (): bigint => {
    this.#now ??= this.outer?.now() ?? BigInt(Date.now()) * 1_000_000n
    return this.#now
  }
}

/** Puts the result of a document that is being computed into the cache, so that reading itself is noticed. */
export const computing: { readonly value: undefined } = { value: undefined }
