import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type ImageContents, layContents } from '../../supply-chain/image/contents.ts'
import { LayerCollector } from '../../supply-chain/image/layer.ts'
import { defaultLimits } from '../../supply-chain/image/limits.ts'

/** What a root file system in a folder holds. Links are not followed: they could lead out of it. */
export function readRootFolder(folder: string): ImageContents {
  const collector = new LayerCollector('', defaultLimits)
  const visit = (relative: string): void => {
    for (const name of readdirSync(join(folder, relative)).sort()) {
      const path = relative === '' ? name : `${relative}/${name}`
      const status = lstatSync(join(folder, path))
      const kind = status.isDirectory() ? 'folder' : status.isFile() ? 'file' : status.isSymbolicLink() ? 'symlink' : 'other'
      const take = collector.enter({
        path,
        kind,
        mode: status.mode & 0o7777,
        size: kind === 'file' ? status.size : 0,
        target: '',
        offset: 0,
      })
      if (take !== undefined) {
        take(readFileSync(join(folder, path)))
        collector.leave({ path, kind, mode: status.mode & 0o7777, size: status.size, target: '', offset: 0 })
      }
      if (kind === 'folder') visit(path)
    }
  }
  visit('')
  return layContents([{ digest: '', report: collector.report('', 0) }])
}
