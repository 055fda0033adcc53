import { type KeyObject, X509Certificate } from 'node:crypto'

import { Certificate, type Extension } from 'pkijs'

import { spoken } from '../../core/text.ts'
import { SignatureError } from './envelope.ts'

const oid = {
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  basicConstraints: '2.5.29.19',
  ocsp: '1.3.6.1.5.5.7.1.1',
  crl: '2.5.29.31',
} as const

/** Bits of the key usage extension, by their position. */
const usage = {
  digitalSignature: 0,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  crlSign: 6,
  encipherOnly: 7,
  decipherOnly: 8,
} as const
const forbiddenForLeaf = [
  usage.keyEncipherment,
  usage.dataEncipherment,
  usage.keyAgreement,
  usage.keyCertSign,
  usage.crlSign,
  usage.encipherOnly,
  usage.decipherOnly,
]

export const purpose = { timeStamping: '1.3.6.1.5.5.7.3.8' } as const
/** anyExtendedKeyUsage, serverAuth, clientAuth, emailProtection, timeStamping. */
const forbiddenPurposes = new Set(['2.5.29.37.0', '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4', purpose.timeStamping])

const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.17': 'POSTALCODE',
}

/** A certificate, with what the specification asks of it. */
export interface ParsedCertificate {
  readonly der: Buffer
  readonly x509: X509Certificate
  readonly publicKey: KeyObject
  /** Attributes of the subject by their short names. */
  readonly subject: ReadonlyMap<string, string>
  readonly notBefore: Date
  readonly notAfter: Date
  readonly isCa: boolean
  /** Undefined without the extension. */
  readonly pathLength: number | undefined
  readonly constraintsCritical: boolean
  /** Undefined without the extension. */
  readonly keyUsage: { readonly critical: boolean; readonly has: (bit: number) => boolean } | undefined
  readonly purposes: { readonly critical: boolean; readonly ids: readonly string[] } | undefined
  readonly signatureAlgorithm: string
  /** Whether it says where its revocation can be asked for. */
  readonly hasRevocationPointer: boolean
}

/** @throws {SignatureError} */
export function parseCertificate(der: Buffer): ParsedCertificate {
  try {
    const x509 = new X509Certificate(der)
    const parsed = Certificate.fromBER(new Uint8Array(der))
    const extension = (id: string): Extension | undefined => parsed.extensions?.find(({ extnID }) => extnID === id)
    const constraints = extension(oid.basicConstraints)
    const constraintsValue = constraints?.parsedValue as { cA?: boolean; pathLenConstraint?: number } | undefined
    const keyUsage = extension(oid.keyUsage)
    const purposes = extension(oid.extendedKeyUsage)
    const revocation = extension(oid.ocsp)?.parsedValue as { accessDescriptions?: readonly { accessMethod: string }[] } | undefined
    return {
      der,
      x509,
      publicKey: x509.publicKey,
      subject: new Map(parsed.subject.typesAndValues.map(({ type, value }) => [attributeNames[type] ?? type, value.valueBlock.value])),
      notBefore: parsed.notBefore.value,
      notAfter: parsed.notAfter.value,
      isCa: constraintsValue?.cA === true,
      pathLength: typeof constraintsValue?.pathLenConstraint === 'number' ? constraintsValue.pathLenConstraint : undefined,
      constraintsCritical: constraints?.critical === true,
      keyUsage: keyUsage === undefined ? undefined : { critical: keyUsage.critical, has: bitsOf(keyUsage) },
      purposes:
        purposes === undefined
          ? undefined
          : { critical: purposes.critical, ids: (purposes.parsedValue as { keyPurposes: readonly string[] }).keyPurposes },
      signatureAlgorithm: parsed.signatureAlgorithm.algorithmId,
      hasRevocationPointer:
        extension(oid.crl) !== undefined ||
        (revocation?.accessDescriptions ?? []).some(({ accessMethod }) => accessMethod === '1.3.6.1.5.5.7.48.1'),
    }
  } catch (error) {
    throw new SignatureError(
      spoken(
        { en: 'a certificate cannot be read: {problem}', ja: '証明書を読み取れません: {problem}' },
        { problem: (error as Error).message },
      ),
    )
  }
}

