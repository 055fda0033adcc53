import { ImageError } from '../../supply-chain/image/image-error.ts'
import { type Descriptor, isIndex, type Manifest, mediaTypes, parseManifest } from '../../supply-chain/image/manifest.ts'
import type { TargetArtifact } from '../../supply-chain/notary/envelope.ts'
import type { RegistryClient } from './client.ts'
import { formatReference, type ImageReference } from './reference.ts'

/** More than this are not looked at: somebody wants the verifier to work. */
const MAX_REFERRERS = 100

/** What refers to a manifest, opened: what an index says of it may be wrong, the manifest itself counts. */
export interface Referrer {
  readonly digest: string
  readonly manifest: Manifest
  /** The artefact type; of older artefacts, the type of the configuration. */
  readonly type: string
}

/** What an image in a registry is as something to be signed: signatures are over what the reference names, an index too. */
export interface ResolvedArtefact {
  /** Without tag and digest. */
  readonly name: string
  readonly artefact: TargetArtifact
}

/** @throws {ImageError} */
export async function resolveArtefact(client: RegistryClient, reference: ImageReference): Promise<ResolvedArtefact> {
  const { bytes, descriptor } = await client.manifest(reference.digest ?? reference.tag!)
  const manifest = parseManifest(bytes)
  const mediaType = descriptor.mediaType === '' ? (isIndex(manifest) ? mediaTypes.ociIndex : manifest.mediaType) : descriptor.mediaType
  return {
    name: formatReference({ ...reference, tag: undefined, digest: undefined }),
    artefact: { mediaType, digest: descriptor.digest, size: descriptor.size },
  }
}

/** The referrers of a manifest one by one, each only if it says itself that it refers to it. */
export async function* openReferrers(client: RegistryClient, digest: string): AsyncGenerator<Referrer> {
  for (const referrer of (await client.referrers(digest)).slice(0, MAX_REFERRERS)) {
    const manifest = parseManifest((await client.manifest(referrer.digest)).bytes)
    if (isIndex(manifest) || manifest.subject?.digest !== digest) continue
    yield { digest: referrer.digest, manifest, type: manifest.artifactType ?? manifest.config.mediaType }
  }
}

/** The content of an artefact of one layer; undefined where it has none or several. */
export async function onlyLayer(
  client: RegistryClient,
  { manifest }: Referrer,
): Promise<{ readonly descriptor: Descriptor; readonly bytes: Buffer } | undefined> {
  const [descriptor] = manifest.layers
  if (descriptor === undefined || manifest.layers.length !== 1) return undefined
  return { descriptor, bytes: await client.blob(descriptor) }
}

export interface Attachment {
  readonly artifactType: string
  readonly mediaType: string
  readonly content: Buffer
  readonly annotations: Readonly<Record<string, string>>
}

/**
 * Stores something beside an image, as an artefact that refers to it; registries without a referrers API get it entered in
 * the index of the tag that stands in.
 *
 * @returns the digest of its manifest
 * @throws {ImageError}
 */
export async function attach(client: RegistryClient, subject: TargetArtifact, attachment: Attachment): Promise<string> {
  const { artifactType, mediaType, content, annotations } = attachment
  if (content.length === 0) throw new ImageError('broken-manifest', 'there is nothing to attach')
  const layer = await client.pushBlob(content, mediaType)
  const config = await client.pushBlob(Buffer.from('{}'), mediaTypes.emptyJson)
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType,
    config,
    layers: [layer],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations,
  }
  const { digest } = await client.pushManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.ociManifest)
  return digest
}
