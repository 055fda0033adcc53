import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { isCompressed } from '../../supply-chain/image/decompress.ts'
import { checkDigest, digestOf } from '../../supply-chain/image/digest.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import type { NamedImage, OpenImage } from '../../supply-chain/image/image.ts'
import { defaultLimits } from '../../supply-chain/image/limits.ts'
import {
  choosePlatform,
  type Descriptor,
  type Index,
  isIndex,
  type Manifest,
  parseConfig,
  parseManifest,
} from '../../supply-chain/image/manifest.ts'
import type { ArchiveCache, KnownArchive } from './archive-cache.ts'
import { openArchive, type StoredFiles } from './archive-files.ts'
import { formatReference, type ImageReference, parseReference } from './reference.ts'

/**
 * Opens an image that lies on this machine: an OCI layout (a folder or a tar archive) or the archive of `docker save`,
 * compressed or not.
 *
 * @param archives what is known of archives that were opened before
 * @throws {ImageError}
 */
export async function openLocalImage(path: string, platform: string, archives?: ArchiveCache): Promise<OpenImage> {
  const isFolder = statSync(path).isDirectory()
  const reopen = async (): Promise<OpenImage> => openFiles(path, isFolder ? folderFiles(path) : await openArchive(path), platform)
  if (isFolder || archives === undefined) return reopen()
  const known = archives.get(path, platform)
  return known === undefined ? archives.keep(path, platform, reopen) : openedOnDemand(known, reopen)
}

async function openFiles(path: string, files: StoredFiles, platform: string): Promise<OpenImage> {
  try {
    if (files.has('index.json')) return openLayout(path, files, platform)
    if (files.has('manifest.json')) return await openDockerArchive(path, files)
  } catch (error) {
    await files.close()
    throw error
  }
  await files.close()
  throw new ImageError('not-an-image', `${path} is neither an OCI layout nor an archive of docker save`)
}

/** An image whose archive is opened when the first of its layers is needed. */
function openedOnDemand(known: KnownArchive, reopen: () => Promise<OpenImage>): OpenImage {
  let opened: Promise<OpenImage> | undefined
  return {
    ...known,
    async *openLayer(layer) {
      opened ??= reopen()
      yield* (await opened).openLayer(layer)
    },
    close: async () => (await opened)?.close(),
  }
}

/**
 * Opens an image of an OCI layout by its name or digest; undefined where the layout does not have it.
 *
 * @throws {ImageError}
 */
export async function openNamedImage(path: string, reference: ImageReference, platform: string): Promise<NamedImage | undefined> {
  const files = statSync(path).isDirectory() ? folderFiles(path) : await openArchive(path)
  try {
    const top = namedDescriptors(files).find((found) => isNamed(found, reference))
    if (top !== undefined) {
      const image = openLayout(formatReference(reference), files, platform, { manifests: [top], annotations: {} })
      return { ...image, topDigest: top.digest }
    }
  } catch (error) {
    await files.close()
    throw error
  }
  await files.close()
  return undefined
}

/** The tags that an OCI layout has of a repository. */
export async function tagsInLayout(path: string, { registry, repository }: ImageReference): Promise<readonly string[]> {
  const files = statSync(path).isDirectory() ? folderFiles(path) : await openArchive(path)
  try {
    return namedDescriptors(files).flatMap((descriptor) => {
      const name = nameOf(descriptor)
      return name?.registry === registry && name.repository === repository && name.tag !== undefined ? [name.tag] : []
    })
  } finally {
    await files.close()
  }
}

function namedDescriptors(files: StoredFiles): readonly Descriptor[] {
  const index = parseManifest(small(files, 'index.json'))
  return isIndex(index) ? index.manifests : []
}

/** Whole names stand in the annotation where several repositories share a layout; bare tags name none. */
function nameOf({ annotations }: Descriptor): ImageReference | undefined {
  const name = annotations?.['io.containerd.image.name'] ?? annotations?.['org.opencontainers.image.ref.name']
  if (name === undefined || !name.includes('/')) return undefined
  try {
    return parseReference(name)
  } catch {
    return undefined
  }
}

function isNamed(descriptor: Descriptor, { registry, repository, tag, digest }: ImageReference): boolean {
  if (digest !== undefined) return descriptor.digest === digest
  const name = nameOf(descriptor)
  return name?.registry === registry && name.repository === repository && name.tag === tag
}

function folderFiles(folder: string): StoredFiles {
  const at = (name: string): string => join(folder, name)
  return {
    has: (name) => existsSync(at(name)) && statSync(at(name)).isFile(),
    size: (name) => statSync(at(name)).size,
    read: (name) => readFileSync(at(name)),
    open: (name) => createReadStream(at(name), { highWaterMark: 1024 * 1024 }),
    close: async () => undefined,
  }
}

