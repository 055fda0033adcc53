import type { Estate } from '../../core/estate.ts'

/** What a live reading could not have: its path in Azure after the word. */
const unreadPath = /^azure\/(?:subscriptions|providers)\//

/**
 * A list of resources of one of these types that exists and could not be read, by its path: that none of them was found
 * then says nothing.
 */
export function unreadAmong({ notAnalysed }: Estate, types: readonly string[]): string | undefined {
  const wanted = new Set(types.map((type) => type.toLowerCase()))
  return notAnalysed.find(({ uri }) => unreadPath.test(uri) && wanted.has(typeOfList(uri.toLowerCase()) ?? ''))?.uri
}

/** The type of what a list holds: after the last provider, every other part of its path. A path of one thing is of no list. */
function typeOfList(path: string): string | undefined {
  const [namespace, ...parts] = path.slice(path.lastIndexOf('/providers/') + '/providers/'.length).split('/')
  if (parts.length % 2 === 0) return undefined
  return [namespace, ...parts.filter((_, index) => index % 2 === 0)].join('/')
}
