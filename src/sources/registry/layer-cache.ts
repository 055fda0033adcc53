import type { LayerCache } from '../../supply-chain/image/image.ts'
import { ANALYSIS_VERSION, type LayerReport } from '../../supply-chain/image/layer.ts'
import { jsonCache, userCacheFolder } from './json-cache.ts'

/**
 * Keeps the reports of layers as files by digest. What cannot be read or written is analysed again.
 *
 * @param folder by default in the user's cache folder
 */
export function layerCache(folder = userCacheFolder('layers')): LayerCache {
  const kept = jsonCache<LayerReport>(folder)
  const nameOf = (digest: string): string => `${digest.replace(':', '-')}.v${ANALYSIS_VERSION}`
  return {
    get: (digest) => kept.get(nameOf(digest)),
    set: (digest, report) => kept.set(nameOf(digest), report),
  }
}
