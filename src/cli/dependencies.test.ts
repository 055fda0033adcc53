import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { Io } from './command.ts'
import { runProgram } from './program.ts'

let work = ''

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'dependencies-'))
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
  write('osv.json', osv('2026-01-01T00:00:00Z'))
})
afterEach(() => rmSync(work, { recursive: true }))

function write(name: string, content: string): void {
  writeFileSync(join(work, name), content)
}

function osv(modified: string): string {
  const ranges = [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '3.1.3' }] }]
  return JSON.stringify({ id: 'CVE-2024-22195', modified, affected: [{ package: { ecosystem: 'PyPI', name: 'jinja2' }, ranges }] })
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const code = await runProgram(args, { cwd: work, env: {}, ...streams } as unknown as Io)
  return { code, out, err }
}

interface Report {
  readonly inputs: { files: number; analysed: number; resources: number; notAnalysed: { uri: string; reason: string; line?: number }[] }
  readonly evaluations: Record<string, number>
  readonly findings: { check: string; message: string; location: object; fixes: object[]; vulnerability: object }[]
}

async function scan(...args: string[]): Promise<{ code: number; report: Report; err: string }> {
  const { code, out, err } = await run('scan', ...args, '--format', 'json')
  return { code, report: JSON.parse(out) as Report, err }
}

describe('scan of lock files', () => {
  test('a vulnerability at its line, with what the contract promises', async () => {
    write('requirements.txt', '# ウェブ\njinja2==3.1.2\n')
    const { code, report } = await scan('requirements.txt', '--advisories', 'osv.json', '--fail-on', 'medium')
    expect([code, report.findings.length]).toEqual([1, 1])
    expect(report.findings[0]).toMatchObject({
      check: 'dependency/no-known-vulnerability',
      message: 'jinja2 3.1.2 has CVE-2024-22195; 3.1.3 is free of it',
      location: { uri: 'requirements.txt', startLine: 2, startColumn: 1, endLine: 2, endColumn: 14 },
      fixes: [{ title: 'update jinja2 to 3.1.3', safety: 'review' }],
      vulnerability: { id: 'CVE-2024-22195', purl: 'pkg:pypi/jinja2@3.1.2', fixed: '3.1.3', source: 'CVE-2024-22195' },
    })
  })

  test('without advisories the file counts, the question is left open, and stderr says so', async () => {
    write('requirements.txt', 'jinja2==3.1.2\n')
    const { code, report, err } = await scan('requirements.txt', '--only', 'dependency')
    expect([code, report.findings, report.inputs.files, report.inputs.resources]).toEqual([0, [], 1, 1])
    expect(report.evaluations).toMatchObject({ 'not-applicable': 3, pass: 0 })
    expect(err).toBe('not judged for vulnerabilities, for want of --advisories PATH (OSV documents): lock files (1)\n')
  })

  test.each([
    ['a lock file that is broken', 'package-lock.json', '{\n"a"', [], { uri: 'package-lock.json', reason: 'lock-file-syntax' }],
    [
      'advisories that are too old',
      'requirements.txt',
      'a==1\n',
      ['--max-advisory-age', '1'],
      { uri: 'osv.json', reason: 'old-advisories' },
    ],
  ])('%s is no pass', async (_, name, content, flags, expected) => {
    write(name, content)
    write('osv.json', osv('2020-01-01T00:00:00Z'))
    const { code, report } = await scan(name, '--advisories', 'osv.json', ...flags)
    expect([code, report.inputs.notAnalysed.length]).toEqual([4, 1])
    expect(report.inputs.notAnalysed[0]).toMatchObject(expected)
  })

  test('advisories that are not there are misuse', async () => {
    write('requirements.txt', 'a==1\n')
    expect((await run('scan', 'requirements.txt', '--advisories', 'nowhere')).code).toBe(2)
  })

  test('an old go.mod counts what stands in go.sum, and a go.sum alone is no input', async () => {
    write('go.mod', 'module a\n\ngo 1.16\n\nrequire example.com/a v1.0.0\n')
    write('go.sum', 'example.com/b v1.0.0 h1:x\nexample.com/b v1.0.0/go.mod h1:x\n')
    write(
      'osv.json',
      JSON.stringify({
        id: 'GO-1',
        modified: '2026-01-01T00:00:00Z',
        affected: [{ package: { ecosystem: 'Go', name: 'example.com/b' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
      }),
    )
    const { report } = await scan('.', '--advisories', 'osv.json', '--only', 'dependency')
    expect(report.findings.map(({ message, fixes }) => [message, fixes])).toEqual([
      ['example.com/b 1.0.0 has GO-1, and there is no fix yet', []],
    ])
    expect(report.inputs.files).toBe(1)
  })

  test('a comment suppresses a finding', async () => {
    write('requirements.txt', 'jinja2==3.1.2  # breakwater: ignore[dependency/no-known-vulnerability] templates are our own\n')
    const { code } = await scan('requirements.txt', '--advisories', 'osv.json', '--fail-on', 'medium')
    expect(code).toBe(0)
  })
})

describe('fix', () => {
  test('moves a pinned requirement, and only that', async () => {
    write('requirements.txt', '# ウェブ\nflask==2.3.2\njinja2==3.1.2  # 固定\n')
    const { code } = await run('fix', 'requirements.txt', '--advisories', 'osv.json', '--include', 'review', '--write')
    expect(code).toBe(0)
    expect(readFileSync(join(work, 'requirements.txt'), 'utf8')).toBe('# ウェブ\nflask==2.3.2\njinja2==3.1.3  # 固定\n')
  })

  test('leaves it alone unless review is included', async () => {
    write('requirements.txt', 'jinja2==3.1.2\n')
    await run('fix', 'requirements.txt', '--advisories', 'osv.json', '--write')
    expect(readFileSync(join(work, 'requirements.txt'), 'utf8')).toBe('jinja2==3.1.2\n')
  })
})
