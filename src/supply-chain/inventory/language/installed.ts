import { asArray, asObject, asText } from '../../untrusted.ts'
import { parseJson } from '../lock-files/json.ts'
import type { PackageDraft } from '../package.ts'

/** The `package.json` of an installed npm package. */
export function readInstalledNpm(text: string): readonly PackageDraft[] {
  const manifest = asObject(parseJson(text))
  const name = asText(manifest['name'])
  const version = asText(manifest['version'])
  if (name === undefined || version === undefined || !/^(?:@[^/\s]+\/)?[^/\s]+$/.test(name)) return []
  const written = manifest['license'] ?? manifest['licenses']
  const licences = (Array.isArray(written) ? written : [written]).flatMap((each) => asText(each) ?? asText(asObject(each)['type']) ?? [])
  return [{ name, version, licences: licences.length === 0 ? undefined : licences, needs: Object.keys(asObject(manifest['dependencies'])) }]
}

/** `METADATA` or `PKG-INFO` of an installed Python package: mail-like headers. */
export function readPythonMetadata(text: string): readonly PackageDraft[] {
  const head = text.split(/\r?\n\r?\n/, 1)[0]!
  const field = (name: string): string | undefined => presentText(new RegExp(`^${name}:(.*)$`, 'm').exec(head)?.[1])
  const name = field('Name')
  const version = field('Version')
  const licence = field('License-Expression') ?? field('License')
  if (name === undefined || version === undefined) return []
  return [{ name, version, licences: licence === undefined || licence === 'UNKNOWN' ? undefined : [licence] }]
}

/** A `.gemspec` as RubyGems writes it at installation: `s.name = "x"`, `s.version = "1"`. It is not executed. */
export function readGemspec(text: string): readonly PackageDraft[] {
  const field = (name: string): string | undefined =>
    new RegExp(`^\\s*s\\.${name}\\s*=\\s*["']([^"']+)["'](?:\\.freeze)?`, 'm').exec(text)?.[1]
  const name = field('name')
  const version = field('version')
  const licences = /^\s*s\.licenses?\s*=\s*\[?([^\]\n]+)/m.exec(text)?.[1]?.match(/[^"'[\],\s.]+(?=["'])/g)
  return name === undefined || version === undefined ? [] : [{ name, version, licences: licences ?? undefined }]
}

/** `.deps.json` of a published .NET application: libraries of type `package`. */
export function readDotnetDeps(text: string): readonly PackageDraft[] {
  const libraries = asObject(asObject(parseJson(text))['libraries'])
  return Object.entries(libraries).flatMap(([key, value]) => {
    const slash = key.lastIndexOf('/')
    const type = asText(asObject(value)['type'])?.toLowerCase()
    if (slash < 1 || type !== 'package') return []
    return [{ name: key.slice(0, slash), version: key.slice(slash + 1), at: ['libraries', key] }]
  })
}

/** `vendor/composer/installed.json` of Composer 1 (a list) and 2 (with `packages`). */
export function readComposerInstalled(text: string): readonly PackageDraft[] {
  const value = parseJson(text)
  const packages = Array.isArray(value) ? value : asArray(asObject(value)['packages'])
  return packages.flatMap((each) => {
    const name = asText(asObject(each)['name'])
    const version = asText(asObject(each)['version'])?.replace(/^v/i, '')
    return name === undefined || version === undefined ? [] : [{ name, version }]
  })
}

function presentText(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}
