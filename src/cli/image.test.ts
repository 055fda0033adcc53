import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tarOf } from '../supply-chain/archive/tar-of.ts'
import { digestOf } from '../supply-chain/image/digest.ts'
import type { Io } from './command.ts'
import { runProgram } from './program.ts'

let work = ''
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'image-'))
  const packages = { 'node_modules/minimist': { version: '1.2.0' } }
  writeFileSync(join(work, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }, undefined, 2))
  writeFileSync(join(work, 'package-lock-broken.json'), '{')
  const affected = [
    { package: { ecosystem: 'npm', name: 'minimist' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.6' }] }] },
  ]
  writeFileSync(
    join(work, 'osv.json'),
    JSON.stringify({
      id: 'GHSA-xvch-5gv4-984h',
      aliases: ['CVE-2021-44906'],
      modified: '2026-01-01T00:00:00Z',
      affected,
      database_specific: { severity: 'CRITICAL' },
    }),
  )
  const statements = [
    {
      vulnerability: { name: 'CVE-2021-44906' },
      products: [{ '@id': 'pkg:npm/minimist' }],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
    },
  ]
  writeFileSync(
    join(work, 'vex.json'),
    JSON.stringify({ '@context': 'https://openvex.dev/ns/v0.2.0', author: 'us', timestamp: '2026-01-01T00:00:00Z', statements }),
  )
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
})
afterAll(() => rmSync(work, { recursive: true }))

async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const code = await runProgram(['image', ...args], { cwd: work, env: {}, ...streams } as unknown as Io)
  return { code, out, err }
}

describe('image scan', () => {
  test('a vulnerability of a lock file, at its line, with all that the contract promises', async () => {
    const { code, out } = await run('scan', 'package-lock.json', '--advisories', 'osv.json', '--format', 'json')
    const [finding] = (JSON.parse(out) as { findings: Record<string, unknown>[] }).findings
    expect(code).toBe(1)
    expect(finding).toMatchObject({
      check: 'dependency/no-known-vulnerability',
      severity: 'critical',
      message: 'minimist 1.2.0 has CVE-2021-44906; 1.2.6 is free of it',
      location: { uri: 'package-lock.json', startLine: 4, startColumn: 5, endLine: 4, endColumn: 28 },
      vulnerability: {
        id: 'CVE-2021-44906',
        aliases: ['GHSA-xvch-5gv4-984h'],
        purl: 'pkg:npm/minimist@1.2.0',
        package: 'minimist',
        version: '1.2.0',
        fixed: '1.2.6',
        severity: 'critical',
        source: 'GHSA-xvch-5gv4-984h',
        why: 'minimist 1.2.0 is at or after 0 and before 1.2.6 (GHSA-xvch-5gv4-984h)',
      },
    })
  })

  test('in Japanese', async () => {
    const { out } = await run('scan', 'package-lock.json', '--advisories', 'osv.json', '--format', 'concise', '--lang', 'ja')
    expect(out).toContain('minimist 1.2.0 に CVE-2021-44906 があります。1.2.6 で解消します')
  })

  test('what VEX says is not affected stays in the report, suppressed, and passes', async () => {
    const { code, out } = await run('scan', 'package-lock.json', '--advisories', 'osv.json', '--vex', 'vex.json', '--format', 'json')
    const [finding] = (JSON.parse(out) as { findings: { suppressed: { reason: string } }[] }).findings
    expect([code, finding?.suppressed.reason]).toEqual([0, 'OpenVEX us – not_affected: vulnerable_code_not_in_execute_path'])
  })

  test.each([
    ['without advisories', ['package-lock.json'], 'no-advisories'],
    [
      'with old advisories',
      ['package-lock.json', '--advisories', 'osv.json', '--max-advisory-age', '1', '--fail-on', 'high', '--vex', 'vex.json'],
      'old-advisories',
    ],
    ['a broken file', ['package-lock-broken.json', '--advisories', 'osv.json'], 'broken-file'],
    ['nothing at all, offline', ['r.example/app:1', '--offline', '--advisories', 'osv.json'], 'image-not-found'],
  ])('%s is never a pass', async (_, args, reason) => {
    const { code, out } = await run('scan', ...args, '--format', 'json')
    const { inputs } = JSON.parse(out) as { inputs: { notAnalysed: { reason: string }[] } }
    expect([code, inputs.notAnalysed.map((each) => each.reason)]).toEqual([4, [reason]])
  })
})

