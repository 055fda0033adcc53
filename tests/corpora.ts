import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folder of a corpus of other projects' files, which stands beside the repository and is not part of it.
 * Undefined, with a printed reason, where it is absent: the suites that need it are then skipped.
 */
export function corpus(name: string): string | undefined {
  // Beside the checkout, or one level further up, where a git worktree stands.
  const folders = [1, 2, 3].map((up) => join(import.meta.dirname, ...Array.from({ length: up }, () => '..'), 'shared', 'corpora', name))
  const found = folders.find((folder) => existsSync(folder))
  if (found === undefined) process.stderr.write(`skipped: the corpus ${name} is not at ${folders[1]}\n`)
  return found
}
