/** How much of an image is read before it counts as hostile. What hits a limit is reported, never passed over. */
export interface ImageLimits {
  /** Unpacked size of one layer in bytes. */
  readonly layer: number
  /** Entries of one layer. */
  readonly entries: number
  /** Layers of one image. */
  readonly layers: number
  /** Size of a manifest, an index or a configuration in bytes. */
  readonly manifest: number
  /** Size of one file that is read for what it says, in bytes. */
  readonly file: number
}

export const defaultLimits: ImageLimits = {
  layer: 32 * 1024 ** 3,
  entries: 2_000_000,
  layers: 500,
  manifest: 8 * 1024 ** 2,
  file: 300 * 1024 ** 2,
}
