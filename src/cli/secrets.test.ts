import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { Io } from './command.ts'
import { runProgram } from './program.ts'

/* Sample secrets are put together here, so that no file of the repository holds one. */
const secret = ['glpat-', 'bzoo9crjw89o5816plp8'].join('')
const other = ['glpat-', 'w2kq7vmx4c9t1e8yh3bd'].join('')

let folder: string
const at = (...parts: string[]): string => join(folder, ...parts)
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Hanako', '-c', 'user.email=hanako@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim()

interface JsonFinding {
  readonly location: { readonly uri: string; readonly startLine: number; readonly path: string }
  readonly suppressed: object | null
  readonly secret: {
    readonly rule: string
    readonly redacted: string
    readonly fingerprint: string
    readonly commit?: string
    readonly atHead?: boolean
  }
}

/** Runs the command line in the folder and gives exit code, report and everything that was printed. */
async function breakwater(...args: string[]): Promise<{ code: number; findings: readonly JsonFinding[]; printed: string }> {
  const out = new PassThrough()
  const io = { cwd: folder, env: {}, stdout: out, stderr: out, stdin: process.stdin } as unknown as Io
  const code = await runProgram(['secrets', '--format', 'json', ...args], io)
  const printed = String(out.read() ?? '')
  return { code, printed, findings: printed.startsWith('{') ? (JSON.parse(printed) as { findings: JsonFinding[] }).findings : [] }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-secrets-'))
  git('init', '--quiet', '--initial-branch=main')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('breakwater secrets', () => {
  test('searches files, and shows no secret in any language or file that it writes', async () => {
    writeFileSync(at('a.yml'), `token: ${secret}\n`)
    const { code, findings, printed } = await breakwater('--report', 'json=report.json')
    expect(code).toBe(1)
    expect(findings.map(({ location, secret: found }) => [location.uri, location.startLine, found.rule, found.redacted])).toEqual([
      ['a.yml', 1, 'gitlab-pat', 'glpat-****'],
    ])
    git('add', 'a.yml')
    const everything = [
      printed,
      (await breakwater('--format', 'pretty')).printed,
      (await breakwater('--format', 'concise')).printed,
      (await breakwater('--lang', 'ja')).printed,
      (await breakwater('--staged')).printed,
      readFileSync(at('report.json'), 'utf8'),
    ]
    git('commit', '--quiet', '-m', 'x')
    everything.push((await breakwater('--history')).printed)
    for (const file of readdirSync(at('.git', 'breakwater')))
      if (statSync(at('.git', 'breakwater', file)).isFile()) everything.push(readFileSync(at('.git', 'breakwater', file), 'latin1'))
    for (const words of everything) expect(words).not.toContain(secret.slice(6, 14))
  })

  test('finds what was deleted, with its commit', async () => {
    writeFileSync(at('a.yml'), `token: ${secret}\n`)
    git('add', '.')
    git('commit', '--quiet', '-m', 'add')
    const added = git('rev-parse', 'HEAD')
    writeFileSync(at('a.yml'), 'token: none\n')
    git('commit', '--quiet', '-am', 'remove')
    expect((await breakwater()).code).toBe(0)
    const { code, findings } = await breakwater('--history')
    expect(code).toBe(1)
    expect(findings).toHaveLength(1)
    expect(findings[0]!.secret).toMatchObject({ commit: added, atHead: false, author: 'Hanako <hanako@example.com>' })
    expect((await breakwater('--range', `${added}..HEAD`)).findings).toEqual([])
  })

  test('an exception follows the value to another line, and ends with the value', async () => {
    writeFileSync(at('a.yml'), `token: ${secret}\n`)
    const [finding] = (await breakwater()).findings
    writeFileSync(
      at('breakwater.yaml'),
      `exceptions:\n  - check: secret/no-secret\n    scope: { path: ${finding!.location.path} }\n    owner: team\n    reason: revoked\n`,
    )
    writeFileSync(at('a.yml'), `# moved\n\ntoken: ${secret}\n`)
    const moved = await breakwater()
    expect([moved.code, moved.findings.map(({ suppressed }) => suppressed !== null)]).toEqual([0, [true]])
    writeFileSync(at('a.yml'), `# moved\n\ntoken: ${other}\n`)
    const changed = await breakwater()
    expect(changed.code).toBe(1)
  })

  test('a hook that it installs refuses the commit of a secret and lets others pass', async () => {
    const main = join(import.meta.dirname, 'main.ts')
    const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { cwd: folder, encoding: 'utf8' })
    expect(run('secrets', 'install-hook').status).toBe(0)
    writeFileSync(at('a.yml'), `token: ${secret}\n`)
    git('add', '.')
    const commit = () =>
      spawnSync('git', ['-c', 'user.name=H', '-c', 'user.email=h@example.com', 'commit', '-m', 'x'], { cwd: folder, encoding: 'utf8' })
    const refused = commit()
    expect(refused.status).not.toBe(0)
    expect(refused.stdout + refused.stderr).not.toContain(secret)
    writeFileSync(at('a.yml'), 'token: none\n')
    git('add', '.')
    expect(run('secrets', '--staged', '--format', 'json').status).toBe(0)
  })

  test('refuses flags that contradict each other, and folders without repository', async () => {
    expect((await breakwater('--staged', '--message', 'x')).code).toBe(2)
    expect((await breakwater('--range', '--output=/tmp/x')).code).toBe(2)
    rmSync(at('.git'), { recursive: true })
    expect((await breakwater('--staged')).code).toBe(4)
  })
})
