import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { generateCharts } from '../../bench/generate-charts.ts'
import { helmBinary } from '../tools.ts'
import { badPod, breakwater, folderWith, goodPod } from './breakwater.ts'

const helm = helmBinary()

interface Report {
  readonly version: number
  readonly inputs: { files: number; analysed: number; resources: number; notAnalysed: { uri: string; reason: string; line?: number }[] }
  readonly findings: {
    check: string
    outcome: string
    message: string
    suppressed: unknown
    fingerprint: string
    location: Record<string, unknown>
  }[]
  readonly gate: { verdict: string; failOn: string; counted: number }
}

function report(cwd: string, ...args: string[]): { status: number | null; json: Report } {
  const { status, stdout, stderr } = breakwater(['scan', ...args, '--format', 'json'], { cwd })
  if (stdout === '') throw new Error(stderr)
  return { status, json: JSON.parse(stdout) as Report }
}

const only = ['--only', 'pod/no-privileged']

describe('exit codes', () => {
  test('0: the gate passed', () => {
    const { status, json } = report(folderWith({ 'pod.yaml': goodPod() }), '.', '--standard', 'pss-restricted')
    expect(status).toBe(0)
    expect(json.gate).toEqual({ verdict: 'pass', failOn: 'high', counted: 0, notEvaluated: 0 })
  })

  test('1: the gate failed, and with --exit-zero it still says so', () => {
    const folder = folderWith({ 'pod.yaml': badPod() })
    expect(report(folder, '.', ...only).status).toBe(1)
    expect(report(folder, ...only, '.').json, 'a path behind --only').toEqual(report(folder, '.', ...only).json)
    const zero = report(folder, '.', ...only, '--exit-zero')
    expect([zero.status, zero.json.gate.verdict]).toEqual([0, 'fail'])
  })

  test('1 or 0 by --fail-on', () => {
    const folder = folderWith({ 'pod.yaml': goodPod().replace('type: RuntimeDefault', 'type: Unconfined') })
    const seccomp = ['--only', 'pod/no-unconfined-seccomp']
    expect(report(folder, '.', ...seccomp, '--fail-on', 'critical').status).toBe(0)
    expect(report(folder, '.', ...seccomp, '--fail-on', 'high').status).toBe(1)
    expect(report(folder, '.', ...seccomp, '--fail-on', 'never').status).toBe(0)
  })

  test.each([
    [['scan', '--no-such-flag']],
    [['scna']],
    [['scan', 'no-such-folder']],
    [['scan', '.', '--only', 'pod/no-such-check']],
    [['scan', '.', '--standard', 'no-such-standard']],
    [['scan', '.', '--fail-on', 'sometimes']],
    [['scan', '.', '--kubernetes-version', 'newest']],
    [['scan', '.', '--report', 'sarif']],
    [['scan', '.', '--config', 'no-such-file.yaml']],
    [['scan', '.', '--output', 'no/such/folder/report.json']],
    [['scan', '.', '--baseline', 'pod.yaml']],
  ])('2: %j', (args) => {
    const { status, stderr } = breakwater(args, { cwd: folderWith({ 'pod.yaml': goodPod() }) })
    expect(status).toBe(2)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(stderr.length).toBeGreaterThan(10)
  })

  test('3: nothing to check', () => {
    expect(breakwater(['scan', '.'], { cwd: folderWith({ 'notes.txt': 'hello' }) }).status).toBe(3)
  })

  test('4: something could not be evaluated, unless it is allowed', () => {
    const folder = folderWith({ 'good.yaml': goodPod(), 'broken.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: [\n' })
    const { status, json } = report(folder, '.', '--standard', 'pss-restricted')
    expect(status).toBe(4)
    expect(json.inputs.notAnalysed[0]).toMatchObject({ uri: 'broken.yaml' })
    expect(report(folder, '.', '--standard', 'pss-restricted', '--allow-unknown').status).toBe(0)
  })
})

