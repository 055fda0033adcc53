import type { Source } from '../../../core/location.ts'
import type { Path } from '../../../core/location.ts'
import type { Package, Scope } from '../../../models/dependency/package.ts'
import { asObject, asText } from '../../untrusted.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { parseJson } from './json.ts'

/** Nesting of `dependencies` in the first lock file format; npm itself stays far below. */
const MAX_DEPTH = 200

/** `package-lock.json` and `npm-shrinkwrap.json`, all three formats. */
export function readNpmLock(source: Source): readonly Package[] {
  const lock = asObject(parseJson(source.text))
  const drafts = lock['packages'] === undefined ? dependencies(lock, [], 0) : packages(asObject(lock['packages']))
  return packagesOf('npm', source.uri, drafts)
}

function* packages(entries: Readonly<Record<string, unknown>>): Generator<PackageDraft> {
  for (const [key, value] of Object.entries(entries)) {
    const entry = asObject(value)
    const installed = key.lastIndexOf('node_modules/')
    // The project itself, workspaces and links are no packages that came from outside.
    if (installed < 0 || entry['link'] === true) continue
    const version = asText(entry['version'])
    if (version === undefined) continue
    yield {
      name: asText(entry['name']) ?? key.slice(installed + 'node_modules/'.length),
      version,
      scope: scopeOf(entry),
      at: ['packages', key],
      licences: typeof entry['license'] === 'string' ? [entry['license']] : undefined,
      hashes: typeof entry['integrity'] === 'string' ? [entry['integrity']] : undefined,
      needs: Object.keys(asObject(entry['dependencies'])),
    }
  }
}

function* dependencies(parent: Readonly<Record<string, unknown>>, path: Path, depth: number): Generator<PackageDraft> {
  if (depth > MAX_DEPTH) return
  for (const [name, value] of Object.entries(asObject(parent['dependencies']))) {
    const entry = asObject(value)
    const at = [...path, 'dependencies', name]
    const version = asText(entry['version'])
    if (version !== undefined && !version.startsWith('file:')) {
      // `npm:other@1.2.3` installs another package under this name.
      const alias = /^npm:(.+)@([^@]+)$/.exec(version)
      yield {
        name: alias?.[1] ?? name,
        version: alias?.[2] ?? version,
        scope: scopeOf(entry),
        at,
        hashes: typeof entry['integrity'] === 'string' ? [entry['integrity']] : undefined,
        needs: Object.keys(asObject(entry['requires'])),
      }
    }
    yield* dependencies(entry, at, depth + 1)
  }
}

function scopeOf(entry: Readonly<Record<string, unknown>>): Scope {
  if (entry['dev'] === true) return 'development'
  return entry['optional'] === true || entry['devOptional'] === true ? 'optional' : 'runtime'
}
