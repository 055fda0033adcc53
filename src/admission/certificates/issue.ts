import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'

import { BitString, Integer, OctetString, Utf8String } from 'asn1js'
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
} from 'pkijs'

/** A certificate and its private key, both as PEM. */
export interface KeyPair {
  readonly certificate: string
  /** PKCS #8. */
  readonly key: string
}

export interface Validity {
  readonly notBefore: Date
  readonly notAfter: Date
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const engine = new CryptoEngine({ name: 'node', crypto: webcrypto })

const oid = {
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const

/** Bits of KeyUsage (RFC 5280, 4.2.1.3), most significant first. */
const signsCertificates = 0b0000_0110
const signsHandshakes = 0b1000_0000

/** A certificate authority of one's own, which signs no other authorities. */
export async function issueAuthority(commonName: string, validity: Validity): Promise<KeyPair> {
  const keys = await generateKeys()
  const certificate = await blankCertificate(commonName, validity, keys)
  certificate.issuer = certificate.subject
  certificate.extensions = [
    extension(oid.basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema().toBER()),
    extension(oid.keyUsage, true, keyUsage(signsCertificates, 1)),
    extension(oid.subjectKeyIdentifier, false, new OctetString({ valueHex: identifierOf(certificate) }).toBER()),
  ]
  await certificate.sign(keys.privateKey, 'SHA-256', engine)
  return pem(certificate, keys)
}

/**
 * A certificate for one end of TLS, for DNS names and IP addresses.
 *
 * @throws {Error} when the authority's certificate or key cannot be read
 */
export async function issueCertificate(
  authority: KeyPair,
  names: readonly string[],
  validity: Validity,
  end: 'server' | 'client' = 'server',
): Promise<KeyPair> {
  const keys = await generateKeys()
  const issuer = Certificate.fromBER(derOf(authority.certificate))
  const certificate = await blankCertificate(names[0]!, validity, keys)
  certificate.issuer = issuer.subject
  const altNames = new GeneralNames({ names: names.map(generalName) })
  const issuerId = new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: identifierOf(issuer) }) })
  certificate.extensions = [
    extension(oid.basicConstraints, true, new BasicConstraints({ cA: false }).toSchema().toBER()),
    extension(oid.keyUsage, true, keyUsage(signsHandshakes, 7)),
    extension(
      oid.extendedKeyUsage,
      false,
      new ExtKeyUsage({ keyPurposes: [end === 'server' ? oid.serverAuth : oid.clientAuth] }).toSchema().toBER(),
    ),
    extension(oid.subjectAltName, false, altNames.toSchema().toBER()),
    extension(oid.subjectKeyIdentifier, false, new OctetString({ valueHex: identifierOf(certificate) }).toBER()),
    extension(oid.authorityKeyIdentifier, false, issuerId.toSchema().toBER()),
  ]
  const key = await webcrypto.subtle.importKey('pkcs8', derOf(authority.key), algorithm, false, ['sign'])
  await certificate.sign(key, 'SHA-256', engine)
  return pem(certificate, keys)
}

type Keys = webcrypto.CryptoKeyPair

async function generateKeys(): Promise<Keys> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

async function blankCertificate(commonName: string, { notBefore, notAfter }: Validity, keys: Keys): Promise<Certificate> {
  const certificate = new Certificate()
  certificate.version = 2
  // RFC 5280: positive, at most 20 bytes.
  const serial = randomBytes(16)
  serial[0]! &= 0x7f
  serial[0]! |= 0x40
  certificate.serialNumber = new Integer({ valueHex: new Uint8Array(serial).buffer })
  certificate.subject.typesAndValues.push(
    // The upper bound of a common name is 64 characters; nothing reads it where there are alternative names.
    new AttributeTypeAndValue({ type: oid.commonName, value: new Utf8String({ value: commonName.slice(0, 64) }) }),
  )
  certificate.notBefore.value = notBefore
  certificate.notAfter.value = notAfter
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  return certificate
}

function extension(extnID: string, critical: boolean, value: ArrayBuffer): Extension {
  return new Extension({ extnID, critical, extnValue: value })
}

function keyUsage(bits: number, unusedBits: number): ArrayBuffer {
  return new BitString({ valueHex: new Uint8Array([bits]).buffer, unusedBits }).toBER()
}

/** RFC 5280, 4.2.1.2, method 1. */
function identifierOf({ subjectPublicKeyInfo }: Certificate): ArrayBuffer {
  const digest = createHash('sha1').update(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).digest()
  return new Uint8Array(digest).buffer
}

/** RFC 5280, 4.2.1.6: 2 is a DNS name, 7 an IP address in network byte order. */
function generalName(name: string): GeneralName {
  const family = isIP(name)
  if (family === 0) return new GeneralName({ type: 2, value: name })
  return new GeneralName({ type: 7, value: new OctetString({ valueHex: (family === 4 ? bytesOfV4(name) : bytesOfV6(name)).buffer }) })
}

function bytesOfV4(address: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(address.split('.').map(Number))
}

function bytesOfV6(address: string): Uint8Array<ArrayBuffer> {
  const [head, tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string | undefined) =>
    part === undefined || part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [first, last] = [groups(head), groups(tail)]
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last]
  return new Uint8Array(all.flatMap((group) => [group >> 8, group & 0xff]))
}

function derOf(text: string): ArrayBuffer {
  const encoded = /-----BEGIN [A-Z ]+-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1]
  if (encoded === undefined) throw new Error('not PEM')
  return new Uint8Array(Buffer.from(encoded, 'base64')).buffer
}

async function pem(certificate: Certificate, { privateKey }: Keys): Promise<KeyPair> {
  const key = await webcrypto.subtle.exportKey('pkcs8', privateKey)
  return { certificate: armour('CERTIFICATE', certificate.toSchema(true).toBER()), key: armour('PRIVATE KEY', key) }
}

function armour(label: string, der: ArrayBuffer): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)!
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
