import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { linesOf, within } from './lines.ts'

/** A requirement with all its hashes stays far below; what is longer is none. In UTF-16 units. */
const LONGEST_LINE = 4096

/** `requirements.txt`: the pinned entries (`==` or `===`). A range names no version that could be judged. */
export function readRequirements(source: Source): readonly Package[] {
  return packagesOf('PyPI', source.uri, entries(source.text))
}

function* entries(text: string): Generator<PackageDraft> {
  for (const line of linesOf(text)) {
    if (line.text.length > LONGEST_LINE) continue
    const match = /^\s*([a-z\d][\w.-]*)\s*(?:\[[^\]]*\])?\s*\(?={2,3}\s*([^\s;,#\\)]+)/i.exec(line.text)
    // A wildcard pins nothing.
    if (match === null || match[2]!.includes('*')) continue
    const [, name = '', version = ''] = match
    const start = line.start + line.text.indexOf(name)
    const versionAt = within(line, version, match[0].length - version.length)
    const rest = line.text.slice(match[0].length)
    yield { name, version, at: { start, end: versionAt.end }, versionAt: isAlone(rest) ? versionAt : undefined }
  }
}

/** Whether nothing that follows a pinned version holds it fast: a second bound, or hashes, which may stand on the next line. */
function isAlone(rest: string): boolean {
  return !/^\s*,|--hash|\\\s*$/.test(rest)
}
