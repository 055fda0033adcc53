import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import type { LayerCache } from '../../supply-chain/image/image.ts'
import { ANALYSIS_VERSION, type LayerReport } from '../../supply-chain/image/layer.ts'

/**
 * Keeps the reports of layers as files by digest. What cannot be read or written is analysed again.
 *
 * @param folder by default in the user's cache folder
 */
export function layerCache(folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'breakwater', 'layers')): LayerCache {
  const pathOf = (digest: string): string => join(folder, `${digest.replace(':', '-')}.v${ANALYSIS_VERSION}.json`)
  return {
    get(digest) {
      try {
        return JSON.parse(readFileSync(pathOf(digest), 'utf8')) as LayerReport
      } catch {
        return undefined
      }
    },
    set(digest, report) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        const unfinished = `${pathOf(digest)}.${process.pid}`
        writeFileSync(unfinished, JSON.stringify(report))
        renameSync(unfinished, pathOf(digest))
      } catch {
        // A cache that cannot be written costs time, nothing else.
      }
    },
  }
}
