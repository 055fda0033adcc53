import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { breakwater, folderWith } from './breakwater.ts'

/* Sample secrets are put together here, so that no file of the repository holds one. */
const secret = ['glpat-', 'bzoo9crjw89o5816plp8'].join('')
const other = ['glpat-', 'w2kq7vmx4c9t1e8yh3bd'].join('')
/** No report may hold more of a secret than the public mark of its format. */
const body = secret.slice(6, 16)

let folder: string
beforeEach(() => {
  folder = folderWith({})
  git('init', '--quiet', '--initial-branch=main')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Hanako', '-c', 'user.email=hanako@example.com']
  return execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
}

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
}

interface Found {
  readonly check: string
  readonly suppressed: object | null
  readonly location: { readonly uri: string; readonly startLine: number; readonly path: string }
  readonly secret?: { readonly rule: string; readonly commit?: string; readonly atHead?: boolean }
}

function run(...args: string[]): { status: number | null; findings: readonly Found[]; printed: string } {
  const { status, stdout, stderr } = breakwater([...args, '--format', 'json'], { cwd: folder })
  const findings = stdout.startsWith('{') ? (JSON.parse(stdout) as { findings: readonly Found[] }).findings : []
  return { status, findings, printed: stdout + stderr }
}

/** The secret in forms in which people keep one, each with the line that it stands in. */
const forms: Readonly<Record<string, string>> = {
  '.env': `# of the shop\nTOKEN=${secret}\n`,
  'notebook.ipynb': JSON.stringify(
    { cells: [{ cell_type: 'code', source: [`token = "${secret}"\n`, 'print(1)'] }], nbformat: 4 },
    undefined,
    1,
  ),
  'terraform.tfstate': JSON.stringify(
    { version: 4, resources: [{ type: 'gitlab_token', instances: [{ attributes: { token: secret } }] }] },
    undefined,
    2,
  ),
  'kubeconfig.yaml': `apiVersion: v1\nkind: Config\nusers:\n  - name: ci\n    user:\n      token: ${secret}\n`,
  'chart/values.yaml': `image: shop\ncredentials:\n  gitlabToken: ${secret}\n`,
  'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: gitlab\ndata:\n  token: ${Buffer.from(secret).toString('base64')}\n`,
}

