import { createHash, constants, type KeyObject, verify } from 'node:crypto'

import { Certificate, ContentInfo, SignedData, type SignerInfo, TSTInfo } from 'pkijs'

import { spoken } from '../../core/text.ts'
import { checkChain, isIssuedBy, parseCertificate, type ParsedCertificate } from './certificate.ts'
import { SignatureError } from './envelope.ts'

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  messageDigest: '1.2.840.113549.1.9.4',
  contentType: '1.2.840.113549.1.9.3',
} as const
const hashes: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** When a signature existed, by the word of a timestamp authority: somewhere between the two. */
export interface TrustedTime {
  readonly earliest: Date
  readonly latest: Date
}

/**
 * Verifies an RFC 3161 token over a signature.
 *
 * @param trusted roots of timestamp authorities
 * @throws {SignatureError}
 */
export function verifyTimestamp(token: Buffer, signature: Buffer, trusted: readonly ParsedCertificate[]): TrustedTime {
  const { signed, info, content } = parseToken(token)
  const imprintHash = hashes[info.messageImprint.hashAlgorithm.algorithmId]
  if (imprintHash === undefined)
    throw new SignatureError(
      spoken({ en: 'the timestamp uses a hash that is not allowed', ja: 'タイムスタンプのハッシュが許可されていません' }),
    )
  const imprint = Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView)
  if (!createHash(imprintHash).update(signature).digest().equals(imprint))
    throw new SignatureError(spoken({ en: 'the timestamp is over something else', ja: 'タイムスタンプの対象が別のものです' }))
  const [signer] = signed.signerInfos
  if (signer === undefined || signed.signerInfos.length !== 1)
    throw new SignatureError(
      spoken({ en: 'the timestamp does not have exactly one signer', ja: 'タイムスタンプの署名者がちょうど 1 人ではありません' }),
    )
  const embedded = (signed.certificates ?? [])
    .filter((each) => each instanceof Certificate)
    .map((each) => parseCertificate(Buffer.from(each.toSchema(true).toBER())))
  const leaf = embedded.find((each) => isSigner(each, signer))
  if (leaf === undefined)
    throw new SignatureError(
      spoken({ en: 'the timestamp does not hold the certificate of its signer', ja: 'タイムスタンプに署名者の証明書がありません' }),
    )
  verifySigner(signer, leaf.publicKey, content)
  const chain = chainTo(leaf, embedded, trusted)
  checkChain(chain, 'timestamp')
  const accuracy = (info.accuracy?.seconds ?? 0) * 1000 + (info.accuracy?.millis ?? 0) + Math.ceil((info.accuracy?.micros ?? 0) / 1000)
  const time = info.genTime.getTime()
  const found = { earliest: new Date(time - accuracy), latest: new Date(time + accuracy) }
  for (const each of chain)
    if (each.notBefore > found.latest || each.notAfter < found.earliest)
      throw new SignatureError(
        spoken({
          en: 'the timestamp was made outside the validity of its certificates',
          ja: 'タイムスタンプが、証明書の有効期間の外で作られています',
        }),
      )
  return found
}

function parseToken(token: Buffer): { readonly signed: SignedData; readonly info: TSTInfo; readonly content: Buffer } {
  try {
    const outer = ContentInfo.fromBER(new Uint8Array(token))
    if (outer.contentType !== oid.signedData)
      throw new SignatureError(spoken({ en: 'the timestamp is no signed data', ja: 'タイムスタンプが SignedData ではありません' }))
    const signed = new SignedData({ schema: outer.content })
    const { eContentType, eContent } = signed.encapContentInfo
    if (eContentType !== oid.tstInfo || eContent === undefined)
      throw new SignatureError(
        spoken({ en: 'the timestamp holds something else than a time', ja: 'タイムスタンプの中身が時刻ではありません' }),
      )
    const content = Buffer.from(eContent.getValue())
    return { signed, info: TSTInfo.fromBER(new Uint8Array(content)), content }
  } catch (error) {
    if (error instanceof SignatureError) throw error
    throw new SignatureError(
      spoken(
        { en: 'the timestamp cannot be read: {problem}', ja: 'タイムスタンプを読み取れません: {problem}' },
        { problem: (error as Error).message },
      ),
    )
  }
}

function isSigner({ der }: ParsedCertificate, { sid }: SignerInfo): boolean {
  const certificate = Certificate.fromBER(new Uint8Array(der))
  const named = sid as { issuer?: Certificate['issuer']; serialNumber?: Certificate['serialNumber'] }
  return (
    named.issuer !== undefined &&
    named.serialNumber !== undefined &&
    certificate.serialNumber.isEqual(named.serialNumber) &&
    certificate.issuer.isEqual(named.issuer)
  )
}

/** The signature is over the signed attributes, and they hold the digest of the content. */
function verifySigner(signer: SignerInfo, key: KeyObject, content: Buffer): void {
  const hash = hashes[signer.digestAlgorithm.algorithmId]
  const attributes = signer.signedAttrs
  if (hash === undefined || attributes === undefined)
    throw new SignatureError(
      spoken({ en: 'the timestamp is signed in a way that is not allowed', ja: 'タイムスタンプの署名方式が許可されていません' }),
    )
  const digest = attributes.attributes.find(({ type }) => type === oid.messageDigest)?.values[0] as
    | { valueBlock: { valueHexView: Uint8Array } }
    | undefined
  if (digest === undefined || !createHash(hash).update(content).digest().equals(Buffer.from(digest.valueBlock.valueHexView)))
    throw new SignatureError(spoken({ en: 'the timestamp was changed', ja: 'タイムスタンプが改変されています' }))
  const encoded = Buffer.from(attributes.encodedValue)
  // In the token the attributes carry a tag of their context; what is signed is the plain set.
  encoded[0] = 0x31
  const signature = Buffer.from(signer.signature.valueBlock.valueHexView)
  const options = key.asymmetricKeyType === 'rsa' ? { key, padding: constants.RSA_PKCS1_PADDING } : { key }
  if (!verify(hash, encoded, options, signature))
    throw new SignatureError(spoken({ en: 'the signature of the timestamp is wrong', ja: 'タイムスタンプの署名が正しくありません' }))
}

/** The way from the signer to a root that is trusted. */
function chainTo(
  leaf: ParsedCertificate,
  embedded: readonly ParsedCertificate[],
  trusted: readonly ParsedCertificate[],
): readonly ParsedCertificate[] {
  const chain = [leaf]
  for (let current = leaf; chain.length <= embedded.length + 1;) {
    const root = trusted.find((each) => isIssuedBy(current.x509, each.x509))
    if (root !== undefined) return root.der.equals(current.der) ? chain : [...chain, root]
    const next = embedded.find((each) => !each.der.equals(current.der) && isIssuedBy(current.x509, each.x509))
    if (next === undefined) break
    chain.push(next)
    current = next
  }
  throw new SignatureError(spoken({ en: 'the timestamp’s authority is not trusted', ja: 'タイムスタンプの認証局が信頼されていません' }))
}
