import type { Expression, ParamStatement, TypeExpression, TypeStatement } from '../../../syntax/bicep/ast.ts'
import { boundProblem, firstProblem, parameterMessages, type Bounds, type ParameterProblem } from '../template/parameter-problems.ts'
import { entryOf, isNull, kindOf, type Dictionary, type Value } from '../value/value.ts'

type Literal = string | number | boolean | null

const mostLiterals = 256

const builtIn: ReadonlySet<string> = new Set(['string', 'int', 'bool', 'array', 'object', 'any'])

/** A type that a name stands for, and the facts of the file that declares it: in these its own names are looked up. */
export interface NamedType {
  readonly statement: TypeStatement
  readonly facts: TypeFacts
}

/** What the types of a file say about values: whether null may stand, whether they are secret, which literals they allow. */
export class TypeFacts {
  readonly #named: (path: readonly string[]) => NamedType | undefined
  readonly #written: (type: TypeExpression) => string
  readonly #spend: () => void
  // A few lines of types that are unions of each other stand for more members than anybody comes to the end of.
  readonly #nullable = new Map<TypeStatement, boolean>()
  readonly #literals = new Map<TypeStatement, readonly Literal[] | undefined>()

  /**
   * @param named what the file declares or imports under a name, or under a name in what it imports as a whole
   * @param written the text of a type
   * @param spend accounts for a comparison of a value, and throws where there were too many
   */
  constructor(named: (path: readonly string[]) => NamedType | undefined, written: (type: TypeExpression) => string, spend: () => void) {
    this.#named = named
    this.#spend = spend
    this.#written = written
  }

  isNullable(type: TypeExpression, depth = 0): boolean {
    if (type.kind === 'type-nullable') return true
    if (type.kind === 'type-literal') return type.value === null
    if (type.kind === 'type-union') return type.members.some((member) => this.isNullable(member, depth + 1))
    const alias = depth < 32 ? this.#alias(type) : undefined
    return alias !== undefined && alias.facts.#isNullableAlias(alias.statement, depth + 1)
  }

