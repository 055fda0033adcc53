import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

import type { Source } from '../../core/location.ts'
import { message, render } from '../../core/text.ts'
import { readTar, type TarVisitor } from '../../supply-chain/archive/tar.ts'
import type { FileTree } from '../files/file-tree.ts'
import { readText } from '../files/read-text.ts'
import type { Found } from '../files/walk.ts'
import type { Rendering } from '../rendering/rendering.ts'
import { inScratch } from '../scratch.ts'
import { mostBytes, mostFiles } from './chart-files.ts'
import { messages } from './messages.ts'
import { renderCharts, type HelmOptions } from './render-charts.ts'

/**
 * Renders the chart in an archive that `helm package` or `helm pull` has made. Its findings lie in the files inside, as
 * `web-1.0.0.tgz/web/templates/deployment.yaml`. Undefined where the archive holds no chart.
 */
export async function renderPackedChart(found: Found, options: HelmOptions): Promise<Rendering | undefined> {
  const { uri } = found
  const contents = new Map<string, Buffer>()
  try {
    await readArchive(found.path, contents)
    if (!holdsChart(contents)) return undefined
    return await inScratch(async (folder) => {
      for (const [name, bytes] of contents) write(join(folder, name), bytes)
      return renderCharts(unpackedTree({ uri, folder }, new Set(contents.keys())), options)
    })
  } catch (error) {
    // Helm writes `Chart.yaml` first; an archive without it is somebody else's.
    if (!holdsChart(contents)) return undefined
    const [reason, why] =
      error instanceof PastLimits
        ? ['too-large', message(messages.tooManyFiles, {})]
        : ['unreadable', message(messages.unreadable, { error: (error as Error).message })]
    return { objects: [], notAnalysed: [{ uri, reason, message: render(why, options.locale) }], covers: new Set() }
  }
}

function holdsChart(contents: ReadonlyMap<string, Buffer>): boolean {
  return [...contents.keys()].some((name) => /^[^/]+\/Chart\.yaml$/.test(name))
}

function write(path: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

function unpackedTree(archive: { readonly uri: string; readonly folder: string }, names: ReadonlySet<string>): FileTree {
  const sources = new Map<string, Source | undefined>()
  return {
    cwd: archive.folder,
    archive,
    files: [...names].map((name) => `${archive.uri}/${name}`),
    contains: (path) => path === archive.folder || path.startsWith(archive.folder + sep),
    read(uri) {
      if (!uri.startsWith(`${archive.uri}/`)) return undefined
      const name = uri.slice(archive.uri.length + 1)
      if (!sources.has(uri)) sources.set(uri, names.has(name) ? readText({ uri, path: join(archive.folder, name) }).source : undefined)
      return sources.get(uri)
    },
  }
}

class PastLimits extends Error {}

/** Takes the regular files of the archive, by their names; links and devices have no place in a chart. */
async function readArchive(path: string, into: Map<string, Buffer>): Promise<void> {
  let pieces: Buffer[] = []
  let bytes = 0
  const visitor: TarVisitor = {
    enter(entry) {
      if (entry.kind !== 'file') return undefined
      bytes += entry.size
      if (bytes > mostBytes || into.size >= mostFiles) throw new PastLimits()
      pieces = []
      return (piece) => pieces.push(Buffer.from(piece))
    },
    leave: (entry) => into.set(entry.path, Buffer.concat(pieces)),
    refuse: () => undefined,
  }
  await pipeline(createReadStream(path), createGunzip(), async (unpacked: AsyncIterable<Buffer>) =>
    readTar(unpacked, visitor, { bytes: 2 * mostBytes, entries: 2 * mostFiles }),
  )
}
