import type { Update } from '../../models/dependency/package-list.ts'
import type { Package } from '../../models/dependency/package.ts'
import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import type { AdvisoryStore } from '../advisories/store.ts'
import type { PackageDocument } from '../inventory/package-document.ts'
import { compareVersionsOf } from '../versions/scheme.ts'
import { matchPackages } from './match.ts'

/** A chain of fixes that bring the next vulnerability ends somewhere; a longer one is not followed. */
const mostSteps = 16

/**
 * The lowest version by which a package is rid of everything that has a fix, also of what versions on the way bring.
 * Undefined where there is none, or where it has something that the present version has not and that nothing mends.
 */
export function freeVersion(found: Package, known: readonly Vulnerability[], store: AdvisoryStore): string | undefined {
  const compare = compareVersionsOf(found.ecosystem)
  if (compare === undefined) return undefined
  const highest = (vulnerabilities: readonly Vulnerability[]): string | undefined =>
    vulnerabilities
      .flatMap(({ fixed }) => fixed ?? [])
      .sort(compare)
      .at(-1)
  let version = highest(known)
  for (let step = 0; version !== undefined && step < mostSteps; step++) {
    const left = matchPackages([{ ...found, version }], store)
    const next = highest(left)
    if (next === undefined) return left.every(({ id }) => known.some((each) => each.id === id)) ? version : undefined
    if (compare(next, version) <= 0) return undefined
    version = next
  }
  return undefined
}

/** The steps that a file offers: those of a package document. */
export type Steps = Pick<PackageDocument, 'canMove' | 'moveTo'>

/** How the file of a package moves it to the version that is free, where changing the text is all that it takes. */
export function updateOf(found: Package, known: readonly Vulnerability[], store: AdvisoryStore, steps: Steps): Update | undefined {
  if (!steps.canMove(found)) return undefined
  const free = freeVersion(found, known, store)
  if (free === undefined) return undefined
  return steps.moveTo(found, found.ecosystem === 'Go' ? asGoVersion(found, free) : free)
}

/** Modules of a second or later major version whose path does not say so carry a mark; advisories leave it out. */
function asGoVersion({ name, version }: Package, free: string): string {
  const unmarked = /^(?:[2-9]|\d{2,})\./.test(free) && !/\/v\d+$|^gopkg\.in\//.test(name)
  return unmarked && version.endsWith('+incompatible') && !free.endsWith('+incompatible') ? `${free}+incompatible` : free
}
