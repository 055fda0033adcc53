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
  | 'GitHub Actions'

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
  /** Where the version alone stands, in formats where another version can be asked for by changing that and nothing else. */
  readonly versionAt?: Range | undefined
  /** Digest of the layer that holds the file. */
  readonly layer?: string | undefined
}
