import type { Path } from '../../core/location.ts'
import { isWithin, shapeOf } from './relations.ts'
import type { AzureResource } from './resource.ts'
import { valueAt } from './value/value.ts'

/** Where a route leads, in lower case, and where that is written. */
export interface Route {
  readonly hop: string
  readonly in: AzureResource
  readonly at: Path
}

/** The route of a table for all that no other route is for: one that it lists, or one that is a resource of its own. */
export function defaultRouteOf(table: AzureResource, separate: readonly AzureResource[]): Route | undefined {
  const listed = table.get('properties', 'routes')
  const index =
    listed?.kind === 'list' ? listed.items.findIndex((route) => isDefault(shapeOf(valueAt(route, ['properties', 'addressPrefix'])))) : -1
  const at = index < 0 ? ['properties', 'nextHopType'] : ['properties', 'routes', index, 'properties', 'nextHopType']
  const holder =
    index < 0 ? separate.find((route) => isWithin(route, table) && isDefault(shapeOf(route.get('properties', 'addressPrefix')))) : table
  return holder === undefined ? undefined : { hop: shapeOf(holder.get(...at)) ?? 'none', in: holder, at }
}

const isDefault = (prefix: string | undefined): boolean => prefix === '0.0.0.0/0'
