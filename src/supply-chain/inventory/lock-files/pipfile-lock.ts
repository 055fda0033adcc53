import type { Source } from '../../../core/location.ts'
import { type Package, type PackageDraft, packagesOf } from '../package.ts'
import { list, parseJson, record, stringOf } from './json.ts'

/** `Pipfile.lock`: the groups `default` and `develop`. */
export function readPipfileLock(source: Source): readonly Package[] {
  return packagesOf('PyPI', source.uri, entries(record(parseJson(source.text))))
}

function* entries(lock: Readonly<Record<string, unknown>>): Generator<PackageDraft> {
  for (const group of Object.keys(lock)) {
    if (group === '_meta') continue
    for (const [name, value] of Object.entries(record(lock[group]))) {
      const entry = record(value)
      const version = stringOf(entry['version'])?.replace(/^={2,3}/, '')
      if (version === undefined) continue
      yield {
        name,
        version,
        at: [group, name],
        scope: group === 'default' ? 'runtime' : 'development',
        hashes: list(entry['hashes']).filter((hash) => typeof hash === 'string'),
      }
    }
  }
}
