import type { Path } from '../../core/location.ts'
import { parseCidr } from './functions/addresses.ts'
import type { AzureResource } from './resource.ts'
import { entryOf, isText, valueAt, type Unknown, type Value } from './value/value.ts'

/** A rule of a network security group, with where it stands in the resource that holds it. */
export interface SecurityRule {
  readonly path: Path
  readonly name: string
  readonly priority: number
  readonly inbound: boolean
  readonly allows: boolean
  readonly protocol: string
  readonly sources: readonly string[]
  readonly ports: readonly string[]
  /** Set where a part of the rule is not known. */
  readonly open: Unknown | undefined
}

/** The rules that a group lists, in the order in which they apply; or, of a rule that is a resource of its own, that one. */
export function securityRulesOf(resource: AzureResource): { readonly rules: readonly SecurityRule[]; readonly open: Unknown | undefined } {
  if (resource.is('Microsoft.Network/networkSecurityGroups/securityRules')) {
    const properties = resource.get('properties')
    return { rules: properties === undefined ? [] : [ruleOf(['properties'], resource.name, properties)], open: undefined }
  }
  const listed = resource.get('properties', 'securityRules')
  if (listed?.kind === 'unknown') return { rules: [], open: listed }
  if (listed?.kind !== 'list') return { rules: [], open: undefined }
  const rules = listed.items.flatMap((item, index) => {
    const properties = valueAt(item, ['properties'])
    const name = valueAt(item, ['name'])
    const path = ['properties', 'securityRules', index, 'properties']
    return properties === undefined ? [] : [ruleOf(path, name !== undefined && isText(name) ? name.value : String(index), properties)]
  })
  return { rules: rules.toSorted((a, b) => a.priority - b.priority), open: listed.open }
}

function ruleOf(path: Path, name: string, properties: Value): SecurityRule {
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
  return {
    path,
    name,
    priority: Number.isNaN(priority) || priority === 0 ? Number.MAX_SAFE_INTEGER : priority,
    inbound: word('direction').toLowerCase() !== 'outbound',
    allows: word('access').toLowerCase() === 'allow',
    protocol: word('protocol').toLowerCase(),
    sources: words('sourceAddressPrefix', 'sourceAddressPrefixes'),
    ports: words('destinationPortRange', 'destinationPortRanges'),
    open,
  }
}

/** Whether a rule speaks about connections from anywhere on the internet. */
export function coversInternet({ sources }: SecurityRule): boolean {
  return sources.some((source) => {
    if (/^(?:\*|any|internet)$/i.test(source)) return true
    const cidr = parseCidr(source)
    return cidr !== undefined && cidr.length === 0
  })
}

export function coversPort({ ports, protocol }: SecurityRule, port: number): boolean {
  if (protocol !== '' && protocol !== '*' && protocol !== 'tcp') return false
  return ports.some((range) => {
    if (range === '*') return true
    const [from, to] = range.split('-').map(Number)
    return from !== undefined && port >= from && port <= (to ?? from)
  })
}
