import type { Finding, Fix } from '../core/finding.ts'
import { shorten, visible } from './terminal/visible.ts'

/** The command that shows a fix. */
export function fixCommand({ place }: Finding, { safety, document }: Fix): string {
  return [
    'breakwater fix',
    ...(safety === 'review' ? ['--include review'] : []),
    shellWord(document.uri === '' ? place.source.uri : document.uri),
  ].join(' ')
}

/** A path as one word of a POSIX shell, which PowerShell reads the same way. */
export function shellWord(path: string): string {
  const shown = shorten(visible(path.startsWith('-') ? `./${path}` : path), 1_000)
  return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`
}

/** The folder that holds all of the files: `.` where nothing smaller does, the file itself where there is one. */
export function commonPath(uris: Iterable<string>): string {
  let common: readonly string[] | undefined
  for (const uri of uris) {
    const steps = uri.split('/')
    if (common === undefined) common = steps
    else {
      const shared = common.findIndex((step, index) => step !== steps[index])
      if (shared !== -1) common = common.slice(0, shared)
    }
    if (common.length === 0) return '.'
  }
  return common === undefined || common.join('/') === '' ? '.' : common.join('/')
}
