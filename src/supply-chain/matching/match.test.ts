import { describe, expect, test } from 'vitest'

import type { Package } from '../../models/dependency/package.ts'
import { readOsv } from '../advisories/osv.ts'
import { compileStore } from '../advisories/store.ts'
import { purlOf } from '../inventory/purl-of.ts'
import { vexVerdict } from '../vex/apply-vex.ts'
import { readVex } from '../vex/read-vex.ts'
import { evaluateAffected } from './evaluate.ts'
import { matchPackages } from './match.ts'

function found(advisories: readonly object[], packages: readonly Partial<Package>[]) {
  using store = compileStore(
    ':memory:',
    advisories.flatMap((each) => readOsv({ modified: '2026-01-01T00:00:00Z', ...each }) ?? []),
  )
  return matchPackages(
    packages.map((each): Package => ({ ecosystem: 'npm', name: 'a', version: '1.0.0', scope: 'runtime', file: 'x', ...each })),
    store,
  )
}

const npm = (id: string, events: readonly object[], more: object = {}) => ({
  id,
  affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events }] }],
  ...more,
})

describe('ranges of OSV', () => {
  const affected = (ranges: object[], versions: string[] = []) =>
    readOsv({
      id: 'x',
      affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: ranges.map((events) => ({ type: 'SEMVER', events })), versions }],
    })!.affected[0]!
  const compare = (a: string, b: string): number => Number(a) - Number(b)

  test.each([
    [[{ introduced: '0' }], '5', { introduced: '0' }],
    [[{ introduced: '0' }, { fixed: '5' }], '5', undefined],
    [[{ introduced: '0' }, { fixed: '5' }], '4', { introduced: '0', fixed: '5' }],
    [[{ fixed: '5' }, { introduced: '3' }, { introduced: '7' }, { fixed: '9' }], '8', { introduced: '7', fixed: '9' }],
    [[{ fixed: '5' }, { introduced: '3' }, { introduced: '7' }, { fixed: '9' }], '6', undefined],
    [[{ introduced: '3' }, { last_affected: '3' }], '3', { introduced: '3', lastAffected: '3' }],
    [[{ introduced: '3' }, { last_affected: '3' }], '4', undefined],
    [[{ introduced: '2' }, { limit: '4' }], '4', undefined],
  ])('%j at %s', (events, version, expected) => {
    expect(evaluateAffected(affected([events]), version, compare)).toEqual(expected)
  })

  test('a version that is listed is affected, whatever the ranges say', () => {
    expect(evaluateAffected(affected([[{ introduced: '7' }, { fixed: '9' }]], ['5']), '5', compare)).toEqual({ fixed: '9' })
    expect(evaluateAffected(affected([], ['5']), '5', undefined)).toEqual({ fixed: undefined })
  })
})

describe('matching', () => {
  test('one row for a vulnerability of several names; the fix is one that all call fixed', () => {
    const [one, ...more] = found(
      [
        npm('GHSA-1', [{ introduced: '0' }, { fixed: '1.1.0' }], { aliases: ['CVE-1'], database_specific: { severity: 'MODERATE' } }),
        npm('x_OTHER', [{ introduced: '0' }, { fixed: '1.2.0' }], {
          aliases: ['CVE-1'],
          severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
        }),
      ],
      [{}],
    )
    expect(more).toEqual([])
    expect([one?.id, one?.aliases, one?.fixed, one?.severity, one?.severityFrom, one?.score]).toEqual([
      'CVE-1',
      ['GHSA-1', 'x_OTHER'],
      '1.2.0',
      'medium',
      'vendor',
      9.8,
    ])
  })

  test('withdrawn advisories count for nothing, and neither does a version from a work tree', () => {
    expect(found([npm('GHSA-1', [{ introduced: '0' }], { withdrawn: '2026-01-02T00:00:00Z' })], [{}])).toEqual([])
    expect(found([npm('GHSA-1', [{ introduced: '0' }])], [{ version: '(devel)' }])).toEqual([])
  })

  test('a distribution is matched by source package, its version and the release', () => {
    const debian = (release: string) => ({
      id: `DSA-${release}`,
      upstream: ['CVE-1', 'CVE-2'],
      affected: [
        {
          package: { ecosystem: `Debian:${release}`, name: 'openssl' },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '3.0.2-1' }] }],
        },
      ],
    })
    const library = {
      ecosystem: 'Debian',
      name: 'libssl3',
      version: '9',
      release: '12',
      source: { name: 'openssl', version: '3.0.1-1' },
    } as const
    expect(
      found([debian('12'), debian('11')], [library]).map(({ id, fixed, reasons }) => [id, fixed, reasons.map(({ advisory }) => advisory)]),
    ).toEqual([
      ['CVE-1', '3.0.2-1', ['DSA-12']],
      ['CVE-2', '3.0.2-1', ['DSA-12']],
    ])
  })

  test('an advisory that breaks the schema costs itself alone', () => {
    expect(() => readOsv({ affected: [] })).toThrow(TypeError)
    expect(
      found(
        [
          { id: 'GHSA-2', affected: 'everything' },
          { id: 'GHSA-3', affected: [{ package: null, ranges: 5 }] },
          npm('GHSA-1', [{ introduced: '0' }]),
        ],
        [{}],
      ),
    ).toHaveLength(1)
  })
})

describe('VEX', () => {
  const [vulnerability] = found([npm('GHSA-1', [{ introduced: '0' }], { aliases: ['CVE-1'] })], [{}])
  const statement = (fields: object) => ({
    vulnerability: { name: 'CVE-1' },
    products: [{ '@id': 'pkg:npm/a' }],
    status: 'not_affected',
    justification: 'component_not_present',
    ...fields,
  })
  const verdict = (...statements: object[]) =>
    vexVerdict(
      vulnerability!,
      [
        readVex(
          JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', author: 'us', timestamp: '2026-01-01T00:00:00Z', statements }),
          'vex.json',
        ),
      ],
      'pkg:oci/app@sha256:1',
    )

  test('speaks for a package, at a version, or as part of a product', () => {
    expect(purlOf(vulnerability!.package)).toBe('pkg:npm/a@1.0.0')
    expect(verdict(statement({}))?.silences).toBe(true)
    expect(verdict(statement({ products: [{ '@id': 'pkg:npm/a@1.0.0' }] }))?.silences).toBe(true)
    expect(verdict(statement({ products: [{ '@id': 'pkg:npm/a@2.0.0' }] }))).toBeUndefined()
    expect(verdict(statement({ products: [{ '@id': 'pkg:oci/app', subcomponents: [{ '@id': 'pkg:npm/a' }] }] }))?.silences).toBe(true)
    expect(verdict(statement({ products: [{ '@id': 'pkg:oci/other', subcomponents: [{ '@id': 'pkg:npm/a' }] }] }))).toBeUndefined()
  })

  test('the latest word counts, and an unknown status silences nothing', () => {
    expect(verdict(statement({}), statement({ status: 'affected', timestamp: '2026-02-01T00:00:00Z' }))?.silences).toBe(false)
    expect(verdict(statement({ status: 'fine' }))).toBeUndefined()
  })
})
