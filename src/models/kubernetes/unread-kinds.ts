import type { Estate } from '../../core/estate.ts'

/** The name in reports of a kind, in a namespace or in the whole of a cluster, whose objects could not be read. */
export function unreadUri(kind: string, namespace: string | undefined): string {
  return `cluster/${namespace ?? '_'}/${kind}`
}

/**
 * Whether a cluster has objects of one of these kinds that could not be read, such as for want of a permission: that none
 * was found there then says nothing.
 *
 * @param scope the namespace that matters
 */
export function isUnread({ notAnalysed }: Pick<Estate, 'notAnalysed'>, kinds: readonly string[], scope: string): boolean {
  if (notAnalysed.length === 0) return false
  const uris = new Set(kinds.flatMap((kind) => [unreadUri(kind, undefined), unreadUri(kind, scope)]))
  return notAnalysed.some(({ uri }) => uris.has(uri))
}
