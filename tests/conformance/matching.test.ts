import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Package } from '../../src/models/dependency/package.ts'
import type { Vulnerability } from '../../src/models/dependency/vulnerability.ts'
import { openAdvisories } from '../../src/supply-chain/advisories/open-advisories.ts'
import type { AdvisoryStore } from '../../src/supply-chain/advisories/store.ts'
import { lockFileReader } from '../../src/supply-chain/inventory/lock-file.ts'
import { readApkInstalled } from '../../src/supply-chain/inventory/os/apk.ts'
import { readDpkgStatus } from '../../src/supply-chain/inventory/os/dpkg.ts'
import { parseOsRelease } from '../../src/supply-chain/inventory/os/os-release.ts'
import { matchPackages } from '../../src/supply-chain/matching/match.ts'
import { scoreOf } from '../../src/supply-chain/matching/severity.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('supplychain') ?? ''
type Row = readonly [name: string, version: string, id: string, fixed: string]

/** All names of a finding, as rows. */
function rowsOf({ id, aliases, package: found, fixed = '' }: Vulnerability): readonly string[] {
  return [id, ...aliases].map((each) => [found.name, found.version, each, fixed].join(' '))
}

function rowOf([name, version, id, fixed]: Row): string {
  return [name, version, id.replace('CVE_', 'CVE-'), fixed].join(' ')
}

