import type { Path } from '../../core/location.ts'
import { shapeOf, type ResourcesByType } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { valueAt, type Unknown } from './value/value.ts'

/** Where a route leads, in lower case, and where that is written. */
export interface Route {
  readonly hop: string
  readonly in: AzureResource
  readonly at: Path
}

export interface DefaultRoutes {
  /** One for all addresses, or one for each half of them; none where a part of them has no route. */
  readonly routes: readonly Route[]
  /** Set where there may be routes that are not known. */
  readonly open: Unknown | undefined
}

interface PrefixedRoute extends Route {
  readonly prefix: string
}

/** The halves of all addresses: together they go before a route for all of them. */
const halves = ['0.0.0.0/1', '128.0.0.0/1']

/** The routes of a table for all that no other route is for: those that it lists, and those that are resources of their own. */
export function defaultRoutesOf(table: AzureResource, resources: ResourcesByType): DefaultRoutes {
  const listed = table.get('properties', 'routes')
  const items = listed?.kind === 'list' ? listed.items : []
  const written = items.map((item, index): PrefixedRoute => {
    const at = ['properties', 'routes', index, 'properties', 'nextHopType']
    return { prefix: prefixOf(valueAt(item, ['properties', 'addressPrefix'])), hop: hopOf(table, at), in: table, at }
  })
  const at = ['properties', 'nextHopType']
  const own = resources
    .within(table, 'Microsoft.Network/routeTables/routes')
    .map((route): PrefixedRoute => ({ prefix: prefixOf(route.get('properties', 'addressPrefix')), hop: hopOf(route, at), in: route, at }))
  const all = [...written, ...own]
  const byHalves = halves.flatMap((half) => all.find(({ prefix }) => prefix === half) ?? [])
  const whole = all.filter(({ prefix }) => prefix === '0.0.0.0/0').slice(0, 1)
  return {
    routes: byHalves.length === halves.length ? byHalves : whole.length === 0 ? [] : [...byHalves, ...whole],
    open: listed?.kind === 'unknown' ? listed : listed?.kind === 'list' ? listed.open : undefined,
  }
}

function prefixOf(value: Parameters<typeof shapeOf>[0]): string {
  return shapeOf(value) ?? ''
}

function hopOf(holder: AzureResource, at: Path): string {
  return shapeOf(holder.get(...at)) ?? 'none'
}
