import type { Range, Source } from '../../../core/location.ts'
import type { Package, Scope } from '../../../models/dependency/package.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { linesOf, within } from './lines.ts'

interface Entry {
  name: string
  version: string
  readonly at: Range
  scope: Scope
  hash: string | undefined
}

/**
 * `pnpm-lock.yaml`, formats 5 to 9. pnpm writes one block style only, so the `packages` section is read by its lines:
 * a file may hold several documents, and both count.
 */
export function readPnpmLock(source: Source): readonly Package[] {
  return packagesOf('npm', source.uri, entries(source.text))
}

function* entries(text: string): Generator<PackageDraft> {
  let section = ''
  let entry: Entry | undefined
  for (const line of linesOf(text)) {
    if (line.text === '' || line.text.startsWith('#')) continue
    if (!line.text.startsWith(' ')) {
      if (entry !== undefined) yield draftOf(entry)
      entry = undefined
      section = line.text
      continue
    }
    if (section !== 'packages:') continue
    const key = /^ {2}(?:'([^']+)'|"([^"]+)"|([^\s'"].*?)):(?:\s|$)/.exec(line.text)
    if (key !== null) {
      if (entry !== undefined) yield draftOf(entry)
      const written = key[1] ?? key[2] ?? key[3]!
      const found = nameAndVersion(written)
      entry = found === undefined ? undefined : { ...found, at: within(line, written), scope: 'runtime', hash: undefined }
      continue
    }
    if (entry === undefined) continue
    if (line.text === '    dev: true') entry.scope = 'development'
    else if (line.text === '    optional: true' && entry.scope === 'runtime') entry.scope = 'optional'
    else {
      // Packages from git or a tarball have an address for a key and say their name and version inside.
      const field = /^ {4}(name|version): '?([^'\s]+)'?$/.exec(line.text)
      if (field?.[1] === 'name') entry.name = field[2]!
      else if (field?.[1] === 'version') entry.version = field[2]!
      entry.hash ??= /^ {4}resolution: \{integrity: ([^},\s]+)/.exec(line.text)?.[1]
    }
  }
  if (entry !== undefined) yield draftOf(entry)
}

function draftOf({ name, version, at, scope, hash }: Entry): PackageDraft {
  return { name, version, at, scope, hashes: hash === undefined ? undefined : [hash] }
}

/** From `/name/1.0.0_peers`, `/name@1.0.0(peers)` or `name@1.0.0`. */
function nameAndVersion(key: string): { readonly name: string; readonly version: string } | undefined {
  if (/^(?:file|link):|@(?:file|link):/.test(key)) return undefined
  const plain = key.replace(/\(.*$/, '')
  const old = /^\/((?:@[^/]+\/)?[^/@]+)\/([^/_]+)(?:_.*)?$/.exec(plain)
  if (old !== null) return { name: old[1]!, version: old[2]! }
  const match = /^\/?((?:@[^/@]+\/)?[^/@]+)@(.+)$/.exec(plain)
  return match === null ? { name: plain, version: '' } : { name: match[1]!, version: match[2]! }
}
