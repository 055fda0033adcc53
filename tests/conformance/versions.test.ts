import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { compareApk, isApkVersion, matchesApkPrefix } from '../../src/supply-chain/versions/apk.ts'
import { compareComposer } from '../../src/supply-chain/versions/composer.ts'
import { compareDpkg } from '../../src/supply-chain/versions/dpkg.ts'
import { compareGem } from '../../src/supply-chain/versions/gem.ts'
import { canonicalGo } from '../../src/supply-chain/versions/go.ts'
import { compareMaven } from '../../src/supply-chain/versions/maven.ts'
import { compareNuget } from '../../src/supply-chain/versions/nuget.ts'
import { compareOpenssl } from '../../src/supply-chain/versions/openssl.ts'
import { comparePep440 } from '../../src/supply-chain/versions/pep440.ts'
import { comparePub } from '../../src/supply-chain/versions/pub.ts'
import { compareRpmSegments } from '../../src/supply-chain/versions/rpm.ts'
import type { CompareVersions } from '../../src/supply-chain/versions/scheme.ts'
import { compareSemver } from '../../src/supply-chain/versions/semver.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('supplychain')
const read = (name: string): string => readFileSync(join(folder!, 'versions', name), 'utf8')
const sign = (order: number): string => (order < 0 ? '<' : order > 0 ? '>' : '=')

/** Maven's own tests have `2.0.a < 2-1` since Maven 3.9; VERS still holds the order of older releases, twice each. */
const contradictedByMaven = ['2-1 < 2.0.a', '2-1 < 2.0.0.a', '2-1 < 2.0.a', '2-1 < 2.0.0.a']

/** The lines of a table of `A < B` that the comparison does not agree with. */
function disagreements(table: string, compare: CompareVersions): readonly string[] {
  return table.split('\n').flatMap((line) => {
    const match = /^(?!#|\/\/)(\S+) ([<=>]) (\S+)$/.exec(line.trim())
    if (match === null) return []
    const [, a = '', order = '', b = ''] = match
    const opposite = { '<': '>', '>': '<', '=': '=' }[order]
    return sign(compare(a, b)) === order && sign(compare(b, a)) === opposite ? [] : [`${line} (got ${sign(compare(a, b))})`]
  })
}

const tables: readonly (readonly [file: string, compare: CompareVersions, cases: number])[] = [
  ['deb-dpkg.txt', compareDpkg, 43],
  ['deb-osv.txt', compareDpkg, 30],
  ['deb-osv-generated.txt', compareDpkg, 14_442],
  ['apk-tools.txt', compareApk, 738],
  ['apk-osv.txt', compareApk, 778],
  ['rpm-rpmvercmp.txt', compareRpmSegments, 91],
  ['semver-osv.txt', compareSemver, 86],
  ['pypi-osv.txt', comparePep440, 37],
  ['maven-comparableversion.txt', compareMaven, 562],
  ['maven-osv.txt', compareMaven, 102],
  ['gem-osv.txt', compareGem, 25],
  ['packagist-osv.txt', compareComposer, 95],
  ['pub-osv.txt', comparePub, 100],
]

describe.skipIf(folder === undefined)('version comparison against the schemes’ own vectors', () => {
  test.each(tables)('%s', (file, compare, cases) => {
    const table = read(file)
    expect(disagreements(table, compare)).toEqual([])
    expect(table.split('\n').filter((line) => /^(?!#|\/\/)\S+ [<=>] \S+$/.test(line.trim()))).toHaveLength(cases)
  })

  test('apk: prefix matches and validity', () => {
    const wrong = read('apk-tools.txt')
      .split('\n')
      .filter((line) => {
        const fuzzy = /^(\S+) (!?)~ (\S+)$/.exec(line)
        if (fuzzy !== null) return matchesApkPrefix(fuzzy[1]!, fuzzy[3]!) !== (fuzzy[2] === '')
        const single = /^(!?)(\S*)$/.exec(line)
        return single !== null && line !== '' && isApkVersion(single[2]!) !== (single[1] === '')
      })
    expect(wrong).toEqual([])
  })

  test('PEP 440: packaging’s ascending list', () => {
    const list = read('pypi-packaging-order.txt')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    const wrong = list.flatMap((one, index) =>
      list.slice(index + 1).filter((other) => comparePep440(one, other) >= 0 || comparePep440(other, one) <= 0),
    )
    expect(wrong).toEqual([])
    expect(list.length).toBeGreaterThan(80)
  })

  test('Go: canonical forms', () => {
    const cases = JSON.parse(read('go-semver-canonical.json')) as { in: string; canonical: string | null }[]
    expect(cases.filter((each) => (canonicalGo(each.in) ?? null) !== each.canonical)).toEqual([])
  })

  test('node-semver: comparisons and equalities', () => {
    const comparisons = JSON.parse(read('semver/comparisons.json')) as [string, string][]
    const equalities = JSON.parse(read('semver/equality.json')) as [string, string][]
    expect(comparisons.filter(([newer, older]) => compareSemver(newer, older) <= 0 || compareSemver(older, newer) >= 0)).toEqual([])
    expect(equalities.filter(([a, b]) => compareSemver(a, b) !== 0)).toEqual([])
  })

  test.each([
    ['maven', compareMaven, 977],
    ['nuget', compareNuget, 33],
    ['openssl', compareOpenssl, 44],
  ] as const)('VERS: %s', (scheme, compare, count) => {
    const { tests } = JSON.parse(read(`vers-spec/${scheme}_version_cmp_test.json`)) as {
      tests: { test_type: string; input: { versions: [string, string] }; expected_output: unknown }[]
    }
    const wrong = tests.filter(({ test_type, input, expected_output }) => {
      const [a, b] = input.versions
      if (test_type === 'equality') return (compare(a, b) === 0) !== expected_output
      const lowered = (expected_output as [string, string]).map((each) => each.toLowerCase())
      const expected = lowered[0] === a.toLowerCase() ? [a, b] : [b, a]
      return compare(expected[0]!, expected[1]!) > 0
    })
    expect(wrong.map((each) => each.input.versions.join(' < '))).toEqual(scheme === 'maven' ? contradictedByMaven : [])
    expect(tests).toHaveLength(count)
  })
})
