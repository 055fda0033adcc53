import { isZoneAmong, type PrivateLinkService } from './private-link.ts'
import { isWithin, lastPart, shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { unknown, valueAt, type Unknown, type Value } from './value/value.ts'

const zoneType = 'Microsoft.Network/privateDnsZones'

/** Whether an endpoint leads to any of these parts of a resource. */
export function leadsTo(endpoint: AzureResource, resource: AzureResource, groups: readonly string[]): boolean {
  return connectionsTo(endpoint, resource, groups).length > 0
}

/** Whether whoever owns the resource has let the endpoint in. Templates do not say; then nothing is against it. */
export function isLetIn(endpoint: AzureResource, resource: AzureResource, groups: readonly string[]): boolean {
  return connectionsTo(endpoint, resource, groups).some((connection) => {
    const status = shapeOf(valueAt(connection, ['properties', 'privateLinkServiceConnectionState', 'status']))
    return status !== 'pending' && status !== 'rejected' && status !== 'disconnected'
  })
}

/** The parts that an endpoint leads to, by the groups that it names, in lower case. */
export function groupsOf(endpoint: AzureResource): readonly string[] {
  return allConnectionsOf(endpoint).flatMap((connection) =>
    itemsOf(valueAt(connection, ['properties', 'groupIds'])).flatMap((item) => shapeOf(item) ?? []),
  )
}

/**
 * Whether an endpoint has its name in one of the zones of the parts that it leads to; an unknown where that hangs on one.
 * `all` are endpoints, their groups of zones, and zones.
 */
export function isInZone(endpoint: AzureResource, zones: PrivateLinkService['zones'], all: readonly AzureResource[]): boolean | Unknown {
  const meant = groupsOf(endpoint).flatMap((group) => zones[group] ?? [])
  let open: Unknown | undefined
  for (const value of zonesOf(endpoint, all)) {
    const id = shapeOf(value)
    const declared = all.find((candidate) => candidate.is(zoneType) && candidate.id === id)
    if (isZoneAmong(lastPart(id ?? ''), meant) || isZoneAmong(declared?.name.toLowerCase() ?? '', meant)) return true
    // An id that is spelt out to its end names another zone.
    if (declared === undefined && value.kind === 'unknown' && (id === undefined || lastPart(id).includes('{'))) open ??= value
  }
  return open ?? false
}

/**
 * The endpoint that a resource says it has let in, where it is not among these: it may stand in another subscription, and
 * where its name is looked up is then not known.
 */
export function endpointElsewhere(resource: AzureResource, all: readonly AzureResource[]): Unknown | undefined {
  for (const connection of itemsOf(resource.get('properties', 'privateEndpointConnections'))) {
    const status = valueAt(connection, ['properties', 'privateLinkServiceConnectionState', 'status'])
    const id = shapeOf(valueAt(connection, ['properties', 'privateEndpoint', 'id']))
    if (id === undefined || shapeOf(status) !== 'approved' || all.some((candidate) => candidate.id === id)) continue
    return unknown(connection, 'runtime', id)
  }
  return undefined
}

function allConnectionsOf(endpoint: AzureResource): readonly Value[] {
  return ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap((key) => itemsOf(endpoint.get('properties', key)))
}

function connectionsTo(endpoint: AzureResource, resource: AzureResource, groups: readonly string[]): readonly Value[] {
  return allConnectionsOf(endpoint).filter((connection) => {
    if (shapeOf(valueAt(connection, ['properties', 'privateLinkServiceId'])) !== resource.id) return false
    return itemsOf(valueAt(connection, ['properties', 'groupIds'])).some((item) => groups.includes(shapeOf(item) ?? ''))
  })
}

/** The ids of the zones of an endpoint: in groups below it, or where the provider writes them in it. */
export function zoneIdsOf(endpoint: AzureResource, all: readonly AzureResource[]): readonly string[] {
  return zonesOf(endpoint, all).map((value) => shapeOf(value) ?? '')
}

function zonesOf(endpoint: AzureResource, all: readonly AzureResource[]): readonly Value[] {
  const groups = all.filter((other) => other.is('Microsoft.Network/privateEndpoints/privateDnsZoneGroups') && isWithin(other, endpoint))
  const configured = groups
    .flatMap((other) => itemsOf(other.get('properties', 'privateDnsZoneConfigs')))
    .flatMap((config) => valueAt(config, ['properties', 'privateDnsZoneId']) ?? [])
  return [...configured, ...itemsOf(endpoint.get('privateDnsZoneIds'))]
}

/** One value counts as a list of it: an unknown may be one. */
function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list'
    ? [...value.items, ...(value.open === undefined ? [] : [value.open])]
    : value?.kind === 'unknown'
      ? [value]
      : []
}
