import { text } from '../core/text.ts'
import { endpointElsewhere, isInZone, isLetIn, leadsTo } from '../models/azure/private-endpoints.ts'
import { privateLinkServiceOf } from '../models/azure/private-link.ts'
import type { Companion } from './companion-check.ts'

/** A private endpoint to a resource and, where there is one, the DNS zone by which its name leads there. */
export const privateEndpointTo: Companion = {
  what: text({
    en: 'private endpoint whose name is in a private DNS zone',
    ja: 'プライベート DNS ゾーンに登録されたプライベートエンドポイント',
  }),
  types: [
    'Microsoft.Network/privateEndpoints',
    'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    'Microsoft.Network/privateDnsZones',
  ],
  isAbout: (candidate, resource, all) => {
    const { zones } = privateLinkServiceOf(resource) ?? { zones: {} }
    return (
      candidate.is('Microsoft.Network/privateEndpoints') &&
      leadsTo(candidate, resource, Object.keys(zones)) &&
      isInZone(candidate, zones, all) !== false
    )
  },
  serves: (candidate, resource, all) => {
    const { zones } = privateLinkServiceOf(resource) ?? { zones: {} }
    return isLetIn(candidate, resource, Object.keys(zones)) && isInZone(candidate, zones, all)
  },
  isWithin: (resource, all) => endpointElsewhere(resource, all) ?? false,
}