  #isNullableAlias(statement: TypeStatement, depth: number): boolean {
    const known = this.#nullable.get(statement)
    if (known !== undefined) return known
    this.#nullable.set(statement, false)
    const found = this.isNullable(statement.value, depth)
    this.#nullable.set(statement, found)
    return found
  }

  /** Whether a value has to be given for a type. Of types that cannot be had that is not known, and so it is not asked. */
  isRequired(type: TypeExpression | undefined, depth = 0): boolean {
    if (type === undefined) return true
    if (this.isNullable(type)) return false
    const aliased = this.#alias(type)
    if (aliased !== undefined) return depth < 32 && aliased.facts.isRequired(aliased.statement.value, depth + 1)
    return type.kind !== 'type-name' || (type.path.length === 1 && builtIn.has(type.path[0]!))
  }

  isSecure({ decorators, type }: Pick<ParamStatement, 'decorators' | 'type'>): boolean {
    if (decorators.some(isSecureDecorator)) return true
    const alias = type === undefined ? undefined : this.#alias(type.kind === 'type-nullable' ? type.inner : type)
    return alias?.statement.decorators.some(isSecureDecorator) === true
  }

  /** The literals that a type consists of, each once; undefined where it allows other values too, or very many. */
  literals(type: TypeExpression | undefined, depth = 0): readonly Literal[] | undefined {
    if (type === undefined || depth > 32) return undefined
    if (type.kind === 'type-literal') return [type.value]
    if (type.kind === 'type-name') {
      if (type.path.length === 1 && type.path[0] === 'bool') return [true, false]
      const alias = this.#alias(type)
      return alias === undefined ? undefined : alias.facts.#literalsOfAlias(alias.statement, depth + 1)
    }
    if (type.kind !== 'type-union') return undefined
    const members = type.members.map((member) => this.literals(member, depth + 1))
    if (!members.every((member) => member !== undefined)) return undefined
    const found = [...new Set(members.flat())]
    return found.length <= mostLiterals ? found : undefined
  }

  #literalsOfAlias(statement: TypeStatement, depth: number): readonly Literal[] | undefined {
    if (this.#literals.has(statement)) return this.#literals.get(statement)
    this.#literals.set(statement, undefined)
    const found = this.literals(statement.value, depth)
    this.#literals.set(statement, found)
    return found
  }

  /**
   * The first thing in a value that a type does not allow. Only what is known is compared; of types that cannot be had, or are
   * those of resources, nothing is known.
   *
   * @param decorators those of the declaration that names the type
   */
  problem(value: Value, type: TypeExpression, decorators: readonly Expression[] = [], depth = 0): ParameterProblem | undefined {
    this.#spend()
    if (depth > 32 || (value.kind !== 'scalar' && value.kind !== 'list' && value.kind !== 'dictionary')) return undefined
    if (isNull(value)) return this.isNullable(type) || !this.isRequired(type) ? undefined : this.#mismatch(value, type)
    const inner = (next: TypeExpression, its: readonly Expression[] = []): ParameterProblem | undefined =>
      this.problem(value, next, its, depth + 1)
    if (type.kind === 'type-nullable') return inner(type.inner, decorators)
    const alias = this.#alias(type)
    if (alias !== undefined) {
      const { statement, facts } = alias
      return facts.problem(value, statement.value, statement.decorators, depth + 1) ?? boundProblem(value, boundsOf(decorators))
    }
    return this.#ofType(value, type, decorators, depth) ?? boundProblem(value, boundsOf(decorators))
  }

  #ofType(value: Value, type: TypeExpression, decorators: readonly Expression[], depth: number): ParameterProblem | undefined {
    switch (type.kind) {
      case 'type-union':
        return this.#ofUnion(value, type, decorators, depth)
      case 'type-literal':
        return value.kind === 'scalar' && (value.value === type.value || value.synthetic === true) ? undefined : this.#mismatch(value, type)
      case 'type-name':
        return isOfKind(value, type.path) ? undefined : this.#mismatch(value, type)
      case 'type-array':
        if (value.kind !== 'list') return this.#mismatch(value, type)
        return firstProblem(value.items, (item) => this.problem(item, type.item, [], depth + 1))
      case 'type-tuple':
        if (value.kind !== 'list' || (value.open === undefined && value.items.length !== type.items.length))
          return this.#mismatch(value, type)
        return firstProblem(value.items.entries(), ([index, item]) =>
          type.items[index] === undefined ? undefined : this.problem(item, type.items[index], [], depth + 1),
        )
      case 'type-object':
        return value.kind === 'dictionary' ? this.#ofObject(value, type, decorators, depth) : this.#mismatch(value, type)
      case 'type-nullable':
      case 'type-resource':
      case 'type-broken':
        return undefined
    }
    return type satisfies never
  }

  #ofUnion(
    value: Value,
    type: Extract<TypeExpression, { kind: 'type-union' }>,
    decorators: readonly Expression[],
    depth: number,
  ): ParameterProblem | undefined {
    const named = literalArguments(decorators, 'discriminator')[0]
    const told = typeof named === 'string' && value.kind === 'dictionary' ? entryOf(value, named)?.value : undefined
    if (typeof named === 'string' && value.kind === 'dictionary' && told === undefined && value.open === undefined)
      return { at: value, text: parameterMessages.lacks, args: { members: named } }
    // Of objects that one member tells apart, only the one that is meant is compared.
    const meant = told?.kind === 'scalar' ? type.members.find((member) => this.#isTold(member, String(named), told, depth)) : undefined
    if (meant !== undefined) return this.problem(value, meant, [], depth + 1)
    const fits = type.members.some((member) => this.problem(value, member, [], depth + 1) === undefined)
    return fits ? undefined : this.#mismatch(told ?? value, type)
  }

  #isTold(member: TypeExpression, name: string, told: Value, depth: number): boolean {
    const alias = depth < 32 ? this.#alias(member) : undefined
    if (alias !== undefined) return alias.facts.#isTold(alias.statement.value, name, told, depth + 1)
    const found = member.kind === 'type-object' ? member.members.find((each) => each.name === name) : undefined
    return found !== undefined && this.problem(told, found.type, [], depth + 1) === undefined
  }

  #ofObject(
    value: Dictionary,
    type: Extract<TypeExpression, { kind: 'type-object' }>,
    decorators: readonly Expression[],
    depth: number,
  ): ParameterProblem | undefined {
    const missing = type.members.filter((member) => entryOf(value, member.name) === undefined && this.isRequired(member.type))
    if (missing.length > 0 && value.open === undefined)
      return { at: value, text: parameterMessages.lacks, args: { members: missing.map(({ name }) => name).join(', ') } }
    const { rest } = type
    const isSealed = rest === undefined && decorators.some((decorator) => decorator.kind === 'call' && decorator.name.name === 'sealed')
    return firstProblem(value.entries, ([key, found]) => {
      const member = type.members.find(({ name }) => name.toLowerCase() === key.toLowerCase())
      if (member !== undefined) return this.problem(found.value, member.type, member.decorators, depth + 1)
      if (rest !== undefined) return this.problem(found.value, rest, [], depth + 1)
      return isSealed
        ? { at: { source: found.source, range: found.key }, text: parameterMessages.noMember, args: { member: key } }
        : undefined
    })
  }

  #mismatch(value: Value, type: TypeExpression): ParameterProblem {
    return { at: value, text: parameterMessages.wrongType, args: { expected: this.#written(type), given: kindOf(value) } }
  }

  #alias(type: TypeExpression): NamedType | undefined {
    return type.kind === 'type-name' ? this.#named(type.path) : undefined
  }
}

