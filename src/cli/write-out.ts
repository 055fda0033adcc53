import type { Io } from './command.ts'

/** Waits until the text is out, so that a pipe gets all of it before the process ends. A closed pipe is the reader's wish. */
export async function writeOut({ stdout }: Io, report: string): Promise<void> {
  await new Promise<void>((done, fail) => {
    stdout.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EPIPE' ? done() : fail(error)))
    stdout.write(report, () => done())
  })
}
