import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Io } from '../src/cli/command.ts'
import { runProgram } from '../src/cli/program.ts'
import { type MemoryRegistry, pushExample, startMemoryRegistry } from './memory-registry.ts'

let work = ''
let registry: MemoryRegistry
let count = 0

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'advisories-'))
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
  for (const name of ['ours', 'theirs']) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(join(work, `${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    writeFileSync(join(work, `${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }))
  }
  for (const [name, modified] of [
    ['old', '2026-01-01T00:00:00Z'],
    ['new', '2026-02-01T00:00:00Z'],
  ] as const) {
    const affected = [
      { package: { ecosystem: 'npm', name: 'minimist' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.6' }] }] },
    ]
    mkdirSync(join(work, name))
    writeFileSync(join(work, name, 'GHSA-xvch-5gv4-984h.json'), JSON.stringify({ id: 'GHSA-xvch-5gv4-984h', modified, affected }))
  }
  writeFileSync(
    join(work, 'package-lock.json'),
    JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/minimist': { version: '1.2.0' } } }),
  )
  registry = await startMemoryRegistry()
})
afterAll(async () => {
  await registry.stop()
  rmSync(work, { recursive: true })
})

async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const code = await runProgram(args, { cwd: work, env: {}, ...streams } as unknown as Io)
  return { code, out, err }
}

/** Pushes advisories to a repository of their own, and gives the reference by tag and by digest. */
async function pushed(from: string, ...args: string[]): Promise<{ readonly tag: string; readonly digest: string }> {
  const tag = `${registry.host}/advisories-${++count}:today`
  const { code, out } = await run('advisories', 'push', '--advisories', from, ...args, tag)
  expect([code, out]).toEqual([0, expect.stringContaining('1 advisories, the newest of 2026-')])
  return { tag, digest: `${tag.slice(0, -':today'.length)}@${/sha256:[0-9a-f]{64}/.exec(out)![0]}` }
}

describe('advisories as an artefact', () => {
  test('pushed signed, pulled by the key, and judged with', async () => {
    const { tag } = await pushed('new', '--key', 'ours.pem')
    const { code, out } = await run('advisories', 'pull', '--cosign-key', 'ours.pub', '--output', 'signed.db', tag)
    expect([code, out]).toEqual([0, expect.stringContaining('signed.db: 1 advisories, the newest of 2026-02-01')])
    expect((await run('image', 'scan', 'package-lock.json', '--advisories', 'signed.db', '--format', 'concise')).out).toContain(
      'GHSA-xvch-5gv4-984h',
    )
  })

  test('another key, no signature, a tag alone: nothing is kept', async () => {
    const signed = await pushed('new', '--key', 'ours.pem')
    expect((await run('advisories', 'pull', '--cosign-key', 'theirs.pub', '--output', 'x.db', signed.tag)).code).toBe(4)
    const plain = await pushed('new')
    expect((await run('advisories', 'pull', '--cosign-key', 'ours.pub', '--output', 'x.db', plain.tag)).code).toBe(4)
    expect((await run('advisories', 'pull', '--output', 'x.db', plain.tag)).code).toBe(2)
    expect(existsSync(join(work, 'x.db'))).toBe(false)
  })

  test('a digest is proof enough, and older advisories do not take the place of newer ones', async () => {
    const [recent, older] = [await pushed('new'), await pushed('old')]
    expect((await run('advisories', 'pull', '--output', 'kept.db', recent.digest)).code).toBe(0)
    const before = readFileSync(join(work, 'kept.db'))
    const { code, err } = await run('advisories', 'pull', '--output', 'kept.db', older.digest)
    expect([code, err]).toEqual([4, expect.stringContaining('its newest advisory is of 2026-01-01')])
    expect(readFileSync(join(work, 'kept.db')).equals(before)).toBe(true)
  })

  test('what is no artefact of advisories, and advisories that are broken', async () => {
    const digest = await pushExample(registry.host, 'shop/image', '1')
    const { code, err } = await run('advisories', 'pull', '--output', 'x.db', `${registry.host}/shop/image@${digest}`)
    expect([code, err]).toEqual([4, expect.stringContaining('holds no advisories')])
    writeFileSync(join(work, 'broken.json'), '{')
    expect((await run('advisories', 'push', '--advisories', 'broken.json', `${registry.host}/a:1`)).code).toBe(4)
  })

  test('their age is shown, and is a gate', async () => {
    expect((await run('advisories', 'show', '--advisories', 'new')).out).toContain('1 advisories, the newest of 2026-02-01')
    const { code, err } = await run('advisories', 'show', '--advisories', 'new', '--max-advisory-age', '1')
    expect([code, err]).toEqual([4, expect.stringContaining('days old, and 1 are allowed')])
  })

  test.each([[[]], [['pull']], [['push', 'a', 'b']], [['show', 'x']], [['pull', '--offline', 'a:1', '--output', 'x']]])(
    '%j is misuse',
    async (args) => {
      expect((await run('advisories', ...args)).code).toBe(2)
    },
  )
})
