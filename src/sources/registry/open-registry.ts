import { ImageError } from '../../supply-chain/image/image-error.ts'
import type { NamedImage } from '../../supply-chain/image/image.ts'
import { choosePlatform, isIndex, parseConfig, parseManifest } from '../../supply-chain/image/manifest.ts'
import { type ClientOptions, RegistryClient } from './client.ts'
import { formatReference, parseReference } from './reference.ts'

/** An image of a registry, together with the client that can ask for what refers to it. */
export interface RegistryImage extends NamedImage {
  readonly client: RegistryClient
  readonly digest: string
}

/**
 * Opens an image of a registry; of an index, the image for the platform.
 *
 * @throws {ImageError}
 */
export async function openRegistryImage(reference: string, platform: string, options: ClientOptions = {}): Promise<RegistryImage> {
  const parsed = parseReference(reference)
  const client = new RegistryClient(parsed, options)
  const top = await client.manifest(parsed.digest ?? parsed.tag!)
  let { bytes, descriptor } = top
  let manifest = parseManifest(bytes)
  if (isIndex(manifest)) {
    ;({ bytes, descriptor } = await client.manifest(choosePlatform(manifest, platform).digest))
    manifest = parseManifest(bytes)
    if (isIndex(manifest)) throw new ImageError('broken-manifest', 'an index inside an index')
  }
  return {
    name: formatReference(parsed),
    digest: descriptor.digest,
    topDigest: top.descriptor.digest,
    manifest,
    config: parseConfig(await client.blob(manifest.config)),
    client,
    openLayer: (layer) => client.openBlob(layer),
    close: async () => undefined,
  }
}