function bitsOf({ parsedValue }: Extension): (bit: number) => boolean {
  const bytes = new Uint8Array((parsedValue as { valueBlock: { valueHexView: Uint8Array } }).valueBlock.valueHexView)
  return (bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0
}

const weakAlgorithms = new Set(['1.2.840.113549.1.1.4', '1.2.840.113549.1.1.5', '1.2.840.10045.4.1', '1.2.840.10040.4.3'])

/**
 * Holds a chain to the specification: its order, signatures and extensions. Whether it is trusted, and valid at a time,
 * is another question.
 *
 * @param kind what the leaf is for
 * @throws {SignatureError}
 */
export function checkChain(chain: readonly ParsedCertificate[], kind: 'code' | 'timestamp'): void {
  const [leaf, ...authorities] = chain
  if (leaf === undefined) throw new SignatureError(spoken({ en: 'the signature has no certificates', ja: '署名に証明書がありません' }))
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1] ?? certificate
    if (!isIssuedBy(certificate.x509, issuer.x509))
      throw new SignatureError(
        index === chain.length - 1
          ? spoken({ en: 'the chain does not end in a root', ja: '証明書チェーンがルート証明書で終わっていません' })
          : spoken(
              {
                en: 'certificate {number} of the chain is not issued by the next one',
                ja: '証明書チェーンの {number} 番目の証明書が、次の証明書から発行されたものではありません',
              },
              { number: index + 1 },
            ),
      )
    if (weakAlgorithms.has(certificate.signatureAlgorithm))
      throw new SignatureError(
        spoken(
          {
            en: 'certificate {number} of the chain is signed with a broken algorithm',
            ja: '証明書チェーンの {number} 番目の証明書が、安全でないアルゴリズムで署名されています',
          },
          { number: index + 1 },
        ),
      )
    checkKey(certificate)
  }
  // A self-signed certificate that signs code itself is the whole chain, and a leaf.
  checkLeaf(leaf, kind)
  for (const [index, authority] of authorities.entries()) checkAuthority(authority, index)
}

function checkKey({ publicKey }: ParsedCertificate): void {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey
  const strong =
    type === 'rsa'
      ? (details?.modulusLength ?? 0) >= 2048
      : type === 'ec' && ['prime256v1', 'secp384r1', 'secp521r1'].includes(details?.namedCurve ?? '')
  if (!strong)
    throw new SignatureError(
      spoken(
        { en: 'a key of type {type} is too weak, or not allowed', ja: '{type} の鍵は弱すぎるか、許可されていません' },
        { type: type ?? '?' },
      ),
    )
}

function checkLeaf({ keyUsage, purposes, isCa }: ParsedCertificate, kind: 'code' | 'timestamp'): void {
  if (isCa)
    throw new SignatureError(spoken({ en: 'the signing certificate is one of an authority', ja: '署名用の証明書が認証局のものです' }))
  if (keyUsage === undefined || !keyUsage.critical || !keyUsage.has(usage.digitalSignature))
    throw new SignatureError(
      spoken({
        en: 'the signing certificate is not for digital signatures',
        ja: '署名用の証明書が、デジタル署名のためのものではありません',
      }),
    )
  if (forbiddenForLeaf.some((bit) => keyUsage.has(bit)))
    throw new SignatureError(
      spoken({ en: 'the signing certificate is for other uses too', ja: '署名用の証明書が、ほかの用途にも使えます' }),
    )
  if (kind === 'timestamp') {
    if (purposes === undefined || !purposes.critical || purposes.ids.length !== 1 || purposes.ids[0] !== purpose.timeStamping)
      throw new SignatureError(
        spoken({
          en: 'the certificate of the timestamp is not for timestamps alone',
          ja: 'タイムスタンプの証明書が、タイムスタンプ専用ではありません',
        }),
      )
  } else if (purposes?.ids.some((id) => forbiddenPurposes.has(id)) === true) {
    throw new SignatureError(
      spoken({ en: 'the signing certificate is for purposes that are not allowed', ja: '署名用の証明書の用途が許可されていません' }),
    )
  }
}

function checkAuthority({ isCa, constraintsCritical, keyUsage, pathLength }: ParsedCertificate, below: number): void {
  if (!isCa || !constraintsCritical)
    throw new SignatureError(
      spoken({ en: 'a certificate of the chain is not one of an authority', ja: '証明書チェーンに、認証局のものではない証明書があります' }),
    )
  if (keyUsage === undefined || !keyUsage.critical || !keyUsage.has(usage.keyCertSign))
    throw new SignatureError(
      spoken({ en: 'an authority of the chain may not issue certificates', ja: '証明書チェーンに、証明書を発行できない認証局があります' }),
    )
  if (pathLength !== undefined && below > pathLength)
    throw new SignatureError(
      spoken({ en: 'the chain is longer than an authority of it allows', ja: '証明書チェーンが、認証局の許す長さを超えています' }),
    )
}

/**
 * Whether one certificate is signed by another. What the issuer may do is a question of its own: a self-signed
 * certificate that signs code is not an authority, and still its own issuer.
 */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey)
  } catch {
    return false
  }
}

/** Certificates of a PEM or DER file; a PEM file may hold several. */
export function certificatesIn(bytes: Buffer): readonly ParsedCertificate[] {
  const blocks = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (blocks === null) return [parseCertificate(bytes)]
  return blocks.map((block) => parseCertificate(Buffer.from(block.replace(/-----[^-]+-----/g, ''), 'base64')))
}
