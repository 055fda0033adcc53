/** Why an image could not be read or believed. `code` is stable. */
export type ImageErrorCode =
  | 'digest-mismatch'
  | 'size-mismatch'
  | 'broken-manifest'
  | 'broken-layer'
  | 'limit'
  | 'not-found'
  | 'no-platform'
  | 'unauthorised'
  | 'registry'
  | 'reference'
  | 'not-an-image'

export class ImageError extends Error {
  override readonly name = 'ImageError'
  readonly code: ImageErrorCode

  constructor(code: ImageErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.code = code
  }
}
