import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { ImageGate } from '../../src/admission/images/image-gate.ts'
import type { AdmissionAnswer } from '../../src/admission/review.ts'
import { toImageSettings } from '../../src/cli/config/image-rules.ts'
import { attachStatement } from '../../src/cli/image/attest.ts'
import type { JsonValue } from '../../src/core/edit.ts'
import { RegistryClient } from '../../src/sources/registry/client.ts'
import { SIGNED } from '../../src/sources/registry/cosign-signatures.ts'
import { openRegistryImage } from '../../src/sources/registry/open-registry.ts'
import { resolveArtefact } from '../../src/sources/registry/referrers.ts'
import { predicateTypes, statementOf } from '../../src/supply-chain/attestation/statement.ts'
import { analyseImage } from '../../src/supply-chain/image/image.ts'
import { toCycloneDx } from '../../src/supply-chain/sbom/cyclonedx.ts'
import { type MemoryRegistry, pushExample, startMemoryRegistry } from '../memory-registry.ts'
import { call, hardenedPod, policyWith, reviewOf, startWebhook, type Started } from './webhook.ts'

const advisories = join(import.meta.dirname, '../../examples/image/advisories')
const { privateKey, publicKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

let work = ''
let registry: MemoryRegistry
const running: Started[] = []

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'door-'))
  process.env['XDG_CACHE_HOME'] = join(work, 'cache')
  writeFileSync(join(work, 'cosign.pub'), publicKey)
  registry = await startMemoryRegistry()
})
afterEach(async () => {
  ;[registry.delay, registry.status] = [0, undefined]
  for (const webhook of running.splice(0)) await webhook.stop(0, 0)
})
afterAll(async () => {
  await registry.stop()
  rmSync(work, { recursive: true })
})

type Rule = NonNullable<NonNullable<Parameters<typeof toImageSettings>[0]>['images']>[number]

/** The real webhook with one rule for images, and nothing else that it would refuse. */
async function door(rule: Partial<Rule>, verification: object = {}): Promise<Started> {
  const file = { images: [{ mode: 'deny', ...rule } satisfies Rule], imageVerification: { advisories, ...verification } }
  const settings = toImageSettings(file, work)!
  const images = new ImageGate(settings, () => new Date(), { credentials: async () => undefined })
  const webhook = await startWebhook(policyWith({ mode: 'off' }, { images }))
  running.push(webhook)
  return webhook
}

const podWith = (name: string): object => ({
  ...hardenedPod,
  spec: { ...hardenedPod.spec, containers: [{ ...hardenedPod.spec.containers[0], image: name }] },
})

async function ask(webhook: Started, name: string, path = '/validate', query = '', namespace = 'shop'): Promise<AdmissionAnswer> {
  const { body } = await call(webhook, `${path}${query}`, reviewOf(podWith(name), { namespace }))
  return (JSON.parse(body) as { response: AdmissionAnswer }).response
}

let count = 0

/** The example's image in a repository of its own, as the rest of the test makes it. */
async function image(...make: ((reference: string) => Promise<void>)[]): Promise<string> {
  const repository = `shop/door-${++count}`
  await pushExample(registry.host, repository, '1')
  const reference = `${registry.host}/${repository}:1`
  for (const each of make) await each(reference)
  return reference
}

async function attest(reference: string, predicateType: string, predicate: JsonValue, key = privateKey): Promise<void> {
  const [, repository = ''] = /^[^/]+\/(.+):1$/.exec(reference) ?? []
  const client = new RegistryClient({ registry: registry.host, repository }, { credentials: async () => undefined })
  const { name, artefact } = await resolveArtefact(client, { registry: registry.host, repository, tag: '1' })
  await attachStatement(client, artefact, statementOf(name, artefact.digest, predicateType, predicate), key)
}

const stranger = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

const signedByStranger = (reference: string): Promise<void> => attest(reference, SIGNED, {}, stranger.privateKey)
const signed = (reference: string): Promise<void> => attest(reference, SIGNED, {})

