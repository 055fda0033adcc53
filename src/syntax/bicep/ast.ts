import type { Range } from '../../core/location.ts'

/** A Bicep or `.bicepparam` file: its declarations in the order in which they are written. */
export interface Program {
  readonly statements: readonly Statement[]
}

interface Node {
  readonly range: Range
}

export interface Identifier extends Node {
  readonly name: string
}

// --- expressions -------------------------------------------------------------------------------------------------------

export type Expression =
  | Literal
  | StringTemplate
  | ArrayLiteral
  | ObjectLiteral
  | Variable
  | Call
  | Property
  | Index
  | NestedResource
  | Unary
  | Binary
  | Ternary
  | Lambda
  | For
  | If
  | NonNull
  | Broken

export interface Literal extends Node {
  readonly kind: 'literal'
  readonly value: string | number | boolean | null
}

/** `'a${b}c'`: one more text than expressions. */
export interface StringTemplate extends Node {
  readonly kind: 'template'
  readonly texts: readonly string[]
  readonly expressions: readonly Expression[]
}

export interface Spread extends Node {
  readonly kind: 'spread'
  readonly expression: Expression
}

export interface ArrayLiteral extends Node {
  readonly kind: 'array'
  readonly items: readonly (Expression | Spread)[]
}

export interface ObjectProperty extends Node {
  readonly kind: 'property-entry'
  readonly key: Literal | StringTemplate
  readonly value: Expression
}

export interface ObjectLiteral extends Node {
  readonly kind: 'object'
  readonly entries: readonly (ObjectProperty | Spread)[]
  /** Child resources that are declared inside a resource's body. */
  readonly resources: readonly ResourceStatement[]
}

export interface Variable extends Node {
  readonly kind: 'variable'
  readonly name: string
}

/** `f(x)`, or `namespace.f(x)` where `target` is given. */
export interface Call extends Node {
  readonly kind: 'call'
  readonly name: Identifier
  readonly args: readonly Expression[]
  readonly target?: Expression
}

/** `a.b`, or `a.?b` which is null where there is no `b`. */
export interface Property extends Node {
  readonly kind: 'property'
  readonly target: Expression
  readonly name: Identifier
  readonly safe: boolean
}

/** `a[i]`, `a[?i]`, and with `^` counted from the end. */
export interface Index extends Node {
  readonly kind: 'index'
  readonly target: Expression
  readonly index: Expression
  readonly safe: boolean
  readonly fromEnd: boolean
}

/** `parent::child`. */
export interface NestedResource extends Node {
  readonly kind: 'nested-resource'
  readonly target: Expression
  readonly name: Identifier
}

export interface Unary extends Node {
  readonly kind: 'unary'
  readonly operator: '!' | '-' | '+'
  readonly operand: Expression
}

export const binaryOperators = ['??', '||', '&&', '==', '!=', '=~', '!~', '<', '<=', '>', '>=', '+', '-', '*', '/', '%'] as const
export type BinaryOperator = (typeof binaryOperators)[number]

