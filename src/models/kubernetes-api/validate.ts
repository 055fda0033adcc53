import type { Path } from '../../core/location.ts'
import { jsonType, type FieldProblem, type WrongValue } from './field-problem.ts'
import { judgeLeaf } from './leaf-value.ts'
import { apiSchema, type LeafShape, type Shape, type Struct } from './schema.ts'
import { suggest, type Level } from './suggestion.ts'

export interface Validation {
  /** False for kinds that this version of Kubernetes does not have built in, such as custom resources. */
  readonly known: boolean
  /** In the order of the object's fields. */
  readonly problems: readonly FieldProblem[]
  /** There are more problems than are listed. */
  readonly truncated: boolean
}

/** An object with more problems than this is not what its kind says; a longer list would help nobody. */
export const problemLimit = 1000

/** Below this many levels the walk starts afresh with an empty call stack: an object may be as deep as it likes. */
const depthOfOneWalk = 500

const unknownKind: Validation = { known: false, problems: [], truncated: false }

/**
 * Judges an object as the API server of a version does with strict field validation: every field must be known, of its
 * type, and of the allowed values where these are a closed set; required fields must be there. A field that is null
 * counts as absent. Rules between fields, and formats of names, are not judged here.
 *
 * @param value the decoded object, with `apiVersion` and `kind`
 * @param minor minor version of Kubernetes, one of `knownMinors`; any other gives `known: false`
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
 */
export function validateObject(value: unknown, minor: number): Validation {
  if (!isMapping(value)) return unknownKind
  const { apiVersion, kind } = value
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return unknownKind
  const struct = apiSchema(minor)?.kind(apiVersion, kind)
  return struct === undefined ? unknownKind : new Walk().run(value, struct)
}

/** What is left to do when a walk reaches its depth. */
interface Deferred {
  readonly value: unknown
  readonly shape: Shape
  readonly path: Path
  readonly levels: readonly Level[]
}

class Walk {
  readonly #problems: FieldProblem[] = []
  readonly #deferred: Deferred[] = []
  #path: (string | number)[] = []
  #levels: Level[] = []
  #depth = 0
  #truncated = false

  run(object: Readonly<Record<string, unknown>>, struct: Struct): Validation {
    this.#struct(object, struct)
    for (let rest = this.#deferred.pop(); rest !== undefined; rest = this.#deferred.pop()) {
      this.#path = [...rest.path]
      this.#levels = [...rest.levels]
      this.#value(rest.value, rest.shape)
    }
    return { known: true, problems: this.#problems, truncated: this.#truncated }
  }

  #value(value: unknown, shape: Shape): void {
    if (shape.kind === 'struct' || shape.kind === 'map') {
      if (isMapping(value)) this.#deeper(value, shape)
      else this.#wrong('wrong-type', value, shape.kind)
    } else if (shape.kind === 'list') {
      if (Array.isArray(value)) this.#deeper(value, shape)
      else this.#wrong('wrong-type', value, shape.kind)
    } else if (shape.kind === 'mapping') {
      if (!isMapping(value)) this.#wrong('wrong-type', value, shape.kind)
    } else if (shape.kind !== 'any') {
      this.#leaf(value, shape)
    }
  }

  #deeper(value: object, shape: Shape): void {
    if (this.#depth >= depthOfOneWalk) {
      this.#deferred.push({ value, shape, path: [...this.#path], levels: this.#levels.slice(-8) })
      return
    }
    this.#depth++
    if (shape.kind === 'struct') this.#struct(value as Record<string, unknown>, shape.struct)
    else if (shape.kind === 'list') this.#list(value as unknown[], shape.of)
    else if (shape.kind === 'map') this.#map(value as Record<string, unknown>, shape.of)
    this.#depth--
  }

  #struct(mapping: Readonly<Record<string, unknown>>, struct: Struct): void {
    this.#levels.push({ struct, depth: this.#path.length })
    for (const name of Object.keys(mapping)) {
      const value = mapping[name]
      const field = struct.fields.get(name)
      if (field === undefined) this.#unknown(name, mapping, struct)
      else if (value !== null && value !== undefined) {
        this.#path.push(name)
        this.#value(value, field.shape)
        this.#path.pop()
      }
    }
    for (const name of struct.required) {
      const value = mapping[name]
      if (value === null || value === undefined) this.#missing(name, struct)
    }
    this.#levels.pop()
  }

  #list(list: readonly unknown[], of: Shape): void {
    for (const [index, value] of list.entries()) {
      // A null entry is decoded as the zero value of its type: an empty string, or a mapping without any field.
      if (value === null && of.kind !== 'struct') continue
      this.#path.push(index)
      this.#value(value ?? {}, of)
      this.#path.pop()
    }
  }

  #map(map: Readonly<Record<string, unknown>>, of: Shape): void {
    for (const key of Object.keys(map)) {
      const value = map[key]
      if (value === null || value === undefined) continue
      this.#path.push(key)
      this.#value(value, of)
      this.#path.pop()
    }
  }

  #leaf(value: unknown, shape: LeafShape): void {
    const verdict = judgeLeaf(shape, value)
    if (verdict === 'ok') return
    const code = verdict === 'type' ? 'wrong-type' : 'invalid-value'
    this.#wrong(code, value, shape.kind, shape.kind === 'enum' ? shape.values : [])
  }

  #unknown(field: string, mapping: Readonly<Record<string, unknown>>, struct: Struct): void {
    if (this.#isFull()) return
    const other = struct.otherVersions(field)
    this.#report({
      code: 'unknown-field',
      path: [...this.#path, field],
      field,
      type: struct.name,
      suggestion: other === undefined ? suggest(field, mapping, this.#path, this.#levels) : undefined,
      addedIn: other?.addedIn,
      removedIn: other?.removedIn,
    })
  }

  #missing(field: string, struct: Struct): void {
    // What a status lacks is for controllers to write, not for the author of a manifest.
    if (this.#path[0] === 'status') return
    this.#report({ code: 'missing-field', path: [...this.#path, field], field, type: struct.name })
  }

  #wrong(code: WrongValue['code'], value: unknown, expected: WrongValue['expected'], values: readonly string[] = []): void {
    this.#report({ code, path: [...this.#path], expected, found: jsonType(value), values })
  }

  #report(problem: FieldProblem): void {
    if (!this.#isFull()) this.#problems.push(problem)
  }

  #isFull(): boolean {
    if (this.#problems.length < problemLimit) return false
    this.#truncated = true
    return true
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
