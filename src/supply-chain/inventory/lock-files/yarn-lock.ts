import type { Range, Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { linesOf, within } from './lines.ts'

interface Entry {
  readonly name: string
  readonly at: Range
  version: string | undefined
  local: boolean
  hash: string | undefined
}

/** `yarn.lock` of Yarn 1 and of Berry: blocks that begin with the specifiers they answer. */
export function readYarnLock(source: Source): readonly Package[] {
  return packagesOf('npm', source.uri, entries(source.text))
}

function* entries(text: string): Generator<PackageDraft> {
  let entry: Entry | undefined
  for (const line of linesOf(text)) {
    if (line.text === '' || line.text.startsWith('#')) continue
    if (!line.text.startsWith(' ')) {
      if (entry !== undefined) yield* finish(entry)
      const specifier = line.text.replace(/:\s*$/, '').split(',')[0]!.trim().replace(/^"|"$/g, '')
      const name = nameOf(specifier)
      entry =
        name === undefined ? undefined : { name, at: within(line, name), version: undefined, local: isLocal(specifier), hash: undefined }
      continue
    }
    const field = /^ {2}(version|resolution|integrity|checksum|linkType)(?::\s*|\s+)"?([^"]*)"?\s*$/.exec(line.text)
    if (field === null || entry === undefined) continue
    const [, key, value = ''] = field
    if (key === 'version') entry.version = value
    else if (key === 'integrity' || key === 'checksum') entry.hash = value
    else if (key === 'linkType') entry.local ||= value === 'soft'
    else if (/@workspace:/.test(value)) entry.local = true
    else if (key === 'resolution') {
      // Berry says here what really was installed, where the specifier is an alias.
      const resolved = nameOf(value)
      if (resolved !== undefined && resolved !== entry.name) entry = { ...entry, name: resolved }
    }
  }
  if (entry !== undefined) yield* finish(entry)
}

function* finish({ name, at, version, local, hash }: Entry): Generator<PackageDraft> {
  if (version === undefined || local) return
  yield { name, version, at, hashes: hash === undefined ? undefined : [hash] }
}

/** The package that `name@range` installs; `alias@npm:other@range` installs the other. */
function nameOf(specifier: string): string | undefined {
  const at = specifier.indexOf('@', 1)
  if (at < 0) return undefined
  const alias = /^npm:((?:@[^/@]+\/)?[^@]+)@/.exec(specifier.slice(at + 1))
  return alias?.[1] ?? specifier.slice(0, at)
}

function isLocal(specifier: string): boolean {
  return /@(?:workspace|link|portal):/.test(specifier)
}
