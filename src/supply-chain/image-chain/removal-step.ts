import { dirname } from 'node:path/posix'

import type { Place } from '../../core/location.ts'
import type { PackageList } from '../../models/dependency/package-list.ts'
import type { Package } from '../../models/dependency/package.ts'
import type { Vulnerability } from '../../models/dependency/vulnerability.ts'
import type { BuildInstruction, DockerBuild } from '../../models/dockerfile/docker-build.ts'
import { packageInstalls } from '../../models/dockerfile/package-manager.ts'
import type { BaseImage, ImageChain, RemovalStep } from '../../models/image/image-chain.ts'

/** A base that the image could be built on today. */
export interface BaseCandidate {
  /** With its tag, without a digest. */
  readonly name: string
  readonly digest: string
  /** Whether it is what the tag of the present base stands for now, and another than it was. */
  readonly isSameTag: boolean
  /** Whether it has the vulnerability too. */
  readonly has: (vulnerability: Vulnerability) => boolean
}

/** All that the way to a step depends on. */
export interface StepInput {
  readonly origin: ImageChain['origin']
  readonly base: BaseImage | undefined
  readonly build: DockerBuild | undefined
  /** The line that brought the package, where it is one of the image's own. */
  readonly instruction: BuildInstruction | undefined
  /** Nearest first. */
  readonly candidates: readonly BaseCandidate[]
  /** The lock files beside the Dockerfile and below. */
  readonly lists: readonly PackageList[]
}

/** The smallest step that removes a vulnerability from an image. */
export function removalStep(vulnerability: Vulnerability, input: StepInput): RemovalStep {
  return input.origin === 'base' ? stepOfBase(vulnerability, input) : stepOfOwnLine(vulnerability, input)
}

function stepOfBase(vulnerability: Vulnerability, { base, candidates }: StepInput): RemovalStep {
  const place = base?.place
  const free = candidates.find((candidate) => !candidate.has(vulnerability))
  if (free === undefined) return vulnerability.fixed === undefined ? { kind: 'none' } : { kind: 'base', to: undefined, place }
  const isPinned = place !== undefined && place.source.text.slice(place.range.start, place.range.end).includes('@')
  if (free.isSameTag && !isPinned) return { kind: 'rebuild', because: 'base-moved', place }
  return { kind: 'base', to: isPinned ? `${free.name}@${free.digest}` : free.name, place }
}

function stepOfOwnLine(vulnerability: Vulnerability, { build, instruction, lists }: StepInput): RemovalStep {
  const { package: found, fixed } = vulnerability
  if (fixed === undefined) return { kind: 'none' }
  const locked = lockedIn(found, lists, build)
  if (locked !== undefined) return { kind: 'bump', version: versionFreeOf(vulnerability, locked.list) ?? fixed, place: locked.place }
  const pinned = build === undefined || instruction === undefined ? undefined : pinnedIn(found, build, instruction)
  if (pinned !== undefined) return { kind: 'bump', version: fixed, place: pinned }
  // A line that names no version installs the newest one when it runs again.
  if (found.release !== undefined && instruction?.keyword === 'RUN')
    return { kind: 'rebuild', because: 'line-installs', place: build?.at(instruction) }
  return { kind: 'bump', version: fixed, place: undefined }
}

/** The entry of the package in a lock file; of several files the one nearest to the Dockerfile. */
function lockedIn(
  found: Package,
  lists: readonly PackageList[],
  build: DockerBuild | undefined,
): { readonly list: PackageList; readonly place: Place } | undefined {
  const folder = build === undefined ? '' : dirname(build.source.uri)
  const shared = ({ document: { uri } }: PackageList): number => commonSteps(dirname(uri), folder)
  for (const list of lists.toSorted((a, b) => shared(b) - shared(a))) {
    const entry = list.packages.find(
      ({ ecosystem, name, version }) => ecosystem === found.ecosystem && name === found.name && version === found.version,
    )
    if (entry !== undefined) return { list, place: list.placeOf(entry) }
  }
  return undefined
}

function commonSteps(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')]
  const parting = a.findIndex((step, index) => step !== b[index])
  return parting === -1 ? a.length : parting
}

/** The version that is free of everything with a fix, as the lock file's own finding has it. */
function versionFreeOf({ id, package: found }: Vulnerability, { vulnerabilities }: PackageList): string | undefined {
  return vulnerabilities?.find(({ vulnerability }) => vulnerability.id === id && vulnerability.package.name === found.name)?.update?.version
}

/** Where a line asks for just this version: `zlib1g=1:1.2.11`, `flask==2.3.2`, `left-pad@1.0.0`. */
function pinnedIn({ name, version }: Package, build: DockerBuild, instruction: BuildInstruction): Place | undefined {
  if (instruction.keyword !== 'RUN') return undefined
  const words = packageInstalls(build.commandsOf(instruction)).flatMap(({ packages }) => packages)
  const word = words.find(({ text }) => ['=', '==', '@', '@v'].some((mark) => text === `${name}${mark}${version}`))
  return word === undefined ? undefined : build.at(instruction, word.range)
}
