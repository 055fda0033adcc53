import type { Estate } from '../../core/estate.ts'
import { lastPart } from './relations.ts'

/** The prefix of what a live reading could not have, before its path in Azure. */
export const unreadPrefix = 'azure/subscriptions/'

/**
 * A list of resources of one of these types that exists and could not be read, by its path: that none of them was found
 * then says nothing.
 */
export function unreadAmong({ notAnalysed }: Estate, types: readonly string[]): string | undefined {
  const endings = types.map((type) => `/${lastPart(type).toLowerCase()}`)
  return notAnalysed.find(({ uri }) => uri.startsWith(unreadPrefix) && endings.some((ending) => uri.toLowerCase().endsWith(ending)))?.uri
}
