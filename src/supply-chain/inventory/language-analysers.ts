import { basename } from 'node:path/posix'

import type { Ecosystem, Package } from '../../models/dependency/package.ts'
import type { Analyser, ImageFile } from './analyser.ts'
import { readAuditableBinary } from './language/cargo-auditable.ts'
import { isElf } from './language/elf.ts'
import { readGoBinary } from './language/go-binary.ts'
import { readComposerInstalled, readDotnetDeps, readGemspec, readInstalledNpm, readPythonMetadata } from './language/installed.ts'
import { readJar } from './language/jar.ts'
import { type PackageDraft, packagesOf } from './package.ts'

/** Larger programs and archives are not read. In bytes. */
const MAX_BINARY = 300 * 1024 * 1024
/** Smaller programs hold no list of modules. In bytes. */
const MIN_BINARY = 64 * 1024

function textAnalyser(id: string, ecosystem: Ecosystem, pattern: RegExp, read: (text: string) => readonly PackageDraft[]): Analyser {
  return {
    id,
    wants: ({ path }) => pattern.test(path),
    read: (file, bytes) => ({ packages: complete(ecosystem, file, read(bytes.toString('utf8'))) }),
  }
}

function complete(ecosystem: Ecosystem, { path, layer }: ImageFile, drafts: readonly PackageDraft[]): readonly Package[] {
  return packagesOf(
    ecosystem,
    path,
    drafts.map((draft) => ({ ...draft, layer })),
  )
}

/** Readers of what package managers of languages leave in an image. */
export const languageAnalysers: readonly Analyser[] = [
  textAnalyser('npm', 'npm', /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/, readInstalledNpm),
  textAnalyser('python', 'PyPI', /(?:\.dist-info\/METADATA|\.egg-info\/PKG-INFO|\.egg-info|EGG-INFO\/PKG-INFO)$/, readPythonMetadata),
  textAnalyser('gem', 'RubyGems', /(?:^|\/)specifications\/(?:default\/)?[^/]+\.gemspec$/, readGemspec),
  textAnalyser('dotnet', 'NuGet', /\.deps\.json$/, readDotnetDeps),
  textAnalyser('composer', 'Packagist', /(?:^|\/)vendor\/composer\/installed\.json$/, readComposerInstalled),
  {
    id: 'jar',
    wants: ({ path, size }) => /\.(?:jar|war|ear|par|sar)$/i.test(path) && size <= MAX_BINARY,
    read: (file, bytes) => ({
      packages: readJar(basename(file.path), bytes).flatMap(({ inside, ...draft }) =>
        complete('Maven', { ...file, path: [file.path, ...inside].join('!/') }, [draft]),
      ),
    }),
  },
  {
    id: 'program',
    wants: ({ mode, size }) => (mode & 0o111) !== 0 && size >= MIN_BINARY && size <= MAX_BINARY,
    recognises: isElf,
    read: (file, bytes) => {
      const go = readGoBinary(bytes)
      const crates = go === undefined ? readAuditableBinary(bytes) : undefined
      return { packages: [...complete('Go', file, go ?? []), ...complete('crates.io', file, crates ?? [])] }
    },
  },
]
