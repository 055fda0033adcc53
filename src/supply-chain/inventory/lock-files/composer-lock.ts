import type { Source } from '../../../core/location.ts'
import { type Package, type PackageDraft, packagesOf, type Scope } from '../package.ts'
import { list, parseJson, record, stringOf } from './json.ts'

/** `composer.lock` of a project and `installed.json` of a vendor folder. */
export function readComposerLock(source: Source): readonly Package[] {
  const value = parseJson(source.text)
  const lock = Array.isArray(value) ? { packages: value } : record(value)
  return packagesOf('Packagist', source.uri, [...entries(lock, 'packages', 'runtime'), ...entries(lock, 'packages-dev', 'development')])
}

function* entries(lock: Readonly<Record<string, unknown>>, group: string, scope: Scope): Generator<PackageDraft> {
  for (const [index, value] of list(lock[group]).entries()) {
    const entry = record(value)
    const name = stringOf(entry['name'])
    const version = stringOf(entry['version'])
    if (name === undefined || version === undefined) continue
    yield {
      name,
      version: version.replace(/^v/i, ''),
      scope,
      at: [group, index, 'name'],
      licences: list(entry['license']).filter((licence) => typeof licence === 'string'),
      needs: Object.keys(record(entry['require'])),
    }
  }
}
