import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { linesOf, within } from './lines.ts'

/** `Gemfile.lock`: the specs of every source but the project's own folders. */
export function readGemfileLock(source: Source): readonly Package[] {
  return packagesOf('RubyGems', source.uri, entries(source.text))
}

function* entries(text: string): Generator<PackageDraft> {
  let section = ''
  for (const line of linesOf(text)) {
    if (/^\S/.test(line.text)) section = line.text
    if (section !== 'GEM' && section !== 'GIT') continue
    const match = /^ {4}(\S+) \(([^)\s]+)\)/.exec(line.text)
    if (match === null) continue
    const [, name = '', written = ''] = match
    // A platform follows the version after a dash: 1.15.4-x86_64-linux.
    const version = /^[\d.]+(?:[a-z][\w.]*)?(?=-|$)/i.exec(written)?.[0] ?? written
    yield { name, version, at: within(line, name) }
  }
}