describe('the report', () => {
  test('a finding has an exact place', () => {
    const { json } = report(folderWith({ 'deploy/pod.yaml': badPod() }), '.', ...only)
    expect(json.findings).toHaveLength(1)
    expect(json.findings[0]!.location).toEqual({
      uri: 'deploy/pod.yaml',
      startLine: 14,
      startColumn: 21,
      endLine: 14,
      endColumn: 25,
      path: 'spec.containers[0].securityContext.privileged',
    })
  })

  test('stdin', () => {
    const { status, stdout } = breakwater(['scan', '-', '--format', 'json', ...only], { input: badPod() })
    expect(status).toBe(1)
    expect((JSON.parse(stdout) as Report).findings[0]!.location['uri']).toBe('stdin.yaml')
    const vault = {
      id: '/subscriptions/x/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop',
      type: 'Microsoft.KeyVault/vaults',
      properties: { enablePurgeProtection: false },
    }
    const answer = breakwater(['scan', '-', '--format', 'json', '--only', 'key-vault/purge-protection'], { input: JSON.stringify([vault]) })
    expect((JSON.parse(answer.stdout) as Report).findings[0]!.location['uri']).toBe('stdin.json')
  })

  test('several reports of one run', () => {
    const cwd = folderWith({ 'pod.yaml': badPod() })
    const { stdout } = breakwater(['scan', '.', ...only, '-f', 'concise', '--report', 'json=out.json', '--report', 'sarif=out.sarif'], {
      cwd,
    })
    expect(stdout).toContain('pod.yaml:14:21 critical pod/no-privileged container app runs privileged')
    expect((JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8')) as Report).findings).toHaveLength(1)
    expect(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' })
  })

  test('the same input gives the same bytes', () => {
    const cwd = folderWith(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`pod-${index}.yaml`, badPod(`web-${index}`)])))
    const once = breakwater(['scan', '.', '--format', 'json'], { cwd }).stdout
    expect(breakwater(['scan', '.', '--format', 'json'], { cwd }).stdout).toBe(once)
  })

  test('Japanese, by flag and by environment', () => {
    const cwd = folderWith({ 'pod.yaml': badPod() })
    const words = 'コンテナー app が特権モードで動きます'
    expect(breakwater(['scan', '.', ...only, '--lang', 'ja'], { cwd }).stdout).toContain(words)
    expect(breakwater(['scan', '.', ...only], { cwd, env: { LANG: 'ja_JP.UTF-8' } }).stdout).toContain(words)
    expect(breakwater(['scan', '.', ...only], { cwd, env: { BREAKWATER_LANG: 'en', LANG: 'ja_JP.UTF-8' } }).stdout).not.toContain(words)
  })
})

describe('suppression', () => {
  test('a comment with a reason takes a finding out of the gate and leaves it in the report', () => {
    const pod = badPod().replace(
      'privileged: true',
      'privileged: true # breakwater: ignore[pod/no-privileged] until=2999-12-31 it is a node agent',
    )
    const folder = folderWith({ 'pod.yaml': pod })
    const { status, json } = report(folder, '.', ...only)
    expect(status).toBe(0)
    expect(json.findings[0]!.suppressed).toEqual({ by: 'comment', reason: 'it is a node agent', until: '2999-12-31' })
    expect(report(folder, '.', ...only, '--no-inline').status).toBe(1)
  })

  test('an exception in the configuration', () => {
    const config = `exceptions:
  - check: pod/no-privileged
    scope: { uri: "deploy/**", kind: Pod, name: web }
    owner: platform
    reason: it is a node agent
    until: "2999-12-31"
`
    const folder = folderWith({ 'breakwater.yaml': config, 'deploy/pod.yaml': badPod(), 'deploy/other.yaml': badPod('other') })
    const { json } = report(folder, '.', ...only)
    expect(json.findings.map(({ suppressed }) => suppressed)).toEqual([
      null,
      { by: 'config', reason: 'it is a node agent', until: '2999-12-31' },
    ])
  })

  test('a mistake in the configuration is told with its place', () => {
    const folder = folderWith({ 'breakwater.yaml': 'failOn: high\nexcepttions: []\n', 'pod.yaml': goodPod() })
    const { status, stderr } = breakwater(['scan', '.'], { cwd: folder })
    expect(status).toBe(2)
    expect(stderr).toContain('breakwater.yaml:2:1: there is no setting excepttions; did you mean exceptions?')
  })

  test('a baseline takes out what was there before, also after lines have moved', () => {
    const folder = folderWith({ 'pod.yaml': badPod() })
    breakwater(['scan', '.', ...only, '-f', 'json', '-o', 'baseline.json'], { cwd: folder })
    writeFileSync(join(folder, 'pod.yaml'), `# moved\n\n${badPod()}---\n${badPod('new')}`)
    const { status, json } = report(folder, '.', ...only, '--baseline', 'baseline.json')
    expect(status).toBe(1)
    expect(json.gate.counted).toBe(1)
  })
})

