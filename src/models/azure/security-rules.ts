import { defineView } from '../../core/estate.ts'
import type { Path } from '../../core/location.ts'
import { resourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { entryOf, isText, valueAt, type Unknown, type Value } from './value/value.ts'

const groupType = 'Microsoft.Network/networkSecurityGroups'
const ruleType = 'Microsoft.Network/networkSecurityGroups/securityRules'

/** A rule of a network security group, with where it stands in the resource that holds it. */
export interface SecurityRule {
  readonly holder: AzureResource
  readonly path: Path
  readonly name: string
  readonly priority: number
  readonly inbound: boolean
  readonly allows: boolean
  /** In lower case; `*` is any. */
  readonly protocol: string
  readonly sources: readonly string[]
  readonly sourcePorts: readonly string[]
  readonly destinations: readonly string[]
  readonly ports: readonly string[]
  /** Names application security groups, so that it is about some network interfaces only. */
  readonly isOfGroups: boolean
  /** Set where a part of the rule is not known. */
  readonly open: Unknown | undefined
}

/** The rules of a group in the order in which they apply. */
export interface EffectiveRules {
  readonly rules: readonly SecurityRule[]
  /** Set where there may be rules that are not known. */
  readonly open: Unknown | undefined
}

/** The rules that apply together: those that a group lists, and those that are resources of their own. */
export const securityGroups = defineView('azure-security-groups', (estate) => {
  const resources = estate.view(resourcesByType)
  const groups = resources.of(groupType)
  const separate = resources.of(ruleType)
  const made = new Map<AzureResource, EffectiveRules>()
  const placed = new Set<AzureResource>()
  for (const group of groups) {
    const own = resources.within(group, ruleType)
    for (const rule of own) placed.add(rule)
    const effective = rulesTogether(group, own)
    for (const resource of [group, ...own]) made.set(resource, effective)
  }
  // Of a group that is not among what is judged, each rule stands alone: which others there are is not known.
  for (const rule of separate) if (!placed.has(rule)) made.set(rule, { rules: ruleOfResource(rule), open: undefined })
  return {
    /** The rules that apply together with those of a group, or of a rule that is a resource of its own. */
    of: (resource: AzureResource): EffectiveRules => made.get(resource) ?? { rules: [], open: undefined },
    find: (id: string): AzureResource | undefined => resources.withId(id.toLowerCase(), groupType),
  }
})

function rulesTogether(group: AzureResource, own: readonly AzureResource[]): EffectiveRules {
  const listed = group.get('properties', 'securityRules')
  const open = listed?.kind === 'unknown' ? listed : listed?.kind === 'list' ? listed.open : undefined
  const items = listed?.kind === 'list' ? listed.items : []
  const written = items.flatMap((item, index) => {
    const properties = valueAt(item, ['properties'])
    const name = valueAt(item, ['name'])
    const path = ['properties', 'securityRules', index, 'properties']
    return properties === undefined
      ? []
      : [ruleOf(group, path, name !== undefined && isText(name) ? name.value : String(index), properties)]
  })
  return { rules: inOrder([...written, ...own.flatMap(ruleOfResource)]), open }
}

function ruleOfResource(resource: AzureResource): readonly SecurityRule[] {
  const properties = resource.get('properties')
  return properties === undefined ? [] : [ruleOf(resource, ['properties'], resource.name, properties)]
}

function inOrder(rules: readonly SecurityRule[]): readonly SecurityRule[] {
  return rules.toSorted((a, b) => a.priority - b.priority)
}

function ruleOf(holder: AzureResource, path: Path, name: string, properties: Value): SecurityRule {
  let open: Unknown | undefined = properties.kind === 'unknown' ? properties : undefined
  const field = (key: string): Value | undefined => {
    const value = properties.kind === 'dictionary' ? entryOf(properties, key)?.value : undefined
    if (value?.kind === 'unknown') open ??= value
    return value
  }
  const word = (key: string): string => {
    const value = field(key)
    return value?.kind === 'scalar' && value.value !== null ? String(value.value) : ''
  }
  const words = (one: string, several: string): readonly string[] => {
    const list = field(several)
    const known = list?.kind === 'list' ? list.items.filter((item) => item.kind === 'scalar') : []
    const items = known.map(({ value }) => String(value))
    if (list?.kind === 'list') open ??= list.open ?? list.items.find((item) => item.kind === 'unknown')
    const single = word(one)
    return single === '' ? items : [single, ...items]
  }
  const priority = Number(word('priority'))
  const groups = ['sourceApplicationSecurityGroups', 'destinationApplicationSecurityGroups'].map(field)
  return {
    holder,
    path,
    name,
    priority: Number.isNaN(priority) || priority === 0 ? Number.MAX_SAFE_INTEGER : priority,
    inbound: word('direction').toLowerCase() !== 'outbound',
    allows: word('access').toLowerCase() === 'allow',
    protocol: word('protocol').toLowerCase(),
    sources: words('sourceAddressPrefix', 'sourceAddressPrefixes'),
    sourcePorts: words('sourcePortRange', 'sourcePortRanges'),
    destinations: words('destinationAddressPrefix', 'destinationAddressPrefixes'),
    ports: words('destinationPortRange', 'destinationPortRanges'),
    isOfGroups: groups.some((value) => value?.kind === 'unknown' || (value?.kind === 'list' && value.items.length > 0)),
    open,
  }
}

/** Whether a rule is about connections of this protocol to this port. Without a protocol it is about any. */
export function coversPort({ ports, protocol }: SecurityRule, port: number, of: 'tcp' | 'udp' = 'tcp'): boolean {
  if (protocol !== '' && protocol !== '*' && protocol !== of) return false
  return ports.some((range) => {
    if (range === '*') return true
    const [from, to] = range.split('-').map(Number)
    return from !== undefined && port >= from && port <= (to ?? from)
  })
}
