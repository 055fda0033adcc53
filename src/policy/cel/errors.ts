import { SpokenError } from '../../core/spoken-error.ts'
import { render, type Message } from '../../core/text.ts'
import type { ObjectType } from './check/static-type.ts'

/**
 * An expression that cannot be read, or that can be seen never to have a value: a name that means nothing, a call that no
 * function takes. `offset` counts UTF-16 units from its start; `message` is the English of `says`.
 */
export class CelSyntaxError extends SpokenError {
  readonly offset: number

  constructor(says: Message, offset: number) {
    super(says)
    this.name = 'CelSyntaxError'
    this.offset = offset
  }
}

/** A field that the type of its holder does not have. */
export class CelUndefinedFieldError extends CelSyntaxError {
  readonly holder: ObjectType
  readonly field: string

  constructor(says: Message, offset: number, holder: ObjectType, field: string) {
    super(says, offset)
    this.name = 'CelUndefinedFieldError'
    this.holder = holder
    this.field = field
  }
}

/** An expression that has no value on what it was evaluated with: a missing key, a wrong type, a limit reached. */
export class CelError extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'CelError'
  }
}

/** An expression whose value hangs on what is known in a cluster alone. */
export class CelUnknownError extends CelError {
  readonly says: Message

  constructor(says: Message) {
    super(render(says, 'en'))
    this.says = says
  }
}

/** The one of several errors that an expression ends with: with an answer to what is not known, the others might not count. */
export function decisiveError(errors: readonly CelError[]): CelError | undefined {
  return errors.find((error) => error instanceof CelUnknownError) ?? errors[0]
}

/** An expression that costs more than it may. Nothing beside it decides in spite of that: the evaluation ends. */
export class CelCostError extends CelError {
  constructor() {
    super('operation cancelled: actual cost limit exceeded')
  }
}

/** All expressions of a policy together cost more than they may: none of them counts any more. */
export class CelOutOfBudgetError extends CelError {
  constructor() {
    super('validation failed due to running out of cost budget, no further validation rules will be run')
  }
}

export function noSuchOverload(name: string): never {
  throw new CelError(`no such overload: ${name}`)
}
