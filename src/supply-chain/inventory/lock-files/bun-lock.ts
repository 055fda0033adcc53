import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { asArray, asObject, asText } from '../../untrusted.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { parseRelaxedJson } from './json.ts'

/** `bun.lock`, the text format: each package is an array that begins with `name@version`. */
export function readBunLock(source: Source): readonly Package[] {
  return packagesOf('npm', source.uri, entries(asObject(asObject(parseRelaxedJson(source.text))['packages'])))
}

function* entries(packages: Readonly<Record<string, unknown>>): Generator<PackageDraft> {
  for (const [key, value] of Object.entries(packages)) {
    const parts = asArray(value)
    const match = /^((?:@[^/@]+\/)?[^/@]+)@(.+)$/.exec(asText(parts[0]) ?? '')
    if (match === null || /^(?:workspace|file|link|root):/.test(match[2]!)) continue
    const hash = asText(parts.at(-1))
    yield { name: match[1]!, version: match[2]!, at: ['packages', key], hashes: hash?.startsWith('sha') === true ? [hash] : undefined }
  }
}
