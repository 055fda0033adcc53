import type { Place } from '../../core/location.ts'
import type { PlacedVulnerability } from '../../models/dependency/package-list.ts'
import type { Package } from '../../models/dependency/package.ts'
import type { AdvisoryStore } from '../advisories/store.ts'
import { matchPackages } from './match.ts'
import { type Steps, updateOf } from './update.ts'

/**
 * The vulnerabilities of the packages of one file, each at the place of its package and with the step that mends it.
 *
 * @param steps what the file offers to change; nothing, where it is not given
 */
export function placeVulnerabilities(
  packages: readonly Package[],
  store: AdvisoryStore,
  placeOf: (found: Package) => Place,
  steps?: Steps,
): readonly PlacedVulnerability[] {
  return packages.flatMap((found) => {
    const vulnerabilities = matchPackages([found], store)
    if (vulnerabilities.length === 0) return []
    const place = placeOf(found)
    const update = steps === undefined ? undefined : updateOf(found, vulnerabilities, store, steps)
    return vulnerabilities.map((vulnerability) => ({ vulnerability, place, update }))
  })
}