describe.skipIf(folder === '')('vulnerabilities against a recorded scanner over the same advisories', () => {
  let cache = ''
  let store: AdvisoryStore
  let problems: readonly unknown[]
  beforeAll(() => {
    cache = mkdtempSync(join(tmpdir(), 'advisories-'))
    const opened = openAdvisories(join(folder, 'osv'), cache)
    store = opened.store
    problems = opened.problems
  })
  afterAll(() => {
    store.close()
    rmSync(cache, { recursive: true })
  })

  test('the compiled store holds every advisory and opens in under 50 ms', () => {
    expect(problems).toEqual([])
    expect(store.size).toBe(52_817)
    const start = performance.now()
    openAdvisories(join(folder, 'osv'), cache).store.close()
    expect(performance.now() - start).toBeLessThan(50)
  })

  test.each([
    ['alpine-apkdb-scalibr', 0],
    ['alpine-apkdb-syft', 0],
    ['alpine3.8-synthetic', 632],
    ['alpine3.9-synthetic', 424],
    ['alpine3.10-synthetic', 468],
    ['alpine3.11-synthetic', 377],
    ['debian9-synthetic', 675],
    ['debian10-synthetic', 1155],
    ['debian11-synthetic', 775],
  ])('%s: the same packages, vulnerabilities and fixed versions', (name, count) => {
    const place = join(folder, 'oracle/os', name)
    const text = (file: string): string => readFileSync(join(place, file), 'utf8')
    const release = parseOsRelease(text('os-release'))!
    const drafts = existsSync(join(place, 'status')) ? readDpkgStatus(text('status')) : readApkInstalled(text('installed')).packages
    const packages = drafts.map((draft): Package => ({
      ...draft,
      ecosystem: release.ecosystem,
      release: release.release,
      scope: 'runtime',
      file: 'database',
    }))
    const { findings } = JSON.parse(text('findings.json')) as { findings: readonly Row[] }
    const found = matchPackages(packages, store)
    const ours = new Set(found.flatMap(rowsOf))
    const theirs = new Set(findings.map(rowOf))
    expect([...theirs].filter((row) => !ours.has(row))).toEqual([])
    // An open vulnerability of Chromium stands in a single record that the recorded scanner was not given.
    const known = new Set(['libchromium1 103.0.5060.114-1~deb11u1.1 CVE-2024-3847 '])
    const extra = found.filter((each) => !rowsOf(each).some((row) => theirs.has(row))).map((each) => rowsOf(each)[0]!)
    expect(extra.filter((row) => !known.has(row))).toEqual([])
    expect(theirs.size).toBe(count)
  })

  test('lock files: recall and precision, every difference with its reason', () => {
    const lines = gunzipSync(readFileSync(join(folder, 'oracle/trivy-lockfiles.jsonl.gz')))
      .toString('utf8')
      .trim()
      .split('\n')
    let expected = 0
    const missing: string[] = []
    const extra: string[] = []
    for (const line of lines) {
      const { target, packages, vulns } = JSON.parse(line) as { target: string; packages: string[]; vulns: Row[] }
      const path = join(folder, 'lockfiles', target)
      const beside = (name: string): string | undefined => {
        const other = join(dirname(path), name)
        return existsSync(other) ? readFileSync(other, 'utf8') : undefined
      }
      const inventory = lockFileReader(target)!({ uri: target, text: readFileSync(path, 'utf8') }, beside)
      const names = new Set(inventory.map(({ name, version }) => `${name}@${version}`))
      const key = (name: string, version: string, id: string): string => `${name}@${version} ${id}`
      const found = matchPackages(inventory, store)
      const ours = new Set(
        found.flatMap((each) => [each.id, ...each.aliases].map((id) => key(each.package.name, each.package.version, id))),
      )
      const theirs = new Set(vulns.map(([name, version, id]) => key(name, version, id)))
      // A package that is not in the file, or in none of the build: see the inventory's conformance.
      const real = vulns.filter(([name, version]) => names.has(`${name}@${version}`))
      expected += real.length
      for (const [name, version, id] of real) if (!ours.has(key(name, version, id))) missing.push(`${target}: ${key(name, version, id)}`)
      for (const each of found) {
        const { name, version } = each.package
        if (!packages.includes(`${name}@${version}`) || [each.id, ...each.aliases].some((id) => theirs.has(key(name, version, id))))
          continue
        // The recorded scanner's database kept one range where an advisory has several for a package.
        const advisories = new Set(each.reasons.map(({ advisory }) => advisory))
        const statements = store.find(each.package.ecosystem, name).filter(({ advisory }) => advisories.has(advisory.id))
        if (statements.length < 2) extra.push(`${name}@${version} ${each.id}`)
      }
    }
    expect(missing).toEqual([])
    expect(expected).toBeGreaterThan(840)
    // Right by the records: no version is free of these, and the others are records of test suites for a package `d`.
    expect([...new Set(extra)].sort((a, b) => (a < b ? -1 : 1))).toMatchInlineSnapshot(`
      [
        "d@0.1.1 OSV-000-000",
        "d@0.1.1 OSV-000-001",
        "d@0.1.1 OSV-000-002",
        "d@0.1.1 OSV-000-003",
        "d@1.0.1 OSV-000-000",
        "d@1.0.1 OSV-000-001",
        "d@1.0.1 OSV-000-002",
        "d@1.0.1 OSV-000-003",
        "github.com/chrismellard/docker-credential-acr-env@0.0.0-20230304212654-82a0ddb27589 GO-2026-6225",
        "golang.org/x/crypto@0.0.0-20200622213623-75b288015ac9 GO-2026-5932",
        "golang.org/x/net@0.0.0-20210415231046-e915ea6b2b7d CVE-2023-44487",
      ]
    `)
  })

  test('17,000 packages are matched in under a second', () => {
    const lock = readFileSync(join(folder, 'lockfiles/bridgecrewio__terragoat/packages__node__base/package-lock.json'), 'utf8')
    const inventory = lockFileReader('package-lock.json')!({ uri: 'package-lock.json', text: lock }, () => undefined)
    const many = Array.from({ length: Math.ceil(17_000 / inventory.length) }, () => inventory).flat()
    const start = performance.now()
    expect(matchPackages(many, store).length).toBeGreaterThan(500)
    expect(performance.now() - start).toBeLessThan(process.env['CI'] === undefined ? 3000 : 6000)
  })
})

describe.skipIf(folder === '')('CVSS', () => {
  test('the official vectors of version 4', () => {
    const cases = JSON.parse(readFileSync(join(folder, 'cvss/cvss4-macro-scores.json'), 'utf8')) as { vector: string; score: number }[]
    expect(cases.filter(({ vector, score }) => scoreOf(vector)?.score !== score)).toEqual([])
    expect(cases).toHaveLength(270)
  })
})
