import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { asObject, asText } from '../../untrusted.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { parseJson } from './json.ts'
import { attributesOf, readXml, type XmlElement } from './xml.ts'

/** `packages.lock.json`: what was resolved for each target framework; projects of the solution are left out. */
export function readNugetLock(source: Source): readonly Package[] {
  return packagesOf('NuGet', source.uri, lockEntries(asObject(asObject(parseJson(source.text))['dependencies'])))
}

function* lockEntries(frameworks: Readonly<Record<string, unknown>>): Generator<PackageDraft> {
  for (const [framework, packages] of Object.entries(frameworks)) {
    for (const [name, value] of Object.entries(asObject(packages))) {
      const entry = asObject(value)
      const version = asText(entry['resolved'])
      if (version === undefined || entry['type'] === 'Project') continue
      yield { name, version, at: ['dependencies', framework, name], needs: Object.keys(asObject(entry['dependencies'])) }
    }
  }
}

/** `packages.config`, `Directory.Packages.props` and project files: fixed versions in attributes. */
export function readNugetXml(source: Source): readonly Package[] {
  const drafts: PackageDraft[] = []
  const visit = (element: XmlElement): void => {
    const attributes = attributesOf(element)
    const name = attributes['include'] ?? attributes['update'] ?? attributes['id']
    const version = attributes['version'] ?? element.children.find((child) => child.name.toLowerCase() === 'version')?.text.trim()
    const wanted = ['packageversion', 'packagereference', 'globalpackagereference', 'package'].includes(element.name.toLowerCase())
    const fixed = /^\[?\s*(\d[\w.+-]*)\s*\]?$/.exec(version ?? '')?.[1]
    if (wanted && name !== undefined && fixed !== undefined) {
      const development = attributes['developmentdependency'] === 'true'
      drafts.push({ name, version: fixed, at: element.range, scope: development ? 'development' : 'runtime' })
    }
    for (const child of element.children) visit(child)
  }
  visit(readXml(source.text))
  return packagesOf('NuGet', source.uri, drafts)
}
