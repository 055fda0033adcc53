import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { CoverageReport } from '../controls/coverage.ts'
import type { Io } from './command.ts'
import { runProgram } from './program.ts'

let work = ''

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'controls-'))
})
afterEach(() => rmSync(work, { recursive: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const code = await runProgram(args, { cwd: work, env: {}, ...streams } as unknown as Io)
  return { code, out, err }
}

function attest(control: string, on: string, until: string): string {
  return `  - control: ${control}\n    owner: shop team\n    statement: seen by us\n    on: ${on}\n    until: ${until}\n`
}

test('a word that counts makes a control manual; one that expired is shown and counts for nothing', async () => {
  const written = `attestations:\n${attest('plan-stride-dfd', '2020-01-01', '2999-12-31')}${attest('plan-threat-model', '2020-01-01', '2021-01-01')}`
  writeFileSync(join(work, 'breakwater.yaml'), written)
  const report = JSON.parse((await run('controls', '--format', 'json')).out) as CoverageReport
  const seen = report.controls.filter(({ proofs }) => proofs.some(({ kind }) => kind === 'attestation'))
  expect(seen.map(({ id, state, proofs }) => [id, state, proofs.at(-1)])).toEqual([
    [
      'plan-threat-model',
      'unproven',
      {
        kind: 'attestation',
        id: 'shop team 2020-01-01',
        attested: {
          owner: 'shop team',
          statement: 'seen by us',
          evidence: null,
          on: '2020-01-01',
          until: '2021-01-01',
          state: 'expired',
        },
      },
    ],
    [
      'plan-stride-dfd',
      'manual',
      {
        kind: 'attestation',
        id: 'shop team 2020-01-01',
        attested: {
          owner: 'shop team',
          statement: 'seen by us',
          evidence: null,
          on: '2020-01-01',
          until: '2999-12-31',
          state: 'in-force',
        },
      },
    ],
  ])
  const { out } = await run('controls', '--stage', 'plan')
  expect(out).toContain('      shop team until 2999-12-31: seen by us\n')
  expect(out).toContain('      shop team, expired on 2021-01-01: seen by us\n')
})

test('a scan counts what is attested, and reports what expired', async () => {
  writeFileSync(join(work, 'pod.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n')
  const written = `attestations:\n${attest('entra-mfa', '2020-01-01', '2999-12-31')}${attest('plan-threat-model', '2020-01-01', '2021-01-01')}`
  writeFileSync(join(work, 'breakwater.yaml'), written)
  const { out } = await run('scan', 'pod.yaml', '--format', 'json', '--only', 'attestation/unexpired')
  const report = JSON.parse(out) as { evaluations: Record<string, number>; findings: { message: string; location: { uri: string } }[] }
  expect(report.evaluations).toMatchObject({ manual: 1, fail: 1 })
  expect(report.findings.map(({ message, location }) => [message, location.uri])).toEqual([
    ['the attestation of plan-threat-model expired on 2021-01-01; shop team answers for it', 'breakwater.yaml'],
  ])
})

test('a control that does not exist is told with its place', async () => {
  writeFileSync(join(work, 'breakwater.yaml'), `attestations:\n${attest('entra-mfaa', '2020-01-01', '2999-12-31')}`)
  const { code, err } = await run('controls')
  expect([code, err]).toEqual([
    2,
    'breakwater: breakwater.yaml:2:14: there is no control entra-mfaa; did you mean entra-mfa?\n  correct the configuration\n',
  ])
})
