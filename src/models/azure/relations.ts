import { defineView } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { azureResource, type AzureResource } from './resource.ts'
import { isText, type Unknown, type Value } from './value/value.ts'

/** Hands out resources by type; types are compared without case. */
export interface ResourcesByType {
  of(...types: readonly string[]): readonly AzureResource[]
}

/** The resources of each type of the scanned set. */
export const resourcesByType = defineView('azure-resources-by-type', (estate): ResourcesByType => {
  const byType = Map.groupBy(estate.subjects(azureResource), ({ type }) => type.toLowerCase())
  return {
    of(...types: readonly string[]): readonly AzureResource[] {
      return types.flatMap((type) => byType.get(type.toLowerCase()) ?? [])
    },
  }
})

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

/** Whether two resources are deployed together: by the same template with the same parameters, or read in one answer. */
export function isDeployedWith(a: AzureResource, b: AzureResource): boolean {
  return a.variants.some(({ unit }) => b.variants.some((other) => other.unit === unit))
}
