import type { Source } from '../../core/location.ts'

/** The files that are scanned together, for readers that need more than one file at a time. */
export interface FileTree {
  /** Absolute path of the folder that the `uri`s are relative to: the working directory. */
  readonly root: string
  /** The files found, as `uri`s: relative to `root`, with forward slashes. */
  readonly files: readonly string[]
  /**
   * A text file, whether it was found by the walk or only named by another file; undefined where there is none, where it
   * is no text, or where it lies outside the scanned folders. One file is one `Source`, however often it is read.
   */
  read(uri: string): Source | undefined
}
