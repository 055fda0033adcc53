import { ArchiveError } from '../../archive/archive-error.ts'
import { readZip, type ZipEntry } from '../../archive/zip.ts'
import type { PackageDraft } from '../package.ts'

/** A package of a jar, with the jars inside jars on the way to it. */
export interface JarPackage extends PackageDraft {
  readonly inside: readonly string[]
}

const MAX_DEPTH = 5
const ARCHIVE = /\.(?:jar|war|ear|par|sar)$/i

/**
 * The Maven packages of a jar, war or ear and of the archives inside: from each `pom.properties`, else from the manifest
 * or the file's own name.
 */
export function readJar(fileName: string, bytes: Buffer, depth = 0): readonly JarPackage[] {
  const entries = readZip(bytes)
  const poms = entries.filter(({ name }) => /^META-INF\/maven\/.+\/pom\.properties$/.test(name)).flatMap((entry) => pomPackage(entry))
  const found: JarPackage[] = [...poms]
  const own = nameAndVersion(fileName)
  if (poms.length === 0) {
    const fromManifest = manifestPackage(entries, own)
    if (fromManifest !== undefined) found.push(fromManifest)
  }
  if (depth < MAX_DEPTH) {
    for (const entry of entries.filter(({ name }) => ARCHIVE.test(name))) {
      const inner = nested(entry, depth + 1)
      for (const each of inner) found.push({ ...each, inside: [entry.name, ...each.inside] })
    }
  }
  return found
}

/** A broken archive inside another one does not hide what the outer one holds. */
function nested(entry: ZipEntry, depth: number): readonly JarPackage[] {
  try {
    return readJar(entry.name.slice(entry.name.lastIndexOf('/') + 1), entry.read(), depth)
  } catch (error) {
    if (error instanceof ArchiveError) return []
    throw error
  }
}

function pomPackage(entry: ZipEntry): readonly JarPackage[] {
  const properties = new Map<string, string>()
  for (const [, key = '', value = ''] of entry
    .read()
    .toString('utf8')
    .matchAll(/^[ \t]*(groupId|artifactId|version)[ \t]*[=:](.*)$/gm))
    properties.set(key, value.trim())
  const artifact = properties.get('artifactId')
  const version = properties.get('version')
  if (artifact === undefined || version === undefined) return []
  return [{ name: `${properties.get('groupId') ?? ''}:${artifact}`, version, inside: [] }]
}

function manifestPackage(entries: readonly ZipEntry[], own: { name: string; version: string } | undefined): JarPackage | undefined {
  const manifest = entries.find(({ name }) => name === 'META-INF/MANIFEST.MF')
  // A line of a manifest goes on in the next one after a blank.
  const lines =
    manifest
      ?.read()
      .toString('utf8')
      .replace(/\r?\n /g, '') ?? ''
  const field = (name: string): string | undefined => new RegExp(`^${name}:(.*)$`, 'm').exec(lines)?.[1]?.trim()
  const version = own?.version ?? field('Implementation-Version') ?? field('Bundle-Version') ?? field('Specification-Version')
  const artifact = own?.name ?? field('Implementation-Title') ?? field('Bundle-Name')
  const group = field('Implementation-Vendor-Id') ?? groupOf(field('Bundle-SymbolicName'), artifact)
  if (version === undefined || artifact === undefined || group === undefined || /\s/.test(artifact)) return undefined
  return { name: `${group}:${artifact}`, version, inside: [] }
}

/** OSGi's symbolic name is often group and artifact in one: `com.fasterxml.jackson.core.jackson-databind`. */
function groupOf(symbolic: string | undefined, artifact: string | undefined): string | undefined {
  const name = symbolic?.split(';')[0]
  if (name === undefined || !/^[\w.-]+$/.test(name)) return undefined
  return artifact !== undefined && name.endsWith(`.${artifact}`) ? name.slice(0, -artifact.length - 1) : name
}

function nameAndVersion(fileName: string): { name: string; version: string } | undefined {
  const match = /^(.+?)-(\d[\w.+-]*)\.(?:jar|war|ear|par|sar)$/i.exec(fileName)
  return match === null ? undefined : { name: match[1]!, version: match[2]! }
}
