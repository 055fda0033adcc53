import { composite, primitive, primitiveCount, storedSchemas, type StoredSchemas, type TypeData } from './schema-data.ts'
import { knownMinors } from './versions.ts'

export type ScalarKind = 'string' | 'boolean' | 'int32' | 'int64' | 'number' | 'intOrString' | 'quantity' | 'time' | 'base64'

/** A single value, as against a list or a mapping. */
export type LeafShape = { readonly kind: ScalarKind } | { readonly kind: 'enum'; readonly values: readonly string[] }

/** What a value must look like. */
export type Shape =
  | LeafShape
  | { readonly kind: 'any' }
  | { readonly kind: 'mapping' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'struct'; readonly struct: Struct }

export class Field {
  readonly name: string
  readonly required: boolean
  readonly #resolve: () => Shape
  #shape: Shape | undefined

  constructor(name: string, required: boolean, resolve: () => Shape) {
    this.name = name
    this.required = required
    this.#resolve = resolve
  }

  /** Resolved when first asked for, because types mention each other in circles. */
  get shape(): Shape {
    return (this.#shape ??= this.#resolve())
  }
}

/** A type of one version of the API: a mapping whose keys are known. */
export interface Struct {
  /** Its name in Kubernetes' own documentation, such as `PodSpec`. */
  readonly name: string
  readonly fields: ReadonlyMap<string, Field>
  readonly required: readonly string[]
  /** When another version has a field that this one does not have: the minor that brought it, or that took it away. */
  otherVersions(field: string): OtherVersions | undefined
}

export interface OtherVersions {
  readonly addedIn: number | undefined
  readonly removedIn: number | undefined
}

const primitiveShapes = primitivesByNumber()

function primitivesByNumber(): readonly Shape[] {
  const shapes: Shape[] = []
  for (const [kind, number] of Object.entries(primitive)) shapes[number] = { kind: kind as keyof typeof primitive }
  return shapes
}

/** One version of the API. Types are made ready when first asked for: a run meets few of them. */
export class ApiSchema {
  readonly minor: number
  readonly #data: StoredSchemas
  readonly #kinds = new Map<string, number>()
  readonly #shapes: Shape[] = [...primitiveShapes]
  readonly #structs: Struct[] = []

  constructor(data: StoredSchemas, minor: number) {
    this.#data = data
    this.minor = minor
    for (const [apiVersion, kind, type, since, until] of data.kinds) {
      if (holds(minor, since, until)) this.#kinds.set(`${apiVersion} ${kind}`, type)
    }
  }

  /** The type of the objects of a kind, or undefined where this version does not have it. */
  kind(apiVersion: string, kind: string): Struct | undefined {
    const type = this.#kinds.get(`${apiVersion} ${kind}`)
    return type === undefined ? undefined : this.#struct(type)
  }

  /** All kinds that this version serves, each with its apiVersion. */
  *kinds(): Iterable<readonly [apiVersion: string, kind: string]> {
    for (const key of this.#kinds.keys()) {
      const space = key.indexOf(' ')
      yield [key.slice(0, space), key.slice(space + 1)]
    }
  }

  #struct(number: number): Struct {
    return (this.#structs[number] ??= this.#compile(this.#data.type(number)))
  }

  #compile(type: TypeData): Struct {
    const fields = new Map<string, Field>()
    const absent = new Set<number>()
    const ranges = type.ranges ?? []
    for (let at = 0; at < ranges.length; at += 3) {
      if (!holds(this.minor, ranges[at + 1]!, ranges[at + 2]!)) absent.add(ranges[at]!)
    }
    const required = new Set(type.required)
    for (const [index, name] of type.fields.entries()) {
      if (absent.has(index)) continue
      fields.set(name, new Field(name, required.has(index), () => this.#shape(type.shapes[index]!)))
    }
    return {
      name: type.name,
      fields,
      required: [...fields.values()].flatMap((field) => (field.required ? [field.name] : [])),
      otherVersions: (field) => otherVersions(type, field, this.minor),
    }
  }

  #shape(number: number): Shape {
    return (this.#shapes[number] ??= this.#composite(number))
  }

  #composite(number: number): Shape {
    const [kind, of] = this.#data.shapes[number - primitiveCount]!
    if (kind === composite.struct) return { kind: 'struct', struct: this.#struct(of) }
    if (kind === composite.enum) return { kind: 'enum', values: valuesIn(this.#data.enums[of]!, this.minor) }
    return { kind: kind === composite.list ? 'list' : 'map', of: this.#shape(of) }
  }
}

const schemas = new Map<number, ApiSchema>()

/** The API of one version, or undefined where it is not recorded. */
export function apiSchema(minor: number): ApiSchema | undefined {
  let schema = schemas.get(minor)
  if (schema === undefined && knownMinors.includes(minor)) schemas.set(minor, (schema = new ApiSchema(storedSchemas(), minor)))
  return schema
}

/** Whether a minor is within bounds of which 0 is none. */
export function holds(minor: number, since: number, until: number): boolean {
  return minor >= since && (until === 0 || minor <= until)
}

function valuesIn(values: readonly string[], minor: number): readonly string[] {
  return values.flatMap((entry) => {
    const [, value = entry, since = '0'] = /^(.*) (\d+)$/.exec(entry) ?? []
    return minor >= Number(since) ? [value] : []
  })
}

function otherVersions(type: TypeData, field: string, minor: number): OtherVersions | undefined {
  const ranges = type.ranges ?? []
  let addedIn: number | undefined
  let removedIn: number | undefined
  for (let at = 0; at < ranges.length; at += 3) {
    if (type.fields[ranges[at]!] !== field) continue
    const [since, until] = [ranges[at + 1]!, ranges[at + 2]!]
    if (since > minor) addedIn = Math.min(since, addedIn ?? since)
    else if (until !== 0 && until < minor) removedIn = Math.max(until + 1, removedIn ?? 0)
  }
  return addedIn === undefined && removedIn === undefined ? undefined : { addedIn, removedIn }
}
