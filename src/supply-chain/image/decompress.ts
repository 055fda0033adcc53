import { PassThrough, Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'

/**
 * Passes a blob through the decompression that its first bytes call for (gzip, zstd or none, whatever its media type
 * claims) and hands the pieces on as they come.
 */
export async function decompressed(
  source: AsyncIterable<Uint8Array>,
  consume: (plain: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<void> {
  const iterator = source[Symbol.asyncIterator]()
  let head: Uint8Array = new Uint8Array()
  let ended = false
  while (head.length < 4 && !ended) {
    const next = await iterator.next()
    if (next.done === true) ended = true
    else head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head
    if (ended) return
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }
  await pipeline(Readable.from(whole(), { objectMode: false, highWaterMark: 1024 * 1024 }), decompressorFor(head), consume)
}

function decompressorFor(head: Uint8Array): Transform {
  const options = { chunkSize: 256 * 1024 }
  if (isGzip(head)) return createGunzip(options)
  return isZstd(head) ? createZstdDecompress(options) : new PassThrough()
}

/** Whether the first bytes are those of a compressed stream that this module unpacks. */
export function isCompressed(head: Uint8Array): boolean {
  return isGzip(head) || isZstd(head)
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b
}

function isZstd(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd
}
