import { closeSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs'

import { BreakwaterError } from '../../core/error.ts'

/**
 * Writes a file that is there whole or not at all: parts go into a file beside it, which takes its place at the end.
 * A pipe or device is written to itself, and so is a file in a folder in which nothing can be made.
 *
 * @throws {BreakwaterError} `output-unwritable`
 */
export function writeFile(path: string, parts: Iterable<string>): void {
  try {
    const present = statSync(path, { throwIfNoEntry: false })
    const target = present === undefined ? path : realpathSync(path)
    const beside = `${target}.${process.pid}.tmp`
    const file = present?.isFile() === false ? undefined : openNew(beside, present)
    if (file === undefined) {
      writeParts(openSync(target, 'w'), parts)
      return
    }
    try {
      writeParts(file, parts)
      renameSync(beside, target)
    } catch (error) {
      rmSync(beside, { force: true })
      throw error
    }
  } catch (cause) {
    throw new BreakwaterError('output-unwritable', { path, reason: (cause as Error).message }, { cause })
  }
}

/** With the rights of the file whose place it takes. Undefined where the folder takes no new files. */
function openNew(path: string, present: Stats | undefined): number | undefined {
  try {
    return openSync(path, 'wx', present === undefined ? 0o666 : present.mode & 0o777)
  } catch {
    return undefined
  }
}

function writeParts(file: number, parts: Iterable<string>): void {
  try {
    for (const part of parts) writeFileSync(file, part)
  } finally {
    closeSync(file)
  }
}
