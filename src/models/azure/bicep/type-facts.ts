import type { Expression, ParamStatement, Statement, TypeExpression } from '../../../syntax/bicep/ast.ts'
import { entryOf, isNull, type Value } from '../value/value.ts'

type Literal = string | number | boolean | null

/** A value that is of another type than the one that it is given for. */
export interface Mismatch {
  readonly value: Value
  readonly expected: TypeExpression
}

const builtIn: ReadonlySet<string> = new Set(['string', 'int', 'bool', 'array', 'object', 'any'])

/** What the types of a file say about values: whether null may stand, whether they are secret, which literals they allow. */
export class TypeFacts {
  readonly #declared: (name: string) => Statement | undefined

  constructor(declared: (name: string) => Statement | undefined) {
    this.#declared = declared
  }

  isNullable(type: TypeExpression, depth = 0): boolean {
    if (type.kind === 'type-nullable') return true
    if (type.kind === 'type-literal') return type.value === null
    if (type.kind === 'type-union') return type.members.some((member) => this.isNullable(member, depth + 1))
    const alias = depth < 32 ? this.#alias(type) : undefined
    return alias !== undefined && this.isNullable(alias.value, depth + 1)
  }

  /** Whether a value has to be given for a type. Of types that are imported that is not known, and so it is not asked. */
  isRequired(type: TypeExpression | undefined, depth = 0): boolean {
    if (type === undefined) return true
    if (this.isNullable(type)) return false
    const aliased = this.#alias(type)
    if (aliased !== undefined) return depth < 32 && this.isRequired(aliased.value, depth + 1)
    return type.kind !== 'type-name' || (type.path.length === 1 && builtIn.has(type.path[0]!))
  }

  isSecure({ decorators, type }: Pick<ParamStatement, 'decorators' | 'type'>): boolean {
    if (decorators.some(isSecureDecorator)) return true
    const alias = type === undefined ? undefined : this.#alias(type.kind === 'type-nullable' ? type.inner : type)
    return alias?.decorators.some(isSecureDecorator) === true
  }

  /** The literals that a type consists of, or undefined where it allows other values too. */
  literals(type: TypeExpression | undefined, depth = 0): readonly Literal[] | undefined {
    if (type === undefined || depth > 32) return undefined
    if (type.kind === 'type-literal') return [type.value]
    if (type.kind === 'type-name') {
      if (type.path.length === 1 && type.path[0] === 'bool') return [true, false]
      return this.literals(this.#alias(type)?.value, depth + 1)
    }
    if (type.kind !== 'type-union') return undefined
    const members = type.members.map((member) => this.literals(member, depth + 1))
    return members.every((member) => member !== undefined) ? members.flat() : undefined
  }

  /**
   * The first part of a value that a type does not allow, with what it allows there. Only what is known is compared; of types
   * that are imported, or are those of resources, nothing is known.
   */
  mismatch(value: Value, type: TypeExpression, depth = 0): Mismatch | undefined {
    if (depth > 32 || (value.kind !== 'scalar' && value.kind !== 'list' && value.kind !== 'dictionary')) return undefined
    if (type.kind === 'type-nullable') return isNull(value) ? undefined : this.mismatch(value, type.inner, depth + 1)
    const alias = this.#alias(type)
    if (alias !== undefined) return this.mismatch(value, alias.value, depth + 1)
    const expected: Mismatch = { value, expected: type }
    if (type.kind === 'type-union')
      return type.members.every((member) => this.mismatch(value, member, depth + 1) !== undefined) ? expected : undefined
    if (type.kind === 'type-literal') return value.kind === 'scalar' && value.value === type.value ? undefined : expected
    if (type.kind === 'type-name') return isOfKind(value, type.path) ? undefined : expected
    if (type.kind === 'type-array') {
      if (value.kind !== 'list') return expected
      return firstOf(value.items, (item) => this.mismatch(item, type.item, depth + 1))
    }
    if (type.kind === 'type-tuple') return value.kind === 'list' ? undefined : expected
    if (type.kind !== 'type-object') return undefined
    if (value.kind !== 'dictionary') return expected
    return firstOf(type.members, (member) => {
      const found = entryOf(value, member.name)?.value
      return found === undefined ? undefined : this.mismatch(found, member.type, depth + 1)
    })
  }

  #alias(type: TypeExpression): Extract<Statement, { kind: 'type' }> | undefined {
    const name = type.kind === 'type-name' && type.path.length === 1 ? type.path[0] : undefined
    const statement = name === undefined ? undefined : this.#declared(name)
    return statement?.kind === 'type' ? statement : undefined
  }
}

function isSecureDecorator(decorator: Expression): boolean {
  return decorator.kind === 'call' && decorator.name.name === 'secure'
}

/** Of names that are not of the language itself nothing is known. */
function isOfKind(value: Value, [name, ...rest]: readonly string[]): boolean {
  if (rest.length > 0) return true
  if (name === 'array') return value.kind === 'list'
  if (name === 'object') return value.kind === 'dictionary'
  if (name === 'string') return value.kind === 'scalar' && typeof value.value === 'string'
  if (name === 'int') return value.kind === 'scalar' && typeof value.value === 'number'
  return name !== 'bool' || (value.kind === 'scalar' && typeof value.value === 'boolean')
}

function firstOf<T>(items: readonly T[], find: (item: T) => Mismatch | undefined): Mismatch | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