describe('hostile input', () => {
  const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n  a: &a [${'x,'.repeat(10)}]\n${'bcdefghij'
    .split('')
    .map((name, index) => `  ${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefghi'[index]}`).join(',')}]\n`)
    .join('')}`

  test.each<[string, Record<string, string | Buffer>]>([
    ['an alias bomb', { 'bomb.yaml': bomb }],
    ['10,000 levels of nesting', { 'deep.yaml': `apiVersion: v1\nkind: ConfigMap\ndata: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n` }],
    [
      'a scalar of 10 MB',
      { 'long.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n  a: "${'x'.repeat(10_000_000)}"\n` },
    ],
    ['100,000 documents', { 'many.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n---\n'.repeat(100_000) }],
    [
      'a key 150,000 times',
      { 'keys.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n${'  k: v\n'.repeat(150_000)}` },
    ],
    ['100,000 suppressions', { 'words.yaml': `${goodPod()}${'# breakwater: ignore[pod/no-privileged] x\n'.repeat(100_000)}` }],
    ['a binary file', { 'binary.yaml': Buffer.from([0, 1, 2, 3, 255, 254]) }],
    ['invalid UTF-8', { 'latin.yaml': Buffer.concat([Buffer.from(badPod()), Buffer.from([0x23, 0xe9, 0xff, 0x0a])]) }],
    ['escape sequences in names', { 'escape.yaml': badPod('"\\u001b[31mred\\u001b[0m\\u202e"') }],
    ['tabs', { 'tabs.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n\tcontainers: []\n' }],
  ])('%s', (_, files) => {
    const cwd = folderWith({ ...files, 'bad.yaml': badPod('beside') })
    const { status, stdout, stderr } = breakwater(['scan', '.', ...only], { cwd, timeout: 30_000 })
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(status).toBe(1)
    expect(stdout).toContain('container app runs privileged')
    expect(stdout).not.toContain('\u001b')
    expect(stdout).not.toContain('\u202e')
  })

  test('a finding and a fix in every item of a long flow sequence, with all checks', () => {
    const containers = Array.from({ length: 1_000 }, (_, index) => `{ name: c${index}, image: 'a/b:${index}' }`)
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: x }\nspec: { containers: [${containers.join(', ')}] }\n`
    const { status, json } = report(folderWith({ 'pod.yaml': pod }), '.')
    expect(status).toBe(1)
    expect(json.findings.length).toBeGreaterThan(10_000)
  })

  test.skipIf(helm === undefined)('the number of jobs changes no byte of a report', () => {
    const cwd = folderWith({})
    generateCharts(cwd, 3)
    const [one, four] = ['1', '4'].map((jobs) =>
      breakwater(['scan', '.', '--format', 'json', '--jobs', jobs], { cwd, env: { HELM: helm! } }),
    )
    expect(one!.stdout).toContain('chart-2/templates/deployment.yaml')
    expect(four).toEqual(one)
  })

  test('a broken document does not hide the ones beside it', () => {
    const cwd = folderWith({ 'mixed.yaml': `${badPod('first')}---\nkind: [\n---\n${badPod('third')}` })
    const { json } = report(cwd, '.', ...only)
    expect(json.findings).toHaveLength(2)
    expect(json.inputs.notAnalysed.length).toBeGreaterThan(0)
  })

  test('links in a circle and out of the folder', () => {
    const cwd = folderWith({ 'a/pod.yaml': badPod() })
    symlinkSync(cwd, join(cwd, 'a', 'loop'))
    symlinkSync('/etc', join(cwd, 'a', 'outside'))
    const { json } = report(cwd, '.', ...only)
    expect(json.findings).toHaveLength(1)
    expect(json.inputs.notAnalysed).toMatchObject([{ uri: 'a/outside', reason: 'link-outside' }])
  })

  test.skipIf(process.getuid?.() === 0)('a file that must not be read', () => {
    const cwd = folderWith({ 'secret.yaml': badPod(), 'bad.yaml': badPod() })
    chmodSync(join(cwd, 'secret.yaml'), 0)
    expect(report(cwd, '.', ...only).json.inputs.notAnalysed).toMatchObject([{ uri: 'secret.yaml', reason: 'unreadable' }])
  })

  test('a folder that is named like a manifest', () => {
    const cwd = folderWith({ 'bad.yaml': badPod() })
    mkdirSync(join(cwd, 'folder.yaml'))
    expect(report(cwd, '.', ...only).json.findings).toHaveLength(1)
  })
})

describe('other commands', () => {
  test('--version is the version of the package', () => {
    expect(breakwater(['--version']).stdout).toBe('0.1.0\n')
  })

  test('help in both languages, for the program and for each command', () => {
    for (const args of [[], ['scan'], ['fix'], ['explain'], ['controls']]) {
      const english = breakwater([...args, '--help'])
      const japanese = breakwater([...args, '--help', '--lang', 'ja'])
      expect([english.status, japanese.status]).toEqual([0, 0])
      expect(english.stdout).not.toMatch(/[ぁ-ん]/)
      expect(japanese.stdout).toMatch(/[ぁ-ん]/)
    }
  })

  test('explain knows checks and controls, and suggests what was meant', () => {
    expect(breakwater(['explain', 'pod/no-privileged']).stdout).toContain('Pod Security admission: baseline')
    expect(breakwater(['explain', 'pod-no-privileged']).stdout).toContain('pod/no-privileged')
    const { status, stderr } = breakwater(['explain', 'pod/no-privilegd'])
    expect([status, stderr]).toEqual([2, expect.stringContaining('pod/no-privileged?')])
  })

  test('controls counts only what runs', () => {
    const { summary, controls } = JSON.parse(breakwater(['controls', '--format', 'json']).stdout) as {
      summary: Record<string, number>
      controls: { state: string; proofs: unknown[] }[]
    }
    expect(controls.length).toBe(summary['controls'])
    expect(controls.filter(({ state }) => state === 'proven').every(({ proofs }) => proofs.length > 0)).toBe(true)
  })
})

describe('fix', () => {
  test('shows the diff, and changes the file only with --write', () => {
    const cwd = folderWith({ 'pod.yaml': badPod() })
    const shown = breakwater(['fix', '.', ...only, '--include', 'review'], { cwd })
    expect(shown.stdout).toContain('-        privileged: true\n+        privileged: false\n')
    expect(readFileSync(join(cwd, 'pod.yaml'), 'utf8')).toBe(badPod())
    breakwater(['fix', '.', ...only, '--include', 'review', '--write'], { cwd })
    expect(readFileSync(join(cwd, 'pod.yaml'), 'utf8')).toBe(badPod().replace('privileged: true', 'privileged: false'))
  })

  test.skipIf(helm === undefined)('leaves a template alone that something else is made of as well', () => {
    const deploy = badPod()
    const cwd = folderWith({
      'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
      'shop/templates/pod.yaml': deploy,
      'shop/templates/copy.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: copy\ndata:\n  pod: {{ include (print $.Template.BasePath "/pod.yaml") . | quote }}\n',
    })
    const { stderr } = breakwater(['fix', '.', ...only, '--include', 'review', '--write'], { cwd, env: { HELM: helm! } })
    expect(readFileSync(join(cwd, 'shop/templates/pod.yaml'), 'utf8')).toBe(deploy)
    expect(stderr).toBe('nothing to fix\nleft out 1 fixes, because a chart or Kustomization would not render to what they ask for\n')
  })
})
