import { isWithin, lastPart, shapeOf, shapesAt } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { valueAt, type Value } from './value/value.ts'

/** The private endpoints to a resource that a private DNS zone leads to. `all` are endpoints and their groups of zones. */
export function resourceEndpoints(
  resource: AzureResource,
  group: string,
  zone: string,
  all: readonly AzureResource[],
): readonly AzureResource[] {
  return all.filter(
    (endpoint) =>
      endpoint.is('Microsoft.Network/privateEndpoints') &&
      leadsTo(endpoint, resource, group) &&
      zoneIdsOf(endpoint, all).map(lastPart).includes(zone),
  )
}

function leadsTo(endpoint: AzureResource, resource: AzureResource, group: string): boolean {
  const connections = ['privateLinkServiceConnections', 'manualPrivateLinkServiceConnections'].flatMap((key) =>
    itemsOf(endpoint.get('properties', key)),
  )
  return connections.some((connection) => {
    if (shapeOf(valueAt(connection, ['properties', 'privateLinkServiceId'])) !== resource.id) return false
    return itemsOf(valueAt(connection, ['properties', 'groupIds'])).some((item) => shapeOf(item) === group)
  })
}

/** The ids of the zones of an endpoint: in groups below it, or where the provider writes them in it. */
export function zoneIdsOf(endpoint: AzureResource, all: readonly AzureResource[]): readonly string[] {
  const groups = all.filter((other) => other.is('Microsoft.Network/privateEndpoints/privateDnsZoneGroups') && isWithin(other, endpoint))
  const configured = groups
    .flatMap((other) => itemsOf(other.get('properties', 'privateDnsZoneConfigs')))
    .map((config) => shapeOf(valueAt(config, ['properties', 'privateDnsZoneId'])) ?? '')
  return [...configured, ...shapesAt(endpoint, 'privateDnsZoneIds')]
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : []
}
