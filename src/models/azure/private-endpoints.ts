import { isWithin, lastPart, shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { valueAt, type Unknown, type Value } from './value/value.ts'

const zoneType = 'Microsoft.Network/privateDnsZones'

/** Whether an endpoint leads to a resource, or to the part of it that `group` names. */
export function leadsTo(endpoint: AzureResource, resource: AzureResource, group: string): boolean {
  return connectionsTo(endpoint, resource, group).length > 0
}

/** Whether whoever owns the resource has let the endpoint in. Templates do not say; then nothing is against it. */
export function isLetIn(endpoint: AzureResource, resource: AzureResource, group: string): boolean {
  return connectionsTo(endpoint, resource, group).some((connection) => {
    const status = shapeOf(valueAt(connection, ['properties', 'privateLinkServiceConnectionState', 'status']))
    return status !== 'pending' && status !== 'rejected' && status !== 'disconnected'
  })
}

/**
 * Whether an endpoint has its name in a zone of this name; an unknown where that hangs on one. `all` are endpoints, their
 * groups of zones, and zones.
 */
export function isInZone(endpoint: AzureResource, zone: string, all: readonly AzureResource[]): boolean | Unknown {
  let open: Unknown | undefined
  for (const value of zonesOf(endpoint, all)) {
    const id = shapeOf(value)
    const declared = all.find((candidate) => candidate.is(zoneType) && candidate.id === id)
    if (lastPart(id ?? '') === zone || declared?.name.toLowerCase() === zone) return true
    // An id that is spelt out to its end names another zone.
    if (declared === undefined && value.kind === 'unknown' && (id === undefined || lastPart(id).includes('{'))) open ??= value
  }
  return open ?? false
}

function connectionsTo(endpoint: AzureResource, resource: AzureResource, group: string): readonly Value[] {
  const connections = ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap((key) =>
    itemsOf(endpoint.get('properties', key)),
  )
  return connections.filter((connection) => {
    if (shapeOf(valueAt(connection, ['properties', 'privateLinkServiceId'])) !== resource.id) return false
    return itemsOf(valueAt(connection, ['properties', 'groupIds'])).some((item) => shapeOf(item) === group)
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
