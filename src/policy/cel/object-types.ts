import { groupOf } from '../../models/kubernetes-api/kind-scope.ts'
import { apiSchema, type ApiSchema, type Field, type Shape, type Struct } from '../../models/kubernetes-api/schema.ts'
import { nearestField } from '../../models/kubernetes-api/suggestion.ts'
import type { JsonObject } from '../../models/kubernetes/json.ts'
import { listAt, stringAt } from '../../models/kubernetes/json.ts'
import { listOf, mapOf, types, type ObjectType, type StaticType } from './check/static-type.ts'
import { pluralOf } from './match-resources.ts'
import type { ObjectTypes } from './policy-environment.ts'

/**
 * The types of the objects and of the parameters of an admission policy, from the kinds that it matches; `dyn` where one
 * of them is not built in, or is not named. An object of several kinds has the fields of all of them: a policy asks
 * `has(object.spec.template)` to tell them apart.
 *
 * @param minor the minor version of Kubernetes whose kinds count
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#type-checking
 */
export function objectTypes(policy: JsonObject, minor: number): ObjectTypes {
  const schema = apiSchema(minor)
  if (schema === undefined) return { object: types.dyn, params: types.dyn }
  const structs = listAt(policy, ['spec', 'matchConstraints', 'resourceRules']).map((rule) => structsOf(rule, schema))
  const isKnown = structs.length > 0 && structs.every((found) => found !== undefined)
  const params = schema.kind(
    stringAt(policy, ['spec', 'paramKind', 'apiVersion']) ?? '',
    stringAt(policy, ['spec', 'paramKind', 'kind']) ?? '',
  )
  return {
    object: isKnown ? typeOfStructs(structs.flatMap((found) => found ?? [])) : types.dyn,
    params: params === undefined ? types.dyn : typeOfStructs([params]),
  }
}

/** Parts of a resource that are asked about with the whole object. */
const wholeObjectParts = new Set(['status', 'ephemeralcontainers', 'resize', 'finalize', 'approval'])

/** The types of what a rule matches; undefined where some of it is not known. */
function structsOf(rule: unknown, schema: ApiSchema): readonly Struct[] | undefined {
  const strings = (list: string) => listAt(rule, [list]).filter((item) => typeof item === 'string')
  const [groups, versions, resources] = [strings('apiGroups'), strings('apiVersions'), strings('resources')]
  if (groups.length * versions.length * resources.length === 0) return undefined
  const found: Struct[] = []
  for (const group of groups) {
    for (const resource of resources) {
      const [name = '', part] = resource.split('/')
      if (part !== undefined && !wholeObjectParts.has(part)) return undefined
      const kinds = [...schema.kinds()].filter(([apiVersion, kind]) => groupOf(apiVersion) === group && pluralOf(kind) === name)
      if (kinds.length === 0) return undefined
      for (const [apiVersion, kind] of kinds)
        if (versions.includes('*') || versions.includes(apiVersion.slice(apiVersion.indexOf('/') + 1)))
          found.push(schema.kind(apiVersion, kind)!)
    }
  }
  return found.length === 0 ? undefined : found
}

const single = new WeakMap<Struct, ObjectType>()

function typeOfStructs(all: readonly Struct[]): StaticType {
  const structs = [...new Set(all)]
  const [only] = structs
  if (only === undefined) return types.dyn
  if (structs.length > 1) return makeType(structs)
  let type = single.get(only)
  if (type === undefined) single.set(only, (type = makeType(structs)))
  return type
}

function makeType(structs: readonly Struct[]): ObjectType {
  const known = new Map<string, StaticType>()
  return {
    kind: 'object',
    name: structs.map(({ name }) => name).join(' | '),
    field(written) {
      const name = unescaped(written)
      const found = known.get(name)
      if (found !== undefined) return found
      const fields = structs.flatMap((struct) => struct.fields.get(name) ?? [])
      if (fields.length === 0) return undefined
      const type = typeOfShapes(fields.map(({ shape }) => shape))
      known.set(name, type)
      return type
    },
    nearest(written) {
      const all = new Map<string, Field>(structs.flatMap(({ fields }) => [...fields]))
      return nearestField(unescaped(written), { fields: all })?.name
    },
  }
}

/** Names that are words of CEL stand between underscores: `__namespace__`. */
function unescaped(name: string): string {
  return /^__([a-z]+)__$/.exec(name)?.[1] ?? name
}

const scalars: Readonly<Partial<Record<Shape['kind'], StaticType>>> = {
  string: types.string,
  enum: types.string,
  boolean: types.bool,
  int32: types.int,
  int64: types.int,
  number: types.double,
}

/** What values of all of these shapes have in common. */
function typeOfShapes(shapes: readonly Shape[]): StaticType {
  const scalar = scalars[shapes[0]?.kind ?? 'any']
  if (scalar !== undefined) return shapes.every(({ kind }) => scalars[kind] === scalar) ? scalar : types.dyn
  const structs = shapes.flatMap((shape) => (shape.kind === 'struct' ? [shape.struct] : []))
  if (structs.length === shapes.length) return typeOfStructs(structs)
  for (const kind of ['list', 'map'] as const) {
    const inside = shapes.flatMap((shape) => (shape.kind === kind ? [shape.of] : []))
    if (inside.length < shapes.length) continue
    return kind === 'list' ? listOf(typeOfShapes(inside)) : mapOf(types.string, typeOfShapes(inside))
  }
  return types.dyn
}
