import { readFileSync } from 'node:fs'

import { dataFile } from '../../core/data-file.ts'

/** Shapes of values that need no table entry of their own; a shape below `shapeCount` is one of these. */
export const primitive = {
  any: 0,
  string: 1,
  boolean: 2,
  int32: 3,
  int64: 4,
  number: 5,
  intOrString: 6,
  quantity: 7,
  time: 8,
  base64: 9,
  /** A mapping whose content is nobody's business here, such as an embedded object of any kind. */
  mapping: 10,
} as const
export const primitiveCount = 11

/** What an entry of `SchemaData.shapes` is made of; its second number is a shape, a type or an enum. */
export const composite = { list: 0, map: 1, struct: 2, enum: 3 } as const

/** One type of the API, over all versions. */
export interface TypeData {
  readonly name: string
  /** Names and shapes of the fields, side by side. A name occurs twice where its shape changed between versions. */
  readonly fields: readonly string[]
  readonly shapes: readonly number[]
  /** Indexes into `fields`. */
  readonly required?: readonly number[]
  /** Triples: index into `fields`, first minor and last minor that have it; 0 is "no bound within the data". */
  readonly ranges?: readonly number[]
}

/** All recorded versions of the Kubernetes API: `tools/kubernetes-schemas` makes it. */
export interface SchemaData {
  readonly first: number
  readonly last: number
  /** The allowed values of string fields, each as `value` or, where it came later, `value minor`. */
  readonly enums: readonly (readonly string[])[]
  readonly shapes: readonly (readonly [composite: number, of: number])[]
  readonly types: readonly TypeData[]
  /** apiVersion, kind, type, first minor and last minor that serve it; 0 is "no bound within the data". */
  readonly kinds: readonly (readonly [apiVersion: string, kind: string, type: number, since: number, until: number])[]
}

export const schemaFile = 'kubernetes-schemas/schemas.jsonl'

/** The same as it is stored: a line for everything but the types, and a line for each of those, because a scan meets few. */
export interface StoredSchemas extends Omit<SchemaData, 'types'> {
  readonly typeCount: number
  readonly type: (number: number) => TypeData
}

export function storedForm({ types, ...others }: SchemaData): string {
  return [others, ...types].map((line) => `${JSON.stringify(line)}\n`).join('')
}

let stored: StoredSchemas | undefined

/** The recorded schemas; read when first asked for, then kept. Not compressed: every scan would pay for that. */
export function storedSchemas(): StoredSchemas {
  return (stored ??= readStored(readFileSync(dataFile(schemaFile), 'utf8')))
}

function readStored(text: string): StoredSchemas {
  const [others = '', ...types] = text.trimEnd().split('\n')
  return {
    ...(JSON.parse(others) as Omit<SchemaData, 'types'>),
    typeCount: types.length,
    type: (number) => JSON.parse(types[number]!) as TypeData,
  }
}
