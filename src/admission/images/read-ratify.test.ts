import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { readYaml } from '../../syntax/yaml/read.ts'
import { readRatify } from './read-ratify.ts'

let work = ''
let certificate = ''
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'ratify-'))
  const subject = ['-subj', '/C=US/ST=WA/O=Test/CN=ratify', '-days', '1', '-nodes', '-keyout', 'k.pem', '-out', 'c.pem']
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject], { cwd: work, stdio: 'pipe' })
  certificate = readFileSync(join(work, 'c.pem'), 'utf8')
})
afterAll(() => rmSync(work, { recursive: true }))

const policyDocument = (store: string) => ({
  version: '1.0',
  trustPolicies: [
    { name: 'default', registryScopes: ['*'], signatureVerification: { level: 'strict' }, trustStores: [store], trustedIdentities: ['*'] },
  ],
})

const resource = (kind: string, name: string, spec: object): object => ({
  apiVersion: 'config.ratify.deislabs.io/v1beta1',
  kind,
  metadata: { name, namespace: 'gatekeeper-system' },
  spec,
})
const keys = (type = 'inline'): object =>
  resource('KeyManagementProvider', 'keys', { type, parameters: { contentType: 'certificate', value: certificate } })
const notation = (stores: object, store = 'ca:ours'): object =>
  resource('Verifier', 'signatures', {
    name: 'notation',
    parameters: { verificationCertStores: stores, trustPolicyDoc: policyDocument(store) },
  })
const never = (): string => {
  throw new Error('no file is read')
}

const only = ([first]: ReturnType<typeof readRatify>) => first!.trust

const cosign = (name = 'c'): object => resource('Verifier', name, { name: 'cosign', parameters: { key: 'BEGIN PUBLIC KEY' } })
const policy = (artifactVerificationPolicies?: object): object =>
  resource('Policy', 'p', { type: 'config-policy', parameters: { artifactVerificationPolicies } })
const notary = 'application/vnd.cncf.notary.signature'

describe('how many signatures Ratify wants', () => {
  test.each([
    [
      'one, without a policy',
      [],
      [
        ['notary', 'any', false],
        ['cosign', 'any', false],
      ],
    ],
    [
      'all, where the policy says nothing',
      [policy()],
      [
        ['notary', 'all', false],
        ['cosign', 'all', false],
      ],
    ],
    [
      'as the policy says by kind',
      [policy({ [notary]: 'any' })],
      [
        ['notary', 'any', true],
        ['cosign', 'all', false],
      ],
    ],
    [
      'as the policy says by default',
      [policy({ [notary]: 'all', default: 'any' })],
      [
        ['notary', 'all', true],
        ['cosign', 'any', false],
      ],
    ],
  ])('%s', (_, policies, expected) => {
    const read = readRatify([keys(), notation({ ours: ['keys'] }), cosign(), ...policies], never)
    expect(read.map(({ trust, isRequired }) => [trust.kind, trust.demand, isRequired])).toEqual(expected)
  })
})

describe('whom Ratify trusts', () => {
  test.each([
    ['by type', { ca: { ours: ['keys'] } }],
    ['as older versions have it', { ours: ['keys'] }],
    ['with the namespace', { ca: { ours: ['gatekeeper-system/keys'] } }],
  ])('certificates of the resources, %s', (_, stores) => {
    const trust = only(readRatify([keys(), notation(stores)], never))
    expect(trust.kind === 'notary' && [trust.policies[0]?.name, trust.store.certificates('ca', 'ours').length]).toEqual(['default', 1])
  })

  test('config.json, with files', () => {
    const plugin = { name: 'notation', verificationCerts: ['own.crt'], trustPolicyDoc: policyDocument('ca:certs') }
    const config = { store: {}, policy: { plugin: { name: 'configPolicy' } }, verifier: { version: '1.0.0', plugins: [plugin] } }
    const trust = only(readRatify([config], (path) => (path === 'own.crt' ? certificate : never())))
    expect(trust.kind === 'notary' && trust.store.certificates('ca', 'certs').length).toBe(1)
  })

  test('a key of cosign', () => {
    const [{ value } = { value: undefined }] = readYaml({
      uri: 'verifier.yaml',
      text: 'kind: Verifier\nmetadata: {name: c}\nspec:\n  name: cosign\n  parameters:\n    key: keys/cosign.pub\n',
    }).documents
    expect(readRatify([value], (path) => `text of ${path}`)).toEqual([
      { trust: { kind: 'cosign', trust: { kind: 'key', publicKey: 'text of keys/cosign.pub' }, demand: 'any' }, isRequired: false },
    ])
  })

  test.each([
    ['nothing', () => [], 'there is no verifier'],
    [
      'certificates that are kept elsewhere',
      () => [keys('azurekeyvault'), notation({ ca: { ours: ['keys'] } })],
      'keeps its certificates in azurekeyvault',
    ],
    ['a store that nobody fills', () => [keys(), notation({ ca: { other: ['keys'] } })], 'trust store ca:ours is not there'],
    ['a name that nobody has', () => [keys(), notation({ ca: { ours: ['others'] } })], 'no certificates of the name others'],
    ['another verifier', () => [resource('Verifier', 'bill', { name: 'sbom', parameters: {} })], 'the verifier bill (sbom) is not read'],
    [
      'a policy in Rego',
      () => [keys(), notation({ ours: ['keys'] }), resource('Policy', 'p', { type: 'rego-policy' })],
      'the policy rego-policy is not read',
    ],
    ['a policy about something else', () => [cosign(), policy({ 'application/spdx+json': 'all' })], 'asks for application/spdx+json'],
    ['a kind that nobody verifies', () => [cosign(), policy({ [notary]: 'any' })], 'asks for signatures of notation'],
    ['a demand that nobody knows', () => [cosign(), policy({ default: 'most' })], 'asks for "most" of default'],
    ['a second verifier of a kind', () => [cosign('a'), cosign('b')], 'several verifiers of one kind, a and b'],
  ])('%s is refused by name', (_, documents, problem) => {
    expect(() => readRatify(documents(), never)).toThrow(problem)
  })
})
