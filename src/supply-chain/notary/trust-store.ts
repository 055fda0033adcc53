import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { certificatesIn, isIssuedBy, type ParsedCertificate } from './certificate.ts'
import { SignatureError } from './envelope.ts'

export type StoreType = 'ca' | 'signingAuthority' | 'tsa'

/** Certificates that are trusted, by `type:name`. */
export interface TrustStore {
  /** @throws {SignatureError} where the store is not there, or holds what it must not */
  certificates(type: StoreType, name: string): readonly ParsedCertificate[]
}

/** A trust store on disk: `x509/<type>/<name>/` with files of certificates, without links and folders. */
export function folderTrustStore(root: string): TrustStore {
  return {
    certificates(type, name) {
      if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name)) throw new SignatureError(`${JSON.stringify(name)} is no name of a trust store`)
      const folder = join(root, 'x509', type, name)
      const label = `trust store ${type}:${name}`
      if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
        throw new SignatureError(`${label} is not there, or is a link`)
      const found = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        if (!entry.isFile()) throw new SignatureError(`${label}: ${entry.name} is no regular file`)
        const certificates = certificatesIn(readFileSync(join(folder, entry.name)))
        for (const certificate of certificates) checkTrustable(certificate, type, `${label}: ${entry.name}`)
        return certificates
      })
      if (found.length === 0) throw new SignatureError(`${label} is empty`)
      return found
    },
  }
}

/** @throws {SignatureError} for a certificate that is neither an authority's nor signs itself */
export function checkTrustable({ isCa, x509 }: ParsedCertificate, type: StoreType, label: string): void {
  const selfSigned = isIssuedBy(x509, x509)
  if (type === 'tsa' ? !(isCa && selfSigned) : !isCa && !selfSigned) throw new SignatureError(`${label} is no certificate of an authority`)
}
