import type { Path, Range } from '../../core/location.ts'

/** The ecosystems that an inventory can name, as OSV spells them and without the release of a distribution. */
export type Ecosystem =
  | 'npm'
  | 'PyPI'
  | 'Go'
  | 'Maven'
  | 'NuGet'
  | 'crates.io'
  | 'RubyGems'
  | 'Packagist'
  | 'Pub'
  | 'Hex'
  | 'ConanCenter'
  | 'SwiftURL'
  | 'Debian'
  | 'Ubuntu'
  | 'Alpine'
  | 'Wolfi'
  | 'Chainguard'
  | 'Azure Linux'
  | 'Red Hat'
  | 'Rocky Linux'
  | 'AlmaLinux'
  | 'openSUSE'
  | 'Linux'

/** What a package is there for. `development`: not in what is shipped, as far as the file says. */
export type Scope = 'runtime' | 'development' | 'optional'

/** One package at one version, from one place. */
export interface Package {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version: string
  readonly scope: Scope
  /** The release of the distribution as OSV writes it after the colon: `12`, `v3.20`, `3`. */
  readonly release?: string | undefined
  /** The source package that the distribution's advisories name, where it is another than the package itself. */
  readonly source?: { readonly name: string; readonly version: string } | undefined
  readonly architecture?: string | undefined
  readonly licences?: readonly string[] | undefined
  /** Subresource-integrity or `algorithm:hex` digests, as the file gives them. */
  readonly hashes?: readonly string[] | undefined
  /** Names of packages that this one needs, as far as the file says. */
  readonly needs?: readonly string[] | undefined
  /** The file, with the archives that it lies in: `app.war!/WEB-INF/lib/x.jar`. */
  readonly file: string
  /** Where in the file: a range of its text, or a path into its values. Absent for binary files. */
  readonly at?: Range | Path | undefined
  /** Digest of the layer that holds the file. */
  readonly layer?: string | undefined
}

/** What could not be read, and why; `offset` points into the text where that is known. */
export class InventoryError extends Error {
  override readonly name = 'InventoryError'
  readonly offset: number | undefined

  constructor(message: string, offset?: number) {
    super(message)
    this.offset = offset
  }
}

/** A package without what its reader fills in for all packages of a file. */
export type PackageDraft = Omit<Package, 'file' | 'scope' | 'ecosystem'> & { readonly scope?: Scope }

/** Completes the packages of one file. The first of several equal ones stays, with the widest scope of them. */
export function packagesOf(ecosystem: Ecosystem, file: string, drafts: Iterable<PackageDraft>): readonly Package[] {
  const found = new Map<string, Package>()
  for (const draft of drafts) {
    if (draft.name === '' || draft.version === '') continue
    const key = `${draft.name}\u0000${draft.version}`
    const known = found.get(key)
    const scope = draft.scope ?? 'runtime'
    if (known === undefined) found.set(key, { ...draft, ecosystem, file, scope })
    else if (scope === 'runtime' && known.scope !== 'runtime') found.set(key, { ...known, scope })
  }
  return [...found.values()]
}
