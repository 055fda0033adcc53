import { BreakwaterError } from '../../core/error.ts'
import type { Io } from '../command.ts'

/**
 * Waits until the text is out, so that a pipe gets all of it before the process ends, and so that what is made in parts is
 * made no faster than it is read. A closed pipe is the reader's wish.
 *
 * @throws {BreakwaterError} `output-unwritable`
 */
export async function writeOut({ stdout }: Io, report: string | Iterable<string>): Promise<void> {
  for (const part of typeof report === 'string' ? [report] : report) {
    if (!(await isWritten(stdout, part))) return
  }
}

/** Writes one part; false when nobody reads any longer. */
async function isWritten(stdout: Io['stdout'], part: string): Promise<boolean> {
  return await new Promise<boolean>((done, fail) => {
    stdout.write(part, (cause?: NodeJS.ErrnoException | null) => {
      if (cause === undefined || cause === null) done(true)
      else if (cause.code === 'EPIPE') done(false)
      else fail(new BreakwaterError('output-unwritable', { path: 'stdout', reason: cause.message }, { cause }))
    })
  })
}
