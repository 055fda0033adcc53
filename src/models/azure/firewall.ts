import { parseCidr } from './functions/addresses.ts'
import { isWithin, shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { unknown, valueAt, type Unknown, type Value } from './value/value.ts'

/** Something on the internet that is asked for over TLS at port 443. */
export interface NamedService {
  /** In lower case. A leading `*` stands for all names that end so. */
  readonly name: string
  /** The service tags that hold its addresses, in lower case. */
  readonly tags: readonly string[]
  /** The FQDN tags that hold its name, in lower case. */
  readonly fqdnTags: readonly string[]
}

/** One rule of a firewall policy. */
export interface FirewallRule {
  readonly isOfNetwork: boolean
  readonly allows: boolean
  /** The priorities of its group and its collection: smaller ones come first. */
  readonly priorities: readonly [group: number, collection: number]
  readonly value: Value
  /** What decides whether it is there, where that is not known. */
  readonly open: Unknown | undefined
}

/** The rules of a policy, in the order in which the firewall asks them, and what keeps some of them from being known. */
export interface FirewallRules {
  readonly rules: readonly FirewallRule[]
  readonly open: Unknown | undefined
}

const groupType = 'Microsoft.Network/firewallPolicies/ruleCollectionGroups'

/**
 * The rules of a policy: those of the policy that it builds on come first; of each, network rules before application rules,
 * and those in order of priority.
 *
 * @see https://learn.microsoft.com/azure/firewall/rule-processing
 */
export function firewallRulesOf(policy: AzureResource, resources: ResourcesByType, depth = 0): FirewallRules {
  const inherited = inheritedRules(policy, resources, depth)
  const groups = resources.of(groupType).filter((group) => isWithin(group, policy))
  const found = groups.map(rulesOfGroup)
  const byPriority = (a: FirewallRule, b: FirewallRule): number => a.priorities[0] - b.priorities[0] || a.priorities[1] - b.priorities[1]
  const own = found.flatMap(({ rules }) => rules).toSorted(byPriority)
  const all = [...inherited.rules, ...own]
  return {
    rules: [...all.filter(({ isOfNetwork }) => isOfNetwork), ...all.filter(({ isOfNetwork }) => !isOfNetwork)],
    open: inherited.open ?? found.find(({ open }) => open !== undefined)?.open,
  }
}

function inheritedRules(policy: AzureResource, resources: ResourcesByType, depth: number): FirewallRules {
  const base = policy.get('properties', 'basePolicy', 'id')
  const id = shapeOf(base)
  if (base === undefined || id === undefined || id === '' || depth > 4) return { rules: [], open: undefined }
  const parent = resources.of('Microsoft.Network/firewallPolicies').find((candidate) => candidate.id === id)
  if (parent !== undefined) return firewallRulesOf(parent, resources, depth + 1)
  return { rules: [], open: base.kind === 'unknown' ? base : unknown(base, 'runtime', id) }
}

function rulesOfGroup(group: AzureResource): FirewallRules {
  const collections = group.get('properties', 'ruleCollections')
  const first = numberOf(group.get('properties', 'priority'))
  const rules: FirewallRule[] = []
  let open = openingOf(collections)
  for (const collection of itemsOf(collections)) {
    const listed = valueAt(collection, ['rules'])
    open ??= openingOf(collection) ?? openingOf(listed)
    const action = valueAt(collection, ['action', 'type'])
    // Translation of destinations is for what comes in.
    if (shapeOf(action) === 'dnat') continue
    const priorities = [first, numberOf(valueAt(collection, ['priority']))] as const
    for (const value of itemsOf(listed)) {
      const isOfNetwork = ['destinationAddresses', 'destinationFqdns', 'destinationIpGroups', 'ipProtocols'].some(
        (key) => valueAt(value, [key]) !== undefined,
      )
      const undecided = openingOf(value) ?? openingOf(action)
      rules.push({ isOfNetwork, allows: shapeOf(action) !== 'deny', priorities, value, open: undecided })
    }
  }
  return { rules, open }
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
      if (source === '*' || source === '0.0.0.0/0') return true
      const range = parseCidr(source)
      return range === undefined || own.length === 0 || own.some((known) => overlaps(range, known))
    },
    groups,
  )
}

function isReachedByNetwork(rule: Value, { name, tags }: NamedService): boolean | Unknown {
  const protocols = valueAt(rule, ['ipProtocols'])
  const ports = valueAt(rule, ['destinationPorts'])
  const parts = [
    protocols === undefined || anyOf(protocols, (protocol) => protocol === 'tcp' || protocol === 'any'),
    ports === undefined || anyOf(ports, coversTls),
    either(
      anyOf(valueAt(rule, ['destinationFqdns']), (pattern) => coversName(pattern, name)),
      // A tag of one region is taken for the region that is meant.
      anyOf(
        valueAt(rule, ['destinationAddresses']),
        (address) => ['*', '0.0.0.0/0', 'internet', ...tags].includes(address) || tags.includes(address.split('.')[0] ?? ''),
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

function openingOf(value: Value | undefined): Unknown | undefined {
  if (value?.kind === 'unknown') return value
  return value?.kind === 'list' || value?.kind === 'dictionary' ? value.open : undefined
}

function numberOf(value: Value | undefined): number {
  const number = value?.kind === 'scalar' ? Number(value.value) : NaN
  return Number.isNaN(number) ? Infinity : number
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}
