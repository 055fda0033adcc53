import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Check } from '../../core/check.ts'
import { BreakwaterError } from '../../core/error.ts'
import type { Locale } from '../../core/text.ts'
import { emptyConfig, type Config } from './config.ts'

/** Looked for in the working directory. */
const defaultFile = 'breakwater.yaml'

/**
 * The configuration that was asked for, else the one in the working directory, else none. Its reader, and the schema
 * library, are loaded only when there is a file.
 *
 * @throws {BreakwaterError} `path-not-found` for a file that was asked for and is not there, `config-invalid`
 */
export async function findConfig(asked: string | undefined, cwd: string, checks: readonly Check[], locale: Locale): Promise<Config> {
  const path = resolve(cwd, asked ?? defaultFile)
  if (!existsSync(path)) {
    if (asked === undefined) return emptyConfig
    throw new BreakwaterError('path-not-found', { path: asked })
  }
  const { readConfig } = await import('./read-config.ts')
  return readConfig(path, asked ?? defaultFile, checks, locale)
}
