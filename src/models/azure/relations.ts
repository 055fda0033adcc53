import { defineView } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { azureResource, type AzureResource } from './resource.ts'
import { isText, type Unknown, type Value } from './value/value.ts'

/** Hands out resources by type; types are compared without case. */
export interface ResourcesByType {
  of(...types: readonly string[]): readonly AzureResource[]
  /** The resources of some types that stand within another one; see {@link isWithin}. */
  within(parent: AzureResource, ...types: readonly string[]): readonly AzureResource[]
  /** The first resource of a type that has this id, which is given in lower case. */
  withId(id: string, type: string): AzureResource | undefined
  /** The resources of some types that are deployed by the same template with the same parameters as another one, or read in one answer. */
  deployedWith(resource: AzureResource, ...types: readonly string[]): readonly AzureResource[]
}

/** The resources of each type of the scanned set. */
export const resourcesByType = defineView('azure-resources-by-type', (estate): ResourcesByType => {
  const byType = Map.groupBy(estate.subjects(azureResource), ({ type }) => type.toLowerCase())
  const indices = new Map<string, ResourceIndex>()
  const indexOf = (type: string): ResourceIndex => {
    const key = type.toLowerCase()
    const known = indices.get(key)
    if (known !== undefined) return known
    const made = new ResourceIndex(byType.get(key) ?? [])
    indices.set(key, made)
    return made
  }
  const every = (types: readonly string[], take: (index: ResourceIndex) => readonly AzureResource[]): readonly AzureResource[] =>
    types.length === 1 ? take(indexOf(types[0]!)) : types.flatMap((type) => take(indexOf(type)))
  return {
    of: (...types) => every(types, ({ all }) => all),
    within: (parent, ...types) => every(types, (index) => index.within(parent)),
    withId: (id, type) => indexOf(type).withId(id),
    deployedWith: (resource, ...types) => every(types, (index) => index.deployedWith(resource)),
  }
})

/**
 * Resources by what others are joined to them by. Estates of thousands of resources are joined in many checks: a search through
 * all of a type for each of another would take longer than all the rest.
 */
export class ResourceIndex {
  readonly all: readonly AzureResource[]
  #byParent: ParentIndex | undefined
  #byId: ReadonlyMap<string, AzureResource> | undefined
  #byUnit: ReadonlyMap<string, readonly AzureResource[]> | undefined

  constructor(all: readonly AzureResource[]) {
    this.all = all
  }

  withId(id: string): AzureResource | undefined {
    // Of several with one id, the first speaks.
    this.#byId ??= new Map(this.all.toReversed().map((resource) => [resource.id, resource]))
    return this.#byId.get(id)
  }

  within(parent: AzureResource): readonly AzureResource[] {
    this.#byParent ??= indexParents(this.all)
    const { byId, byName } = this.#byParent
    const [inside, named] = [byId.get(parent.id) ?? [], byName.get(parent.name.toLowerCase()) ?? []]
    if (named.length === 0) return inside
    return inside.length === 0 ? named : this.#inOrder(new Set([...inside, ...named]))
  }

  deployedWith({ variants }: AzureResource): readonly AzureResource[] {
    this.#byUnit ??= indexUnits(this.all)
    const [{ unit }, ...others] = variants
    const first = this.#byUnit.get(unit) ?? []
    return others.length === 0 ? first : this.#inOrder(new Set(variants.flatMap((variant) => this.#byUnit?.get(variant.unit) ?? [])))
  }

  #inOrder(found: ReadonlySet<AzureResource>): readonly AzureResource[] {
    return found.size < 2 ? [...found] : this.all.filter((resource) => found.has(resource))
  }
}

interface ParentIndex {
  readonly byId: ReadonlyMap<string, readonly AzureResource[]>
  readonly byName: ReadonlyMap<string, readonly AzureResource[]>
}

