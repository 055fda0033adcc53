import { basename } from 'node:path/posix'

import type { Source } from '../../core/location.ts'
import { readBunLock } from './lock-files/bun-lock.ts'
import { readComposerLock } from './lock-files/composer-lock.ts'
import { readConanLock } from './lock-files/conan-lock.ts'
import { readGemfileLock } from './lock-files/gemfile-lock.ts'
import { readGoMod } from './lock-files/go-mod.ts'
import { readGradleLockfile } from './lock-files/gradle-lockfile.ts'
import { readMavenPom } from './lock-files/maven-pom.ts'
import { readNpmLock } from './lock-files/npm-lock.ts'
import { readNugetLock, readNugetXml } from './lock-files/nuget.ts'
import { readPipfileLock } from './lock-files/pipfile-lock.ts'
import { readPnpmLock } from './lock-files/pnpm-lock.ts'
import { readRequirements } from './lock-files/requirements.ts'
import { readCargoLock, readPdmLock, readPoetryLock, readPylock, readUvLock } from './lock-files/toml-lock.ts'
import { readYarnLock } from './lock-files/yarn-lock.ts'
import type { Package } from './package.ts'

/**
 * Reads one kind of lock file. Throws an `InventoryError` for a text that is not of its kind.
 * `beside` gives the text of another file of the same folder, where the format needs one.
 */
export type LockFileReader = (source: Source, beside: (name: string) => string | undefined) => readonly Package[]

const byName: Readonly<Record<string, LockFileReader>> = {
  'package-lock.json': readNpmLock,
  'npm-shrinkwrap.json': readNpmLock,
  '.package-lock.json': readNpmLock,
  'yarn.lock': readYarnLock,
  'pnpm-lock.yaml': readPnpmLock,
  'bun.lock': readBunLock,
  'go.mod': readGoMod,
  'pipfile.lock': readPipfileLock,
  'poetry.lock': readPoetryLock,
  'uv.lock': readUvLock,
  'pdm.lock': readPdmLock,
  'cargo.lock': readCargoLock,
  'composer.lock': readComposerLock,
  'gemfile.lock': readGemfileLock,
  'gems.locked': readGemfileLock,
  'gradle.lockfile': readGradleLockfile,
  'buildscript-gradle.lockfile': readGradleLockfile,
  'pom.xml': readMavenPom,
  'packages.lock.json': readNugetLock,
  'packages.config': readNugetXml,
  'directory.packages.props': readNugetXml,
  'conan.lock': readConanLock,
}

const byPattern: readonly (readonly [pattern: RegExp, reader: LockFileReader])[] = [
  [/^(?:.*[-_.])?requirements(?:[-_.].*)?\.txt$/, readRequirements],
  [/^pylock(?:\.[^.]+)?\.toml$/, readPylock],
  [/\.pom\.xml$/, readMavenPom],
  [/\.yarn\.lock$/, readYarnLock],
  [/\.package-lock\.json$/, readNpmLock],
  [/^requirements.*\.txt$/, readRequirements],
]

/** The reader for a file, by its name alone; undefined where the name is of no lock file. */
export function lockFileReader(uri: string): LockFileReader | undefined {
  const name = basename(uri).toLowerCase()
  return Object.hasOwn(byName, name) ? byName[name] : byPattern.find(([pattern]) => pattern.test(name))?.[1]
}
