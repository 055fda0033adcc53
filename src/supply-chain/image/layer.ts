import { createHash } from 'node:crypto'

import { ArchiveError } from '../archive/archive-error.ts'
import { readTar, type TarEntry, type TarVisitor } from '../archive/tar.ts'
import type { Analyser, Evidence, ImageFile } from '../inventory/analyser.ts'
import { languageAnalysers } from '../inventory/language-analysers.ts'
import { osAnalysers } from '../inventory/os-analysers.ts'
import { InventoryError } from '../inventory/package.ts'
import { secretAnalyser } from '../inventory/secret-analyser.ts'
import { decompressed } from './decompress.ts'
import { addTrait, newTraits, type Traits } from './hygiene.ts'
import { ImageError } from './image-error.ts'
import { defaultLimits, type ImageLimits } from './limits.ts'

/** Raised whenever what is read from a layer changes; older cached reports are then read anew. */
export const ANALYSIS_VERSION = 2

/** What one file of a layer told. */
export interface FileReport {
  readonly path: string
  readonly analyser: string
  readonly evidence: Evidence
}

/** Everything that one layer tells, by itself. It depends on the layer's bytes alone, so it can be kept by digest. */
export interface LayerReport {
  /** Digest of the unpacked layer. */
  readonly diffId: string
  readonly files: readonly FileReport[]
  /** Paths that the layer takes away. */
  readonly removed: readonly string[]
  /** Folders whose older content the layer hides. */
  readonly opaque: readonly string[]
  readonly traits: Traits
  /** Unpacked size in bytes. */
  readonly size: number
  readonly entries: number
  readonly problems: readonly LayerProblem[]
}

export interface LayerProblem {
  readonly path: string
  readonly message: string
}

const analysers: readonly Analyser[] = [...osAnalysers, ...languageAnalysers, secretAnalyser]
const WHITEOUT = '.wh.'
const OPAQUE = '.wh..wh..opq'

/**
 * Reads one layer from its blob, compressed or not, without holding more of it than the files that matter.
 *
 * @throws {ImageError} where it is broken or past its limits
 */
export async function analyseLayer(
  blob: AsyncIterable<Uint8Array>,
  digest: string,
  limits: ImageLimits = defaultLimits,
): Promise<LayerReport> {
  const visitor = new LayerCollector(digest, limits)
  const hash = createHash('sha256')
  let size = 0
  try {
    await decompressed(blob, (plain) =>
      readTar(
        (async function* (): AsyncGenerator<Uint8Array> {
          for await (const piece of plain) {
            hash.update(piece)
            size += piece.length
            yield piece
          }
        })(),
        visitor,
        { bytes: limits.layer, entries: limits.entries },
      ),
    )
  } catch (error) {
    if (error instanceof ImageError) throw error
    if (error instanceof ArchiveError) throw new ImageError('broken-layer', `layer ${digest}: ${error.message}`, error)
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (code.startsWith('Z_') || code.startsWith('ZSTD') || code === 'ERR_STREAM_PREMATURE_CLOSE')
      throw new ImageError('broken-layer', `layer ${digest}: ${(error as Error).message}`, error)
    throw error
  }
  return visitor.report(`sha256:${hash.digest('hex')}`, size)
}

/** Collects what the entries of one layer tell, in whatever way they are read. */
export class LayerCollector implements TarVisitor {
  readonly #digest: string
  readonly #limits: ImageLimits
  readonly #files: FileReport[] = []
  readonly #removed: string[] = []
  readonly #opaque: string[] = []
  readonly #problems: LayerProblem[] = []
  readonly #traits = newTraits()
  #entries = 0
  #pieces: Uint8Array[] = []
  #wanted: Analyser[] = []

  constructor(digest: string, limits: ImageLimits) {
    this.#digest = digest
    this.#limits = limits
  }

  enter(entry: TarEntry): ((piece: Uint8Array) => void) | undefined {
    this.#entries++
    const name = entry.path.slice(entry.path.lastIndexOf('/') + 1)
    if (name.startsWith(WHITEOUT)) {
      const folder = entry.path.slice(0, -name.length)
      if (name === OPAQUE) this.#opaque.push(folder.replace(/\/$/, ''))
      else if (!name.startsWith('.wh..wh.')) this.#removed.push(folder + name.slice(WHITEOUT.length))
      return undefined
    }
    addTrait(this.#traits, entry)
    if (entry.kind !== 'file' || entry.size === 0) return undefined
    const file = this.#fileOf(entry)
    this.#wanted = analysers.filter((analyser) => analyser.wants(file))
    if (this.#wanted.length === 0) return undefined
    if (entry.size > this.#limits.file) {
      this.#problems.push({ path: entry.path, message: `larger than ${this.#limits.file} bytes` })
      return undefined
    }
    this.#pieces = []
    let seen = 0
    return (piece) => {
      // The first piece decides for files that are told by their content; the rest of what nobody wants is not kept.
      if (seen === 0 && piece.length >= 4) this.#wanted = this.#wanted.filter((analyser) => analyser.recognises?.(piece) ?? true)
      seen += piece.length
      if (this.#wanted.length > 0) this.#pieces.push(Uint8Array.from(piece))
    }
  }

  leave(entry: TarEntry): void {
    const bytes = Buffer.concat(this.#pieces)
    this.#pieces = []
    for (const analyser of this.#wanted) {
      if (analyser.recognises?.(bytes) === false) continue
      try {
        const evidence = analyser.read(this.#fileOf(entry), bytes)
        if (evidence !== undefined) this.#files.push({ path: entry.path, analyser: analyser.id, evidence })
      } catch (error) {
        if (!(error instanceof InventoryError || error instanceof ArchiveError || error instanceof RangeError)) throw error
        this.#problems.push({ path: entry.path, message: error.message })
      }
    }
  }

  refuse(path: string): void {
    this.#problems.push({ path, message: 'the name leads out of the root' })
  }

  report(diffId: string, size: number): LayerReport {
    return {
      diffId,
      files: this.#files,
      removed: this.#removed,
      opaque: this.#opaque,
      traits: this.#traits,
      size,
      entries: this.#entries,
      problems: this.#problems,
    }
  }

  #fileOf({ path, mode, size }: TarEntry): ImageFile {
    return { path, mode, size, layer: this.#digest }
  }
}