/** By each id that an id continues, and by what a resource says of its parent. */
function indexParents(all: readonly AzureResource[]): ParentIndex {
  const byId = new Map<string, AzureResource[]>()
  const byName = new Map<string, AzureResource[]>()
  for (const child of all) {
    const { id } = child
    const outer = outerIds(id)
    for (const prefix of outer) addTo(byId, prefix, child)
    const said = shapeOf(child.get('scope')) ?? shapeOf(child.get('parentId'))
    const name = said === undefined ? shapeOf(child.get('parentName')) : undefined
    if (said !== undefined && !outer.includes(said)) addTo(byId, said, child)
    if (name !== undefined) addTo(byName, name, child)
  }
  return { byId, byName }
}

function indexUnits(all: readonly AzureResource[]): ReadonlyMap<string, readonly AzureResource[]> {
  const byUnit = new Map<string, AzureResource[]>()
  for (const resource of all) for (const unit of new Set(resource.variants.map((variant) => variant.unit))) addTo(byUnit, unit, resource)
  return byUnit
}

/** All that an id continues: what stands before each of its slashes. */
export function outerIds(id: string): readonly string[] {
  const found: string[] = []
  for (let at = id.indexOf('/'); at >= 0; at = id.indexOf('/', at + 1)) found.push(id.slice(0, at))
  return found
}

function addTo(index: Map<string, AzureResource[]>, key: string, resource: AzureResource): void {
  const known = index.get(key)
  if (known === undefined) index.set(key, [resource])
  else known.push(resource)
}

/** What a value says, in lower case, with what is unknown in it in braces; undefined where it says nothing. */
export function shapeOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined
  if (isText(value)) return value.value.toLowerCase()
  return value.kind === 'unknown' ? value.shape?.toLowerCase() : undefined
}

/** The items of a list at `path`, in lower case; those that say nothing are left out. One value counts as a list of it. */
export function shapesAt(resource: AzureResource, ...path: Path): readonly string[] {
  const value = resource.get(...path)
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value]
  return items.flatMap((item) => shapeOf(item) ?? [])
}

/** Whether `child` stands within `parent`, as its child or as an extension of it. */
export function isWithin(child: AzureResource, parent: AzureResource): boolean {
  if (child.id.startsWith(`${parent.id}/`)) return true
  const said = shapeOf(child.get('scope')) ?? shapeOf(child.get('parentId'))
  if (said !== undefined) return said === parent.id
  return shapeOf(child.get('parentName')) === parent.name.toLowerCase()
}

/** Whether `scope` is that of the resource or of something that it stands in. */
export function covers(scope: string, resource: AzureResource): boolean {
  return resource.id === scope || resource.id.startsWith(`${scope}/`)
}

/** What a role or policy is assigned to, in lower case: what is said, or what its id continues. */
export function scopeOf(assignment: AzureResource): string {
  return shapeOf(assignment.get('scope')) ?? assignment.id.split('/providers/microsoft.authorization/')[0] ?? ''
}

/** The last part of an id, which names the thing. */
export function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1)
}

/** Whether a value that only the deployment decides is read from a resource of the same file. */
export function isReadFrom({ reason }: Unknown, { resource }: AzureResource): boolean {
  const { decidedBy, source } = reason
  return source.uri === resource.declaration.source.uri && (decidedBy === resource.symbol || decidedBy.startsWith(`${resource.symbol}.`))
}

/** What the values that are read from a resource have among their {@link readKeys}: {@link isReadFrom} for an index. */
export function readKey({ resource }: AzureResource): string {
  return `${resource.declaration.source.uri}\n${resource.symbol}`
}

/** The keys of the resources that a value may be read from. */
export function readKeys({ reason }: Unknown): readonly string[] {
  const { decidedBy, source } = reason
  const keys = [`${source.uri}\n${decidedBy}`]
  for (let at = decidedBy.indexOf('.'); at >= 0; at = decidedBy.indexOf('.', at + 1)) keys.push(`${source.uri}\n${decidedBy.slice(0, at)}`)
  return keys
}
