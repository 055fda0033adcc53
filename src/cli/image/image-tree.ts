import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { checks } from '../../checks/index.generated.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt } from '../../core/location.ts'
import { dependencyList, type PackageList } from '../../models/dependency/package-list.ts'
import { dockerBuild, DockerBuild } from '../../models/dockerfile/docker-build.ts'
import type { ImageUser } from '../../models/image/image-chain.ts'
import { codeOwnersFiles, ownersOf } from '../../models/repository/code-owners.ts'
import { imagesOf } from '../../models/workload/images.ts'
import type { RunningImage } from '../../models/workload/running-images.ts'
import { workload, type Workload } from '../../models/workload/workload.ts'
import { readTree } from '../../sources/files/read-tree.ts'
import { formatReference, parseReference } from '../../sources/registry/reference.ts'
import type { AdvisoryStore } from '../../supply-chain/advisories/store.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { dockerfileOf } from '../../supply-chain/image/image-text.ts'
import type { AnalysedImage } from '../../supply-chain/image/image.ts'
import { namesCluster } from '../cluster/flags.ts'
import { readLive } from '../cluster/read-live.ts'
import type { Invocation } from '../command.ts'
import type { ImageSetting } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { minorOf } from '../judging/judging-flags.ts'
import { flagList, flagText } from './flags.ts'

/** What a tree, and the configuration, say of images: who runs them, what they are built from, who answers for them. */
export interface ImageTree {
  /** Those who run an image, by its reference in full, in order of the tree. */
  readonly users: ReadonlyMap<string, readonly ImageUser[]>
  readonly lists: readonly PackageList[]
  readonly notAnalysed: readonly NotAnalysed[]
  /** The Dockerfile of an image, where one is known or fits. */
  readonly dockerfileOf: (image: AnalysedImage) => DockerBuild | undefined
  readonly ownerOf: (image: AnalysedImage, build: DockerBuild | undefined) => string | undefined
  readonly settingOf: (reference: string) => ImageSetting | undefined
}

/** Labels that name who made an image; older images have the second. */
const ownerLabels = ['org.opencontainers.image.authors', 'maintainer']

/** Reads what `--manifests` names, as `scan` would: charts and Kustomizations are rendered. */
export async function readImageTree(invocation: Invocation, advisories: AdvisoryStore | undefined): Promise<ImageTree> {
  const { flags, io, locale } = invocation
  const config = await findConfig(flagText(flags, 'config'), io.cwd, checks, locale)
  const paths = flagList(flags, 'manifests').map((path) => {
    const absolute = resolve(io.cwd, path)
    if (!existsSync(absolute)) throw new BreakwaterError('path-not-found', { path })
    return absolute
  })
  const { podShapes, excludes, valueSets } = config
  const kubernetes = minorOf(config.kubernetes)
  const scanned =
    paths.length === 0 ? undefined : await readTree(paths, { locale, podShapes, excludes, valueSets, kubernetes, advisories, cwd: io.cwd })
  const live = namesCluster({ ...invocation, targets: invocation.targets.slice(1) }) ? await readLive(invocation, config) : undefined
  const estate = scanned?.estate
  const running = live?.scanned.estate.subjects(workload) ?? []
  const workloads = [...(estate?.subjects(workload) ?? []), ...running]
  const given = flagText(flags, 'dockerfile')
  const dockerfile = given === undefined ? undefined : readDockerfile(given, io.cwd)
  const settingOf = (reference: string): ImageSetting | undefined => config.images.find(({ matches }) => matches(reference))
  const owners = codeOwnersText(io.cwd)
  return {
    users: withDigests(usersIn(workloads), live?.images ?? []),
    lists: estate?.subjects(dependencyList) ?? [],
    notAnalysed: [...(estate?.notAnalysed ?? []), ...(live?.scanned.estate.notAnalysed ?? []), ...workloads.flatMap(unreadable)],
    settingOf,
    dockerfileOf(image) {
      const set = settingOf(image.name)?.dockerfile
      return dockerfile ?? (set === undefined ? dockerfileOf(image, estate?.subjects(dockerBuild) ?? []) : readDockerfile(set, io.cwd))
    },
    ownerOf({ name, config: { labels } }, build) {
      const owned = build === undefined || owners === undefined ? [] : ownersOf(owners, build.source.uri)
      const labelled = ownerLabels.flatMap((label) => labels[label] ?? [])
      return settingOf(name)?.owner ?? (owned.length > 0 ? owned.join(' ') : labelled[0])
    },
  }
}

/** What nodes have pulled is what runs, whatever its tag stands for today. */
function withDigests(
  users: ReadonlyMap<string, readonly ImageUser[]>,
  images: readonly RunningImage[],
): ReadonlyMap<string, readonly ImageUser[]> {
  const digests = new Map(images.map(({ reference, digests: pulled }) => [referenceOf(reference), pulled]))
  return new Map(
    [...users].flatMap(([reference, found]) => {
      const pulled = reference.includes('@') ? [] : (digests.get(reference) ?? [])
      return pulled.length === 0 ? [[reference, found] as const] : pulled.map((digest) => [`${reference}@${digest}`, found] as const)
    }),
  )
}

function usersIn(workloads: readonly Workload[]): ReadonlyMap<string, readonly ImageUser[]> {
  const users = new Map<string, ImageUser[]>()
  for (const pod of workloads) {
    for (const { written, at } of imagesOf(pod)) {
      const reference = referenceOf(written)
      if (reference === undefined) continue
      const known = users.get(reference)
      const user = { resource: pod.ref, place: pod.document.place(at) }
      if (known === undefined) users.set(reference, [user])
      else known.push(user)
    }
  }
  return users
}

/** Containers whose image is no reference, such as a variable that somebody else fills in: what they run is not known. */
function unreadable({ containers, document }: Workload): readonly NotAnalysed[] {
  return containers.flatMap((container) => {
    const { image } = container
    if (image === undefined || referenceOf(image) !== undefined) return []
    const { source, range } = document.place(container.at('image'))
    const message = `${JSON.stringify(image.slice(0, 200))} names no image`
    return [{ uri: source.uri, reason: 'image-reference', message, ...(source.text === '' ? {} : positionAt(source, range.start)) }]
  })
}

function referenceOf(written: string): string | undefined {
  try {
    return formatReference(parseReference(written))
  } catch (error) {
    if (error instanceof ImageError) return undefined
    throw error
  }
}

function readDockerfile(path: string, cwd: string): DockerBuild {
  const absolute = resolve(cwd, path)
  if (!existsSync(absolute)) throw new BreakwaterError('path-not-found', { path })
  return new DockerBuild({ uri: path, text: readFileSync(absolute, 'utf8') })
}

function codeOwnersText(cwd: string): string | undefined {
  const file = codeOwnersFiles.map((name) => join(cwd, name)).find((path) => existsSync(path))
  return file === undefined ? undefined : readFileSync(file, 'utf8')
}
