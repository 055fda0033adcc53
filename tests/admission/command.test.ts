import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test, vi } from 'vitest'

import { policyText } from './door-policies.ts'
import { call, privilegedPod, reviewOf } from './webhook.ts'

const folder = mkdtempSync(join(tmpdir(), 'breakwater-serve-'))
afterAll(() => rmSync(folder, { recursive: true }))

const program = join(import.meta.dirname, '..', '..', 'src/cli/main.ts')

const config = `admission:
  mode: warn
  rules:
    - checks: [pod/no-privileged]
      namespaces: [shop*]
      mode: deny
exceptions:
  - check: pod/no-privileged
    scope: { namespace: shop-tools, name: web }
    owner: platform team
    reason: known
    until: 2999-12-31
`

describe('breakwater admission serve', () => {
  test('serves by its configuration, logs decisions, and ends when it is told to', async () => {
    writeFileSync(join(folder, 'breakwater.yaml'), config)
    const args = ['admission', 'serve', '--port', '0', '--cert-dir', 'certs', '--shutdown-delay', '0', '--namespace', 'breakwater']
    const server = spawn(process.execPath, [program, ...args], { cwd: folder })
    const out = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const)
      server[stream].on('data', (chunk: Buffer) => {
        out[stream] += chunk.toString('utf8')
      })
    const ended = new Promise<number | null>((done) => server.once('exit', done))
    const port = await vi.waitFor(
      () => {
        expect(out.stderr).toContain('"what":"ready"')
        return Number(/"port":(\d+)/.exec(out.stderr)![1])
      },
      { timeout: 30_000, interval: 50 },
    )
    const authority = readFileSync(join(folder, 'certs/ca.crt'), 'utf8')
    const isAllowed = async (namespace: string) => {
      const pod = { ...privilegedPod, metadata: { name: 'web', namespace } }
      const { body } = await call({ port, authority }, '/validate', reviewOf(pod, { namespace }))
      return (JSON.parse(body) as { response: { allowed: boolean } }).response.allowed
    }
    expect([await isAllowed('shop'), await isAllowed('shop-tools'), await isAllowed('dev')]).toEqual([false, true, true])

    writeFileSync(join(folder, 'breakwater.yaml'), config.replace('mode: deny', 'mode: refuse'))
    await vi.waitFor(() => expect(out.stderr).toContain('"what":"policy-not-reloaded"'), { timeout: 20_000, interval: 50 })
    expect(await isAllowed('shop')).toBe(false)

    server.kill('SIGTERM')
    expect(await ended).toBe(0)
    const records = out.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { namespace: string; accepted?: object[] })
    expect(records.map(({ namespace }) => namespace)).toEqual(['shop', 'shop-tools', 'dev', 'shop'])
    expect(records[1]!.accepted).toEqual([
      { check: 'pod/no-privileged', by: 'config', reason: 'known', until: '2999-12-31', owner: 'platform team' },
    ])
  }, 60_000)

  test('judges by the policies of files, and reads them again when they change', async () => {
    writeFileSync(
      join(folder, 'breakwater.yaml'),
      'admission:\n  rules:\n    - mode: warn\n      checks: [policy/Owned/*]\n      namespaces: [dev-*]\n',
    )
    mkdirSync(join(folder, 'policies'))
    writeFileSync(join(folder, 'policies/all.yaml'), policyText)
    const args = ['admission', 'serve', '--port', '0', '--cert-dir', 'certs', '--shutdown-delay', '0', '--policies', 'policies']
    const server = spawn(process.execPath, [program, ...args], { cwd: folder })
    let stderr = ''
    server.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
    const ended = new Promise<number | null>((done) => server.once('exit', done))
    const said = async (words: string) => vi.waitFor(() => expect(stderr).toContain(words), { timeout: 30_000, interval: 50 })
    await said('"what":"ready"')
    expect(stderr).toMatch(/"what":"ready","checks":\d+,"policies":3}/)
    const reached = { port: Number(/"port":(\d+)/.exec(stderr)![1]), authority: readFileSync(join(folder, 'certs/ca.crt'), 'utf8') }
    const isAllowed = async (namespace: string) => {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace } }
      const { body } = await call(reached, '/validate', reviewOf(object, { namespace }))
      return (JSON.parse(body) as { response: { allowed: boolean } }).response.allowed
    }
    expect([await isAllowed('shop'), await isAllowed('dev-1')]).toEqual([false, true])

    writeFileSync(join(folder, 'policies/all.yaml'), policyText.replace('not input', 'not inputs'))
    await said('"what":"policy-not-reloaded"')
    expect(await isAllowed('shop')).toBe(false)
    writeFileSync(join(folder, 'policies/all.yaml'), policyText.replace('enforcementAction: deny', 'enforcementAction: dryrun'))
    await said('"what":"policy-reloaded"')
    expect(await isAllowed('shop')).toBe(true)

    server.kill('SIGTERM')
    expect(await ended).toBe(0)
  }, 90_000)

  test.each([
    ['no certificate', '', [], 'name the certificate: --cert and --key, --cert-dir or --cert-secret'],
    ['a port that is none', '', ['--cert-dir', 'certs', '--port', '70000'], '--port takes 0–65535, not 70000'],
    [
      'a certificate that is not there',
      '',
      ['--cert', 'no.crt', '--key', 'no.key'],
      "breakwater: the webhook cannot start: ENOENT: no such file or directory, open '",
    ],
    ['a certificate that is none', '', ['--cert', 'breakwater.yaml', '--key', 'breakwater.yaml'], 'the webhook cannot start: '],
    [
      'a check that there is not',
      'admission:\n  rules:\n    - mode: deny\n      checks: [pod/no-privilegd]\n',
      ['--cert-dir', 'certs', '--port', '0'],
      'breakwater.yaml:4:16: there is no check pod/no-privilegd; did you mean pod/no-privileged?',
    ],
    [
      'a setting that there is not',
      'admission:\n  mod: deny\n',
      ['--cert-dir', 'certs', '--port', '0'],
      'breakwater.yaml:2:3: there is no setting mod',
    ],
  ])('refuses %s', (_, text, args, problem) => {
    writeFileSync(join(folder, 'breakwater.yaml'), text)
    const { status, stderr } = spawnSync(process.execPath, [program, 'admission', 'serve', '--lang', 'en', ...args], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 30_000,
    })
    expect(stderr).toContain(problem)
    expect(status).toBe(2)
  })
})
