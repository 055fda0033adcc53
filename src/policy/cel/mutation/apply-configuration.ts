import { formatPath, type Path } from '../../../core/location.ts'
import { isAtomicMap, isAtomicType, listMerging, mergeKeyDefaults } from '../../../models/kubernetes-api/merge-keys.ts'
import { apiSchema, type Shape, type Struct } from '../../../models/kubernetes-api/schema.ts'
import { knownMinors } from '../../../models/kubernetes-api/versions.ts'
import { isMapping, type Untyped } from '../../untyped.ts'
import { PatchError } from './patch-error.ts'

/**
 * The object with an apply configuration merged into it as server-side apply does: mappings field by field, lists by the
 * keys of their items. What is atomic cannot be changed this way.
 *
 * @throws {PatchError} where the API server would refuse it, or the type of the object is not known here
 */
export function applyConfiguration(object: Untyped, configuration: Untyped): Untyped {
  const { apiVersion, kind } = object
  const struct = structOf(String(apiVersion), String(kind))
  if (struct === undefined) {
    if (Object.values(configuration).some(holdsList))
      throw new PatchError(`how lists of ${String(apiVersion)} ${String(kind)} are merged is not known here`)
    return mergeMaps(object, configuration, undefined, [], '')
  }
  return mergeStructs(object, configuration, struct, [])
}

/** The newest version of the API that has the kind. */
function structOf(apiVersion: string, kind: string): Struct | undefined {
  for (const minor of knownMinors.toReversed()) {
    const struct = apiSchema(minor)?.kind(apiVersion, kind)
    if (struct !== undefined) return struct
  }
  return undefined
}

function holdsList(value: unknown): boolean {
  return Array.isArray(value) || (isMapping(value) && Object.values(value).some(holdsList))
}

function atomic(path: Path): never {
  throw new PatchError(`invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .${formatPath(path)}`)
}

function mergeStructs(live: unknown, patch: Untyped, struct: Struct, path: Path): Untyped {
  if (isAtomicType(struct.name)) atomic(path)
  const merged: Record<string, unknown> = isMapping(live) ? { ...live } : {}
  for (const [name, value] of Object.entries(patch)) {
    const field = struct.fields.get(name)
    const at = [...path, name]
    if (field === undefined)
      throw new PatchError(`failed to convert patch object to typed object: .${formatPath(at)}: field not declared in schema`)
    merged[name] = mergeValues(merged[name], value, field.shape, at, struct.name)
  }
  return merged
}

function mergeValues(live: unknown, patch: unknown, shape: Shape, path: Path, owner: string): unknown {
  if (shape.kind === 'struct' && isMapping(patch)) return mergeStructs(live, patch, shape.struct, path)
  if (shape.kind === 'map' && isMapping(patch)) return mergeMaps(live, patch, shape.of, path, owner)
  if (shape.kind === 'list' && Array.isArray(patch)) return mergeLists(live, patch, shape.of, path, owner)
  return patch
}

function mergeMaps(live: unknown, patch: Untyped, of: Shape | undefined, path: Path, owner: string): Untyped {
  const [name] = path.slice(-1)
  if (isAtomicMap(owner, String(name))) atomic(path)
  const merged: Record<string, unknown> = isMapping(live) ? { ...live } : {}
  for (const [key, value] of Object.entries(patch)) {
    const at = [...path, key]
    // It would not become an entry but change what the mapping is.
    if (key === '__proto__') throw new PatchError(`.${formatPath(at)}: is no key`)
    if (of !== undefined) merged[key] = mergeValues(merged[key], value, of, at, '')
    else merged[key] = isMapping(value) ? mergeMaps(merged[key], value, undefined, at, '') : value
  }
  return merged
}

function mergeLists(live: unknown, patch: readonly unknown[], of: Shape, path: Path, owner: string): readonly unknown[] {
  const merging = listMerging(owner, String(path.at(-1)))
  if (merging.by === 'nothing') atomic(path)
  const items: unknown[] = Array.isArray(live) ? [...live] : []
  for (const item of patch) {
    if (merging.by === 'value') {
      if (!items.includes(item)) items.push(item)
      continue
    }
    const key = identityOf(item, merging.keys)
    const index = items.findIndex((candidate) => identityOf(candidate, merging.keys) === key)
    const merged = mergeValues(items[index], item, of, [...path, index === -1 ? items.length : index], owner)
    if (index === -1) items.push(merged)
    else items[index] = merged
  }
  return items
}

function identityOf(item: unknown, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => (isMapping(item) ? (item[key] ?? mergeKeyDefaults[key] ?? null) : null)))
}
