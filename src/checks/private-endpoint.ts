import { text } from '../core/text.ts'
import { isInZone, isLetIn, leadsTo } from '../models/azure/private-endpoints.ts'
import type { Companion } from './companion-check.ts'

/** A private endpoint to a resource and, where there is one, the DNS zone by which its name leads there. */
export function privateEndpointTo(group: string, zone: string): readonly [Companion] {
  return [
    {
      what: text({
        en: 'private endpoint whose name is in a private DNS zone',
        ja: 'プライベート DNS ゾーンに登録されたプライベートエンドポイント',
      }),
      types: [
        'Microsoft.Network/privateEndpoints',
        'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
        'Microsoft.Network/privateDnsZones',
      ],
      isAbout: (candidate, resource, all) =>
        candidate.is('Microsoft.Network/privateEndpoints') &&
        leadsTo(candidate, resource, group) &&
        isInZone(candidate, zone, all) !== false,
      serves: (candidate, resource, all) => isLetIn(candidate, resource, group) && isInZone(candidate, zone, all),
    },
  ]
}
