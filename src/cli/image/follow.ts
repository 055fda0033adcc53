import { resolve } from 'node:path'

import type { PlacedVulnerability } from '../../models/dependency/package-list.ts'
import type { AdvisoryStore } from '../../supply-chain/advisories/store.ts'
import { baseOf } from '../../supply-chain/image-chain/base-of.ts'
import { chainOf, type ImageSurroundings } from '../../supply-chain/image-chain/chain.ts'
import type { AnalysedImage } from '../../supply-chain/image/image.ts'
import { type ExploitationIndex, readExploitation, withExploitation } from '../../supply-chain/matching/exploitation.ts'
import { placeVulnerabilities } from '../../supply-chain/matching/place-vulnerabilities.ts'
import type { VexDocument } from '../../supply-chain/vex/statement.ts'
import type { Invocation } from '../command.ts'
import { readVexDocuments } from '../judging/vex-suppressions.ts'
import { Bases } from './bases.ts'
import { flagList } from './flags.ts'
import type { ImageTree } from './image-tree.ts'
import type { ReadTarget, ReadTargetOptions } from './read-target.ts'

/** What the findings of every target are made with. */
export interface Means {
  readonly advisories: AdvisoryStore | undefined
  readonly tree: ImageTree
  readonly bases: Bases | undefined
  readonly documents: readonly VexDocument[]
  readonly exploitation: ExploitationIndex
  readonly ignoresUnfixed: boolean
  readonly today: string
}

/** @param tree what manifests and configuration say of images */
export function meansOf(
  { flags, io }: Invocation,
  options: ReadTargetOptions,
  advisories: AdvisoryStore | undefined,
  tree: ImageTree,
): Means {
  return {
    advisories,
    tree,
    bases:
      advisories === undefined || flags['bases'] === false
        ? undefined
        : new Bases({ ...options, advisories, say: (problem) => io.stderr.write(`${problem}\n`) }),
    documents: readVexDocuments(flagList(flags, 'vex'), io.cwd),
    exploitation: readExploitation(flagList(flags, 'exploitation').map((path) => resolve(io.cwd, path))),
    ignoresUnfixed: flags['ignoreUnfixed'] === true,
    today: new Date().toISOString().slice(0, 10),
  }
}

/** The vulnerabilities of what was read, with what is known of their exploitation; undefined without advisories. */
export async function vulnerabilitiesOf(read: ReadTarget, means: Means): Promise<readonly PlacedVulnerability[] | undefined> {
  const { advisories, exploitation, ignoresUnfixed } = means
  if (advisories === undefined) return undefined
  const placed = placeVulnerabilities(read.packages, advisories, read.placeOf, read.steps)
    .filter(({ vulnerability: { fixed } }) => fixed !== undefined || !ignoresUnfixed)
    .map((each) => ({
      ...each,
      vulnerability: withExploitation(each.vulnerability, exploitation),
      instruction: read.instructionOf(each.vulnerability.package),
    }))
  const { image } = read
  if (image === undefined || placed.length === 0) return placed
  const surroundings = await surroundingsOf(read, image, means)
  return placed.map((each) => ({ ...each, chain: chainOf(each.vulnerability, image, surroundings) }))
}

export async function surroundingsOf(
  { words, build }: ReadTarget,
  image: AnalysedImage,
  { tree, bases }: Means,
): Promise<ImageSurroundings> {
  const base = baseOf(image, build)
  const known = base === undefined ? undefined : await bases?.of(image, base)
  return {
    words: words!,
    build,
    base,
    baseLayers: known?.layers,
    candidates: known?.candidates ?? [],
    lists: tree.lists,
    owner: tree.ownerOf(image, build),
    users: tree.users.get(image.name) ?? [],
  }
}
