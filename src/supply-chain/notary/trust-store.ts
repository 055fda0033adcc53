import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { spoken } from '../../core/text.ts'
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
      if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name))
        throw new SignatureError(
          spoken(
            { en: '{name} is no name of a trust store', ja: '{name} は信頼ストアの名前ではありません' },
            { name: JSON.stringify(name) },
          ),
        )
      const folder = join(root, 'x509', type, name)
      const label = `trust store ${type}:${name}`
      if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
        throw new SignatureError(spoken({ en: '{label} is not there, or is a link', ja: '{label} がないか、リンクです' }, { label }))
      const found = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        if (!entry.isFile())
          throw new SignatureError(
            spoken(
              { en: '{label}: {file} is no regular file', ja: '{label}: {file} は通常のファイルではありません' },
              { label, file: entry.name },
            ),
          )
        const certificates = certificatesIn(readFileSync(join(folder, entry.name)))
        for (const certificate of certificates) checkTrustable(certificate, type, `${label}: ${entry.name}`)
        return certificates
      })
      if (found.length === 0) throw new SignatureError(spoken({ en: '{label} is empty', ja: '{label} が空です' }, { label }))
      return found
    },
  }
}

/** @throws {SignatureError} for a certificate that is neither an authority's nor signs itself */
export function checkTrustable({ isCa, x509 }: ParsedCertificate, type: StoreType, label: string): void {
  const selfSigned = isIssuedBy(x509, x509)
  if (type === 'tsa' ? !(isCa && selfSigned) : !isCa && !selfSigned)
    throw new SignatureError(
      spoken({ en: '{label} is no certificate of an authority', ja: '{label} は認証局の証明書ではありません' }, { label }),
    )
}
