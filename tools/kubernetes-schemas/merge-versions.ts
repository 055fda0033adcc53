import type { SchemaData, TypeData } from '../../src/models/kubernetes-api/schema-data.ts'
import { enums } from './enums.ts'
import { notDemanded } from './not-demanded.ts'
import type { Definition, Definitions } from './read-openapi.ts'
import { ShapeTable } from './shapes.ts'

/** Kinds that travel in requests and answers, but that nobody writes into a manifest. */
const notWritten = new Set(['APIGroup', 'APIGroupList', 'APIResourceList', 'APIVersions', 'DeleteOptions', 'Status', 'WatchEvent'])

/** A field with one shape, and the minors that have it so. */
interface FieldHistory {
  readonly name: string
  readonly shape: number
  readonly minors: number[]
  required: boolean
}

/** Every version in one table: what is the same is said once, what is not carries the range in which it holds. */
export function mergeVersions(versions: ReadonlyMap<number, Definitions>): SchemaData {
  const minors = [...versions.keys()]
  const [first, last] = [minors[0]!, minors.at(-1)!]
  if (minors.length !== last - first + 1) throw new Error(`a minor is missing between 1.${first} and 1.${last}`)
  refuseUnknownRows(versions)
  const shapes = new ShapeTable()
  const kinds = kindHistories(versions, shapes, first, last)
  const types: TypeData[] = []
  // The walk starts at the kinds; every type that a field mentions joins the end of the list.
  for (let index = 0; index < shapes.typeNames.length; index++) types.push(typeHistory(shapes.typeNames[index]!, versions, shapes))
  return { first, last, enums: shapes.enums, shapes: shapes.entries, types, kinds }
}

function kindHistories(versions: ReadonlyMap<number, Definitions>, shapes: ShapeTable, first: number, last: number): SchemaData['kinds'] {
  const served = new Map<string, number[]>()
  for (const [minor, definitions] of versions) {
    for (const [name, definition] of definitions) {
      for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
        if (notWritten.has(kind)) continue
        const key = [group === '' ? version : `${group}/${version}`, kind, name].join(' ')
        served.set(key, [...(served.get(key) ?? []), minor])
      }
    }
  }
  return [...served]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, minors]) => {
      const [apiVersion, kind, name] = key.split(' ') as [string, string, string]
      const [since, until] = rangeOf(minors, first, last)
      return [apiVersion, kind, shapes.type(name), since, until] as const
    })
}

function typeHistory(name: string, versions: ReadonlyMap<number, Definitions>, shapes: ShapeTable): TypeData {
  const present = [...versions].filter(([, definitions]) => definitions.has(name)).map(([minor]) => minor)
  if (present.length === 0) throw new Error(`${name} is mentioned and not defined`)
  const fields = new Map<string, FieldHistory>()
  for (const minor of present) {
    const definition = versions.get(minor)!.get(name)!
    for (const [field, property] of Object.entries(definition.properties ?? {})) {
      const shape = shapes.shape(property, allowedValues(name, field))
      const key = `${field} ${shape}`
      const history = fields.get(key) ?? { name: field, shape, minors: [], required: false }
      fields.set(key, history)
      history.minors.push(minor)
      // The newest document is right about what the server demands: earlier ones were corrected, not the server.
      history.required = demands(name, definition, field)
    }
  }
  return encodeType(name, [...fields.values()], present)
}

function encodeType(name: string, fields: readonly FieldHistory[], present: readonly number[]): TypeData {
  const required = fields.flatMap((field, index) => (field.required ? [index] : []))
  const ranges = fields.flatMap((field, index) => {
    const [since, until] = rangeOf(field.minors, present[0]!, present.at(-1)!)
    return since === 0 && until === 0 ? [] : [index, since, until]
  })
  return {
    name: name.slice(name.lastIndexOf('.') + 1),
    fields: fields.map((field) => field.name),
    shapes: fields.map((field) => field.shape),
    ...(required.length > 0 && { required }),
    ...(ranges.length > 0 && { ranges }),
  }
}

/** First and last minor, 0 where it is the bound itself. */
function rangeOf(minors: readonly number[], first: number, last: number): readonly [since: number, until: number] {
  const [since, until] = [minors[0]!, minors.at(-1)!]
  if (minors.length !== until - since + 1) throw new Error(`minors ${minors.join(', ')} are not one range`)
  return [since === first ? 0 : since, until === last ? 0 : until]
}

function allowedValues(type: string, field: string): readonly string[] | undefined {
  return enums[`${versioned(type)}.${field}`] ?? enums[`${short(type)}.${field}`]
}

function demands(type: string, { required = [] }: Definition, field: string): boolean {
  return required.includes(field) && !notDemanded.has(`${short(type)}.${field}`) && !notDemanded.has(`${versioned(type)}.${field}`)
}

/** A row of a hand-made table that no document has is a slip of the pen. */
function refuseUnknownRows(versions: ReadonlyMap<number, Definitions>): void {
  const unknown = new Set([...Object.keys(enums), ...notDemanded])
  for (const definitions of versions.values()) {
    for (const [type, { properties = {} }] of definitions) {
      for (const field of Object.keys(properties)) {
        unknown.delete(`${short(type)}.${field}`)
        unknown.delete(`${versioned(type)}.${field}`)
      }
    }
  }
  if (unknown.size > 0) throw new Error(`no document has ${[...unknown].join(', ')}`)
}

/** `Pod` of `io.k8s.api.core.v1.Pod`. */
function short(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}

/** `core.v1.Pod` of `io.k8s.api.core.v1.Pod`. */
function versioned(type: string): string {
  return type.split('.').slice(-3).join('.')
}