async function billed(reference: string): Promise<void> {
  const opened = await openRegistryImage(reference, 'linux/amd64', { credentials: async () => undefined })
  const { contents } = await analyseImage(opened, undefined)
  const tool = { name: 'breakwater', version: '0' }
  const bill = toCycloneDx({ name: reference, packages: contents.packages, os: contents.os, timestamp: '2026-01-01T00:00:00Z', tool })
  await attest(reference, predicateTypes.cyclonedx, bill as JsonValue)
}

describe('images at the door', () => {
  test('only what the key has signed comes in', async () => {
    const webhook = await door({ signedBy: { cosignKey: 'cosign.pub' } })
    const unsigned = await image()
    expect(await ask(webhook, unsigned)).toMatchObject({
      allowed: false,
      status: {
        code: 403,
        message: expect.stringContaining(`verify/signature: image ${unsigned} has no trusted signature (spec.containers[0].image)`),
      },
    })
    expect((await ask(webhook, await image(signed))).allowed).toBe(true)
  })

  test('a policy of Ratify that wants all signatures: a second one by somebody else is one too many', async () => {
    const verifier = 'kind: Verifier\nmetadata: {name: c}\nspec: {name: cosign, parameters: {key: cosign.pub}}\n'
    const policy = (demand: string): string =>
      `---\nkind: Policy\nmetadata: {name: p}\nspec: {type: config-policy, parameters: {artifactVerificationPolicies: {default: ${demand}}}}\n`
    for (const demand of ['any', 'all']) writeFileSync(join(work, `${demand}.yaml`), verifier + policy(demand))
    const any = await door({ signedBy: { ratify: ['any.yaml'] } })
    const all = await door({ signedBy: { ratify: ['all.yaml'] } })
    const answers = async (reference: string) => [(await ask(any, reference)).allowed, (await ask(all, reference)).allowed]
    expect(await answers(await image(signed))).toEqual([true, true])
    expect(await answers(await image(signed, signedByStranger))).toEqual([true, false])
    expect(await answers(await image(signedByStranger, signed))).toEqual([true, false])
    expect(await answers(await image(signedByStranger))).toEqual([false, false])
    expect(await answers(await image())).toEqual([false, false])
    // An attestation is no signature, neither a good one nor a bad one.
    expect(await answers(await image(signed, billed))).toEqual([true, true])
  })

  test('a bill with a vulnerability that has a fix, none at all, and an image that is too old', async () => {
    const rule = { signedBy: { cosignKey: 'cosign.pub' }, bill: 'signed', vulnerabilities: { severity: 'critical' } } as const
    const webhook = await door(rule)
    expect((await ask(webhook, await image(signed, billed))).status?.message).toContain('has CVE-2021-44906 (minimist 1.2.5)')
    expect((await ask(webhook, await image(signed))).status?.message).toContain('no bill of materials with a trusted signature is attached')
    const old = await door({ maxAgeDays: 1 })
    expect((await ask(old, await image())).status?.message).toMatch(/verify\/age: image .* was built \d+ days ago; at most 1 are allowed/)
  })

  test('a verdict is remembered by digest: the next pod costs no question but for its tag', async () => {
    const webhook = await door({ signedBy: { cosignKey: 'cosign.pub' } })
    const reference = await image(signed)
    await ask(webhook, reference)
    const before = registry.asked.length
    expect((await ask(webhook, reference)).allowed).toBe(true)
    expect(registry.asked.length).toBe(before)
  })

  test('the digest that was verified is written behind the tag, and nothing else is', async () => {
    const webhook = await door({ signedBy: { cosignKey: 'cosign.pub' }, pinDigest: true })
    const reference = await image(signed)
    const { patch } = await ask(webhook, reference, '/mutate')
    expect(JSON.parse(Buffer.from(patch!, 'base64').toString())).toEqual([
      { op: 'replace', path: '/spec/containers/0/image', value: expect.stringMatching(new RegExp(`^${reference}@sha256:[0-9a-f]{64}$`)) },
    ])
    expect((await ask(webhook, await image(), '/mutate')).patch).toBeUndefined()
  })

  test('a registry that is slow: refused in time, or let through with a warning where the rule says so', async () => {
    const reference = await image(signed)
    // Who waits for the registry is noticed on the slowest machine.
    registry.delay = 60_000
    const started = performance.now()
    const strict = await door({ signedBy: { cosignKey: 'cosign.pub' } }, { deadlineSeconds: 0.5 })
    expect((await ask(strict, reference)).status?.message).toContain('could not be verified')
    const lenient = await door({ signedBy: { cosignKey: 'cosign.pub' }, failure: 'ignore' }, { deadlineSeconds: 0.5 })
    const answer = await ask(lenient, reference)
    expect([answer.allowed, answer.warnings?.[0]]).toEqual([true, expect.stringContaining('verify/unverified')])
    // The API server gives up after a second: the answer comes before.
    expect(
      (await ask(await door({ signedBy: { cosignKey: 'cosign.pub' } }, { deadlineSeconds: 120 }), reference, '/validate', '?timeout=1s'))
        .allowed,
    ).toBe(false)
    expect(performance.now() - started).toBeLessThan(registry.delay)
  }, 90_000)

  test.each([401, 404, 500])('a registry that answers %d is no pass', async (status) => {
    const webhook = await door({ signedBy: { cosignKey: 'cosign.pub' } })
    const reference = await image(signed)
    registry.status = status
    expect((await ask(webhook, reference)).status?.message).toContain('verify/unverified')
  })

  test('namespaces that are exempt and images that no rule is about are not looked up', async () => {
    const webhook = await door({ signedBy: { cosignKey: 'cosign.pub' }, images: ['other.example/*'] })
    const reference = await image()
    const before = registry.asked.length
    expect((await ask(webhook, reference)).allowed).toBe(true)
    const all = await door({ signedBy: { cosignKey: 'cosign.pub' } })
    expect((await ask(all, reference, '/validate', '', 'kube-system')).allowed).toBe(true)
    expect(registry.asked.length).toBe(before)
  })
})

