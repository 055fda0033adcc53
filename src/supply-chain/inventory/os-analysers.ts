import type { Package } from '../../models/dependency/package.ts'
import type { Analyser, Evidence, ImageFile } from './analyser.ts'
import { readApkInstalled } from './os/apk.ts'
import { readDpkgStatus } from './os/dpkg.ts'
import { describeOs, parseOsRelease } from './os/os-release.ts'
import { readRpmDatabase } from './os/rpm-database.ts'
import { readRpmManifest } from './os/rpm-manifest.ts'
import { type PackageDraft, packagesOf } from './package.ts'

const rpmDatabases = new Set(
  ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'].flatMap((folder) =>
    ['Packages', 'Packages.db', 'rpmdb.sqlite'].map((file) => `${folder}/${file}`),
  ),
)

/** Packages of a distribution that is not known yet: `osRelease` of another file settles ecosystem and release. */
function osPackages({ path, layer }: ImageFile, drafts: readonly PackageDraft[]): readonly Package[] {
  return packagesOf(
    'Linux',
    path,
    drafts.map((draft) => ({ ...draft, layer })),
  )
}

/** Readers of what the distributions keep of their packages. */
export const osAnalysers: readonly Analyser[] = [
  {
    id: 'os-release',
    wants: ({ path }) => path === 'etc/os-release' || path === 'usr/lib/os-release',
    read: (_, bytes) => evidenceOfRelease(parseOsRelease(bytes.toString('utf8'))),
  },
  {
    id: 'alpine-release',
    wants: ({ path }) => path === 'etc/alpine-release',
    read: (_, bytes) => evidenceOfRelease(describeOs('alpine', 'Alpine Linux', bytes.toString('utf8').trim())),
  },
  {
    id: 'dpkg',
    wants: ({ path }) => path === 'var/lib/dpkg/status' || (path.startsWith('var/lib/dpkg/status.d/') && !path.endsWith('.md5sums')),
    read: (file, bytes) => ({ packages: osPackages(file, readDpkgStatus(bytes.toString('utf8'))) }),
  },
  {
    id: 'dpkg-files',
    wants: ({ path }) => /^var\/lib\/dpkg\/info\/[^/]+\.list$/.test(path),
    read: (_, bytes) => ({ owned: bytes.toString('utf8').split('\n').filter(isLanguageFile).map(withoutSlash) }),
  },
  {
    id: 'apk',
    wants: ({ path }) => path === 'lib/apk/db/installed' || path === 'usr/lib/apk/db/installed',
    read: (file, bytes) => {
      const { packages, owned } = readApkInstalled(bytes.toString('utf8'))
      return { packages: osPackages(file, packages), owned }
    },
  },
  {
    id: 'rpm',
    wants: ({ path }) => rpmDatabases.has(path),
    read: (file, bytes) => {
      const found = readRpmDatabase(bytes)
      const drafts = found.map(({ owned: _owned, vendor: _vendor, ...draft }) => draft)
      return { packages: osPackages(file, drafts), owned: found.flatMap(({ owned }) => owned).filter(isLanguageFile) }
    },
  },
  {
    id: 'rpm-manifest',
    wants: ({ path }) => path === 'var/lib/rpmmanifest/container-manifest-2',
    read: (file, bytes) => ({ packages: osPackages(file, readRpmManifest(bytes.toString('utf8'))) }),
  },
]

function evidenceOfRelease(osRelease: ReturnType<typeof parseOsRelease>): Evidence {
  return osRelease === undefined ? {} : { osRelease }
}

/** Only files that some other reader would take for a package of a language matter; keeping all paths would cost memory. */
function isLanguageFile(path: string): boolean {
  return /(?:package\.json|METADATA|PKG-INFO|\.egg-info|\.gemspec|\.[jwe]ar|\.deps\.json|\/s?bin\/[^/]+)$/.test(path)
}

function withoutSlash(path: string): string {
  return path.replace(/^\//, '')
}
