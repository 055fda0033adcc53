import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Io } from '../command.ts'
import { runProgram } from '../program.ts'

let work = ''
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'review-'))
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
  const packages = {
    'node_modules/minimist': { version: '1.2.0', license: 'MIT' },
    'node_modules/left-pad': { version: '1.3.0', license: 'WTFPL', dev: true },
    'node_modules/@old/core': { version: '2.0.0', license: 'MIT' },
  }
  writeFileSync(join(work, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }))
  const advisory = (id: string, name: string, severity: string): object => ({
    id,
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '9.0.0' }] }] }],
    database_specific: { severity },
  })
  writeFileSync(join(work, 'a.json'), JSON.stringify(advisory('GHSA-aaaa-aaaa-aaaa', 'minimist', 'MODERATE')))
  writeFileSync(
    join(work, 'osv.jsonl'),
    [advisory('GHSA-aaaa-aaaa-aaaa', 'minimist', 'MODERATE'), advisory('GHSA-bbbb-bbbb-bbbb', 'left-pad', 'CRITICAL')]
      .map((each) => JSON.stringify(each))
      .join('\n'),
  )
  const statements = [
    {
      vulnerability: { name: 'GHSA-aaaa-aaaa-aaaa' },
      products: [{ '@id': 'pkg:npm/minimist' }],
      status: 'not_affected',
      justification: 'component_not_present',
    },
  ]
  writeFileSync(
    join(work, 'vex.json'),
    JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', author: 'us', timestamp: '2026-01-01T00:00:00Z', statements }),
  )
})
afterAll(() => rmSync(work, { recursive: true }))

async function scan(...args: string[]): Promise<{ readonly code: number; readonly found: readonly string[]; readonly err: string }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const line = ['scan', 'package-lock.json', '--advisories', 'osv.jsonl', '--format', 'json', ...args]
  const code = await runProgram(line, { cwd: work, env: {}, ...streams } as unknown as Io)
  const { findings } =
    out === '' ? { findings: [] } : (JSON.parse(out) as { findings: { check: string; message: string; suppressed: object | null }[] })
  return {
    code,
    err,
    found: findings.map(
      ({ check, message, suppressed }) => `${check.split('/')[1]!} ${message.split(' ')[0]!}${suppressed === null ? '' : ' accepted'}`,
    ),
  }
}

async function review(rules: string): Promise<Awaited<ReturnType<typeof scan>>> {
  writeFileSync(join(work, 'review.yml'), rules)
  return scan('--review-config', 'review.yml')
}

describe('the rules of dependency-review-action', () => {
  test.each([
    ['fail-on-severity: moderate\nfail-on-scopes: [runtime]\n', 1, ['no-known-vulnerability minimist']],
    ['fail_on_severity: high\nfail_on_scopes: runtime\n', 0, ['no-known-vulnerability minimist']],
    ['fail-on-scopes: [development]\n', 1, ['no-known-vulnerability left-pad']],
    ['allow-ghsas: GHSA-bbbb-bbbb-bbbb\n', 0, ['no-known-vulnerability left-pad accepted', 'no-known-vulnerability minimist']],
    ['vulnerability-check: false\ndeny-licenses: [WTFPL]\n', 0, ['allowed-licence left-pad']],
    ['license-check: false\nallow-licenses: [MIT]\nfail-on-scopes: [development]\n', 1, ['no-known-vulnerability left-pad']],
    [
      'vulnerability-check: false\nallow-licenses: MIT\nallow-dependencies-licenses: pkg:npm/left-pad\n',
      0,
      ['allowed-licence left-pad accepted'],
    ],
    ['vulnerability-check: false\ndeny-packages: [pkg:npm/left-pad@1.3.0, pkg:npm/minimist@9.9.9]\n', 1, ['allowed-package left-pad']],
    ['vulnerability-check: false\ndeny-groups: pkg:npm/%40old\n', 1, ['allowed-package @old/core']],
    ['warn-only: true\nfail-on-scopes: [development]\ncomment-summary-in-pr: always\n', 0, ['no-known-vulnerability left-pad']],
  ])('%j', async (rules, code, found) => {
    expect(await review(rules)).toMatchObject({ code, found })
  })

  test.each([
    ['allow-licenses: [MIT]\ndeny-licenses: [ISC]\n', 'exclude each other'],
    ['allow_licenses: []\n', 'names no licence'],
    ['allow-licenses: [MIT, GPL 2]\n', 'GPL 2 is no SPDX licence'],
    ['fail-on-severity: so many zombies\n', 'fail-on-severity so many zombies'],
    ['fail-on-scopes: [test]\n', 'fail-on-scopes test'],
    ['deny-packages: [left-pad]\n', 'deny-packages left-pad'],
    ['license-check: false\nvulnerability-check: false\n', 'cannot both be off'],
    ['fail-on-weekends: true\n', 'fail-on-weekends'],
    ['- a\n', 'YAML'],
  ])('%j is misuse', async (rules, problem) => {
    const { code, err } = await review(rules)
    expect([code, err]).toEqual([2, expect.stringContaining(problem)])
  })
})

test('what VEX says of the packages of a lock file stays in the report, suppressed', async () => {
  expect((await scan('--vex', 'vex.json')).found).toEqual(['no-known-vulnerability left-pad', 'no-known-vulnerability minimist accepted'])
  expect((await scan('--vex', 'nowhere.json')).code).toBe(2)
  expect((await scan('--vex', 'a.json')).code).toBe(2)
})
