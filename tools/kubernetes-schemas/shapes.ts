import { composite, primitive, primitiveCount } from '../../src/models/kubernetes-api/schema-data.ts'
import type { Definition } from './read-openapi.ts'

/** Types with a wire form of their own, which a document cannot say: their Go types marshal themselves. */
const special: readonly (readonly [suffix: string, shape: number])[] = [
  ['.api.resource.Quantity', primitive.quantity],
  ['.util.intstr.IntOrString', primitive.intOrString],
  ['.meta.v1.Time', primitive.time],
  ['.meta.v1.MicroTime', primitive.time],
  ['.meta.v1.FieldsV1', primitive.mapping],
  ['.runtime.RawExtension', primitive.mapping],
  // Unions of a schema with something else; the server decodes them on their own and reports nothing inside them.
  ['.JSON', primitive.any],
  ['.JSONSchemaPropsOrArray', primitive.any],
  ['.JSONSchemaPropsOrBool', primitive.any],
  ['.JSONSchemaPropsOrStringArray', primitive.any],
  ['.CustomResourceSubresourceStatus', primitive.mapping],
]

const scalars: Readonly<Record<string, number>> = {
  'string/': primitive.string,
  'string/byte': primitive.base64,
  'string/date-time': primitive.time,
  'string/int-or-string': primitive.intOrString,
  'boolean/': primitive.boolean,
  'integer/int32': primitive.int32,
  'integer/int64': primitive.int64,
  'integer/': primitive.int64,
  'number/double': primitive.number,
  'number/': primitive.number,
}

/** Numbers for the shapes of values, handed out as they are met. */
export class ShapeTable {
  readonly entries: [composite: number, of: number][] = []
  readonly enums: (readonly string[])[] = []
  readonly typeNames: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #types = new Map<string, number>()

  type(name: string): number {
    return numberOf(this.#types, name, () => this.typeNames.push(name) - 1)
  }

  /** @param values the allowed values, where the field is a string, or a list of strings, of a closed set */
  shape(definition: Definition, values?: readonly string[]): number {
    if (definition.$ref !== undefined) return this.#reference(definition.$ref.slice(definition.$ref.lastIndexOf('/') + 1))
    const type = typeOf(definition)
    if (type === 'array') return this.#entry(composite.list, this.shape(definition.items ?? {}, values))
    if (type === 'object') {
      const of = definition.additionalProperties
      return typeof of === 'object' ? this.#entry(composite.map, this.shape(of)) : primitive.mapping
    }
    if (type === undefined) return primitive.any
    const scalar = scalars[`${type}/${definition.format ?? ''}`]
    if (scalar === undefined) throw new Error(`no shape for type ${type}, format ${definition.format}`)
    if (values === undefined) return scalar
    if (scalar !== primitive.string) throw new Error(`allowed values are given for type ${type}, format ${definition.format}`)
    return this.#entry(composite.enum, this.#enum(values))
  }

  #reference(name: string): number {
    const known = special.find(([suffix]) => name.endsWith(suffix))
    return known === undefined ? this.#entry(composite.struct, this.type(name)) : known[1]
  }

  #entry(kind: number, of: number): number {
    return primitiveCount + numberOf(this.#numbers, `${kind}/${of}`, () => this.entries.push([kind, of]) - 1)
  }

  #enum(values: readonly string[]): number {
    return numberOf(this.#numbers, `values/${values.join('\n')}`, () => this.enums.push(values) - 1)
  }
}

function numberOf(table: Map<string, number>, key: string, make: () => number): number {
  let number = table.get(key)
  if (number === undefined) table.set(key, (number = make()))
  return number
}

/** The JSON type, without the `null` that some converters add to optional fields. */
function typeOf({ type }: Definition): string | undefined {
  return typeof type === 'string' ? type : (type?.find((name) => name !== null && name !== 'null') ?? undefined)
}
