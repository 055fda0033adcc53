import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { asArray, asObject, asText } from '../../untrusted.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { parseJson } from './json.ts'

/** `Pipfile.lock`: the groups `default` and `develop`. */
export function readPipfileLock(source: Source): readonly Package[] {
  return packagesOf('PyPI', source.uri, entries(asObject(parseJson(source.text))))
}

function* entries(lock: Readonly<Record<string, unknown>>): Generator<PackageDraft> {
  for (const group of Object.keys(lock)) {
    if (group === '_meta') continue
    for (const [name, value] of Object.entries(asObject(lock[group]))) {
      const entry = asObject(value)
      const version = asText(entry['version'])?.replace(/^={2,3}/, '')
      if (version === undefined) continue
      yield {
        name,
        version,
        at: [group, name],
        scope: group === 'default' ? 'runtime' : 'development',
        hashes: asArray(entry['hashes']).filter((hash) => typeof hash === 'string'),
      }
    }
  }
}
