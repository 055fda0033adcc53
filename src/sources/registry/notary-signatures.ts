import { spoken } from '../../core/text.ts'
import { artifactType, type TargetArtifact } from '../../supply-chain/notary/envelope.ts'
import { type VerificationOptions, type VerificationResult, verifyEnvelope } from '../../supply-chain/notary/verify.ts'
import type { RegistryClient } from './client.ts'
import { onlyLayer, openReferrers } from './referrers.ts'

/** A signature of the Notary Project, and what came of verifying it. */
export interface TriedSignature {
  /** Digest of its manifest. */
  readonly signature: string
  readonly result: VerificationResult
}

const unreadable: VerificationResult = {
  trusted: false,
  results: [
    {
      check: 'integrity',
      action: 'enforce',
      error: spoken({
        en: 'the manifest of the signature does not have one layer',
        ja: '署名のマニフェストのレイヤーが 1 つではありません',
      }),
    },
  ],
  signer: undefined,
  signingTime: undefined,
}

/**
 * Verifies the signatures of an artefact until one is trusted, which is then the last.
 *
 * @param demand `all`: until one is not
 * @throws {ImageError} where the registry does not answer
 */
export async function tryNotarySignatures(
  client: RegistryClient,
  artefact: TargetArtifact,
  options: VerificationOptions,
  demand: 'any' | 'all' = 'any',
): Promise<readonly TriedSignature[]> {
  const tried: TriedSignature[] = []
  for await (const referrer of openReferrers(client, artefact.digest)) {
    if (referrer.type !== artifactType) continue
    const layer = await onlyLayer(client, referrer)
    const result = layer === undefined ? unreadable : await verifyEnvelope(layer.bytes, layer.descriptor.mediaType, artefact, options)
    tried.push({ signature: referrer.digest, result })
    if (result.trusted === (demand === 'any')) break
  }
  return tried
}
