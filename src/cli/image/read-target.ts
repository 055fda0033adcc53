import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'

import type { NotAnalysed } from '../../core/estate.ts'
import type { Place, Source } from '../../core/location.ts'
import type { Document } from '../../core/subject.ts'
import type { Package } from '../../models/dependency/package.ts'
import type { DockerBuild } from '../../models/dockerfile/docker-build.ts'
import { textDocument } from '../../models/text-document.ts'
import type { ArchiveCache } from '../../sources/registry/archive-cache.ts'
import { attachedBill } from '../../sources/registry/attached-bill.ts'
import type { ClientOptions } from '../../sources/registry/client.ts'
import type { ImageStore } from '../../sources/registry/image-store.ts'
import { openLocalImage } from '../../sources/registry/open-local.ts'
import { formatReference, parseReference } from '../../sources/registry/reference.ts'
import { readRootFolder } from '../../sources/registry/root-folder.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { dockerfileText, historyText, type ImageText } from '../../supply-chain/image/image-text.ts'
import { type AnalysedImage, analyseImage, type LayerCache, type OpenImage } from '../../supply-chain/image/image.ts'
import { lockFileReader } from '../../supply-chain/inventory/lock-file.ts'
import type { OsRelease } from '../../supply-chain/inventory/os/os-release.ts'
import { packageDocument } from '../../supply-chain/inventory/package-document.ts'
import { InventoryError } from '../../supply-chain/inventory/package.ts'
import type { Steps } from '../../supply-chain/matching/update.ts'
import { readSbom } from '../../supply-chain/sbom/read-sbom.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'

/** Something with packages, read. */
export interface ReadTarget {
  readonly name: string
  readonly kind: 'image' | 'lock file' | 'bill of materials' | 'root file system'
  readonly digest: string | undefined
  readonly os: OsRelease | undefined
  readonly packages: readonly Package[]
  readonly source: Source
  readonly document: Document
  readonly placeOf: (found: Package) => Place
  readonly instructionOf: (found: Package) => string | undefined
  /** What a lock file offers to change. */
  readonly steps?: Steps
  /** Only for images. */
  readonly image?: AnalysedImage
  readonly words?: ImageText
  readonly build?: DockerBuild | undefined
  readonly placeOfLayer?: (digest: string) => Place
  readonly notAnalysed: readonly NotAnalysed[]
}

export interface ReadTargetOptions {
  readonly cwd: string
  readonly platform: string
  /** Where what is no path is looked for by name. */
  readonly store: ImageStore
  readonly isOffline: boolean
  readonly cache: LayerCache | undefined
  /** What is known of archives on this machine. */
  readonly archives?: ArchiveCache | undefined
  /** The Dockerfile that an image was built from, where one is known. */
  readonly dockerfileOf: (image: AnalysedImage) => DockerBuild | undefined
}

/**
 * Reads an image, lock file, bill of materials or root file system: what exists as a path is read there, anything else
 * is the name of an image in a registry.
 *
 * @throws {ImageError | InventoryError}
 */
export async function readTarget(target: string, options: ReadTargetOptions): Promise<ReadTarget> {
  const path = resolve(options.cwd, target)
  if (!existsSync(path)) return readNamed(target, options)
  const name = relative(options.cwd, path).split(sep).join('/')
  if (statSync(path).isDirectory()) {
    if (existsSync(join(path, 'index.json')) || existsSync(join(path, 'manifest.json')))
      return readImage(await openLocalImage(path, options.platform, options.archives), options)
    return readRoot(name, path)
  }
  const reader = lockFileReader(path)
  if (reader !== undefined) return readLockFile(name, path)
  if (path.endsWith('.json')) return readBill(name, path)
  return readImage(await openLocalImage(path, options.platform, options.archives), options)
}

/** Reads the image that a reference names. */
export async function readNamed(target: string, options: ReadTargetOptions): Promise<ReadTarget> {
  const opened = await options.store.open(parseReference(target), options.platform)
  if (opened !== undefined) return readImage(opened, options)
  throw new ImageError(
    'not-found',
    options.isOffline ? `${target} is not here, and --offline forbids to ask a registry` : `${target} is not there`,
  )
}

