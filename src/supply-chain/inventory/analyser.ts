import type { Package } from '../../models/dependency/package.ts'
import type { LayerSecret } from '../../models/image/built-image.ts'
import type { OsRelease } from './os/os-release.ts'

/** A regular file of an image or of a root file system, path without a leading slash. */
export interface ImageFile {
  readonly path: string
  /** Unix permission bits. */
  readonly mode: number
  readonly size: number
  /** Digest of the layer that holds it. */
  readonly layer?: string | undefined
}

/** What one file tells of the packages around it. */
export interface Evidence {
  readonly packages?: readonly Package[]
  /** Files that the distribution's own packages own; language packages among them are not reported twice. */
  readonly owned?: readonly string[]
  readonly osRelease?: OsRelease
  readonly secrets?: readonly FoundSecret[]
}

/** A secret in a file, without its value. */
export type FoundSecret = Omit<LayerSecret, 'path' | 'layer'>

/** Reads one kind of file of an image. */
export interface Analyser {
  readonly id: string
  /** Whether a file is worth reading, by its name, mode and size. */
  readonly wants: (file: ImageFile) => boolean
  /** Whether the first bytes, at least four where there are that many, are of the kind; absent: always. */
  readonly recognises?: (head: Uint8Array) => boolean
  /**
   * Undefined where the file tells nothing after all.
   *
   * @throws {InventoryError} where the file is not what its name says
   */
  readonly read: (file: ImageFile, bytes: Buffer) => Evidence | undefined
}
