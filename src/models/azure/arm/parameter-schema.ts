import { memberOf, stringOf, type JsonNode } from '../../../syntax/arm/json.ts'
import { boundProblem, firstProblem, parameterMessages, type Bounds, type ParameterProblem } from '../template/parameter-problems.ts'
import { entryOf, isNull, kindOf, type Dictionary, type Value } from '../value/value.ts'

/** What the declarations of parameters of one template demand of values: types, bounds, and the definitions they refer to. */
export class ParameterSchemas {
  readonly #definitions: JsonNode | undefined

  /** @param root the template */
  constructor(root: JsonNode) {
    this.#definitions = memberOf(root, 'definitions')?.value
  }

  isNullable(schema: JsonNode, depth = 0): boolean {
    const nullable = memberOf(schema, 'nullable')?.value
    if (nullable?.kind === 'literal') return nullable.value === true
    const definition = depth < 32 ? this.#referred(schema) : undefined
    return definition !== undefined && this.isNullable(definition, depth + 1)
  }

  /** The first thing in a value that a declaration does not allow; only what is known is compared. */
  problem(value: Value, schema: JsonNode, depth = 0): ParameterProblem | undefined {
    if (depth > 32 || isNull(value) || (value.kind !== 'scalar' && value.kind !== 'list' && value.kind !== 'dictionary')) return undefined
    const definition = this.#referred(schema)
    const expected = stringOf(memberOf(schema, 'type')?.value)
    if (expected !== undefined && !isOfType(value, expected.toLowerCase()))
      return { at: value, text: parameterMessages.wrongType, args: { expected, given: kindOf(value) } }
    return (
      (definition === undefined ? undefined : this.problem(value, definition, depth + 1)) ??
      boundProblem(value, boundsOf(schema), sameInAnyCase) ??
      this.#inside(value, schema, depth)
    )
  }

  #inside(value: Value, schema: JsonNode, depth: number): ParameterProblem | undefined {
    if (value.kind === 'list') {
      const first = memberOf(schema, 'prefixItems')?.value
      const others = memberOf(schema, 'items')?.value
      return firstProblem(value.items.entries(), ([index, item]) => {
        const its = (first?.kind === 'array' ? first.items[index] : undefined) ?? others
        return its?.kind === 'object' ? this.problem(item, its, depth + 1) : undefined
      })
    }
    return value.kind === 'dictionary' ? this.#ofObject(value, schema, depth) : undefined
  }

  #ofObject(value: Dictionary, schema: JsonNode, depth: number): ParameterProblem | undefined {
    const told = this.#toldApart(value, schema)
    if (told !== undefined) return 'at' in told ? told : this.problem(value, told, depth + 1)
    const properties = memberOf(schema, 'properties')?.value
    const declared = properties?.kind === 'object' ? properties.members : []
    const missing = declared.filter(({ key, value: its }) => entryOf(value, key) === undefined && !this.isNullable(its))
    if (missing.length > 0 && value.open === undefined)
      return { at: value, text: parameterMessages.lacks, args: { members: missing.map(({ key }) => key).join(', ') } }
    const others = memberOf(schema, 'additionalProperties')?.value
    return firstProblem(value.entries, ([key, found]) => {
      const its = memberOf(properties, key)?.value ?? others
      if (its?.kind === 'object') return this.problem(found.value, its, depth + 1)
      if (its?.kind !== 'literal' || its.value !== false) return undefined
      return { at: { source: found.source, range: found.key }, text: parameterMessages.noMember, args: { member: key } }
    })
  }

  /** Of objects that one property tells apart: the schema of the one that is meant, or what is wrong with the property. */
  #toldApart(value: Dictionary, schema: JsonNode): JsonNode | ParameterProblem | undefined {
    const discriminator = memberOf(schema, 'discriminator')?.value
    const name = stringOf(memberOf(discriminator, 'propertyName')?.value)
    const mapping = memberOf(discriminator, 'mapping')?.value
    if (name === undefined || mapping?.kind !== 'object') return undefined
    const told = entryOf(value, name)?.value
    if (told === undefined)
      return value.open === undefined ? { at: value, text: parameterMessages.lacks, args: { members: name } } : undefined
    if (told.kind !== 'scalar') return undefined
    const allowed = mapping.members.map(({ key }) => JSON.stringify(key)).join(', ')
    return (
      mapping.members.find(({ key }) => key === told.value)?.value ?? { at: told, text: parameterMessages.notAllowed, args: { allowed } }
    )
  }

  #referred(schema: JsonNode): JsonNode | undefined {
    const name = stringOf(memberOf(schema, '$ref')?.value)?.replace('#/definitions/', '')
    return name === undefined ? undefined : memberOf(this.#definitions, name)?.value
  }
}

function boundsOf(schema: JsonNode): Bounds {
  const number = (name: string): number | undefined => {
    const found = memberOf(schema, name)?.value
    return found?.kind === 'literal' && typeof found.value === 'number' ? found.value : undefined
  }
  const allowed = memberOf(schema, 'allowedValues')?.value
  const literals = allowed?.kind === 'array' ? allowed.items.map((item) => (item.kind === 'literal' ? item.value : undefined)) : undefined
  return {
    minValue: number('minValue'),
    maxValue: number('maxValue'),
    minLength: number('minLength'),
    maxLength: number('maxLength'),
    allowed: literals?.every((value) => value !== undefined) === true ? literals : undefined,
  }
}

/** The service compares words without case, and numbers and truth values may be written as text. */
function sameInAnyCase(a: unknown, b: unknown): boolean {
  return String(a).toLowerCase() === String(b).toLowerCase()
}

/** Numbers and truth values may be written as text. */
function isOfType(value: Value, type: string): boolean {
  if (type === 'array') return value.kind === 'list'
  if (type === 'object' || type === 'secureobject') return value.kind === 'dictionary'
  if (type === 'string' || type === 'securestring') return value.kind === 'scalar' && typeof value.value === 'string'
  if (type === 'int') return value.kind === 'scalar' && /^-?\d+$/.test(String(value.value))
  return type !== 'bool' || (value.kind === 'scalar' && /^(?:true|false)$/i.test(String(value.value)))
}
