import { dirname, join } from 'node:path/posix'

import type { NotAnalysed } from '../../core/estate.ts'
import { positionAt, type Source } from '../../core/location.ts'
import { dependencyList, PackageList } from '../../models/dependency/package-list.ts'
import type { Package } from '../../models/dependency/package.ts'
import { lockFileReader } from '../../supply-chain/inventory/lock-file.ts'
import { packageDocument } from '../../supply-chain/inventory/package-document.ts'
import { InventoryError } from '../../supply-chain/inventory/package.ts'
import { placeVulnerabilities } from '../../supply-chain/matching/place-vulnerabilities.ts'
import type { Reading, ReadOptions } from '../reader.ts'

/** Reads lock files, and matches their packages where advisories are at hand. */
export function read(sources: readonly Source[], { advisories }: ReadOptions, all: readonly Source[]): Reading {
  const sourceOf = new Map(all.map((each) => [each.uri, each]))
  const lists: PackageList[] = []
  const notAnalysed: NotAnalysed[] = []
  for (const source of sources) {
    const { uri } = source
    const beside = (name: string) => sourceOf.get(join(dirname(uri), name))
    let packages: readonly Package[]
    try {
      packages = lockFileReader(uri)!(source, (name) => beside(name)?.text)
    } catch (error) {
      if (!(error instanceof InventoryError)) throw error
      const place = error.offset === undefined ? {} : positionAt(source, error.offset)
      notAnalysed.push({ uri, reason: 'lock-file-syntax', message: error.message, ...place })
      continue
    }
    const document = packageDocument(source, packages, beside)
    const placeOf = (found: Package) => document.placeOf(found)
    const vulnerabilities = advisories === undefined ? undefined : placeVulnerabilities(packages, advisories, placeOf, document)
    lists.push(new PackageList({ kind: 'lock file', name: uri, document, packages, placeOf, vulnerabilities }))
  }
  return { subjects: [[dependencyList, lists]], notAnalysed, suppressions: [], resources: lists.length }
}
