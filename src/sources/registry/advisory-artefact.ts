import { createWriteStream, readFileSync, renameSync, rmSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { zstdCompressSync } from 'node:zlib'

import { openStore } from '../../supply-chain/advisories/store.ts'
import { decompressed } from '../../supply-chain/image/decompress.ts'
import { CheckedBlob } from '../../supply-chain/image/digest.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { isIndex, mediaTypes, parseManifest } from '../../supply-chain/image/manifest.ts'
import type { RegistryClient } from './client.ts'

/** A compiled store of advisories as an OCI artefact: one layer, the store compressed with Zstandard. */
const artifactType = 'application/vnd.breakwater.advisories.v1'
const layerType = 'application/vnd.breakwater.advisories.store.v1+zstd'
/** Unpacked, in bytes. */
const largestStore = 8 * 1024 ** 3

/** What a store holds, as its artefact says it. */
export interface StoreFacts {
  /** The day of the newest advisory, as ISO 8601. */
  readonly newest: string
  readonly size: number
}

/**
 * Uploads a compiled store under a tag.
 *
 * @returns the digest of its manifest, by which others pin it
 * @throws {ImageError}
 */
export async function pushStore(client: RegistryClient, path: string, tag: string, { newest, size }: StoreFacts): Promise<string> {
  const layer = await client.pushBlob(zstdCompressSync(readFileSync(path)), layerType)
  const config = await client.pushBlob(Buffer.from('{}'), mediaTypes.emptyJson)
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType,
    config,
    layers: [layer],
    annotations: { 'dev.breakwater.advisories.newest': newest, 'dev.breakwater.advisories.size': String(size) },
  }
  const { digest } = await client.pushManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.ociManifest, tag)
  return digest
}

/**
 * Fetches a store into a file, which it takes the place of only when every byte is right and the store can be read. A store
 * that is older than the one that is there is refused: somebody may want yesterday's advisories to be believed.
 *
 * @param digest of the manifest, which the caller has reason to believe in
 * @throws {ImageError}
 */
export async function pullStore(client: RegistryClient, digest: string, path: string): Promise<StoreFacts> {
  const manifest = parseManifest((await client.manifest(digest)).bytes)
  const layer = isIndex(manifest) ? undefined : manifest.layers[0]
  if (isIndex(manifest) || manifest.artifactType !== artifactType || layer === undefined || manifest.layers.length !== 1)
    throw new ImageError('not-an-image', `${digest} holds no advisories`)
  const unfinished = `${path}.${process.pid}`
  try {
    const blob = new CheckedBlob(client.openBlob(layer), layer)
    await decompressed(blob, (plain) => pipeline(limited(plain), createWriteStream(unfinished)))
    if (!blob.verified) throw new ImageError('broken-layer', `${layer.digest} goes on after the end of its compressed data`)
    const facts = factsOf(unfinished)
    if (facts === undefined) throw new ImageError('broken-layer', 'the store is of another version, or none')
    const present = factsOf(path)
    if (present !== undefined && present.newest > facts.newest)
      throw new ImageError('registry', `its newest advisory is of ${facts.newest}, and one of ${present.newest} is here already`)
    renameSync(unfinished, path)
    return facts
  } catch (error) {
    if (error instanceof ImageError) throw error
    throw new ImageError('broken-layer', `${layer.digest}: ${(error as Error).message}`, error)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** What a file holds, where it is a compiled store. */
function factsOf(path: string): StoreFacts | undefined {
  const store = openStore(path)
  if (store === undefined) return undefined
  const { newest, size } = store
  store.close()
  return { newest, size }
}

async function* limited(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const piece of pieces) {
    size += piece.length
    if (size > largestStore) throw new ImageError('limit', `the store is larger than ${largestStore} bytes`)
    yield piece
  }
}
