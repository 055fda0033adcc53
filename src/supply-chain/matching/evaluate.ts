import type { Affected, RangeEvent } from '../advisories/osv.ts'
import { satisfiesGem } from '../versions/gem.ts'
import type { CompareVersions } from '../versions/scheme.ts'

/** Why a version is affected. */
export interface Hit {
  /** The version from which on it is affected; `0` for all. Undefined where the version is listed by name. */
  readonly introduced?: string | undefined
  /** The first version after it that is not. Undefined where there is none. */
  readonly fixed?: string | undefined
  readonly lastAffected?: string | undefined
}

/**
 * Whether a version is affected, by OSV's rules: it is listed, or the last event at or before it in some range is an
 * `introduced`. Without an order of versions only the list counts.
 */
export function evaluateAffected(affected: Affected, version: string, compare: CompareVersions | undefined): Hit | undefined {
  if (compare !== undefined) {
    for (const range of affected.ranges) {
      const hit = evaluateRange(range, version, compare)
      if (hit !== undefined) return hit
    }
    if (affected.unaffected !== undefined && affected.ranges.length === 0) return evaluateGem(affected.unaffected, version)
  }
  const listed = affected.versions.some((each) => each === version || compare?.(each, version) === 0)
  if (!listed) return undefined
  return { fixed: compare === undefined ? undefined : firstFix(affected, version, compare) }
}

function evaluateRange(events: readonly RangeEvent[], version: string, compare: CompareVersions): Hit | undefined {
  const at = (event: RangeEvent): string => Object.values(event)[0] as string
  const order = (a: string, b: string): number => (a === b ? 0 : a === '0' ? -1 : b === '0' ? 1 : compare(a, b))
  const sorted = [...events].sort((a, b) => order(at(a), at(b)) || rank(a) - rank(b))
  let introduced: string | undefined
  let lastAffected: string | undefined
  for (const [index, event] of sorted.entries()) {
    if ('introduced' in event) {
      if (order(event.introduced, version) > 0) break
      introduced ??= event.introduced
      lastAffected = undefined
    } else if ('fixed' in event) {
      if (order(event.fixed, version) <= 0) introduced = undefined
      else if (introduced !== undefined) return { introduced, fixed: event.fixed }
    } else if ('lastAffected' in event) {
      if (order(event.lastAffected, version) < 0) introduced = undefined
      else if (introduced !== undefined) {
        // A fix may be named as well, further on.
        const fix = sorted.slice(index).find((each): each is Extract<RangeEvent, { fixed: string }> => 'fixed' in each)
        return { introduced, lastAffected: event.lastAffected, fixed: fix?.fixed }
      }
    } else if (order(event.limit, version) <= 0) introduced = undefined
  }
  return introduced === undefined ? undefined : { introduced, lastAffected }
}

/** Of events at one version, a fix counts before a beginning, and a beginning before the last version that it holds for. */
function rank(event: RangeEvent): number {
  return 'introduced' in event ? 1 : 'lastAffected' in event ? 2 : 0
}

function firstFix(affected: Affected, version: string, compare: CompareVersions): string | undefined {
  const fixes = affected.ranges.flat().flatMap((event) => ('fixed' in event && compare(event.fixed, version) > 0 ? [event.fixed] : []))
  return fixes.sort(compare)[0]
}

/** RubySec: affected unless one of the requirements holds. The fix is the lowest bound above the version. */
function evaluateGem(unaffected: readonly string[], version: string): Hit | undefined {
  if (unaffected.some((requirement) => satisfiesGem(version, requirement))) return undefined
  const bounds = unaffected.flatMap((requirement) => /^\s*(?:>=|~>)\s*([^\s,]+)/.exec(requirement)?.[1] ?? [])
  return { introduced: '0', fixed: bounds.find((bound) => satisfiesGem(bound, `> ${version}`)) }
}