describe('secrets of a repository', () => {
  test('an installed hook refuses the commit, says why, and shows nothing of the secret', () => {
    expect(breakwater(['secrets', 'install-hook'], { cwd: folder }).status).toBe(0)
    write('deploy.sh', `curl -H "PRIVATE-TOKEN: ${secret}" https://gitlab.example\n`)
    git('add', '.')
    const refused = spawnSync('git', ['-c', 'user.name=H', '-c', 'user.email=h@example.com', 'commit', '-m', 'deploy'], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(refused.status).toBe(1)
    expect(refused.stdout + refused.stderr).toContain('secret/no-secret')
    expect(refused.stdout + refused.stderr).not.toContain(body)
    expect(() => git('rev-parse', 'HEAD')).toThrow('rev-parse')
    write('deploy.sh', 'curl -H "PRIVATE-TOKEN: $TOKEN" https://gitlab.example\n')
    git('add', '.')
    git('commit', '--quiet', '-m', 'deploy')
  })

  test('one that was deleted 200 commits ago is found with its commit', () => {
    write('app.conf', `token = ${secret}\n`)
    git('add', '.')
    git('commit', '--quiet', '-m', 'add')
    const added = git('rev-parse', 'HEAD')
    // A stream for fast-import: 200 commits by 200 calls of git take a minute.
    const commits = Array.from({ length: 200 }, (_, index) => {
      const text = `version = ${index}\n`
      const from = index === 0 ? 'from refs/heads/main^0\n' : ''
      return `commit refs/heads/main\ncommitter H <h@example.com> ${1_780_000_000 + index} +0000\ndata 4\nstep\n${from}M 100644 inline app.conf\ndata ${text.length}\n${text}\n`
    })
    execFileSync('git', ['fast-import', '--quiet'], { cwd: folder, input: commits.join('') })
    git('reset', '--hard', '--quiet', 'main')
    expect(git('rev-list', '--count', 'HEAD')).toBe('201')
    expect(run('secrets').findings).toEqual([])
    const { status, findings } = run('secrets', '--history')
    expect(status).toBe(1)
    expect(findings.map(({ location, secret: found }) => [location.uri, found])).toMatchObject([
      ['app.conf', { commit: added, atHead: false }],
    ])
  })

  test.each(Object.keys(forms))('an exception for the value in %s follows it to another line, and ends with it', (name) => {
    write(name, forms[name]!)
    const found = run('secrets').findings.filter(({ secret: what }) => what !== undefined)
    expect(found).toHaveLength(1)
    const { path } = found[0]!.location
    write(
      'breakwater.yaml',
      `exceptions:\n  - check: secret/no-secret\n    scope: { path: ${path} }\n    owner: team\n    reason: revoked\n    until: 2099-01-01\n`,
    )
    // Blank lines may stand before any of the formats.
    write(name, `\n\n${forms[name]!}`)
    const moved = run('secrets').findings
    expect(moved.map(({ suppressed, location }) => [suppressed !== null, location.startLine])).toEqual([
      [true, found[0]!.location.startLine + 2],
    ])
    const encoded = (value: string): string => Buffer.from(value).toString('base64')
    write(name, forms[name]!.replaceAll(secret, other).replaceAll(encoded(secret), encoded(other)))
    const changed = run('secrets')
    expect(changed.status).toBe(1)
    expect(changed.findings.filter(({ secret: what, suppressed }) => what !== undefined && suppressed === null)).toHaveLength(1)
  })

  test('a comment accepts a secret by its hash only: it moves with the value, and ends with it', () => {
    const comment = (terms: string): string => `# breakwater: ignore[secret/no-secret] ${terms}revoked on 2026-03-02`
    const judged = (text: string): readonly (readonly [string, boolean])[] => {
      write('.env', text)
      return run('secrets').findings.map(({ check, suppressed }) => [check, suppressed !== null] as const)
    }
    expect(judged(`TOKEN=${secret} ${comment('')}\n`)).toEqual([
      ['secret/no-secret', false],
      ['suppression/secret', false],
    ])
    const said = /add value=([0-9a-f]{12})/.exec(run('secrets').printed)![1]!
    const bound = comment(`value=${said} `)
    expect(judged(`TOKEN=${secret} ${bound}\n`)).toEqual([['secret/no-secret', true]])
    expect(judged(`${bound}\nNAME=shop\nTOKEN=${secret}\n`)).toEqual([['secret/no-secret', true]])
    expect(judged(`TOKEN=${other} ${bound}\n`)).toEqual([
      ['secret/no-secret', false],
      ['suppression/needed', false],
    ])
  })

  test('so does a comment on the field of a manifest, and an earlier report', () => {
    const pod = (password: string, comment = ''): string =>
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: shop\n      env:\n        - name: DB_PASSWORD\n          value: ${password}${comment}\n`
    const judged = (text: string, ...args: string[]): readonly boolean[] => {
      write('pod.yaml', text)
      return run('scan', 'pod.yaml', '--only', 'secret/no-literal-env', 'suppression/secret', ...args).findings.flatMap(
        ({ check, suppressed }) => (check === 'secret/no-literal-env' ? [suppressed !== null] : []),
      )
    }
    const comment = ' # breakwater: ignore[secret/no-literal-env] a database of tests'
    expect(judged(pod('Winter-2031', comment))).toEqual([false])
    const said = /add (value=[0-9a-f]{12})/.exec(run('scan', 'pod.yaml').printed)![1]!
    const bound = comment.replace('] ', `] ${said} `)
    expect(judged(pod('Winter-2031', bound))).toEqual([true])
    expect(judged(pod('Summer-2032', bound))).toEqual([false])
    write('pod.yaml', pod('Winter-2031'))
    breakwater(['scan', 'pod.yaml', '--format', 'json', '--output', 'baseline.json'], { cwd: folder })
    expect(judged(`# moved\n${pod('Winter-2031')}`, '--baseline', 'baseline.json')).toEqual([true])
    expect(judged(pod('Summer-2032'), '--baseline', 'baseline.json')).toEqual([false])
  })

  test('no output, log, cache or file holds a value, in any format or language', () => {
    for (const [name, text] of Object.entries(forms)) write(name, text)
    write('.github/workflows/ci.yml', `on: push\nenv:\n  TOKEN: ${secret}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps: []\n`)
    write('azure-pipelines.yml', `variables:\n  token: ${secret}\nsteps:\n  - bash: echo ${secret}\n`)
    write('Dockerfile', `FROM alpine:3.22\nENV TOKEN=${secret}\n`)
    write('main.tf', `resource "azurerm_key_vault_secret" "x" {\n  value = "${secret}"\n}\n`)
    write('broken.yaml', `apiVersion: v1\nkind: Secret\nstringData: {token: ${secret}\n`)
    git('add', '-f', '.')
    const env = { HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), NODE_DEBUG: 'fs', DEBUG: '*' }
    const formats = ['pretty', 'concise', 'json', 'sarif', 'junit', 'markdown', 'html', 'github']
    const said: Record<string, string> = {}
    const keep = (...args: string[]): void => {
      const { stdout, stderr } = breakwater(args, { cwd: folder, env })
      said[args.join(' ')] = stdout + stderr
    }
    for (const lang of ['en', 'ja']) {
      const reports = (name: string): string[] => formats.flatMap((format) => ['--report', `${format}=${name}.${format}.${lang}`])
      keep('secrets', '--lang', lang, ...reports('report'))
      keep('scan', '.', '--lang', lang, '--show-suppressed', ...reports('scan'))
    }
    keep('secrets', '--staged')
    git('commit', '--quiet', '-m', `with ${secret}`)
    keep('secrets', '--history')
    keep('fix', '.')
    keep('secrets', '--message', '.env')
    // What is wrong with a command line is repeated to the person.
    keep('scan', 'broken.yaml', '--config', '.env')
    const holding = Object.entries(said).filter(([, words]) => words.includes(body))
    expect(holding.map(([command]) => command)).toEqual([])
    const encoded = Buffer.from(secret).toString('base64').slice(8, 24)
    const written = readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(join('.git', 'objects')))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => /breakwater|cache|report\.|scan\./.test(file.slice(folder.length)))
    expect(written.length).toBeGreaterThan(30)
    const leaking = written.filter((file) => {
      const bytes = readFileSync(file, 'latin1')
      return bytes.includes(body) || bytes.includes(encoded)
    })
    expect(leaking).toEqual([])
  })
})
