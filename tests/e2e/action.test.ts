import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { runAction } from '../../src/action/action.ts'
import { readYaml } from '../../src/syntax/yaml/read.ts'
import { FakeGithub } from '../fake-github.ts'
import { badPod, breakwater, folderWith, goodPod } from './breakwater.ts'

const root = join(import.meta.dirname, '..', '..')
const bundle = join(root, 'dist', 'breakwater.mjs')

let github: FakeGithub
let folder: string
beforeAll(async () => {
  github = await FakeGithub.start()
})
afterAll(async () => github.stop())
beforeEach(() => {
  folder = folderWith({
    'work/pod.yaml': badPod(),
    'event.json': JSON.stringify({ pull_request: { number: 7, head: { sha: 'a'.repeat(40) } } }),
  })
  mkdirSync(join(folder, 'temp'))
  said = ''
})

let said = ''
const say = (text: string): void => {
  said += text
}

const comments = '/repos/contoso/shop/issues/7/comments'
const at = (name: string): string => join(folder, name)

/** The environment that GitHub gives to the step, with the inputs of the test. */
function environment(inputs: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    GITHUB_WORKSPACE: at('work'),
    RUNNER_TEMP: at('temp'),
    GITHUB_OUTPUT: at('output'),
    GITHUB_STEP_SUMMARY: at('summary'),
    GITHUB_EVENT_PATH: at('event.json'),
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'contoso/shop',
    GITHUB_SHA: 'b'.repeat(40),
    GITHUB_REF: 'refs/pull/7/merge',
    INPUT_TOKEN: 'sample-token',
    'INPUT_UPLOAD-SARIF': 'true',
    INPUT_COMMENT: 'true',
    ...inputs,
  }
}

/** The outputs of the step, read as the runner reads them. */
function outputs(): Readonly<Record<string, string>> {
  const written = readFileSync(at('output'), 'utf8')
  return Object.fromEntries([...written.matchAll(/^([\w-]+)<<(end-[\w-]+)\n([^]*?)\n\2$/gm)].map(([, name, , value]) => [name!, value!]))
}

describe('the GitHub Action', () => {
  test('reports everywhere, and fails last', async () => {
    github.serve({
      [`POST /repos/contoso/shop/code-scanning/sarifs`]: { status: 202 },
      [comments]: { body: [] },
      [`POST ${comments}`]: { status: 201 },
    })
    expect(await runAction(bundle, environment(), say)).toBe(1)
    expect(outputs()).toMatchObject({ verdict: 'fail', 'exit-code': '1' })
    expect(Number(outputs()['counted'])).toBeGreaterThan(0)
    expect(readFileSync(at('summary'), 'utf8')).toContain('pod/no-privileged')
    expect(said).toMatch(/^::error file=pod.yaml,line=\d+/)
    expect(said).not.toContain('sample-token')

    const [sarif, listed, comment] = github.received
    expect([sarif, listed, comment].map((request) => `${request!.method} ${request!.path}`)).toEqual([
      'POST /repos/contoso/shop/code-scanning/sarifs',
      `GET ${comments}?per_page=100`,
      `POST ${comments}`,
    ])
    const { commit_sha: commit, ref, sarif: packed } = sarif!.body as { commit_sha: string; ref: string; sarif: string }
    expect([commit, ref]).toEqual(['a'.repeat(40), 'refs/pull/7/head'])
    const log = JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) as {
      runs: { automationDetails: object; results: unknown[] }[]
    }
    expect(log.runs[0]!.automationDetails).toEqual({ id: 'breakwater/' })
    expect(log.runs[0]!.results.length).toBeGreaterThan(0)
    expect((comment!.body as { body: string }).body).toMatch(/^<!-- breakwater: breakwater -->\n/)
  })

  test('changes its own comment, and none that others made to look like it', async () => {
    const body = '<!-- breakwater: breakwater -->\nold'
    github.serve({
      [comments]: {
        body: [
          { id: 1, user: { type: 'User' }, body },
          { id: 2, user: { type: 'Bot' }, body },
        ],
      },
      'PATCH /repos/contoso/shop/issues/comments/2': { status: 200 },
    })
    await runAction(bundle, environment({ 'INPUT_UPLOAD-SARIF': 'false' }), say)
    expect(github.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${comments}?per_page=100`,
      'PATCH /repos/contoso/shop/issues/comments/2',
    ])
  })

  test('what GitHub does not take leaves the verdict as it is', async () => {
    writeFileSync(at('work/pod.yaml'), goodPod())
    github.serve({ [comments]: { status: 403 }, 'POST /repos/contoso/shop/code-scanning/sarifs': { status: 403 } })
    expect(await runAction(bundle, environment({ 'INPUT_FAIL-ON': 'critical' }), say)).toBe(0)
    expect(outputs()['verdict']).toBe('pass')
    expect(said).toMatch(/::warning title=Breakwater::code scanning: HTTP 403\n::warning title=Breakwater::comment: HTTP 403\n$/)
  })

  test('without a token it asks nobody', async () => {
    github.serve({})
    await runAction(bundle, environment({ INPUT_TOKEN: '' }), say)
    expect(github.received).toEqual([])
  })

  test('inputs cannot become flags, and their values are checked', async () => {
    await expect(runAction(bundle, environment({ INPUT_PATHS: '--exit-zero\n.' }), say)).rejects.toMatchObject({ code: 'bad-usage' })
    await expect(runAction(bundle, environment({ 'INPUT_FAIL-ON': 'none' }), say)).rejects.toMatchObject({ code: 'bad-usage' })
    await expect(runAction(bundle, environment({ INPUT_COMMENT: 'yes' }), say)).rejects.toMatchObject({ code: 'bad-usage' })
  })

  test('declares the inputs that it reads and the outputs that it writes', async () => {
    const uri = 'deploy/action/action.yml'
    const [document] = readYaml({ uri, text: readFileSync(join(root, uri), 'utf8') }, { schema: 'core' }).documents
    const declared = document!.value as { inputs: object; outputs: object; runs: { main: string } }
    github.serve({})
    await runAction(bundle, environment({ INPUT_TOKEN: '' }), say)
    expect(Object.keys(declared.outputs).sort()).toEqual(Object.keys(outputs()).sort())
    const read = [...readFileSync(join(root, 'src/action/inputs.ts'), 'utf8').matchAll(/\b(?:given|flag)\('([\w-]+)'\)/g)].map(
      ([, name]) => name!,
    )
    expect(Object.keys(declared.inputs).sort()).toEqual([...new Set(read)].sort())
    expect(readFileSync(join(root, 'deploy/action', declared.runs.main), 'utf8')).toContain('GITHUB_STEP_SUMMARY')
  })
})

interface Report {
  readonly inputs: { readonly notAnalysed: readonly unknown[] }
  readonly findings: readonly {
    readonly check: string
    readonly severity: string
    readonly location: { readonly uri: string }
    readonly suppressed: object | null
  }[]
  readonly gate: { readonly verdict: string }
}

describe('what Breakwater itself ships', () => {
  test('has no finding by its own checks', () => {
    const { status, stdout } = breakwater(['scan', 'deploy', 'examples/secure', '--format', 'json', '--fail-on', 'low'])
    const { inputs, findings: all, gate } = JSON.parse(stdout) as Report
    expect(inputs.notAnalysed).toEqual([])
    // What is set aside stands with its reason in the files.
    const findings = all.filter(({ suppressed }) => suppressed === null)
    expect(findings.map(({ check, severity, location }) => `${severity} ${check} ${location.uri}`)).toEqual([])
    expect([status, gate.verdict]).toEqual([0, 'pass'])
  })
})
