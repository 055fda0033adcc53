import type { Expression, ParamStatement, Statement, TypeExpression } from '../../../syntax/bicep/ast.ts'

type Literal = string | number | boolean | null

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

  #alias(type: TypeExpression): Extract<Statement, { kind: 'type' }> | undefined {
    const name = type.kind === 'type-name' && type.path.length === 1 ? type.path[0] : undefined
    const statement = name === undefined ? undefined : this.#declared(name)
    return statement?.kind === 'type' ? statement : undefined
  }
}

function isSecureDecorator(decorator: Expression): boolean {
  return decorator.kind === 'call' && decorator.name.name === 'secure'
}
