import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Io } from '../command.ts'
import { runProgram } from '../program.ts'

let work = ''

beforeEach(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'review-')))
  process.env['XDG_CACHE_HOME'] = join(work, '.git', 'cache')
  git('init', '-q', '-b', 'main')
})
afterEach(() => rmSync(work, { recursive: true }))

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...args], { cwd: work, stdio: 'pipe' })
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(work, name)), { recursive: true })
    writeFileSync(join(work, name), content)
  }
}

function commit(files: Readonly<Record<string, string>>): void {
  write(files)
  git('add', '-A')
  git('commit', '-q', '-m', 'change')
}

interface Report {
  readonly findings: { check: string; message: string; location: { uri: string; startLine: number } }[]
  readonly gate: { verdict: string; counted: number }
  readonly dependencies: Record<string, unknown>[]
}

async function review(...args: string[]): Promise<{ code: number; report: Report; err: string }> {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
  let [out, err] = ['', '']
  streams.stdout.on('data', (piece: Buffer) => (out += piece.toString()))
  streams.stderr.on('data', (piece: Buffer) => (err += piece.toString()))
  const code = await runProgram(['scan', 'git', ...args, '--format', 'json'], { cwd: work, env: {}, ...streams } as unknown as Io)
  return { code, report: (out === '' ? {} : JSON.parse(out)) as Report, err }
}

const only = ['--only', 'pod/no-privileged']

function pod(name: string, privileged: boolean): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: app\n      image: r.example/app\n      securityContext:\n        privileged: ${privileged}\n`
}

test('only what came since the revision is reported, at its place', async () => {
  commit({ 'old.yaml': pod('old', true), 'pod.yaml': pod('web', false) })
  commit({ 'pod.yaml': `# a comment\n${pod('web', true)}` })
  write({ 'untracked.yaml': pod('untracked', true), '.gitignore': 'dist/\n', 'dist/made.yaml': pod('made', true) })
  const { code, report } = await review('--since', 'HEAD~1', ...only)
  expect(code).toBe(1)
  expect(report.findings.map(({ location: { uri, startLine } }) => [uri, startLine])).toEqual([
    ['pod.yaml', 11],
    ['untracked.yaml', 10],
  ])
  expect(report.gate.counted).toBe(2)
})

test('a finding that moved within its file, or with it, is not new', async () => {
  const containers = (names: readonly string[]): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${names
      .map((name) => `    - name: ${name}\n      image: r.example/app\n      securityContext:\n        privileged: true\n`)
      .join('')}`
  commit({ 'a.yaml': containers(['app']) })
  renameSync(join(work, 'a.yaml'), join(work, 'b.yaml'))
  commit({ 'b.yaml': containers(['first', 'app']) })
  const { report } = await review('--since', 'HEAD~1', ...only)
  expect(report.findings.map(({ message }) => message)).toEqual(['container first runs privileged'])
})

test('a suppression that was taken away is a change', async () => {
  const suppressed = pod('web', true).replace('privileged: true', 'privileged: true # breakwater: ignore[pod/no-privileged] legacy')
  commit({ 'pod.yaml': suppressed })
  commit({ 'pod.yaml': pod('web', true) })
  expect((await review('--since', 'HEAD~1', ...only)).report.findings).toHaveLength(1)
})

test('what main has mended since the branch began does not count against the branch', async () => {
  commit({ 'old.yaml': pod('old', true) })
  git('checkout', '-q', '-b', 'topic')
  commit({ 'new.yaml': pod('new', false) })
  git('checkout', '-q', 'main')
  commit({ 'old.yaml': pod('old', false) })
  git('checkout', '-q', 'topic')
  const { code, report } = await review('--since', 'main', ...only)
  expect([code, report.findings]).toEqual([0, []])
})

const osv = (name: string, fixed: string): string =>
  JSON.stringify({
    id: `CVE-2024-${name.length}`,
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'PyPI', name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] }],
    database_specific: { severity: 'HIGH' },
  })

test('a dependency review: packages that came, went and changed, with the vulnerabilities that they bring', async () => {
  write({ '.git/osv/a.json': osv('jinja2', '3.1.3'), '.git/osv/b.json': osv('requests', '2.32.0') })
  commit({ 'requirements.txt': 'requests==2.30.0\nflask==2.0.0\nsix==1.0\n' })
  commit({ 'requirements.txt': 'requests==2.30.0\nflask==2.3.3\njinja2==3.1.2\n' })
  const { code, report, err } = await review('--since', 'HEAD~1', '--advisories', '.git/osv')
  expect(code).toBe(1)
  expect(report.findings.map(({ check, message, location: { startLine } }) => [check, message, startLine])).toEqual([
    ['dependency/no-known-vulnerability', 'jinja2 3.1.2 has CVE-2024-6; 3.1.3 is free of it', 3],
  ])
  expect(
    report.dependencies.map(({ change, name, version, from, vulnerabilities }) => [change, name, version, from, vulnerabilities]),
  ).toEqual([
    ['changed', 'flask', '2.3.3', ['2.0.0'], []],
    ['added', 'jinja2', '3.1.2', [], [{ id: 'CVE-2024-6', severity: 'high', fixed: '3.1.3' }]],
    ['removed', 'six', '1.0', [], []],
  ])
  expect(err).toBe(
    '~ flask 2.0.0 -> 2.3.3 (requirements.txt)\n+ jinja2 3.1.2 (requirements.txt) · vulnerable: CVE-2024-6\n- six 1.0 (requirements.txt)\n',
  )
})

test('without advisories, changes are listed and vulnerabilities are left open', async () => {
  commit({ 'pod.yaml': pod('web', false) })
  commit({ 'requirements.txt': 'jinja2==3.1.2\n' })
  const { code, report } = await review('--since', 'HEAD~1', '--only', 'dependency')
  expect([code, report.dependencies[0]?.['vulnerabilities']]).toEqual([0, null])
})

test.each([
  ['a revision that does not exist', ['--since', 'nowhere'], 4],
  ['one that looks like a flag', ['--since=--output=x'], 4],
  ['no revision', [], 2],
  ['a path outside of the repository', ['..', '--since', 'HEAD'], 2],
])('%s is an error', async (_, args, expected) => {
  commit({ 'pod.yaml': pod('web', false) })
  const { code, err } = await review(...args)
  expect([code, err.startsWith('breakwater: ')]).toEqual([expected, true])
})
