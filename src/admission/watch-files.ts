import { readFile } from 'node:fs/promises'

/** Reads what somebody wrote; throws where it cannot be read. */
export type ReadContents = () => Promise<readonly string[]>

export function readFiles(paths: readonly string[]): ReadContents {
  return async () => Promise.all(paths.map(async (path) => readFile(path, 'utf8')))
}

/**
 * Reads files again and again and tells when their content changed. Mounted Secrets and ConfigMaps are swapped by symbolic
 * links, which file system events do not tell about reliably; the files are small.
 *
 * @param changed is given the new contents; when it throws, or a file cannot be read, `failed` is told and the old ones stay
 * @returns what stops it
 */
export function watchFiles(
  read: ReadContents,
  initial: readonly string[],
  intervalMs: number,
  changed: (contents: readonly string[]) => Promise<void> | void,
  failed: (error: unknown) => void,
): () => void {
  let known = initial
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      const contents = await read()
      if (contents.length !== known.length || contents.some((content, index) => content !== known[index])) {
        known = contents
        await changed(contents)
      }
    } catch (error) {
      failed(error)
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void look(), intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
