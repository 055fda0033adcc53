import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'

import type { JsonValue } from '../../core/edit.ts'
import { spoken } from '../../core/text.ts'
import { SigstoreError } from './verify-bundle.ts'

export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
export const statementType = 'application/vnd.in-toto+json'

/**
 * Signs a statement with a key: a sigstore bundle (v0.3) around a DSSE envelope, without a log, as cosign makes one with
 * `--key` and no transparency log.
 *
 * @param privateKey PEM: a key on P-256, P-384 or P-521, of RSA, or Ed25519
 * @throws {SigstoreError}
 */
export function signStatement(statement: JsonValue, privateKey: string): string {
  const key = readKey(privateKey)
  const payload = Buffer.from(JSON.stringify(statement))
  const signature = sign(hashFor(key), preAuthentication(payload), key)
  return JSON.stringify({
    mediaType: bundleType,
    verificationMaterial: { publicKey: { hint: hintOf(key) } },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: statementType,
      signatures: [{ sig: signature.toString('base64') }],
    },
  })
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (error) {
    throw new SigstoreError(
      spoken({ en: 'the key cannot be read: {problem}', ja: '鍵を読み取れません: {problem}' }, { problem: (error as Error).message }),
      { cause: error },
    )
  }
}

/** Each curve has its hash; Ed25519 has its own. */
function hashFor(key: KeyObject): string | null {
  if (key.asymmetricKeyType === 'ed25519') return null
  const curve = key.asymmetricKeyDetails?.namedCurve
  return curve === 'secp384r1' ? 'sha384' : curve === 'secp521r1' ? 'sha512' : 'sha256'
}

/** DSSE's encoding of what is signed. */
function preAuthentication(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${statementType.length} ${statementType} ${payload.length} `), payload])
}

/** By which a verifier with many keys finds the right one. */
function hintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(createPublicKey(key).export({ format: 'der', type: 'spki' }))
    .digest('base64')
}
