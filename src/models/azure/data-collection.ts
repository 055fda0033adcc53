import { shapeOf, shapesAt, type ResourcesByType } from './relations.ts'
import { shownShape, type AzureResource } from './resource.ts'

export const associationTypes = [
  'Microsoft.Insights/dataCollectionRuleAssociations',
  // As older templates have it.
  'Microsoft.ContainerService/managedClusters/providers/dataCollectionRuleAssociations',
] as const
export const ruleType = 'Microsoft.Insights/dataCollectionRules'

/** What data collection rules take from a resource. */
export type Collection =
  | { readonly state: 'collected' }
  /** No rule is associated with the resource. */
  | { readonly state: 'none' }
  /** Rules are associated that take other things; `association` is the first of them. */
  | { readonly state: 'other'; readonly association: AzureResource }
  /** A rule is associated that is not in the scanned set. */
  | { readonly state: 'unread'; readonly rule: string; readonly association: AzureResource }

/**
 * Whether a data collection rule takes streams of a kind from a resource.
 *
 * @param isMeant whether a stream, in lower case, is of the kind
 */
export function collectionOf(resource: AzureResource, resources: ResourcesByType, isMeant: (stream: string) => boolean): Collection {
  const associations = resources.within(resource, ...associationTypes)
  let other: Collection = { state: 'none' }
  for (const association of associations) {
    const id = shapeOf(association.get('properties', 'dataCollectionRuleId'))
    // An association with an endpoint alone says where the rules are fetched from.
    if (id === undefined || id === '') continue
    const rule = resources.withId(id, ruleType)
    if (rule === undefined) other = { state: 'unread', rule: shownShape(id), association }
    else if (streamsOf(rule).some(isMeant)) return { state: 'collected' }
    else if (other.state === 'none') other = { state: 'other', association }
  }
  return other
}

function streamsOf(rule: AzureResource): readonly string[] {
  const flows = rule.get('properties', 'dataFlows')
  if (flows?.kind !== 'list') return []
  return [...flows.items.keys()].flatMap((index) => shapesAt(rule, 'properties', 'dataFlows', index, 'streams'))
}
