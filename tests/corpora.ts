import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folder of a corpus of other projects' files, which stands beside the repository and is not part of it.
 * Undefined, with a printed reason, where it is absent: the suites that need it are then skipped.
 */
export function corpus(name: string): string | undefined {
  const folder = join(import.meta.dirname, '..', '..', 'shared', 'corpora', name)
  if (existsSync(folder)) return folder
  const beside = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpora', name)
  if (existsSync(beside)) return beside
  process.stderr.write(`skipped: the corpus ${name} is not at ${folder}\n`)
  return undefined
}
