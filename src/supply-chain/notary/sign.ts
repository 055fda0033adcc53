import { createHash } from 'node:crypto'

import { mediaTypes } from '../image/manifest.ts'
import { checkChain, parseCertificate } from './certificate.ts'
import { writeCose } from './cose.ts'
import { artifactType, mediaType, type TargetArtifact, writePayload } from './envelope.ts'
import { writeJws } from './jws.ts'
import type { Signer } from './keys.ts'

export interface SignOptions {
  readonly format: 'jws' | 'cose'
  readonly signingTime: Date
  readonly expiry?: Date | undefined
  /** Name and version of the program, as in `breakwater/0.1.0`. */
  readonly agent: string
}

/** A signature as it is stored beside its subject. */
export interface StoredSignature {
  readonly mediaType: string
  readonly envelope: Buffer
  readonly annotations: Readonly<Record<string, string>>
}

/**
 * Signs an artefact. The chain is held to the same rules as when verifying, so that nothing is signed that nobody
 * would trust.
 *
 * @throws {SignatureError}
 */
export async function signArtifact(
  artefact: TargetArtifact,
  signer: Signer,
  { format, ...request }: SignOptions,
): Promise<StoredSignature> {
  checkChain(signer.chain.map(parseCertificate), 'code')
  const payload = writePayload(artefact)
  const envelope = format === 'jws' ? await writeJws({ ...request, payload }, signer) : await writeCose({ ...request, payload }, signer)
  const thumbprints = signer.chain.map((each) => createHash('sha256').update(each).digest('hex'))
  return {
    mediaType: mediaType[format],
    envelope,
    annotations: {
      'io.cncf.notary.x509chain.thumbprint#S256': JSON.stringify(thumbprints),
      'org.opencontainers.image.created': request.signingTime.toISOString().replace(/\.\d+Z$/, 'Z'),
    },
  }
}

/** The manifest under which a signature is stored, given where its blobs are. */
export function signatureManifest(
  { mediaType: type, envelope, annotations }: StoredSignature,
  blob: { readonly digest: string },
  subject: TargetArtifact,
  config: { readonly digest: string; readonly size: number },
): Buffer {
  return Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      artifactType,
      config: { mediaType: mediaTypes.emptyJson, digest: config.digest, size: config.size },
      layers: [{ mediaType: type, digest: blob.digest, size: envelope.length }],
      subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
      annotations,
    }),
  )
}
