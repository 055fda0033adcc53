import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { readXml, type XmlElement } from './xml.ts'

/** How often a property may lead to another one. */
const MAX_SUBSTITUTIONS = 20

/**
 * `pom.xml`: the project and its direct dependencies, as far as the file itself says their versions (properties and
 * `dependencyManagement` included). Versions that a parent gives are not known from this file alone.
 */
export function readMavenPom(source: Source): readonly Package[] {
  const project = readXml(source.text)
  if (project.name !== 'project') return []
  return packagesOf('Maven', source.uri, entries(project))
}

function* entries(project: XmlElement): Generator<PackageDraft> {
  const properties = propertiesOf(project)
  const managed = new Map<string, string>()
  const management = child(child(project, 'dependencyManagement'), 'dependencies')
  for (const dependency of management?.children ?? []) {
    const found = coordinates(dependency, properties)
    if (found.version !== undefined) managed.set(found.name, found.version)
  }
  const artifact = child(project, 'artifactId')
  const own = properties.get('project.version')
  if (artifact !== undefined && own !== undefined && isFixed(own))
    yield { name: `${properties.get('project.groupId') ?? ''}:${resolve(artifact.text, properties)}`, version: own, at: artifact.textRange }
  for (const dependency of child(project, 'dependencies')?.children ?? []) {
    const { name, version } = coordinates(dependency, properties)
    const fixed = version ?? managed.get(name)
    if (fixed === undefined || !isFixed(fixed)) continue
    const scope = child(dependency, 'scope')?.text
    const optional = child(dependency, 'optional')?.text === 'true'
    const versionElement = child(dependency, 'version')
    yield {
      name,
      version: fixed.replace(/^\[\s*|\s*\]$/g, ''),
      scope: scope === 'test' ? 'development' : optional ? 'optional' : 'runtime',
      at: (versionElement ?? child(dependency, 'artifactId') ?? dependency).textRange,
    }
  }
}

function propertiesOf(project: XmlElement): ReadonlyMap<string, string> {
  const parent = child(project, 'parent')
  const properties = new Map<string, string>()
  for (const property of child(project, 'properties')?.children ?? []) properties.set(property.name, property.text)
  for (const field of ['groupId', 'version', 'artifactId']) {
    const value = child(project, field)?.text ?? (field === 'artifactId' ? undefined : child(parent, field)?.text)
    const parentValue = child(parent, field)?.text
    for (const prefix of ['project', 'pom']) if (value !== undefined) properties.set(`${prefix}.${field}`, value)
    if (parentValue !== undefined) properties.set(`project.parent.${field}`, parentValue)
  }
  for (const [key, value] of properties) properties.set(key, resolve(value, properties))
  return properties
}

function coordinates(
  dependency: XmlElement,
  properties: ReadonlyMap<string, string>,
): { readonly name: string; readonly version: string | undefined } {
  const text = (field: string): string | undefined => {
    const found = child(dependency, field)?.text
    return found === undefined ? undefined : resolve(found, properties)
  }
  return { name: `${text('groupId') ?? ''}:${text('artifactId') ?? ''}`, version: text('version') }
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((each) => each.name === name)
}

function resolve(text: string, properties: ReadonlyMap<string, string>): string {
  let resolved = text
  for (let round = 0; round < MAX_SUBSTITUTIONS && resolved.includes('${') && resolved.length < 1000; round++) {
    const next = resolved.replace(/\$\{([^{}]+)\}/g, (whole, name: string) => properties.get(name.trim()) ?? whole)
    if (next === resolved) break
    resolved = next
  }
  return resolved.trim()
}

/** A version, not a range and not an unresolved property. `[1.2]` is fixed. */
function isFixed(version: string): boolean {
  return version !== '' && !version.includes('${') && !/^[[(].*[,)]/.test(version)
}
