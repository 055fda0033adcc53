import type { Place } from '../../core/location.ts'
import type { PlacedVulnerability } from '../../models/dependency/package-list.ts'
import type { Package } from '../../models/dependency/package.ts'
import type { AdvisoryStore } from '../advisories/store.ts'
import { matchPackages } from './match.ts'
import { updateOf } from './update.ts'

/** The vulnerabilities of the packages of one file, each at the place of its package and with the step that mends it. */
export function placeVulnerabilities(
  packages: readonly Package[],
  store: AdvisoryStore,
  placeOf: (found: Package) => Place,
): readonly PlacedVulnerability[] {
  return packages.flatMap((found) => {
    const vulnerabilities = matchPackages([found], store)
    if (vulnerabilities.length === 0) return []
    const place = placeOf(found)
    const update = updateOf(found, vulnerabilities, store)
    return vulnerabilities.map((vulnerability) => ({ vulnerability, place, update }))
  })
}
