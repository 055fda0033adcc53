import type { Range } from '../../core/location.ts'

/**
 * What the analysis reads: programs of all languages in one form, lowered from their syntax trees. It keeps what values
 * do (variables, calls, branches) and leaves out what only the compiler needs.
 */
export type Expression =
  | ({ readonly kind: 'literal'; readonly value: Constant } & Placed)
  | ({ readonly kind: 'name'; readonly name: string } & Placed)
  | ({ readonly kind: 'member'; readonly object: Expression; readonly name: string } & Placed)
  | ({ readonly kind: 'index'; readonly object: Expression; readonly index: Expression } & Placed)
  | ({ readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] } & Placed)
  | ({
      readonly kind: 'new'
      readonly type: string
      readonly args: readonly Argument[]
      /** What an object initialiser sets: `new T { A = b }`. */
      readonly sets?: readonly Entry[]
      readonly members?: readonly FunctionCode[]
    } & Placed)
  /** Strings put together: concatenations, templates, formats. */
  | ({ readonly kind: 'text'; readonly parts: readonly Expression[] } & Placed)
  | ({ readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression } & Placed)
  | ({ readonly kind: 'unary'; readonly operator: string; readonly operand: Expression } & Placed)
  | ({ readonly kind: 'conditional'; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression } & Placed)
  | ({ readonly kind: 'list'; readonly elements: readonly Expression[] } & Placed)
  | ({ readonly kind: 'map'; readonly entries: readonly Entry[] } & Placed)
  | ({ readonly kind: 'spread'; readonly of: Expression } & Placed)
  /** `operator` is the one of a compound assignment, such as `+`. */
  | ({ readonly kind: 'assign'; readonly target: Expression; readonly operator?: string; readonly value: Expression } & Placed)
  | ({ readonly kind: 'function'; readonly code: FunctionCode } & Placed)
  /** A value seen as a type. */
  | ({ readonly kind: 'cast'; readonly type: string; readonly value: Expression } & Placed)
  /** A `switch` that has a value; arms without tests are the default. */
  | ({ readonly kind: 'choice'; readonly subject: Expression; readonly arms: readonly Arm[] } & Placed)
  /** Every element of something, as loops and comprehensions bind it. */
  | ({ readonly kind: 'comprehension'; readonly binds: readonly Binding[]; readonly body: Expression } & Placed)
  | ({ readonly kind: 'regex'; readonly pattern: string } & Placed)
  /** Anything else: its parts are evaluated, and its value is of all of them. */
  | ({ readonly kind: 'other'; readonly parts: readonly Expression[] } & Placed)

export type Constant = string | number | boolean | null

export interface Placed {
  readonly at: Range
}

export interface Argument {
  /** The name of a named argument. */
  readonly name?: string
  readonly value: Expression
}

export interface Entry {
  readonly key: Expression | undefined
  readonly value: Expression
}

export interface Arm {
  readonly tests: readonly Expression[]
  readonly body: readonly Statement[]
  readonly value?: Expression
}

export interface Binding {
  readonly target: Expression
  readonly of: Expression
}

export type Statement =
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'declare'; readonly target: Expression; readonly type?: string | undefined; readonly value?: Expression | undefined }
  | { readonly kind: 'if'; readonly test: Expression; readonly then: readonly Statement[]; readonly otherwise: readonly Statement[] }
  | {
      readonly kind: 'loop'
      readonly binds?: Binding
      readonly first: readonly Statement[]
      readonly test?: Expression | undefined
      readonly body: readonly Statement[]
      /** Whether the body runs before the test. */
      readonly isAfter?: boolean
    }
  | { readonly kind: 'switch'; readonly subject: Expression; readonly arms: readonly Arm[]; readonly falls: boolean }
  | { readonly kind: 'return'; readonly value?: Expression | undefined }
  | { readonly kind: 'throw'; readonly value?: Expression | undefined }
  | { readonly kind: 'leave'; readonly how: 'break' | 'continue' }
  | {
      readonly kind: 'try'
      readonly body: readonly Statement[]
      readonly handlers: readonly { readonly name?: string | undefined; readonly body: readonly Statement[] }[]
      readonly last: readonly Statement[]
    }
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'function'; readonly code: FunctionCode }
  | { readonly kind: 'class'; readonly code: ClassCode }

export interface Annotation extends Placed {
  /** As it is written, without `@` and arguments. */
  readonly name: string
  readonly args: readonly Argument[]
}

export interface Parameter {
  /** A name or a pattern. */
  readonly target: Expression
  readonly type?: string | undefined
  readonly annotations: readonly Annotation[]
  readonly initial?: Expression | undefined
}

export interface FunctionCode extends Placed {
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
  readonly annotations: readonly Annotation[]
  readonly isPublic: boolean
  readonly isConstructor: boolean
  readonly returns?: string | undefined
}

export interface Field {
  readonly name: string
  readonly type?: string | undefined
  readonly value?: Expression | undefined
  readonly at: Range
}

export interface ClassCode extends Placed {
  readonly name: string
  readonly bases: readonly string[]
  readonly annotations: readonly Annotation[]
  readonly fields: readonly Field[]
  readonly functions: readonly FunctionCode[]
  readonly classes: readonly ClassCode[]
}

export interface Program {
  /** Local name to what it stands for: `sp` to `subprocess`, `Statement` to `java.sql.Statement`. */
  readonly imports: ReadonlyMap<string, string>
  readonly body: readonly Statement[]
}
