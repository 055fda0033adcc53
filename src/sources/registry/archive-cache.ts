import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'

import type { OpenImage } from '../../supply-chain/image/image.ts'
import { jsonCache, userCacheFolder } from './json-cache.ts'

/** What an archive told when it was opened. Its layers are checked whenever they are read. */
export type KnownArchive = Pick<OpenImage, 'name' | 'digest' | 'manifest' | 'config'>

/** What is known of archives on this machine, as long as each stays the very file that it was. */
export interface ArchiveCache {
  get(path: string, platform: string): KnownArchive | undefined
  /** Opens an archive, and keeps what it told unless the file was written meanwhile or just before. */
  keep<T extends KnownArchive>(path: string, platform: string, open: () => Promise<T>): Promise<T>
}

/** Raised when what is kept of an archive changes. */
const VERSION = 1
/** Two writes within this time may leave the same time stamp. In milliseconds. */
const CLOCK_TICK = 20

/**
 * Keeps what archives told, so that an archive whose layers are known is not opened again: finding the digests of what
 * `docker save` wrote takes reading all of it.
 *
 * @param folder by default in the user's cache folder
 */
export function archiveCache(folder = userCacheFolder('archives')): ArchiveCache {
  const kept = jsonCache<KnownArchive>(folder)
  return {
    get: (path, platform) => kept.get(identityOf(path, platform)),
    async keep(path, platform, open) {
      const started = Date.now()
      const before = identityOf(path, platform)
      const image = await open()
      const { name, digest, manifest, config } = image
      if (started - statSync(path).ctimeMs > CLOCK_TICK && identityOf(path, platform) === before)
        kept.set(before, { name, digest, manifest, config })
      return image
    },
  }
}

/** Changes with whatever is written to the file or put in its place; unlike the time of the last write, that of the last change cannot be set back. */
function identityOf(path: string, platform: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
  return createHash('sha256').update([VERSION, path, platform, dev, ino, size, mtimeNs, ctimeNs].join('\u0000')).digest('hex')
}
