import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { Io } from '../../src/cli/command.ts'
import { runProgram } from '../../src/cli/program.ts'
import { type LocalRegistry, makeCertificate, startRegistry } from '../local-registry.ts'
import { hasPrograms } from '../programs.ts'

const layout = join(import.meta.dirname, '../../examples/image/layout')
const hasTools = hasPrograms('docker-registry', 'notation', 'cosign', 'oras', 'openssl')

/** Other people's tools as judges: what they sign we verify, what we sign they verify, on a registry without a referrers API. */
describe.skipIf(!hasTools)('signatures and attestations', () => {
  let registry: LocalRegistry
  let work = ''
  let count = 0

  beforeAll(async () => {
    registry = await startRegistry()
    work = registry.work
    makeCertificate(work, 'ours')
    execFileSync('openssl', ['pkey', '-in', 'ours.key', '-pubout', '-out', 'ours.pub'], { cwd: work })
    tool('cosign', 'generate-key-pair')
    tool('notation', 'cert', 'generate-test', '--default', 'theirs')
    tool('notation', 'cert', 'add', '--type', 'ca', '--store', 'ours', 'ours.crt')
    const policy = (store: string): string =>
      JSON.stringify({
        version: '1.0',
        trustPolicies: [
          {
            name: store,
            registryScopes: ['*'],
            signatureVerification: { level: 'strict' },
            trustStores: [`ca:${store}`],
            trustedIdentities: ['*'],
          },
        ],
      })
    for (const store of ['ours', 'theirs']) writeFileSync(join(work, `${store}.policy.json`), policy(store))
    tool('notation', 'policy', 'import', '--force', 'ours.policy.json')
    writeFileSync(join(work, 'bill.json'), '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[]}')
  }, 60_000)
  afterAll(() => registry.stop())

  function tool(program: string, ...args: string[]): string {
    const env = { ...process.env, HOME: work, XDG_CONFIG_HOME: join(work, 'config'), COSIGN_PASSWORD: '' }
    mkdirSync(env.XDG_CONFIG_HOME, { recursive: true })
    return execFileSync(program, args, { cwd: work, env, stdio: 'pipe' }).toString()
  }

  async function ours(...args: string[]): Promise<{ readonly code: number; readonly out: string }> {
    const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() }
    let out = ''
    for (const stream of [streams.stdout, streams.stderr]) stream.on('data', (piece: Buffer) => (out += piece.toString()))
    const code = await runProgram(['image', ...args], { cwd: work, env: {}, ...streams } as unknown as Io)
    return { code, out }
  }

  /** A copy of the example's image under a name of its own, so that nothing is signed but by the test. */
  function image(): string {
    const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as { manifests: { digest: string }[] }
    const reference = `${registry.host}/shop/image-${++count}:1`
    tool('oras', 'cp', '--from-oci-layout', '--to-plain-http', `${layout}@${index.manifests.at(-1)!.digest}`, reference)
    return reference
  }

  const notationTrust = (store: string): string[] => [
    '--trust-policy',
    `${store}.policy.json`,
    '--trust-store',
    join(work, 'config/notation/truststore'),
  ]

  test.each(['jws', 'cose'])('notation signs in %s, and we verify', async (format) => {
    const reference = image()
    expect((await ours('verify', reference, ...notationTrust('theirs'))).code).toBe(1)
    tool('notation', 'sign', '--insecure-registry', '--signature-format', format, reference)
    const { code, out } = await ours('verify', reference, ...notationTrust('theirs'))
    expect([code, out]).toEqual([0, expect.stringContaining('signed by')])
    expect((await ours('verify', reference, ...notationTrust('ours'))).code).toBe(1)
  })

  test.each(['jws', 'cose'])('we sign in %s, and notation verifies', async (format) => {
    const reference = image()
    const args = ['--key', 'ours.key', '--certificates', 'ours.crt', '--envelope', format]
    expect((await ours('sign', reference, ...args)).code).toBe(0)
    expect(tool('notation', 'verify', '--insecure-registry', reference)).toContain('Successfully verified')
  })

  const cosignVerify = ['--insecure-ignore-tlog', '--allow-insecure-registry']
  const cosignSign = ['--use-signing-config=false', '--tlog-upload=false', '--allow-insecure-registry', '--yes', '--key', 'cosign.key']

  test('cosign signs, and we verify', async () => {
    const reference = image()
    expect((await ours('verify', reference, '--cosign-key', 'cosign.pub')).code).toBe(1)
    tool('cosign', 'sign', ...cosignSign, reference)
    expect((await ours('verify', reference, '--cosign-key', 'cosign.pub')).code).toBe(0)
    expect((await ours('verify', reference, '--cosign-key', 'ours.pub')).code).toBe(1)
  })

  test('we sign, and cosign verifies', async () => {
    const reference = image()
    expect((await ours('sign', reference, '--key', 'ours.key', '--envelope', 'sigstore')).code).toBe(0)
    expect(tool('cosign', 'verify', ...cosignVerify, '--key', 'ours.pub', reference)).toContain('docker-manifest-digest')
    expect(() => tool('cosign', 'verify', ...cosignVerify, '--key', 'cosign.pub', reference)).toThrow('cosign verify')
  })

  test('cosign attests a bill of materials, and we verify', async () => {
    const reference = image()
    tool('cosign', 'attest', ...cosignSign, '--type', 'cyclonedx', '--predicate', 'bill.json', reference)
    expect((await ours('verify', reference, '--cosign-key', 'cosign.pub', '--type', 'cyclonedx')).code).toBe(0)
    // An attestation is no signature, and none of another kind.
    expect((await ours('verify', reference, '--cosign-key', 'cosign.pub')).code).toBe(1)
    expect((await ours('verify', reference, '--cosign-key', 'cosign.pub', '--type', 'spdx')).code).toBe(1)
  })

  test.each([
    ['cyclonedx', 'https://cyclonedx.org/bom', []],
    ['spdx', 'https://spdx.dev/Document', []],
    ['vulnerabilities', 'https://in-toto.io/attestation/vulns/v0.2', ['--advisories', join(layout, '../advisories')]],
    ['provenance', 'https://slsa.dev/provenance/v1', ['--predicate', 'bill.json']],
  ])('we attest %s, and cosign verifies', async (type, predicate, more) => {
    const reference = image()
    expect((await ours('attest', reference, '--type', type, '--key', 'ours.key', ...more)).code).toBe(0)
    const args = [...cosignVerify, '--key', 'ours.pub', '--type', predicate, reference]
    const envelope = JSON.parse(tool('cosign', 'verify-attestation', ...args)) as { payload: string }
    expect(JSON.parse(Buffer.from(envelope.payload, 'base64').toString())).toMatchObject({ predicateType: predicate })
    expect((await ours('verify', reference, '--cosign-key', 'ours.pub', '--type', type)).code).toBe(0)
  })

  test('oras finds what we attach, and we judge what oras attaches', async () => {
    const reference = image()
    expect((await ours('attest', reference, '--type', 'cyclonedx')).code).toBe(0)
    const found = JSON.parse(tool('oras', 'discover', '--plain-http', '--format', 'json', reference)) as {
      referrers: { artifactType: string }[]
    }
    expect(found.referrers.map(({ artifactType }) => artifactType)).toEqual(['application/vnd.cyclonedx+json'])

    const other = image()
    writeFileSync(join(work, 'attached.json'), (await ours('sbom', reference)).out)
    tool(
      'oras',
      'attach',
      '--plain-http',
      '--artifact-type',
      'application/vnd.cyclonedx+json',
      other,
      'attached.json:application/vnd.cyclonedx+json',
    )
    const scan = ['scan', other, '--attached-sbom', '--advisories', join(layout, '../advisories'), '--format', 'concise']
    const { code, out } = await ours(...scan)
    expect([code, [...out.matchAll(/CVE-[\d-]+/g)].map(([id]) => id).sort()]).toEqual([
      1,
      ['CVE-2021-44906', 'CVE-2023-4863', 'CVE-2023-5363'],
    ])
    // Whoever names a key wants a signed bill.
    expect((await ours(...scan, '--cosign-key', 'ours.pub')).code).toBe(4)
  })

  test('a signed bill is judged again without the image', async () => {
    const reference = image()
    await ours('attest', reference, '--type', 'spdx', '--key', 'ours.key')
    const { code, out } = await ours(
      'scan',
      reference,
      '--attached-sbom',
      '--cosign-key',
      'ours.pub',
      '--advisories',
      join(layout, '../advisories'),
    )
    expect([code, out.includes('CVE-2023-4863')]).toEqual([1, true])
  })
})