function isSecureDecorator(decorator: Expression): boolean {
  return decorator.kind === 'call' && decorator.name.name === 'secure'
}

/** Of names that are not of the language itself nothing is known. */
function isOfKind(value: Value, path: readonly string[]): boolean {
  const [name, ...rest] = path[0] === 'sys' ? path.slice(1) : path
  if (rest.length > 0) return true
  if (name === 'array') return value.kind === 'list'
  if (name === 'object') return value.kind === 'dictionary'
  if (name === 'string') return value.kind === 'scalar' && typeof value.value === 'string'
  if (name === 'int') return value.kind === 'scalar' && typeof value.value === 'number'
  return name !== 'bool' || (value.kind === 'scalar' && typeof value.value === 'boolean')
}

function boundsOf(decorators: readonly Expression[]): Bounds {
  if (decorators.length === 0) return {}
  const number = (name: string): number | undefined => {
    const [value] = literalArguments(decorators, name)
    return typeof value === 'number' ? value : undefined
  }
  return {
    minValue: number('minValue'),
    maxValue: number('maxValue'),
    minLength: number('minLength'),
    maxLength: number('maxLength'),
    allowed: allowedOf(decorators),
  }
}

/** What `@allowed` lists, where all of it is written out. */
function allowedOf(decorators: readonly Expression[]): readonly Literal[] | undefined {
  const [list] = argumentsOf(decorators, 'allowed')
  if (list?.kind !== 'array') return undefined
  const values = list.items.map((item) => (item.kind === 'spread' ? undefined : literalOf(item)))
  return values.every((value) => value !== undefined) ? values : undefined
}

function argumentsOf(decorators: readonly Expression[], name: string): readonly Expression[] {
  const found = decorators.find((decorator) => decorator.kind === 'call' && decorator.name.name === name)
  return found?.kind === 'call' ? found.args : []
}

function literalArguments(decorators: readonly Expression[], name: string): readonly (Literal | undefined)[] {
  return argumentsOf(decorators, name).map(literalOf)
}

function literalOf(expression: Expression): Literal | undefined {
  if (expression.kind === 'literal') return expression.value
  const negative = expression.kind === 'unary' && expression.operator === '-' ? literalOf(expression.operand) : undefined
  return typeof negative === 'number' ? -negative : undefined
}
