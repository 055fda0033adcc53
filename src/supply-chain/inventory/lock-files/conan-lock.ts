import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { asArray, asObject, asText } from '../../untrusted.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { parseJson } from './json.ts'

/** `conan.lock` of Conan 1 (a graph) and Conan 2 (lists of references). */
export function readConanLock(source: Source): readonly Package[] {
  return packagesOf('ConanCenter', source.uri, entries(asObject(parseJson(source.text))))
}

function* entries(lock: Readonly<Record<string, unknown>>): Generator<PackageDraft> {
  for (const [key, value] of Object.entries(asObject(asObject(lock['graph_lock'])['nodes'])))
    yield* draft(asText(asObject(value)['ref']), ['graph_lock', 'nodes', key, 'ref'])
  for (const group of ['requires', 'build_requires', 'python_requires'])
    for (const [index, value] of asArray(lock[group]).entries()) yield* draft(asText(value), [group, index])
}

function* draft(reference: string | undefined, at: readonly (string | number)[]): Generator<PackageDraft> {
  const match = /^([^/@#]+)\/([^@#]+)/.exec(reference ?? '')
  if (match !== null) yield { name: match[1]!, version: match[2]!, at, scope: at[0] === 'build_requires' ? 'development' : 'runtime' }
}
