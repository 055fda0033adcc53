import type { PackageList } from '../../models/dependency/package-list.ts'
import type { Package } from '../../models/dependency/package.ts'

/** What became of a package between two states of a project. */
export interface PackageChange {
  readonly change: 'added' | 'removed' | 'changed'
  readonly list: PackageList
  /** As it is now, or as it was for what is gone. */
  readonly package: Package
  /** The versions that it takes the place of. */
  readonly from: readonly string[]
}

/**
 * The packages that came, went or changed their version, file by file. A package may be there in several versions: a version
 * that goes while another comes is a change, anything else an addition or a removal.
 *
 * @param renames present names of lists by their old ones
 */
export function packageChanges(
  before: readonly PackageList[],
  after: readonly PackageList[],
  renames: ReadonlyMap<string, string> = new Map(),
): readonly PackageChange[] {
  const old = new Map(before.map((list) => [renames.get(list.document.uri) ?? list.document.uri, list]))
  const changes: PackageChange[] = []
  for (const list of after) {
    const was = old.get(list.document.uri)
    changes.push(...changesOf(was, list))
    if (was !== undefined) old.delete(list.document.uri)
  }
  for (const list of old.values()) changes.push(...changesOf(list, undefined))
  return changes
}

function changesOf(was: PackageList | undefined, is: PackageList | undefined): readonly PackageChange[] {
  const [before, after] = [byName(was), byName(is)]
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((name): readonly PackageChange[] => {
    const [old, now] = [before.get(name) ?? [], after.get(name) ?? []]
    const gone = old.filter(({ version }) => !now.some((other) => other.version === version))
    const come = now.filter(({ version }) => !old.some((other) => other.version === version))
    if (come.length === 0) return gone.map((each) => ({ change: 'removed', list: was!, package: each, from: [] }))
    const from = gone.map(({ version }) => version)
    return come.map((each) => ({ change: from.length === 0 ? 'added' : 'changed', list: is!, package: each, from }))
  })
}

function byName(list: PackageList | undefined): ReadonlyMap<string, readonly Package[]> {
  return Map.groupBy(list?.packages ?? [], ({ ecosystem, name }) => `${ecosystem}\u0000${name}`)
}
