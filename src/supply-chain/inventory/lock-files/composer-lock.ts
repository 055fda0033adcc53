import type { Source } from '../../../core/location.ts'
import type { Package, Scope } from '../../../models/dependency/package.ts'
import { asArray, asObject, asText } from '../../untrusted.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { parseJson } from './json.ts'

/** `composer.lock` of a project and `installed.json` of a vendor folder. */
export function readComposerLock(source: Source): readonly Package[] {
  const value = parseJson(source.text)
  const lock = Array.isArray(value) ? { packages: value } : asObject(value)
  return packagesOf('Packagist', source.uri, [...entries(lock, 'packages', 'runtime'), ...entries(lock, 'packages-dev', 'development')])
}

function* entries(lock: Readonly<Record<string, unknown>>, group: string, scope: Scope): Generator<PackageDraft> {
  for (const [index, value] of asArray(lock[group]).entries()) {
    const entry = asObject(value)
    const name = asText(entry['name'])
    const version = asText(entry['version'])
    if (name === undefined || version === undefined) continue
    yield {
      name,
      version: version.replace(/^v/i, ''),
      scope,
      at: [group, index, 'name'],
      licences: asArray(entry['license']).filter((licence) => typeof licence === 'string'),
      needs: Object.keys(asObject(entry['require'])),
    }
  }
}
