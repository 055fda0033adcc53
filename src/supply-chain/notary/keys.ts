import { constants, createPrivateKey, type KeyObject, sign, verify } from 'node:crypto'

import { spoken } from '../../core/text.ts'
import { type Algorithm, SignatureError } from './envelope.ts'

const byCurve: Readonly<Record<string, Algorithm>> = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' }
const byLength: Readonly<Record<number, Algorithm>> = { 2048: 'PS256', 3072: 'PS384', 4096: 'PS512' }

/**
 * The one algorithm that the specification allows for a key.
 *
 * @throws {SignatureError} for a key that it does not allow
 */
export function algorithmFor(key: KeyObject): Algorithm {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  const found =
    key.asymmetricKeyType === 'ec' ? byCurve[namedCurve ?? ''] : key.asymmetricKeyType === 'rsa' ? byLength[modulusLength ?? 0] : undefined
  if (found === undefined)
    throw new SignatureError(
      spoken(
        { en: 'a key of type {type} {size} is not allowed', ja: '{type} {size} の鍵は許可されていません' },
        { type: key.asymmetricKeyType ?? '?', size: namedCurve ?? modulusLength ?? '' },
      ),
    )
  return found
}

function optionsFor(algorithm: Algorithm, key: KeyObject): { readonly hash: string; readonly options: Parameters<typeof verify>[2] } {
  const hash = `sha${algorithm.slice(2)}`
  return algorithm.startsWith('PS')
    ? { hash, options: { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } }
    : { hash, options: { key, dsaEncoding: 'ieee-p1363' } }
}

/** Whether the signature is the key's. Bytes that are no signature at all are none of its. */
export function verifySignature(algorithm: Algorithm, key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  const { hash, options } = optionsFor(algorithm, key)
  try {
    return verify(hash, signed, options, signature)
  } catch {
    return false
  }
}

/** Signs bytes with a key that may be far away, such as in Azure Key Vault. */
export interface Signer {
  readonly algorithm: Algorithm
  /** Certificates in DER, the signer's first, up to the root. */
  readonly chain: readonly Buffer[]
  sign(bytes: Buffer): Promise<Buffer>
}

/**
 * Signs with a private key in PEM.
 *
 * @throws {SignatureError} where the key is not allowed
 */
export function localSigner(privateKey: string, chain: readonly Buffer[]): Signer {
  const key = createPrivateKey(privateKey)
  const algorithm = algorithmFor(key)
  const { hash, options } = optionsFor(algorithm, key)
  return { algorithm, chain, sign: async (bytes) => sign(hash, bytes, options as Parameters<typeof sign>[2]) }
}
