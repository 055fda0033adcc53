import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

import { BreakwaterError } from '../../core/error.ts'

/** @throws {BreakwaterError} `path-not-found` */
export function readRecordingFile(cwd: string, path: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8')
  } catch (error) {
    throw new BreakwaterError('path-not-found', { path }, { cause: error })
  }
}

/**
 * What is deployed is nobody else's business: only the owner may read the file.
 *
 * @throws {BreakwaterError} `output-unwritable`
 */
export function writeRecordingFile(cwd: string, path: string, content: string): void {
  try {
    writeFileSync(resolve(cwd, path), content, { mode: 0o600 })
  } catch (error) {
    throw new BreakwaterError('output-unwritable', { path, reason: (error as Error).message }, { cause: error })
  }
}
