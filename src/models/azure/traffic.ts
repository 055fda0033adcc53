import { parseCidr } from './functions/addresses.ts'
import { coversPort, type EffectiveRules, type SecurityRule } from './security-rules.ts'
import type { Unknown } from './value/value.ts'

/** One end of a connection: the service tags that its addresses have, and the addresses themselves where they are known. */
export interface End {
  /** In lower case. An address on the internet also has the tags of the service that it belongs to. */
  readonly tags: readonly string[]
  readonly ranges: readonly string[]
  /** A service of the platform: rules are about it only where they name it by its tag. */
  readonly byTagOnly?: true
}

/** A connection that is tried against the rules of a security group. */
export interface Connection {
  readonly inbound: boolean
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  /** The end in the subnet of the group. */
  readonly near: End
  readonly far: End
}

/** A connection from anywhere on the internet to whatever is behind a group. */
export function fromInternet(port: number, protocol: 'tcp' | 'udp' = 'tcp'): Connection {
  return { inbound: true, protocol, port, near: { tags: ['virtualnetwork'], ranges: [] }, far: { tags: ['internet'], ranges: [] } }
}

export type Passage =
  /** By a rule, or, without one, by those that every group has. */
  | { readonly state: 'allowed' | 'denied'; readonly rule: SecurityRule | undefined }
  /** The rule may be about the connection: that hangs on something unknown, or on addresses that are not known here. */
  | { readonly state: 'undecided'; readonly rule: SecurityRule | undefined; readonly open: Unknown | undefined }

/**
 * What becomes of a connection: the first rule in order of priority that is about it decides; then those that every group has,
 * which let through what stays in the network, probes of load balancers, and everything outbound.
 *
 * @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview
 */
export function passageOf(connection: Connection, { rules, open }: EffectiveRules): Passage {
  for (const rule of rules) {
    if (rule.inbound !== connection.inbound || !mayCoverPorts(rule, connection)) continue
    const [from, to] = connection.inbound ? [connection.far, connection.near] : [connection.near, connection.far]
    const covers = both(coversEnd(rule.sources, from), coversEnd(rule.destinations, to))
    if (covers === 'no' && rule.open === undefined) continue
    if (rule.open !== undefined || rule.isOfGroups || covers !== 'yes') {
      // What is let through here and would be let through later is let through.
      if (rule.allows && passageOf(connection, { rules: rules.slice(rules.indexOf(rule) + 1), open }).state === 'allowed') continue
      // A rule for single addresses or interfaces does not shut out all the others.
      if (!rule.allows && rule.open === undefined) continue
      return { state: 'undecided', rule, open: rule.open }
    }
    return { state: rule.allows ? 'allowed' : 'denied', rule }
  }
  if (open !== undefined) return { state: 'undecided', rule: undefined, open }
  return { state: isAllowedByDefault(connection) ? 'allowed' : 'denied', rule: undefined }
}

function isAllowedByDefault({ inbound, far }: Connection): boolean {
  return far.byTagOnly === true || far.tags.includes('virtualnetwork') || far.tags.includes(inbound ? 'azureloadbalancer' : 'internet')
}

function mayCoverPorts(rule: SecurityRule, { port, protocol }: Connection): boolean {
  if (rule.sourcePorts.length > 0 && !rule.sourcePorts.some((range) => range === '*' || range === '0-65535')) return false
  return rule.ports.length === 0 ? rule.open !== undefined : coversPort(rule, port, protocol)
}

type Cover = 'yes' | 'part' | 'no'

function both(a: Cover, b: Cover): Cover {
  if (a === 'no' || b === 'no') return 'no'
  return a === 'yes' && b === 'yes' ? 'yes' : 'part'
}

/** Whether prefixes of a rule name an end. Without a prefix a rule names any: templates for examples leave them out. */
function coversEnd(prefixes: readonly string[], end: End): Cover {
  if (prefixes.length === 0) return end.byTagOnly === true ? 'no' : 'yes'
  const covers = new Set(prefixes.map((prefix) => coversPrefix(prefix.toLowerCase(), end)))
  return covers.has('yes') ? 'yes' : covers.has('part') ? 'part' : 'no'
}

function coversPrefix(prefix: string, { tags, ranges, byTagOnly }: End): Cover {
  if (byTagOnly === true) return tags.includes(prefix) ? 'yes' : 'no'
  if (prefix === '*' || prefix === 'any' || prefix === '0.0.0.0/0' || tags.includes(prefix)) return 'yes'
  const range = parseCidr(prefix)
  // A tag of one region is a part of the tag.
  if (range === undefined) return tags.includes(prefix.split('.')[0] ?? '') ? 'part' : 'no'
  const inside = ranges.map((known) => parseCidr(known)).filter((known) => known !== undefined)
  if (inside.length > 0) {
    if (inside.every((known) => contains(range, known))) return 'yes'
    return inside.some((known) => contains(range, known) || contains(known, range)) ? 'part' : 'no'
  }
  // Addresses of services on the internet are not known here; private ones are none of them.
  return tags.includes('internet') === isPrivate(range) ? 'no' : 'part'
}

type Range = NonNullable<ReturnType<typeof parseCidr>>

function contains(outer: Range, inner: Range): boolean {
  const shift = BigInt(outer.bits - outer.length)
  return outer.bits === inner.bits && outer.length <= inner.length && outer.address >> shift === inner.address >> shift
}

const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map((range) => parseCidr(range)!)

function isPrivate(range: Range): boolean {
  return privateRanges.some((known) => contains(known, range))
}