/** Reads the bill of materials that is attached to an image, in place of the image. */
export async function readAttachedBill(target: string, options: ReadTargetOptions, bill: BillSource): Promise<ReadTarget> {
  if (options.isOffline) throw new ImageError('not-found', `${target} is not here, and --offline forbids to ask a registry`)
  const reference = parseReference(target)
  const { digest, text } = await attachedBill(reference, options.platform, bill.registry, bill.trust)
  const { packages, unknown } = readSbom(text, target)
  const name = formatReference(reference)
  const source: Source = { uri: name, text: `${name}\n` }
  return {
    name,
    kind: 'image',
    digest,
    os: undefined,
    packages,
    source,
    document: textDocument(source),
    placeOf: ({ file }) => ({ source, range: { start: 0, end: name.length }, path: [file] }),
    instructionOf: () => undefined,
    notAnalysed: unknown.map((each) => ({ uri: name, reason: 'unknown-component', message: each })),
  }
}

/** Where attached bills come from, and whose signature they have to carry. */
export interface BillSource {
  readonly registry: ClientOptions
  readonly trust: SigstoreTrust | undefined
}

async function readImage(opened: OpenImage, { cache, dockerfileOf }: ReadTargetOptions): Promise<ReadTarget> {
  let image: AnalysedImage
  try {
    image = await analyseImage(opened, cache)
  } finally {
    await opened.close()
  }
  const build = dockerfileOf(image)
  const words = build === undefined ? historyText(image) : dockerfileText(image, build)
  const instructions = new Map(image.layers.map(({ digest, instruction }) => [digest, instruction]))
  return {
    name: image.name,
    kind: 'image',
    digest: image.digest,
    os: image.contents.os,
    packages: image.contents.packages,
    source: words.source,
    document: textDocument(words.source),
    placeOf: ({ layer = '' }) => words.placeOfLayer(layer),
    instructionOf: ({ layer = '' }) => instructions.get(layer),
    image,
    words,
    build,
    placeOfLayer: (digest) => words.placeOfLayer(digest),
    notAnalysed: image.contents.problems.map(({ path, message }) => ({ uri: `${image.name}!/${path}`, reason: 'broken-file', message })),
  }
}

function readRoot(name: string, path: string): ReadTarget {
  const { os, packages, problems } = readRootFolder(path)
  if (os === undefined && packages.length === 0) throw new ImageError('not-an-image', `${name} is neither an image nor a root file system`)
  const source: Source = { uri: name, text: `${name}\n` }
  return {
    name,
    kind: 'root file system',
    digest: undefined,
    os,
    packages,
    source,
    document: textDocument(source),
    placeOf: ({ file }) => ({ source, range: { start: 0, end: name.length }, path: [file] }),
    instructionOf: () => undefined,
    notAnalysed: problems.map((problem) => ({ uri: `${name}/${problem.path}`, reason: 'broken-file', message: problem.message })),
  }
}

function readLockFile(name: string, path: string): ReadTarget {
  const source: Source = { uri: name, text: readFileSync(path, 'utf8') }
  const beside = (other: string): Source | undefined => {
    const at = join(dirname(path), other)
    return existsSync(at) ? { uri: posix.join(posix.dirname(name), other), text: readFileSync(at, 'utf8') } : undefined
  }
  const packages = lockFileReader(path)!(source, (other) => beside(other)?.text)
  const document = packageDocument(source, packages, beside)
  const placeOf = (found: Package): Place => document.placeOf(found)
  return {
    name,
    kind: 'lock file',
    digest: undefined,
    os: undefined,
    packages,
    source,
    document,
    placeOf,
    steps: document,
    instructionOf: () => undefined,
    notAnalysed: [],
  }
}

function readBill(name: string, path: string): ReadTarget {
  const source: Source = { uri: name, text: readFileSync(path, 'utf8') }
  const bill = readSbom(source.text, name)
  const place = (purlLike: string): Place => {
    const start = Math.max(source.text.indexOf(JSON.stringify(purlLike)), 0)
    return { source, range: { start, end: start + (start === 0 ? 0 : purlLike.length + 2) }, path: [] }
  }
  return {
    name,
    kind: 'bill of materials',
    digest: undefined,
    os: undefined,
    packages: bill.packages,
    source,
    document: textDocument(source),
    placeOf: ({ name: of }) => place(of),
    instructionOf: () => undefined,
    notAnalysed: bill.unknown.map((each) => ({ uri: name, reason: 'unknown-component', message: each })),
  }
}

/** What a failure to read a target means for the report: it was not analysed, and says why. */
export function notAnalysedBy(error: unknown, uri: string): NotAnalysed {
  if (error instanceof ImageError) return { uri, reason: `image-${error.code}`, message: error.message }
  if (error instanceof InventoryError) return { uri, reason: 'broken-file', message: error.message }
  throw error
}
