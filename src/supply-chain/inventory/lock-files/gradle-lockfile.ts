import type { Source } from '../../../core/location.ts'
import type { Package } from '../../../models/dependency/package.ts'
import { type PackageDraft, packagesOf } from '../package.ts'
import { linesOf } from './lines.ts'

/** `gradle.lockfile` and `buildscript-gradle.lockfile`: `group:artifact:version=configurations`. */
export function readGradleLockfile(source: Source): readonly Package[] {
  return packagesOf('Maven', source.uri, entries(source.text))
}

function* entries(text: string): Generator<PackageDraft> {
  for (const line of linesOf(text)) {
    const match = /^([^#:=\s]+:[^:=\s]+):([^:=\s]+)=(.*)$/.exec(line.text)
    if (match === null) continue
    const [, name = '', version = '', configurations = ''] = match
    const scopes = configurations.split(',')
    const testsOnly = scopes.every((each) => /^(?:test|androidTest|debugAndroidTest)/.test(each))
    const end = line.start + name.length + 1 + version.length
    yield { name, version, scope: testsOnly ? 'development' : 'runtime', at: { start: line.start, end } }
  }
}
