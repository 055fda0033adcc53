import { basename } from 'node:path/posix'

/** Formats of lock files. One format may go by several names. */
export type LockFileFormat =
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'bun'
  | 'go-mod'
  | 'pipfile'
  | 'poetry'
  | 'uv'
  | 'pdm'
  | 'pylock'
  | 'requirements'
  | 'cargo'
  | 'composer'
  | 'gemfile'
  | 'gradle'
  | 'maven'
  | 'nuget-lock'
  | 'nuget-xml'
  | 'conan'

const byName: Readonly<Record<string, LockFileFormat>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  '.package-lock.json': 'npm',
  'yarn.lock': 'yarn',
  'pnpm-lock.yaml': 'pnpm',
  'bun.lock': 'bun',
  'go.mod': 'go-mod',
  'pipfile.lock': 'pipfile',
  'poetry.lock': 'poetry',
  'uv.lock': 'uv',
  'pdm.lock': 'pdm',
  'cargo.lock': 'cargo',
  'composer.lock': 'composer',
  'gemfile.lock': 'gemfile',
  'gems.locked': 'gemfile',
  'gradle.lockfile': 'gradle',
  'buildscript-gradle.lockfile': 'gradle',
  'pom.xml': 'maven',
  'packages.lock.json': 'nuget-lock',
  'packages.config': 'nuget-xml',
  'directory.packages.props': 'nuget-xml',
  'conan.lock': 'conan',
}

const byPattern: readonly (readonly [pattern: RegExp, format: LockFileFormat])[] = [
  [/^(?:.*[-_.])?requirements(?:[-_.].*)?\.txt$/, 'requirements'],
  [/^pylock(?:\.[^.]+)?\.toml$/, 'pylock'],
  [/\.pom\.xml$/, 'maven'],
  [/\.yarn\.lock$/, 'yarn'],
  [/\.package-lock\.json$/, 'npm'],
  [/^requirements.*\.txt$/, 'requirements'],
]

/** The format of a lock file by its name alone; undefined where the name is of none. Knows names only, so it costs nothing to load. */
export function lockFileFormat(uri: string): LockFileFormat | undefined {
  const name = basename(uri).toLowerCase()
  return Object.hasOwn(byName, name) ? byName[name] : byPattern.find(([pattern]) => pattern.test(name))?.[1]
}

export function isLockFile(uri: string): boolean {
  return lockFileFormat(uri) !== undefined
}
