import { createHash } from 'node:crypto'

import { ImageError } from './image-error.ts'

const lengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 }

/**
 * The algorithm of `algorithm:hex`.
 *
 * @throws {ImageError} for a text that is no digest of a known algorithm
 */
export function algorithmOf(digest: string): string {
  const [algorithm = '', hex = ''] = digest.split(':')
  if (lengths[algorithm] !== hex.length || !/^[\da-f]+$/.test(hex))
    throw new ImageError('broken-manifest', `${JSON.stringify(digest)} is no digest`)
  return algorithm
}

export function isDigest(text: string): boolean {
  const [algorithm = '', hex = ''] = text.split(':')
  return lengths[algorithm] === hex.length && /^[\da-f]+$/.test(hex)
}

export function digestOf(bytes: Uint8Array, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

/**
 * Bytes that are known by their digest.
 *
 * @throws {ImageError} where they are others
 */
export function checkDigest(bytes: Uint8Array, digest: string): void {
  const found = digestOf(bytes, algorithmOf(digest))
  if (found !== digest) throw new ImageError('digest-mismatch', `expected ${digest}, got ${found}`)
}

/**
 * A blob that is checked while it is passed on: its size as it grows, its digest at the end. What was passed on counts
 * only once `verified` is true.
 */
export class CheckedBlob implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array>
  readonly #digest: string
  readonly #size: number
  #verified = false

  constructor(source: AsyncIterable<Uint8Array>, { digest, size }: { readonly digest: string; readonly size: number }) {
    this.#source = source
    this.#digest = digest
    this.#size = size
  }

  /** Whether every byte came and was right. */
  get verified(): boolean {
    return this.#verified
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const hash = createHash(algorithmOf(this.#digest))
    let seen = 0
    for await (const chunk of this.#source) {
      seen += chunk.length
      if (seen > this.#size)
        throw new ImageError('size-mismatch', `${this.#digest} is larger than the ${this.#size} bytes that are announced`)
      hash.update(chunk)
      yield chunk
    }
    if (seen !== this.#size)
      throw new ImageError('size-mismatch', `${this.#digest} has ${seen} bytes, not the ${this.#size} that are announced`)
    const found = `${algorithmOf(this.#digest)}:${hash.digest('hex')}`
    if (found !== this.#digest) throw new ImageError('digest-mismatch', `expected ${this.#digest}, got ${found}`)
    this.#verified = true
  }
}
