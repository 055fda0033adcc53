import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { errorWords } from '../../../tests/error-words.ts'
import { askPlugin } from './exec-credential.ts'
import type { ExecConfig } from './kubeconfig-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-plugin-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const version = 'client.authentication.k8s.io/v1'
const cluster = {
  server: 'https://shop.example',
  extensions: [{ name: 'client.authentication.k8s.io/exec', extension: { audience: 'x' } }],
}

/** A plugin as people have them: a program beside the kubeconfig. */
function plugin(script: string): string {
  const path = join(folder, 'plugin')
  writeFileSync(path, `#!${process.execPath}\n${script}`)
  chmodSync(path, 0o755)
  return './plugin'
}

const ask = async (config: Partial<ExecConfig> & { readonly command: string }, timeout = 10_000) =>
  askPlugin(
    { apiVersion: version, ...config },
    { path: join(folder, 'config'), cluster, authority: 'PEM', env: { PATH: process.env['PATH'], FROM: 'user' }, timeout },
  )
const answer = (status: object, apiVersion = version) =>
  `console.log(${JSON.stringify(JSON.stringify({ apiVersion, kind: 'ExecCredential', status }))})`

test.each([version, 'client.authentication.k8s.io/v1beta1'])(
  'a plugin of %s gives a token and says how long it holds',
  async (apiVersion) => {
    const command = plugin(answer({ token: 'abc', expirationTimestamp: '2026-06-01T10:00:00Z' }, apiVersion))
    expect(await ask({ command, apiVersion })).toEqual({ token: 'abc', expires: new Date('2026-06-01T10:00:00Z') })
  },
)

test('it is told of the cluster where the kubeconfig wants that, and of its own variables', async () => {
  const script = `
    const info = JSON.parse(process.env.KUBERNETES_EXEC_INFO)
    const said = [process.env.FROM, process.env.OWN, process.argv[2], info.spec.interactive, info.spec.cluster?.server,
      info.spec.cluster?.config?.audience, info.spec.cluster?.['certificate-authority-data']].join(' ')
    console.log(JSON.stringify({ apiVersion: info.apiVersion, kind: 'ExecCredential', status: { token: said } }))`
  const config = { command: plugin(script), args: ['get-token'], env: [{ name: 'OWN', value: 'o' }] }
  expect(await ask({ ...config, provideClusterInfo: true })).toEqual({ token: 'user o get-token false https://shop.example x UEVN' })
  expect(await ask(config)).toEqual({ token: 'user o get-token false   ' })
})

test('a certificate serves as well as a token', async () => {
  const command = plugin(answer({ clientCertificateData: 'CERT', clientKeyData: 'KEY' }))
  expect(await ask({ command })).toEqual({ certificate: 'CERT', key: 'KEY' })
})

test.each<readonly [string, string, Partial<ExecConfig>, RegExp]>([
  [
    'hangs',
    'console.error("open https://microsoft.com/devicelogin"); setInterval(() => {}, 1000)',
    {},
    /no answer within 0\.5 s: open https/,
  ],
  ['prints garbage', 'console.log("token: s3cr3t")', {}, /did not print an ExecCredential$/],
  ['prints too much', 'process.stdout.write("x".repeat(2 << 20))', {}, /its answer is too long$/],
  ['fails', 'console.error("AADSTS70043: sign in again"); process.exit(1)', {}, /it failed: AADSTS70043: sign in again$/],
  ['gives nothing', answer({}), {}, /neither a token nor a certificate/],
  [
    'answers in another version',
    answer({ token: 'abc' }, 'client.authentication.k8s.io/v1beta1'),
    {},
    /it answered in .*v1beta1, not .*v1$/,
  ],
  ['is of an old version', answer({ token: 'abc' }), { apiVersion: 'client.authentication.k8s.io/v1alpha1' }, /v1alpha1 is not supported/],
  ['wants a terminal', answer({ token: 'abc' }), { interactiveMode: 'Always' }, /asks a person/],
])('a plugin that %s gives an error', async (_, script, config, problem) => {
  const words = await errorWords(async () => ask({ command: plugin(script), ...config }, script.includes('setInterval') ? 500 : 30_000))
  expect(words).toMatch(/^exec-plugin-failed: /)
  expect(words).toMatch(problem)
  expect(words).not.toMatch(/s3cr3t/)
})

test('a plugin that is not there is named with the hint of the kubeconfig', async () => {
  const words = await errorWords(async () => ask({ command: 'no-such-kubelogin', installHint: 'az aks install-cli\nmore' }))
  expect(words).toMatch(/no-such-kubelogin gave no credentials: it is not on PATH: az aks install-cli$/)
})
