import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

import { SpokenError } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import { issueAuthority, issueCertificate, type KeyPair } from './issue.ts'

/** What is kept of one's own certificates. Fields are named as in a Secret of type `kubernetes.io/tls`. */
export interface StoredCertificates {
  readonly 'tls.crt': string
  readonly 'tls.key': string
  /** The authorities that clients are to trust: the one in use first, then the one before it, while that is valid. */
  readonly 'ca.crt': string
  readonly 'ca.key': string
}

/** Where certificates are kept between starts, and shared between replicas. */
export interface CertificateStore {
  readonly read: () => Promise<StoredCertificates | undefined>
  /** Gives false when somebody else wrote first; what they wrote then counts. */
  readonly write: (certificates: StoredCertificates) => Promise<boolean>
}

const day = 24 * 60 * 60 * 1000
const lifetime = { authority: 3650 * day, server: 90 * day } as const

/** A certificate is renewed when this much of its time is left, so that there is time to notice when renewal fails. */
const renewBefore = { authority: 365 * day, server: 30 * day } as const

/** Clocks of nodes differ. */
const clockSkew = 5 * 60 * 1000

/** Two replicas may try at once; one of them wins within a few rounds. */
const mostTries = 5

/**
 * The certificates in the store, renewed where it is time: a server certificate that is due, for other names or not of
 * this authority, and an authority that is due. Old authorities stay trusted as long as they are valid.
 *
 * @param names DNS names and IP addresses of the server
 * @throws {SpokenError} when the store cannot be written
 */
export async function ensureCertificates(store: CertificateStore, names: readonly string[], now: Date): Promise<StoredCertificates> {
  for (let round = 0; round < mostTries; round++) {
    const stored = await store.read()
    const wanted = await renewed(stored, names, now)
    if (wanted === stored) return stored
    if (await store.write(wanted)) return wanted
  }
  throw new SpokenError(
    spoken({
      en: 'the certificates are being written by somebody else again and again',
      ja: '証明書がほかから繰り返し書き換えられています',
    }),
  )
}

async function renewed(stored: StoredCertificates | undefined, names: readonly string[], now: Date): Promise<StoredCertificates> {
  const notBefore = new Date(now.getTime() - clockSkew)
  const until = (kind: keyof typeof lifetime) => ({ notBefore, notAfter: new Date(now.getTime() + lifetime[kind]) })
  const old = stored === undefined ? undefined : readStored(stored)
  const keepsAuthority = old !== undefined && !isDue(old.authorities[0]!, renewBefore.authority, now)
  if (keepsAuthority && isUsable(old.server, old.authorities[0]!, names, now)) return stored!

  const authority: KeyPair = keepsAuthority
    ? { certificate: old.authorities[0]!.toString(), key: stored!['ca.key'] }
    : await issueAuthority('Breakwater admission', until('authority'))
  const server = await issueCertificate(authority, names, until('server'))
  const trusted = (old?.authorities ?? []).slice(keepsAuthority ? 1 : 0).filter((certificate) => !isDue(certificate, 0, now))
  return {
    'tls.crt': server.certificate,
    'tls.key': server.key,
    'ca.crt': [authority.certificate, ...trusted.slice(0, 2).map(String)].join(''),
    'ca.key': authority.key,
  }
}

function isUsable(server: X509Certificate, authority: X509Certificate, names: readonly string[], now: Date): boolean {
  const isFor = (name: string) => (isIP(name) === 0 ? server.checkHost(name) : server.checkIP(name)) !== undefined
  return !isDue(server, renewBefore.server, now) && names.every(isFor) && server.verify(authority.publicKey)
}

function isDue(certificate: X509Certificate, before: number, now: Date): boolean {
  return certificate.validToDate.getTime() - before <= now.getTime() || certificate.validFromDate.getTime() > now.getTime()
}

/** What somebody damaged is issued anew. */
function readStored(stored: StoredCertificates): { server: X509Certificate; authorities: readonly X509Certificate[] } | undefined {
  try {
    const authorities = (stored['ca.crt'].match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
      (text) => new X509Certificate(text),
    )
    return authorities.length === 0 ? undefined : { server: new X509Certificate(stored['tls.crt']), authorities }
  } catch {
    return undefined
  }
}
