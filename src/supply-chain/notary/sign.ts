import { createHash } from 'node:crypto'

import { checkChain, parseCertificate } from './certificate.ts'
import { writeCose } from './cose.ts'
import { mediaType, type TargetArtifact, writePayload } from './envelope.ts'
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
