import type { Path } from '../../core/location.ts'
import { shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { itemsOf, valueAt, type Unknown, type Value } from './value/value.ts'

/** What a collection of firewall rules is for. Translation of destinations is for what comes in. */
export type CollectionKind = 'network' | 'application' | 'translation'

/** A collection of rules, of a group of a firewall policy or of a classic firewall. */
export interface RuleCollection {
  readonly holder: AzureResource
  /** Where its rules are listed in the holder. */
  readonly at: Path
  /** Undefined for the collections of policies, whose rules say it one by one. */
  readonly kind: CollectionKind | undefined
  readonly action: Value | undefined
  readonly priority: number
  readonly rules: readonly Value[]
  /** What keeps some of its rules from being known. */
  readonly open: Unknown | undefined
}

export interface RuleCollections {
  readonly collections: readonly RuleCollection[]
  /** What keeps some collections from being known. */
  readonly open: Unknown | undefined
}

export const firewallType = 'Microsoft.Network/azureFirewalls'
export const collectionGroupType = 'Microsoft.Network/firewallPolicies/ruleCollectionGroups'

/**
 * The lists of a classic firewall. The provider of Terraform has the collections as resources of their own, which are known
 * here by the type of the firewall and the name of the list.
 */
const classicLists: readonly (readonly [list: string, kind: CollectionKind])[] = [
  ['networkRuleCollections', 'network'],
  ['applicationRuleCollections', 'application'],
  ['natRuleCollections', 'translation'],
]

/** The types of all resources that hold collections of firewall rules. */
export const ruleHolderTypes: readonly string[] = [
  collectionGroupType,
  firewallType,
  ...classicLists.map(([list]) => `${firewallType}/${list}`),
]

/** The collections that a resource itself holds: a group of a policy, a classic firewall, or a collection of one. */
export function collectionsIn(holder: AzureResource): RuleCollections {
  if (holder.is(collectionGroupType)) return listed(holder, 'ruleCollections', undefined)
  if (holder.is(firewallType)) return joined(classicLists.map(([list, kind]) => listed(holder, list, kind)))
  const own = classicLists.find(([list]) => holder.is(`${firewallType}/${list}`))
  if (own === undefined) return { collections: [], open: undefined }
  const properties = holder.get('properties')
  return { collections: properties === undefined ? [] : [collectionOf(holder, ['properties'], own[1], properties)], open: undefined }
}

/** All collections of a classic firewall, with those that are resources of their own. */
export function collectionsOf(firewall: AzureResource, resources: ResourcesByType): RuleCollections {
  const separate = resources.within(firewall, ...classicLists.map(([list]) => `${firewallType}/${list}`))
  return joined([firewall, ...separate].map(collectionsIn))
}

function joined(all: readonly RuleCollections[]): RuleCollections {
  return { collections: all.flatMap(({ collections }) => collections), open: all.find(({ open }) => open !== undefined)?.open }
}

function listed(holder: AzureResource, list: string, kind: CollectionKind | undefined): RuleCollections {
  const items = holder.get('properties', list)
  const collections = itemsOf(items).map((item, index) => {
    // The collections of policies have no envelope.
    const inside = kind === undefined ? [] : ['properties']
    return collectionOf(holder, ['properties', list, index, ...inside], kind, valueAt(item, inside) ?? item)
  })
  return { collections, open: openingOf(items) }
}

function collectionOf(holder: AzureResource, at: Path, kind: CollectionKind | undefined, value: Value): RuleCollection {
  const rules = valueAt(value, ['rules'])
  return {
    holder,
    at: [...at, 'rules'],
    kind,
    action: valueAt(value, ['action', 'type']),
    priority: numberOf(valueAt(value, ['priority'])),
    rules: itemsOf(rules),
    open: openingOf(value) ?? openingOf(rules),
  }
}

/** Whether a collection translates destinations, so that its rules let in rather than out. */
export function translates({ kind, action }: RuleCollection): boolean {
  return kind === 'translation' || shapeOf(action) === 'dnat'
}

/** What keeps a value, or some of its items or entries, from being known. */
export function openingOf(value: Value | undefined): Unknown | undefined {
  if (value?.kind === 'unknown') return value
  return value?.kind === 'list' || value?.kind === 'dictionary' ? value.open : undefined
}

/** A number; what is none comes last. */
export function numberOf(value: Value | undefined): number {
  const number = value?.kind === 'scalar' ? Number(value.value) : NaN
  return Number.isNaN(number) ? Infinity : number
}

/** Whether addresses are those of the whole internet, or of half of it, written in any of the ways that the firewall takes. */
export function isAnywhere(said: string): boolean {
  return /^(?:\*|any|internet|0\.0\.0\.0-255\.255\.255\.255)$/.test(said) || /^(?:[\d.]{7,15}|[\da-f:]{2,39})\/[01]$/.test(said)
}