export interface Binary extends Node {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface Ternary extends Node {
  readonly kind: 'ternary'
  readonly condition: Expression
  readonly consequent: Expression
  readonly alternative: Expression
}

export interface Lambda extends Node {
  readonly kind: 'lambda'
  readonly parameters: readonly Identifier[]
  readonly body: Expression
}

export interface For extends Node {
  readonly kind: 'for'
  readonly item: Identifier
  readonly index?: Identifier
  readonly over: Expression
  readonly body: Expression
}

/** `if (condition) { … }`: the value of a resource or module, or the body of its loop. */
export interface If extends Node {
  readonly kind: 'if'
  readonly condition: Expression
  readonly body: Expression
}

export interface NonNull extends Node {
  readonly kind: 'non-null'
  readonly operand: Expression
}

/** What stands where an expression could not be read. */
export interface Broken extends Node {
  readonly kind: 'broken'
}

// --- types -------------------------------------------------------------------------------------------------------------

/** Types decide values only through nullability, secrecy and literal members, so no more of them is kept. */
export type TypeExpression =
  | (Node & { readonly kind: 'type-name'; readonly path: readonly string[] })
  | (Node & { readonly kind: 'type-literal'; readonly value: string | number | boolean | null })
  | (Node & { readonly kind: 'type-nullable'; readonly inner: TypeExpression })
  | (Node & { readonly kind: 'type-array'; readonly item: TypeExpression })
  | (Node & { readonly kind: 'type-union'; readonly members: readonly TypeExpression[] })
  | (Node & { readonly kind: 'type-object'; readonly members: readonly TypeMember[]; readonly rest?: TypeExpression })
  | (Node & { readonly kind: 'type-tuple'; readonly items: readonly TypeExpression[] })
  /** `resourceInput<'type@version'>` and the like. */
  | (Node & { readonly kind: 'type-resource'; readonly name: string; readonly of: string })
  | (Node & { readonly kind: 'type-broken' })

export interface TypeMember {
  readonly name: string
  readonly type: TypeExpression
  readonly decorators: readonly Expression[]
}

// --- statements --------------------------------------------------------------------------------------------------------

export type Statement =
  | TargetScopeStatement
  | ParamStatement
  | VarStatement
  | TypeStatement
  | FuncStatement
  | ResourceStatement
  | ModuleStatement
  | OutputStatement
  | ImportStatement
  | UsingStatement
  | ExtendsStatement
  | OtherStatement

interface Declaration extends Node {
  readonly decorators: readonly Expression[]
  readonly name: Identifier
}

export interface TargetScopeStatement extends Node {
  readonly kind: 'targetScope'
  readonly value: Expression
}

/** `param x type = default`; in a parameter file `param x = value`, without a type. */
export interface ParamStatement extends Declaration {
  readonly kind: 'param'
  readonly type?: TypeExpression
  readonly value?: Expression
}

export interface VarStatement extends Declaration {
  readonly kind: 'var'
  readonly type?: TypeExpression
  readonly value: Expression
}

export interface TypeStatement extends Declaration {
  readonly kind: 'type'
  readonly value: TypeExpression
}

export interface FuncStatement extends Declaration {
  readonly kind: 'func'
  readonly parameters: readonly Identifier[]
  readonly body: Expression
}

export interface ResourceStatement extends Declaration {
  readonly kind: 'resource'
  /** `Microsoft.ContainerService/managedClusters@2025-05-01`, or of a nested one just `agentPools`. */
  readonly type: Literal | StringTemplate
  readonly existing: boolean
  readonly value: Expression
}

export interface ModuleStatement extends Declaration {
  readonly kind: 'module'
  readonly reference: Literal | StringTemplate
  readonly value: Expression
}

export interface OutputStatement extends Declaration {
  readonly kind: 'output'
  readonly type?: TypeExpression
  readonly value: Expression
}

export interface ImportedName extends Node {
  readonly name: string
  readonly as: Identifier
}

/** `import { a, b as c } from 'file'`, or with `wildcard` `import * as ns from 'file'`. */
export interface ImportStatement extends Node {
  readonly kind: 'import'
  readonly names: readonly ImportedName[]
  readonly wildcard?: Identifier
  readonly from: Literal | StringTemplate
}

/** `using 'main.bicep'` of a parameter file; without a path it is `using none`. */
export interface UsingStatement extends Node {
  readonly kind: 'using'
  readonly path?: Literal | StringTemplate
}

export interface ExtendsStatement extends Node {
  readonly kind: 'extends'
  readonly path: Literal | StringTemplate
}

/** Declarations that decide no value of a resource: metadata, assertions, tests, and extensions (which bind a name). */
export interface OtherStatement extends Node {
  readonly kind: 'metadata' | 'assert' | 'test' | 'extension' | 'extensionConfig'
  readonly name?: Identifier
  readonly value?: Expression
}
