import {
  collectionGroupType,
  collectionsIn,
  collectionsOf,
  isAnywhere,
  numberOf,
  openingOf,
  translates,
  type RuleCollections,
} from './firewall-collections.ts'
import { parseCidr } from './functions/addresses.ts'
import { shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { isNull, itemsOf, unknown, valueAt, type Unknown, type Value } from './value/value.ts'

/** Something on the internet that is asked for over TLS at port 443. */
export interface NamedService {
  /** In lower case. A leading `*` stands for all names that end so. */
  readonly name: string
  /** The service tags that hold its addresses, in lower case. */
  readonly tags: readonly string[]
  /** The FQDN tags that hold its name, in lower case. */
  readonly fqdnTags: readonly string[]
}

/** One rule of a firewall policy or of a classic firewall. */
export interface FirewallRule {
  readonly isOfNetwork: boolean
  readonly allows: boolean
  /** The priorities of its group and its collection: smaller ones come first. */
  readonly priorities: readonly [group: number, collection: number]
  readonly value: Value
  /** What decides whether it is there, where that is not known. */
  readonly open: Unknown | undefined
}

/** Rules in the order in which the firewall asks them, and what keeps some of them from being known. */
export interface FirewallRules {
  readonly rules: readonly FirewallRule[]
  readonly open: Unknown | undefined
}

/**
 * The rules of a policy: those of the policy that it builds on come first; of each, network rules before application rules,
 * and those in order of priority.
 *
 * @see https://learn.microsoft.com/azure/firewall/rule-processing
 */
export function firewallRulesOf(policy: AzureResource, resources: ResourcesByType, depth = 0): FirewallRules {
  const inherited = inheritedRules(policy, resources, depth)
  const groups = resources.within(policy, collectionGroupType)
  const found = groups.map((group) => rulesOf(collectionsIn(group), numberOf(group.get('properties', 'priority'))))
  const own = found.flatMap(({ rules }) => rules).toSorted(byPriority)
  return inOrder([...inherited.rules, ...own], inherited.open ?? found.find(({ open }) => open !== undefined)?.open)
}

/** The rules of a classic firewall, which has them itself instead of a policy. */
export function classicRulesOf(firewall: AzureResource, resources: ResourcesByType): FirewallRules {
  const { rules, open } = rulesOf(collectionsOf(firewall, resources), 0)
  return inOrder(rules.toSorted(byPriority), open)
}

function byPriority(a: FirewallRule, b: FirewallRule): number {
  return a.priorities[0] - b.priorities[0] || a.priorities[1] - b.priorities[1]
}

/** Network rules are asked before application rules. */
function inOrder(rules: readonly FirewallRule[], open: Unknown | undefined): FirewallRules {
  return { rules: [...rules.filter(({ isOfNetwork }) => isOfNetwork), ...rules.filter(({ isOfNetwork }) => !isOfNetwork)], open }
}

function inheritedRules(policy: AzureResource, resources: ResourcesByType, depth: number): FirewallRules {
  const parent = depth > 4 ? undefined : nextPolicyOf(policy, resources)
  if (parent === undefined) return { rules: [], open: undefined }
  return 'reason' in parent ? { rules: [], open: parent } : firewallRulesOf(parent, resources, depth + 1)
}

/** The policy that a policy builds on: undefined where there is none, an unknown where it is not among what was scanned. */
export function nextPolicyOf(policy: AzureResource, resources: ResourcesByType): AzureResource | Unknown | undefined {
  const base = policy.get('properties', 'basePolicy', 'id')
  const id = shapeOf(base)
  if (base === undefined || id === undefined || id === '') return undefined
  const parent = resources.of('Microsoft.Network/firewallPolicies').find((candidate) => candidate.id === id)
  return parent ?? (base.kind === 'unknown' ? base : unknown(base, 'runtime', id))
}

/** Whether a firewall has its rules and modes from a policy; in a virtual hub it always does. */
export function hasPolicy(firewall: AzureResource): boolean {
  return ['firewallPolicy', 'virtualHub'].some((key) => {
    const id = firewall.get('properties', key, 'id')
    return id !== undefined && !isNull(id) && shapeOf(id) !== ''
  })
}

function rulesOf({ collections, open }: RuleCollections, first: number): FirewallRules {
  const rules: FirewallRule[] = []
  let undecided = open
  for (const collection of collections) {
    undecided ??= collection.open
    if (translates(collection)) continue
    const priorities = [first, collection.priority] as const
    for (const value of collection.rules) {
      const isOfNetwork = collection.kind === undefined ? isNetworkRule(value) : collection.kind === 'network'
      rules.push({
        isOfNetwork,
        allows: shapeOf(collection.action) !== 'deny',
        priorities,
        value,
        open: openingOf(value) ?? openingOf(collection.action),
      })
    }
  }
  return { rules, open: undecided }
}

function isNetworkRule(rule: Value): boolean {
  return ['destinationAddresses', 'destinationFqdns', 'destinationIpGroups', 'ipProtocols'].some(
    (key) => valueAt(rule, [key]) !== undefined,
  )
}

/** Whether a firewall lets nodes in these address ranges reach a service; an unknown where that hangs on one. */
export function letsThrough({ rules, open }: FirewallRules, service: NamedService, from: readonly string[]): boolean | Unknown {
  let undecided = open
  for (const rule of rules) {
    const isAbout = concerns(rule, service, from)
    if (isAbout === false) continue
    if (isAbout === true) return rule.allows || (undecided ?? false)
    if (!rule.allows) return isAbout
    undecided ??= isAbout
  }
  return undecided ?? false
}

function concerns(rule: FirewallRule, service: NamedService, from: readonly string[]): boolean | Unknown {
  const { value, open } = rule
  if (open !== undefined) return open
  const parts = [comesFrom(value, from), rule.isOfNetwork ? isReachedByNetwork(value, service) : isReachedByName(value, service)]
  return parts.includes(false) ? false : (parts.find((part) => typeof part === 'object') ?? true)
}

function comesFrom(rule: Value, from: readonly string[]): boolean | Unknown {
  const groups = valueAt(rule, ['sourceIpGroups'])
  const sources = valueAt(rule, ['sourceAddresses'])
  if (sources === undefined && groups === undefined) return true
  const own = from.map((range) => parseCidr(range)).filter((range) => range !== undefined)
  return anyOf(
    sources,
    (source) => {
      if (isAnywhere(source)) return true
      const range = parseCidr(source)
      return range === undefined || own.length === 0 || own.some((known) => overlaps(range, known))
    },
    groups,
  )
}

function isReachedByNetwork(rule: Value, { name, tags }: NamedService): boolean | Unknown {
  // Classic firewalls and policies name the protocols differently.
  const protocols = valueAt(rule, ['ipProtocols']) ?? valueAt(rule, ['protocols'])
  const ports = valueAt(rule, ['destinationPorts'])
  const parts = [
    protocols === undefined || anyOf(protocols, (protocol) => protocol === 'tcp' || protocol === 'any'),
    ports === undefined || anyOf(ports, coversTls),
    either(
      anyOf(valueAt(rule, ['destinationFqdns']), (pattern) => coversName(pattern, name)),
      // A tag of one region is taken for the region that is meant.
      anyOf(
        valueAt(rule, ['destinationAddresses']),
        (address) => isAnywhere(address) || tags.includes(address) || tags.includes(address.split('.')[0] ?? ''),
        valueAt(rule, ['destinationIpGroups']),
      ),
    ),
  ]
  return parts.includes(false) ? false : (parts.find((part) => typeof part === 'object') ?? true)
}

function isReachedByName(rule: Value, { name, fqdnTags }: NamedService): boolean | Unknown {
  const protocols = itemsOf(valueAt(rule, ['protocols']))
  const isTls =
    protocols.length === 0 ||
    protocols.some((protocol) => {
      const port = valueAt(protocol, ['port'])
      return shapeOf(valueAt(protocol, ['protocolType'])) === 'https' && (port?.kind !== 'scalar' || Number(port.value) === 443)
    })
  if (!isTls) return false
  return either(
    anyOf(valueAt(rule, ['targetFqdns']), (pattern) => coversName(pattern, name)),
    anyOf(valueAt(rule, ['fqdnTags']), (tag) => fqdnTags.includes(tag)),
  )
}

/** Whether a pattern of names holds a name, in which a leading `*` stands for all names that end so. */
function coversName(pattern: string, name: string): boolean {
  return pattern === '*' || pattern === name || (pattern.startsWith('*') && name.endsWith(pattern.slice(1)))
}

function coversTls(ports: string): boolean {
  const [low = '', high = low] = ports.split('-')
  return ports === '*' || (Number(low) <= 443 && Number(high) >= 443)
}

function either(a: boolean | Unknown, b: boolean | Unknown): boolean | Unknown {
  return a === true || b === true ? true : a === false ? b : a
}

/** Whether any item of a list is accepted; what is unknown in it, or in what only names other lists, where none is. */
function anyOf(listed: Value | undefined, accepts: (item: string) => boolean, others?: Value): boolean | Unknown {
  const items = listed?.kind === 'list' ? listed.items : listed === undefined ? [] : [listed]
  let open = listed?.kind === 'list' ? listed.open : undefined
  for (const item of items) {
    const said = shapeOf(item)
    if (item.kind === 'unknown' && said?.startsWith('{') !== false) open ??= item
    else if (said !== undefined && accepts(said)) return true
  }
  const [group] = itemsOf(others)
  if (group !== undefined) open ??= group.kind === 'unknown' ? group : unknown(group, 'runtime', shapeOf(group) ?? '')
  return open ?? false
}

function overlaps(a: NonNullable<ReturnType<typeof parseCidr>>, b: NonNullable<ReturnType<typeof parseCidr>>): boolean {
  const shift = BigInt(a.bits - Math.min(a.length, b.length))
  return a.bits === b.bits && a.address >> shift === b.address >> shift
}
