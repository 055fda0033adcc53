import { compareApk } from './apk.ts'
import { compareComposer } from './composer.ts'
import { compareDpkg } from './dpkg.ts'
import { compareGem } from './gem.ts'
import { compareGo } from './go.ts'
import { compareMaven } from './maven.ts'
import { compareNuget } from './nuget.ts'
import { comparePep440 } from './pep440.ts'
import { comparePub } from './pub.ts'
import { compareRpm } from './rpm.ts'
import { compareSemver } from './semver.ts'

/** Negative, zero or positive as `a` is older than, the same as or newer than `b`. Defined for all texts. */
export type CompareVersions = (a: string, b: string) => number

const byEcosystem: Readonly<Record<string, CompareVersions>> = {
  npm: compareSemver,
  Go: compareGo,
  'crates.io': compareSemver,
  Hex: compareSemver,
  SwiftURL: compareSemver,
  GIT: compareSemver,
  'GitHub Actions': compareSemver,
  PyPI: comparePep440,
  Maven: compareMaven,
  NuGet: compareNuget,
  RubyGems: compareGem,
  Packagist: compareComposer,
  Pub: comparePub,
  Debian: compareDpkg,
  Ubuntu: compareDpkg,
  Alpine: compareApk,
  Wolfi: compareApk,
  Chainguard: compareApk,
  MinimOS: compareApk,
  'Azure Linux': compareRpm,
  'CBL-Mariner': compareRpm,
  Mageia: compareRpm,
  AlmaLinux: compareRpm,
  'Red Hat': compareRpm,
  'Rocky Linux': compareRpm,
  openEuler: compareRpm,
  openSUSE: compareRpm,
  SUSE: compareRpm,
}

/** How versions of an OSV ecosystem are ordered; the release after `:` does not matter. Undefined for one that is not known. */
export function compareVersionsOf(ecosystem: string): CompareVersions | undefined {
  const colon = ecosystem.indexOf(':')
  return byEcosystem[colon < 0 ? ecosystem : ecosystem.slice(0, colon)]
}
