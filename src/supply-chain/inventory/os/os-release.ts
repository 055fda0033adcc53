import type { Ecosystem } from '../../../models/dependency/package.ts'
import { releaseOf } from '../purl-of.ts'

/** Which distribution an image is made from. */
export interface OsRelease {
  /** `ID` as the file has it: `debian`, `azurelinux`, … */
  readonly id: string
  readonly name: string
  /** `VERSION_ID`; empty for rolling ones. */
  readonly version: string
  readonly ecosystem: Ecosystem
  /** As OSV writes it after the ecosystem's colon. */
  readonly release: string
}

const ecosystems: Readonly<Record<string, Ecosystem>> = {
  debian: 'Debian',
  ubuntu: 'Ubuntu',
  alpine: 'Alpine',
  wolfi: 'Wolfi',
  chainguard: 'Chainguard',
  azurelinux: 'Azure Linux',
  mariner: 'Azure Linux',
  rhel: 'Red Hat',
  centos: 'Red Hat',
  rocky: 'Rocky Linux',
  almalinux: 'AlmaLinux',
  sles: 'openSUSE',
  'opensuse-leap': 'openSUSE',
  'opensuse-tumbleweed': 'openSUSE',
}

/** Reads `os-release`. Undefined where the text names no distribution. */
export function parseOsRelease(text: string): OsRelease | undefined {
  const fields = new Map<string, string>()
  for (const [, key = '', value = ''] of text.matchAll(/^([A-Z_\d]+)=(.*)$/gm))
    fields.set(key, value.trim().replace(/^(["'])(.*)\1$/, '$2'))
  const id = fields.get('ID')?.toLowerCase()
  if (id === undefined || id === '') return undefined
  const version = fields.get('VERSION_ID') ?? ''
  return describeOs(id, fields.get('PRETTY_NAME') ?? fields.get('NAME') ?? id, version)
}

/** A distribution that is known by its id and version alone. */
export function describeOs(id: string, name: string, version: string): OsRelease {
  const ecosystem = ecosystems[id] ?? 'Linux'
  // Rolling distributions have one list of advisories, without a release.
  const rolling = ecosystem === 'Wolfi' || ecosystem === 'Chainguard'
  return { id, name, version, ecosystem, release: rolling || version === '' ? '' : releaseOf(ecosystem, version) }
}