describe('a provider of external data for Gatekeeper', () => {
  const question = (...keys: string[]): string =>
    JSON.stringify({ apiVersion: 'externaldata.gatekeeper.sh/v1beta1', kind: 'ProviderRequest', request: { keys } })
  const items = async (webhook: Started, path: string, body: string): Promise<unknown> =>
    (JSON.parse((await call(webhook, path, body)).body) as { response: { items: unknown } }).response.items

  test('says of each image whether it is good, and gives its digest to mutations', async () => {
    const webhook = await door({ signedBy: { cosignKey: 'cosign.pub' } })
    const [good, bad] = [await image(signed), await image()]
    expect(await items(webhook, '/external-data', question(good, bad))).toEqual([
      { key: good, value: { isSuccess: true, digest: expect.stringMatching(/^sha256:/), problems: [] } },
      {
        key: bad,
        value: { isSuccess: false, digest: expect.stringMatching(/^sha256:/), problems: [expect.stringContaining('verify/signature')] },
      },
    ])
    expect(await items(webhook, '/external-data/mutate', question(good, 'nowhere.example/!'))).toEqual([
      { key: good, value: expect.stringMatching(new RegExp(`^${good}@sha256:`)) },
      { key: 'nowhere.example/!', value: 'nowhere.example/!', error: 'no rule is about this image' },
    ])
  })

  test('what is no question is refused, and without rules there is no such page', async () => {
    const webhook = await door({ signedBy: { cosignKey: 'cosign.pub' } })
    expect((await call(webhook, '/external-data', '{}')).status).toBe(400)
    expect((await call(webhook, '/external-data', question(...Array.from({ length: 1001 }, () => 'a')))).status).toBe(400)
    const plain = await startWebhook(policyWith())
    running.push(plain)
    expect((await call(plain, '/external-data', question('a'))).status).toBe(404)
  })
})
