import { createPublicKey, verify } from 'node:crypto'

import { spoken, text } from '../../core/text.ts'
import { asObject, asText } from '../untrusted.ts'
import { SigstoreError } from './verify-bundle.ts'

/** The annotation under which cosign kept the signature before bundles: on a layer of the tag `sha256-….sig`. */
export const legacyAnnotation = 'dev.cosignproject.cosign/signature'

/** The tag under which cosign kept the signatures of a manifest before bundles. */
export function legacyTag(digest: string): string {
  return `${digest.replace(':', '-')}.sig`
}

/**
 * Verifies a signature of the old form: over a small document that names the image's digest.
 *
 * @param payload the layer
 * @param signature base64, from its annotation
 * @param digest of the image's manifest
 * @throws {SigstoreError}
 */
export function verifyLegacySignature(payload: Buffer, signature: string, digest: string, publicKey: string): void {
  let named: string | undefined
  let right = false
  try {
    const critical = asObject(asObject(JSON.parse(payload.toString('utf8')))['critical'])
    named = asText(asObject(critical['image'])['docker-manifest-digest'])
    const key = createPublicKey(publicKey)
    right = verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', payload, key, Buffer.from(signature, 'base64'))
  } catch (error) {
    throw new SigstoreError(
      spoken(
        { en: 'the signature cannot be read: {problem}', ja: '署名を読み取れません: {problem}' },
        { problem: (error as Error).message },
      ),
      { cause: error },
    )
  }
  if (!right) throw new SigstoreError(spoken({ en: 'the signature is wrong', ja: '署名が正しくありません' }))
  if (named !== digest)
    throw new SigstoreError(
      spoken(
        { en: 'the signature is over {named}, not over {digest}', ja: '署名の対象は {named} であり、{digest} ではありません' },
        { named: named ?? text({ en: 'nothing', ja: '空' }), digest },
      ),
    )
}