function small(files: StoredFiles, name: string): Buffer {
  if (!files.has(name)) throw new ImageError('not-found', `${name} is missing`)
  if (files.size(name) > defaultLimits.manifest) throw new ImageError('limit', `${name} is larger than ${defaultLimits.manifest} bytes`)
  return files.read(name)
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}

/** @param given which of its images are meant; by default all that its index has */
function openLayout(name: string, files: StoredFiles, platform: string, given?: Index): OpenImage {
  const read = ({ digest }: Descriptor): Buffer => {
    const bytes = small(files, blobPath(digest))
    checkDigest(bytes, digest)
    return bytes
  }
  const top = given ?? parseManifest(small(files, 'index.json'))
  if (!isIndex(top)) throw new ImageError('broken-manifest', 'index.json is no index')
  const { manifest, descriptor } = resolve(top, platform, read)
  return {
    name,
    digest: descriptor.digest,
    manifest,
    config: parseConfig(read(manifest.config)),
    openLayer: ({ digest }) => streamOf(files, blobPath(digest)),
    close: () => files.close(),
  }
}

/** The layout's index may lead to further ones; referrers in it are no images. */
function resolve(
  index: Index,
  platform: string,
  read: (descriptor: Descriptor) => Buffer,
  depth = 0,
): { readonly manifest: Manifest; readonly descriptor: Descriptor } {
  if (depth > 3) throw new ImageError('broken-manifest', 'too many indexes inside each other')
  const images = index.manifests.filter(({ artifactType, annotations }) => artifactType === undefined && isImageTag(annotations))
  const candidates = images.length === 0 ? index.manifests : images
  const descriptor = candidates.length === 1 ? candidates[0]! : choosePlatform({ ...index, manifests: candidates }, platform)
  const manifest = parseManifest(read(descriptor))
  return isIndex(manifest) ? resolve(manifest, platform, read, depth + 1) : { manifest, descriptor }
}

/** Signatures and the lists of referrers have tags that are made from a digest. */
function isImageTag(annotations: Readonly<Record<string, string>> | undefined): boolean {
  return !/^sha256-[\da-f]{64}(?:\.\w+)?$/.test(annotations?.['org.opencontainers.image.ref.name'] ?? '')
}

async function openDockerArchive(name: string, files: StoredFiles): Promise<OpenImage> {
  let entries: unknown
  try {
    entries = JSON.parse(small(files, 'manifest.json').toString('utf8'))
  } catch (error) {
    if (error instanceof ImageError) throw error
    throw new ImageError('broken-manifest', 'manifest.json is not valid JSON')
  }
  const [entry] = Array.isArray(entries) ? (entries as readonly { Config?: unknown; Layers?: unknown; RepoTags?: unknown }[]) : []
  if (entry === undefined || typeof entry.Config !== 'string' || !Array.isArray(entry.Layers))
    throw new ImageError('broken-manifest', 'manifest.json names no image')
  const configBytes = small(files, entry.Config)
  const config = parseConfig(configBytes)
  const paths = entry.Layers.map(String)
  if (paths.length !== config.diffIds.length)
    throw new ImageError('broken-manifest', 'the archive and its configuration have different numbers of layers')
  for (const path of paths) if (!files.has(path)) throw new ImageError('not-found', `${path} is missing`)
  const layers = await Promise.all(paths.map((path, index) => archivedLayer(files, path, config.diffIds[index]!)))
  const pathOf = new Map(layers.map(({ digest }, index) => [digest, paths[index]!]))
  const [tag] = Array.isArray(entry.RepoTags) ? entry.RepoTags : []
  return {
    name: typeof tag === 'string' ? tag : name,
    digest: undefined,
    manifest: {
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digestOf(configBytes), size: configBytes.length },
      layers,
      annotations: {},
    },
    config,
    openLayer: ({ digest }) => streamOf(files, pathOf.get(digest) ?? ''),
    close: () => files.close(),
  }
}

/**
 * The archive names layers by file. A plain one has the digest of the unpacked layer, which the configuration gives; that of
 * a compressed one is nowhere written, so it is taken here, and the layer is held against the configuration when it is read.
 */
async function archivedLayer(files: StoredFiles, path: string, diffId: string): Promise<Descriptor> {
  const size = files.size(path)
  const mediaType = 'application/vnd.docker.image.rootfs.diff.tar'
  let hash: Hash | undefined
  for await (const piece of files.open(path)) {
    if (hash === undefined && !isCompressed(piece)) return { mediaType, digest: diffId, size }
    hash ??= createHash('sha256')
    hash.update(piece)
  }
  return hash === undefined ? { mediaType, digest: diffId, size } : { mediaType, digest: `sha256:${hash.digest('hex')}`, size }
}

function streamOf(files: StoredFiles, name: string): AsyncIterable<Uint8Array> {
  if (!files.has(name)) throw new ImageError('not-found', `${name} is missing`)
  return files.open(name)
}
