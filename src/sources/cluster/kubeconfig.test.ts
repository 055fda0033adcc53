import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { errorWords } from '../../../tests/error-words.ts'
import { findAccess } from './find-access.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-kubeconfig-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const base64 = (text: string) => Buffer.from(text).toString('base64')

interface Given {
  readonly cluster?: object
  readonly user?: object
  readonly context?: object
}

function kubeconfig({ cluster = {}, user = { token: 'abc' }, context = {} }: Given, name = 'shop'): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster: { server: 'https://shop.example:443', ...cluster } }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name, ...context } }],
  })
}

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const find = (given: Given, rest: object = {}) =>
  findAccess({ kubeconfig: write('config', kubeconfig(given)), cwd: folder, env: {}, ...rest })
describe('a kubeconfig', () => {
  test('gives server, authority, namespace and token of its current context', async () => {
    const access = find({
      cluster: { 'certificate-authority-data': base64(certificate), 'tls-server-name': 'api' },
      context: { namespace: 'web' },
    })
    expect(access).toMatchObject({ name: 'shop', authority: certificate, serverName: 'api', namespace: 'web', insecure: false })
    expect(access.server.href).toBe('https://shop.example/')
    expect(await access.credentials()).toEqual({ token: 'abc' })
  })

  test('names files from its own folder', async () => {
    write('ca.crt', certificate)
    write('tls.crt', certificate)
    write('tls.key', 'key')
    const access = find({
      cluster: { 'certificate-authority': 'ca.crt' },
      user: { 'client-certificate': 'tls.crt', 'client-key': 'tls.key' },
    })
    expect(access.authority).toBe(certificate)
    expect(await access.credentials()).toEqual({ certificate, key: 'key' })
  })

  test('reads the token file anew for each use', async () => {
    write('token', 'first\n')
    const access = find({ user: { tokenFile: 'token', token: 'ignored' } })
    expect(await access.credentials()).toEqual({ token: 'first' })
    write('token', 'second\n')
    expect(await access.credentials()).toEqual({ token: 'second' })
  })

  test('can ask to be taken for somebody else', () => {
    expect(find({ user: { token: 'abc', as: 'auditor', 'as-groups': ['readers'] } }).impersonate).toEqual({
      user: 'auditor',
      groups: ['readers'],
    })
  })

  test.each<readonly [string, Given, RegExp]>([
    [
      'basic authentication',
      { user: { username: 'admin', password: 'hunter2' } },
      /config:1:\d+: user shop\.username: passwords are no longer taken since Kubernetes 1\.19$/,
    ],
    [
      'an auth provider',
      { user: { 'auth-provider': { name: 'azure' } } },
      /user shop\.auth-provider: azure is no longer .* use kubelogin$/,
    ],
    ['a certificate without its key', { user: { 'client-certificate-data': base64(certificate) } }, /go together/],
    [
      'a server without TLS',
      { cluster: { server: 'http://shop.example' } },
      /cluster shop\.server: must be an address that starts with https:\/\/$/,
    ],
    ['no address', { cluster: { server: 'shop' } }, /cluster shop\.server: must be an address/],
    [
      'a socks proxy',
      { cluster: { 'proxy-url': 'socks5://user:secret@proxy' } },
      /cluster shop\.proxy-url: must be an address that starts with http:\/\/ or https:\/\/$/,
    ],
    [
      'an authority that is none',
      { cluster: { 'certificate-authority-data': base64('hello') } },
      /certificate-authority-data: is not PEM in base64$/,
    ],
    ['an authority that is not there', { cluster: { 'certificate-authority': 'no.crt' } }, /no\.crt does not exist/],
    ['a wrong type', { user: { token: 5 } }, /user shop\.token: /],
    ['a context of no cluster', { context: { cluster: 'other' } }, /context shop\.cluster: there is no cluster other, only shop$/],
  ])('is refused for %s', async (_, given, problem) => {
    const message = await errorWords(() => find(given))
    expect(message).toMatch(/^kubeconfig-invalid: /)
    expect(message).toMatch(problem)
    expect(message).not.toMatch(/hunter2|secret/)
  })

  test('is refused in Japanese, with where it is written', async () => {
    const path = write(
      'config',
      'clusters:\n  - name: shop\n    cluster:\n      server: 5\ncontexts:\n  - name: shop\n    context: { cluster: shop }\n',
    )
    const words = await errorWords(() => findAccess({ kubeconfig: path, context: 'shop', cwd: folder, env: {} }), 'ja')
    expect(words.slice(words.indexOf(':4:'))).toBe(':4:15: cluster shop.server: 型は string でなければなりません')
  })

  test('without TLS is good for a proxy on this machine', () => {
    expect(find({ cluster: { server: 'http://127.0.0.1:8001' } }).server.port).toBe('8001')
  })

  test('that is no YAML, or lacks the context, is refused', async () => {
    expect(await errorWords(() => findAccess({ kubeconfig: write('config', '{'), cwd: folder, env: {} }))).toMatch(
      /^kubeconfig-invalid: .*config:1:\d: /,
    )
    expect(await errorWords(() => find({}, { context: 'prod' }))).toMatch(/there is no context prod, only shop$/)
    expect(await errorWords(() => findAccess({ kubeconfig: 'absent', cwd: folder, env: {} }))).toMatch(/^kubeconfig-missing: /)
  })
})

describe('where kubeconfigs come from', () => {
  test('those of KUBECONFIG are merged, and the first to name something counts', async () => {
    const first = write('first', kubeconfig({ user: { token: 'first' } }))
    const second = write('second', kubeconfig({ user: { token: 'second' } }).replace('shop.example', 'other.example'))
    const third = write('third', kubeconfig({ user: { token: 'third' } }, 'test'))
    const env = { KUBECONFIG: [join(folder, 'absent'), first, second, third].join(delimiter) }
    const access = findAccess({ cwd: folder, env })
    expect(access.server.host).toBe('shop.example')
    expect(await access.credentials()).toEqual({ token: 'first' })
    expect(await findAccess({ cwd: folder, env, context: 'test' }).credentials()).toEqual({ token: 'third' })
  })

  test('a pod uses its service account, and reads the token that kubelet renews', async () => {
    write('ca.crt', certificate)
    write('token', 'one')
    const env = { HOME: folder, KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' }
    const access = findAccess({ cwd: folder, env, serviceAccountFolder: folder })
    expect(access).toMatchObject({ name: 'in-cluster', authority: certificate.trim() })
    expect(access.server.href).toBe('https://[fd00::1]:6443/')
    write('token', 'two')
    expect(await access.credentials()).toEqual({ token: 'two' })
  })

  test('anywhere else there has to be one', async () => {
    expect(await errorWords(() => findAccess({ cwd: folder, env: { HOME: folder } }))).toMatch(
      /^kubeconfig-missing: .*\.kube.config does not exist$/,
    )
  })
})
