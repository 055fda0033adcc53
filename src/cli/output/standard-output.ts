import { fstatSync, writeSync } from 'node:fs'

import type { Output } from '../command.ts'

const descriptor = 1

/**
 * What `process.stdout` is. A file or a pipe is written to without it: the stream takes longer to set up than a manifest
 * takes to be judged.
 */
export function standardOutput(): Output {
  const kind = fstatSync(descriptor)
  return kind.isFile() || kind.isFIFO() ? new DirectOutput() : streamOutput()
}

/** The one who writes is told of what goes wrong; the event would end the process besides. */
function streamOutput(): Output {
  return process.stdout.on('error', () => {})
}

class DirectOutput implements Output {
  /** Takes over from the moment at which a pipe asks to wait. */
  #stream: Output | undefined

  write(text: string | Uint8Array, done?: (error?: Error | null) => void): boolean {
    if (this.#stream !== undefined) return this.#stream.write(text, done)
    let rest = typeof text === 'string' ? Buffer.from(text) : text
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') {
        this.#stream = streamOutput()
        return this.#stream.write(rest, done)
      }
      done?.(error as Error)
      return false
    }
    done?.()
    return true
  }
}
