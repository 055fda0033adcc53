import type { Source } from '../../core/location.ts'
import type { Package } from '../../models/dependency/package.ts'
import { type LockFileFormat, lockFileFormat } from './lock-file-names.ts'
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

/**
 * Reads one kind of lock file. Throws an `InventoryError` for a text that is not of its kind.
 * `beside` gives the text of another file of the same folder, where the format needs one.
 */
export type LockFileReader = (source: Source, beside: (name: string) => string | undefined) => readonly Package[]

const readers: Readonly<Record<LockFileFormat, LockFileReader>> = {
  npm: readNpmLock,
  yarn: readYarnLock,
  pnpm: readPnpmLock,
  bun: readBunLock,
  'go-mod': readGoMod,
  pipfile: readPipfileLock,
  poetry: readPoetryLock,
  uv: readUvLock,
  pdm: readPdmLock,
  pylock: readPylock,
  requirements: readRequirements,
  cargo: readCargoLock,
  composer: readComposerLock,
  gemfile: readGemfileLock,
  gradle: readGradleLockfile,
  maven: readMavenPom,
  'nuget-lock': readNugetLock,
  'nuget-xml': readNugetXml,
  conan: readConanLock,
}

/** The reader for a file, by its name alone; undefined where the name is of no lock file. */
export function lockFileReader(uri: string): LockFileReader | undefined {
  const format = lockFileFormat(uri)
  return format === undefined ? undefined : readers[format]
}