/** A token of the right form that nobody has issued, put together so that this file holds none. */
const token = ['gl', 'pat-bzoo9crjw89o5816plp8'].join('')

/** An archive of `docker save` with a secret in a file that a later layer deletes, in the history and in the environment. */
function leakyImage(): string {
  const layers = [tarOf([{ path: 'srv/.env', content: `TOKEN=${token}\n` }]), tarOf([{ path: 'srv/.wh..env' }])]
  const config = {
    config: { User: '10001', Env: [`GIT=${token}`] },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => digestOf(layer)) },
    history: [{ created_by: 'COPY . /srv # buildkit' }, { created_by: `RUN |1 GIT=${token} /bin/sh -c rm /srv/.env # buildkit` }],
  }
  const manifest = [{ Config: 'config.json', RepoTags: ['app:1'], Layers: ['0.tar', '1.tar'] }]
  writeFileSync(
    join(work, 'leaky.tar'),
    tarOf([
      { path: 'config.json', content: JSON.stringify(config) },
      { path: '0.tar', content: layers[0]! },
      { path: '1.tar', content: layers[1]! },
      { path: 'manifest.json', content: JSON.stringify(manifest) },
    ]),
  )
  writeFileSync(join(work, 'Leaky.Dockerfile'), `FROM scratch\nARG GIT=${token}\nCOPY . /srv\nRUN rm /srv/.env\n`)
  return 'leaky.tar'
}

describe('secrets in an image', () => {
  test('are found in every layer, in the history and in the environment', async () => {
    const { code, out } = await run('scan', leakyImage(), '--advisories', 'osv.json', '--format', 'json')
    const { findings } = JSON.parse(out) as { findings: { check: string; message: string; location: { startLine: number } }[] }
    expect(code).toBe(1)
    expect(findings.map(({ check, message, location: { startLine } }) => [check, message, startLine])).toEqual([
      ['image/no-secret-in-config', 'the environment variable GIT holds a secret: glpat-****', 1],
      ['image/no-secret-in-layer', 'srv/.env holds a secret (gitlab-pat): glpat-****', 1],
      ['image/no-secret-in-config', 'the history of the image holds a secret: glpat-****', 2],
    ])
  })

  test.each(['pretty', 'json', 'sarif', 'markdown', 'html'])(
    'are not shown by %s, nor kept with what is known of layers',
    async (format) => {
      const args = ['scan', leakyImage(), '--advisories', 'osv.json', '--format', format]
      for (const more of [[], ['--dockerfile', 'Leaky.Dockerfile']]) {
        const { out, err } = await run(...args, ...more)
        expect(out).toContain('glpat-')
        expect(out + err).not.toContain(token)
      }
      const cache = join(work, 'cache', 'breakwater', 'layers')
      for (const file of readdirSync(cache)) expect(readFileSync(join(cache, file), 'utf8')).not.toContain(token)
    },
  )
})

describe('image', () => {
  test('sbom writes a bill of materials', async () => {
    const { code, out } = await run('sbom', 'package-lock.json')
    const bill = JSON.parse(out) as { specVersion: string; components: { purl: string }[] }
    expect([code, bill.specVersion, bill.components.map(({ purl }) => purl)]).toEqual([0, '1.6', ['pkg:npm/minimist@1.2.0']])
  })

  test('scan image is image scan', async () => {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
    let out = ''
    streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
    const args = ['scan', 'image', leakyImage(), '--advisories', 'osv.json', '--format', 'concise']
    await runProgram(args, { cwd: work, env: {}, ...streams } as unknown as Io)
    const asked = await run(...args.slice(0, 1), ...args.slice(2))
    expect(out).toBe(asked.out)
    expect(out).toContain('image/no-secret-in-layer')
  })

  test.each([[['scan']], [['polish', 'x']], [['verify', 'x']]])('%j is misuse', async (args) => {
    expect((await run(...args)).code).toBe(2)
  })
})
