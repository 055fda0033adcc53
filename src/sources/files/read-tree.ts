import { realpathSync } from 'node:fs'
import { resolve, sep } from 'node:path'

import type { NotAnalysed } from '../../core/estate.ts'
import type { Source } from '../../core/location.ts'
import type { Progress } from '../../core/progress.ts'
import type { Scanned } from '../../core/run.ts'
import { inTurn } from '../concurrency.ts'
import type { ValueSet } from '../helm/render-copy.ts'
import { readSources } from '../read-sources.ts'
import type { ReadOptions } from '../reader.ts'
import { readers } from '../readers/index.ts'
import type { Rendering } from '../rendering/rendering.ts'
import type { FileTree } from './file-tree.ts'
import { readText, type ReadText } from './read-text.ts'
import { walk, type Found } from './walk.ts'

export interface TreeOptions extends ReadOptions {
  readonly cwd: string
  /** Whether a file or folder is left out by the configuration. */
  readonly excludes: (uri: string) => boolean
  /** Minor version of the target cluster, which charts may ask for. */
  readonly kubernetes: number
  /** What charts are rendered with besides their own values. */
  readonly valueSets?: readonly ValueSet[]
  /** How many charts and Kustomizations are rendered at a time. */
  readonly jobs?: number
  readonly progress?: Progress | undefined
}

/**
 * Reads everything below the given absolute paths that is of a kind that Breakwater judges. Charts and Kustomizations
 * are rendered, and judged as what they render to.
 */
export async function readTree(paths: readonly string[], options: TreeOptions): Promise<Scanned> {
  const wants = (uri: string): boolean => isArchive(uri) || readers.some((reader) => reader.wants(uri))
  const { files: found, notAnalysed } = walk(paths, { ...options, wants })
  const files = found.filter(({ uri }) => !isArchive(uri))
  const texts = new Texts(files, options)
  const unread: NotAnalysed[] = [...notAnalysed]
  const sources: Source[] = []
  for (const [done, { uri }] of files.entries()) {
    options.progress?.('reading', done, files.length)
    if (options.pace?.due() === true && (await options.pace.turn())) break
    const { source, notAnalysed: why } = texts.of(uri)
    if (source !== undefined) sources.push(source)
    if (why !== undefined && counts(why)) unread.push(why)
  }
  options.progress?.('rendering', 0, 1)
  const renderings = [
    ...(await renderAll(treeOf(paths, files, texts, options), options)),
    ...(await renderPacked(archivesOf(found), options)),
  ]
  return readSources(sources, options, renderings, unread)
}

/** Texts are read once, however many ask for them, so that one file is one `Source`. */
class Texts {
  readonly #read = new Map<string, ReadText>()
  readonly #paths: ReadonlyMap<string, string>
  readonly #options: TreeOptions

  constructor(files: readonly Found[], options: TreeOptions) {
    this.#paths = new Map(files.map(({ uri, path }) => [uri, path]))
    this.#options = options
  }

  of(uri: string): ReadText {
    let read = this.#read.get(uri)
    if (read === undefined) {
      const edited = this.#options.overlay?.get(uri)
      const path = this.#paths.get(uri) ?? resolve(this.#options.cwd, uri)
      read = edited === undefined ? readText({ uri, path }) : { source: { uri, text: edited } }
      this.#read.set(uri, read)
    }
    return read
  }
}

function treeOf(paths: readonly string[], files: readonly Found[], texts: Texts, { cwd, overlay }: TreeOptions): FileTree {
  const roots = [...paths, cwd].map((path) => realpathSync(path))
  const contains = (path: string): boolean => roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))
  return {
    cwd,
    files: files.map(({ uri }) => uri),
    contains,
    ...(overlay === undefined ? {} : { overlay }),
    read: (uri) => {
      try {
        return contains(realpathSync(resolve(cwd, uri))) ? texts.of(uri).source : undefined
      } catch {
        return undefined
      }
    },
  }
}

/** The renderers are loaded only where there is something to render. */
async function renderAll(tree: FileTree, options: TreeOptions): Promise<readonly Rendering[]> {
  const has = (name: RegExp): boolean => tree.files.some((uri) => name.test(uri))
  const renderings: Rendering[] = []
  if (has(/(?:^|\/)Chart\.ya?ml$/)) {
    const { renderCharts } = await import('../helm/render-charts.ts')
    renderings.push(await renderCharts(tree, options))
  }
  if (has(/(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/)) {
    const { renderKustomizations } = await import('../kustomize/render-kustomizations.ts')
    renderings.push(await renderKustomizations(tree, options))
  }
  return renderings
}

function isArchive(uri: string): boolean {
  return uri.endsWith('.tgz')
}

/** The archives that may hold a chart. Those in a chart's own folder `charts` are rendered with that chart. */
function archivesOf(files: readonly Found[]): readonly Found[] {
  const uris = new Set(files.map(({ uri }) => uri))
  return files.filter(({ uri }) => isArchive(uri) && !uris.has(uri.replace(/(?:^|(?<=\/))charts\/[^/]+$/, 'Chart.yaml')))
}

async function renderPacked(archives: readonly Found[], options: TreeOptions): Promise<readonly Rendering[]> {
  if (archives.length === 0) return []
  const { renderPackedChart } = await import('../helm/packed-charts.ts')
  const renderings = await inTurn(archives, (archive) => renderPackedChart(archive, options), options.jobs)
  return renderings.filter((rendering) => rendering !== undefined)
}

/** That a file is binary matters only to those who expected a manifest, a template or the like in it. */
function counts({ uri, reason }: NotAnalysed): boolean {
  return (reason !== 'binary' && reason !== 'invalid-utf8') || readers.some((reader) => reader.beside !== true && reader.wants(uri))
}
