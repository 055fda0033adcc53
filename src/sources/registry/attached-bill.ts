import { billTypes, predicateTypes } from '../../supply-chain/attestation/statement.ts'
import { ImageError } from '../../supply-chain/image/image-error.ts'
import { choosePlatform, isIndex, parseManifest } from '../../supply-chain/image/manifest.ts'
import type { SigstoreTrust } from '../../supply-chain/sigstore/verify-bundle.ts'
import { RegistryClient, type ClientOptions } from './client.ts'
import { verifyStatement } from './cosign-signatures.ts'
import type { ImageReference } from './reference.ts'
import { onlyLayer, openReferrers } from './referrers.ts'

/** A bill of materials that somebody attached to an image. */
export interface AttachedBill {
  /** Digest of the manifest that it is attached to. */
  readonly digest: string
  readonly text: string
}

/**
 * Finds the bill of an image, attached to what the reference names or to the image for the platform. No layer is pulled.
 *
 * @param trust whose signature the bill has to carry; without it, what is attached is taken as it is
 * @throws {ImageError} `not-found` where there is none
 */
export async function attachedBill(
  reference: ImageReference,
  platform: string,
  options: ClientOptions,
  trust: SigstoreTrust | undefined,
): Promise<AttachedBill> {
  const client = new RegistryClient(reference, options)
  const { bytes, descriptor } = await client.manifest(reference.digest ?? reference.tag!)
  const manifest = parseManifest(bytes)
  const digests = [descriptor.digest, ...(isIndex(manifest) ? [choosePlatform(manifest, platform).digest] : [])]
  for (const digest of digests) {
    const text = trust === undefined ? await plainBill(client, digest) : await signedBill(client, digest, trust)
    if (text !== undefined) return { digest, text }
  }
  const what = trust === undefined ? 'no bill of materials is attached' : 'no bill of materials with a trusted signature is attached'
  throw new ImageError('not-found', `${client.registry}/${client.repository}: ${what}`)
}

async function plainBill(client: RegistryClient, digest: string): Promise<string | undefined> {
  for await (const referrer of openReferrers(client, digest)) {
    if (!billTypes.has(referrer.type) && !billTypes.has(referrer.manifest.layers[0]?.mediaType ?? '')) continue
    const layer = await onlyLayer(client, referrer)
    if (layer !== undefined) return layer.bytes.toString('utf8')
  }
  return undefined
}

async function signedBill(client: RegistryClient, digest: string, trust: SigstoreTrust): Promise<string | undefined> {
  for (const type of [predicateTypes.cyclonedx, predicateTypes.spdx]) {
    const { statement } = await verifyStatement(client, digest, trust, type)
    if (statement !== undefined) return JSON.stringify(statement['predicate'])
  }
  return undefined
}
