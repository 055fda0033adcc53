import type { Ecosystem, Package } from '../../models/dependency/package.ts'
import { formatPurl, parsePurl, type Purl } from '../purl.ts'
import { normalisePythonName } from '../versions/pep440.ts'

const languageTypes: Partial<Readonly<Record<Ecosystem, string>>> = {
  npm: 'npm',
  PyPI: 'pypi',
  Go: 'golang',
  Maven: 'maven',
  NuGet: 'nuget',
  'crates.io': 'cargo',
  RubyGems: 'gem',
  Packagist: 'composer',
  Pub: 'pub',
  Hex: 'hex',
  ConanCenter: 'conan',
  SwiftURL: 'swift',
  'GitHub Actions': 'githubactions',
}

/** Type and namespace of the packages of distributions. */
const distributions: Partial<Readonly<Record<Ecosystem, readonly [type: string, namespace: string]>>> = {
  Debian: ['deb', 'debian'],
  Ubuntu: ['deb', 'ubuntu'],
  Alpine: ['apk', 'alpine'],
  Wolfi: ['apk', 'wolfi'],
  Chainguard: ['apk', 'chainguard'],
  'Azure Linux': ['rpm', 'azurelinux'],
  'Red Hat': ['rpm', 'redhat'],
  'Rocky Linux': ['rpm', 'rocky'],
  AlmaLinux: ['rpm', 'almalinux'],
  openSUSE: ['rpm', 'opensuse'],
}

/** The package URL of a package of an inventory. */
export function purlOf(found: Package): string {
  const distribution = distributions[found.ecosystem]
  if (distribution === undefined) return languagePurl(found)
  const [type, namespace] = distribution
  const colon = found.version.indexOf(':')
  const qualifiers: Record<string, string> = {}
  if (found.architecture !== undefined) qualifiers['arch'] = found.architecture
  if (found.release !== undefined) qualifiers['distro'] = `${namespace}-${found.release.replace(/^v/, '')}`
  // The epoch is a qualifier for rpm and deb; the version is written without it.
  if (colon > 0) qualifiers['epoch'] = found.version.slice(0, colon)
  if (found.source !== undefined) qualifiers['upstream'] = `${found.source.name}@${found.source.version}`
  return formatPurl({ type, namespace, name: found.name, version: found.version.slice(colon + 1), qualifiers })
}

function languagePurl({ ecosystem, name, version }: Package): string {
  const type = languageTypes[ecosystem] ?? 'generic'
  const separator = ecosystem === 'Maven' ? ':' : '/'
  const cut = ecosystem === 'PyPI' || ecosystem === 'NuGet' ? -1 : name.lastIndexOf(separator)
  const purl: Purl = {
    type,
    namespace: cut < 0 ? undefined : name.slice(0, cut),
    name: ecosystem === 'PyPI' ? normalisePythonName(name) : name.slice(cut + 1),
    version: type === 'golang' && version !== '(devel)' ? `v${version.replace(/^v/, '')}` : version,
  }
  try {
    return formatPurl(purl)
  } catch {
    // A name that breaks its type's rules (a Maven artifact without a group) is still worth a name.
    return formatPurl({ ...purl, type: 'generic' })
  }
}

const ecosystemOfType: Readonly<Record<string, Ecosystem>> = Object.fromEntries(
  Object.entries(languageTypes).map(([ecosystem, type]) => [type, ecosystem as Ecosystem]),
)

/** What a package URL of an SBOM says of a package, or undefined where its type is not one of ours. */
export function packageOfPurl(text: string, file: string): Package | undefined {
  const { type, namespace, name, version = '', qualifiers = {} } = parsePurl(text)
  const language = ecosystemOfType[type]
  if (language !== undefined) {
    const full = namespace === undefined ? name : `${namespace}${language === 'Maven' ? ':' : '/'}${name}`
    return { ecosystem: language, name: full, version: type === 'golang' ? version.replace(/^v/, '') : version, scope: 'runtime', file }
  }
  const found = Object.entries(distributions).find(([, each]) => each[0] === type && each[1] === namespace)
  if (found === undefined) return undefined
  const ecosystem = found[0] as Ecosystem
  const epoch = qualifiers['epoch'] === undefined || version.includes(':') ? '' : `${qualifiers['epoch']}:`
  const [, sourceName, sourceVersion] = /^([^@]+)(?:@(.+))?$/.exec(qualifiers['upstream'] ?? '') ?? []
  const distro = /[\d.]+$/.exec(qualifiers['distro'] ?? '')?.[0]
  const fullVersion = `${epoch}${version}`
  return {
    ecosystem,
    name,
    version: fullVersion,
    scope: 'runtime',
    file,
    release: distro === undefined ? undefined : releaseOf(ecosystem, distro),
    architecture: qualifiers['arch'],
    source: sourceName === undefined ? undefined : { name: sourceName, version: sourceVersion ?? fullVersion },
  }
}

/** The release as OSV names it, from a distribution's version number. */
export function releaseOf(ecosystem: Ecosystem, version: string): string {
  const [major = '', minor = ''] = version.split('.')
  if (ecosystem === 'Alpine') return minor === '' ? `v${major}` : `v${major}.${minor}`
  if (ecosystem === 'Ubuntu') return version
  return major
}
