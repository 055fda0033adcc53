import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import { SpokenError } from '../../core/spoken-error.ts'
import { spoken } from '../../core/text.ts'
import type { TlsFiles } from '../server.ts'
import { readFiles, watchFiles } from '../watch-files.ts'
import { ensureCertificates, type CertificateStore, type StoredCertificates } from './own-certificates.ts'

/** Where a server gets its certificate from, now and whenever it changes. */
export interface CertificateSource {
  /**
   * Gives the certificate to start with and tells of later ones.
   *
   * @throws {Error} when there is none to start with
   */
  readonly start: (changed: (tls: TlsFiles) => void, failed: (error: unknown) => void) => Promise<TlsFiles>
  readonly stop: () => void
}

/** Secrets that are mounted are written anew within a minute or so of their change. */
const lookAtFilesEvery = 10_000

/** Certificates that somebody else keeps in files, cert-manager for one. */
export function givenCertificates(
  certFile: string,
  keyFile: string,
  clientCaFile?: string,
  interval = lookAtFilesEvery,
): CertificateSource {
  const paths = [certFile, keyFile, ...(clientCaFile === undefined ? [] : [clientCaFile])]
  const toTls = ([cert, key, clientCa]: readonly string[]): TlsFiles => {
    assertPair(cert!, key!)
    return { cert: cert!, key: key!, ...(clientCa === undefined ? {} : { clientCa }) }
  }
  let stop = () => {}
  return {
    start: async (changed, failed) => {
      const contents = await Promise.all(paths.map(async (path) => readFile(path, 'utf8')))
      const tls = toTls(contents)
      stop = watchFiles(readFiles(paths), contents, interval, (now) => changed(toTls(now)), failed)
      return tls
    },
    stop: () => stop(),
  }
}

/** OpenSSL takes a certificate and a key of different kinds for two halves of two pairs, and then answers nobody. */
function assertPair(cert: string, key: string): void {
  if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return
  throw new SpokenError(spoken({ en: 'the key is not that of the certificate', ja: '鍵が証明書のものではありません' }))
}

export interface OwnCertificateOptions {
  readonly store: CertificateStore
  readonly names: readonly string[]
  /** Makes clients trust the authorities; done before a certificate of theirs is used. */
  readonly publish: (authorities: string) => Promise<void>
  readonly clientCa?: string
  readonly now: () => Date
  /** In milliseconds. */
  readonly interval?: number
}

/** Replicas share a store: what one of them renews, the others use a minute later. */
const lookAtStoreEvery = 60_000

/** Certificates of one's own authority, renewed in time. */
export function ownCertificates(options: OwnCertificateOptions): CertificateSource {
  const { store, names, publish, clientCa, now, interval = lookAtStoreEvery } = options
  const toTls = (stored: StoredCertificates): TlsFiles => ({
    cert: stored['tls.crt'],
    key: stored['tls.key'],
    ...(clientCa === undefined ? {} : { clientCa }),
  })
  let timer: NodeJS.Timeout | undefined
  let isLooking = false
  return {
    start: async (changed, failed) => {
      let known = await ensureCertificates(store, names, now())
      await publish(known['ca.crt'])
      timer = setInterval(() => {
        const look = async () => {
          const current = await ensureCertificates(store, names, now())
          // A chart upgrade takes the authorities out of the webhook configuration: they are published again and again.
          await publish(current['ca.crt'])
          if (current['tls.crt'] === known['tls.crt']) return
          known = current
          changed(toTls(current))
        }
        // A slow look is not overtaken by the next one, which would renew once more.
        if (isLooking) return
        isLooking = true
        look()
          .catch(failed)
          .finally(() => (isLooking = false))
      }, interval)
      timer.unref()
      return toTls(known)
    },
    stop: () => clearInterval(timer),
  }
}
