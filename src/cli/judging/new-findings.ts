import type { Finding } from '../../core/finding.ts'
import { render } from '../../core/text.ts'

/**
 * The findings that were not there before. One is known by its fingerprint; where that has changed because a file got another
 * name or an entry moved within its list, by what it says of what. What was suppressed before and is not any more is new.
 *
 * @param renames present `uri`s by the old ones
 */
export function newFindings(now: readonly Finding[], before: readonly Finding[], renames: ReadonlyMap<string, string>): readonly Finding[] {
  const known = new Map<string, Finding>()
  for (const finding of before) if (finding.suppressed === null) known.set(finding.fingerprint, finding)
  const unmatched = now.filter(({ fingerprint }) => !known.delete(fingerprint))
  const moved = new Map<string, number>()
  for (const finding of known.values()) {
    const key = claimOf(finding, renames)
    moved.set(key, (moved.get(key) ?? 0) + 1)
  }
  return unmatched.filter((finding) => {
    const key = claimOf(finding, new Map())
    const left = moved.get(key) ?? 0
    if (left > 0) moved.set(key, left - 1)
    return left === 0
  })
}

/** What a finding says of what, wherever in the file that stands. */
function claimOf({ check, place, resource, message, outcome }: Finding, renames: ReadonlyMap<string, string>): string {
  const present = (uri: string): string => renames.get(uri) ?? uri
  const what = 'kind' in resource ? [resource.apiVersion, resource.kind, resource.namespace ?? ''] : [resource.type]
  return [check, outcome, present(place.source.uri), ...what, present(resource.name), render(message, 'en')].join('\u0000')
}
