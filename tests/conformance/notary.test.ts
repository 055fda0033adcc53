import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { render } from '../../src/core/text.ts'
import { certificatesIn, parseCertificate } from '../../src/supply-chain/notary/certificate.ts'
import { mediaType, readPayload, SignatureError, type TargetArtifact } from '../../src/supply-chain/notary/envelope.ts'
import { localSigner, verifySignature } from '../../src/supply-chain/notary/keys.ts'
import { signArtifact } from '../../src/supply-chain/notary/sign.ts'
import { parseTrustPolicies, policyFor, type TrustPolicy } from '../../src/supply-chain/notary/trust-policy.ts'
import { folderTrustStore, type TrustStore } from '../../src/supply-chain/notary/trust-store.ts'
import { readEnvelope, verifyEnvelope } from '../../src/supply-chain/notary/verify.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('supplychain') ?? ''
const notation = join(folder, 'notation')
const goStore = join(notation, 'notation-go/verifier/testdata/truststore')
const read = (...path: string[]): Buffer => readFileSync(join(folder, ...path))

interface Expectation {
  readonly file: string
  readonly format: 'jws' | 'cose'
  readonly alg: string
  readonly integrity: boolean
  readonly scheme: string
  readonly signingTime: string
  readonly expiry: string | null
  readonly timestamped: boolean
  readonly payload: unknown
}

function policy(stores: readonly string[], identities: readonly string[] = ['*'], level = 'strict', more: object = {}): TrustPolicy {
  const statement = {
    name: 't',
    registryScopes: ['*'],
    signatureVerification: { level, ...more },
    trustStores: stores,
    trustedIdentities: identities,
  }
  return parseTrustPolicies(JSON.stringify({ version: '1.0', trustPolicies: [statement] }))[0]!
}

describe.skipIf(folder === '')('envelopes of the Notary Project', () => {
  const expectations = folder === '' ? [] : (JSON.parse(read('notation/expectations.json').toString()) as Expectation[])
  test.each(expectations.filter(({ integrity }) => integrity))('$file', (expected) => {
    const envelope = readEnvelope(readFileSync(join(notation, expected.file)), mediaType[expected.format])
    const leaf = parseCertificate(envelope.chain[0]!)
    expect({
      alg: envelope.algorithm,
      integrity: verifySignature(envelope.algorithm, leaf.x509.publicKey, envelope.signed, envelope.signature),
      scheme: envelope.scheme,
      signingTime: envelope.signingTime.getTime(),
      expiry: envelope.expiry?.getTime(),
      timestamped: envelope.timestamp !== undefined,
      payload: { targetArtifact: readPayload(envelope.payload) },
    }).toEqual({
      alg: expected.alg,
      integrity: expected.integrity,
      scheme: expected.scheme,
      signingTime: Date.parse(expected.signingTime),
      expiry: expected.expiry === null ? undefined : Date.parse(expected.expiry),
      timestamped: expected.timestamped,
      payload: expected.payload,
    })
  })

  test('a changed envelope is refused', async () => {
    const changed = expectations.filter(({ integrity }) => !integrity)
    const target = { mediaType: '', digest: `sha256:${'0'.repeat(64)}`, size: 1 }
    const options = { policy: policy(['ca:any']), store: folderTrustStore(goStore), now: new Date() }
    for (const { file, format } of changed)
      expect((await verifyEnvelope(readFileSync(join(notation, file)), mediaType[format], target, options)).results).toMatchObject([
        { check: 'integrity', error: { args: { name: 'payload' } } },
      ])
    expect(changed).toHaveLength(1)
  })

  test.each([
    ['jwsWithTimestamp.sig', 'jws', []],
    ['coseWithTimestamp.sig', 'cose', []],
    ['withoutTimestamp.sig', 'jws', ['authenticTimestamp']],
    ['timestampBeforeNotBefore.sig', 'jws', ['authenticTimestamp']],
    ['timestampAfterNotAfter.sig', 'cose', ['authenticTimestamp']],
  ] as const)('timestamps: %s', async (file, format, failing) => {
    const bytes = readFileSync(join(notation, 'notation-go/verifier/testdata/timestamp/sigEnv', file))
    const target = readPayload(readEnvelope(bytes, mediaType[format]).payload)
    const own: TrustStore = {
      certificates: (type, name) =>
        type === 'tsa'
          ? folderTrustStore(goStore).certificates(type, name)
          : [parseCertificate(readEnvelope(bytes, mediaType[format]).chain[0]!)],
    }
    const result = await verifyEnvelope(bytes, mediaType[format], target, {
      policy: policy(['ca:any', 'tsa:test-timestamp']),
      store: own,
      now: new Date('2026-11-22T06:00:00Z'),
    })
    expect(result.results.filter(({ error }) => error !== undefined).map(({ check }) => check)).toEqual(failing)
  })
})

describe.skipIf(folder === '')('trust stores', () => {
  test.each([
    ['ca', 'valid-trust-store', true],
    ['ca', 'valid-trust-store-2', true],
    ['ca', 'valid-trust-store-self-signed', true],
    ['ca', 'trust-store-with-leaf-certs-in-single-file', false],
    ['ca', 'trust-store-with-invalid-certs', false],
    ['ca', 'trust-store-with-leaf-certs', false],
    ['ca', 'not-there', false],
    ['ca', '../ca/valid-trust-store', false],
    ['signingAuthority', 'valid-trust-store', true],
    ['tsa', 'test-timestamp', true],
    ['tsa', 'test-nonCA', false],
    ['tsa', 'test-nonSelfIssued', false],
  ] as const)('%s:%s', (type, name, valid) => {
    const opens = (): boolean => {
      try {
        return folderTrustStore(goStore).certificates(type, name).length > 0
      } catch (error) {
        if (error instanceof SignatureError) return false
        throw error
      }
    }
    expect(opens()).toBe(valid)
  })
})

describe.skipIf(folder === '')('signatures that notation made', () => {
  const layout = join(folder, 'signed-layout/layout')
  const blob = (digest: string): Buffer => readFileSync(join(layout, 'blobs', digest.replace(':', '/')))
  const signatures =
    folder === ''
      ? []
      : (
          JSON.parse(read('signed-layout/expectations.json').toString()) as {
            kind: 'jws' | 'cose'
            alg: string
            made: string
            manifest: string
            expiry: string | null
          }[]
        ).filter(({ kind }) => kind === 'jws' || kind === 'cose')
  const store: TrustStore = { certificates: () => certificatesIn(read('signed-layout/root.crt')) }
  const [statement] = folder === '' ? [] : parseTrustPolicies(read('signed-layout/trustpolicy.json').toString())

  test.each(signatures)('$made', async ({ kind, alg, manifest, expiry }) => {
    const { subject, layers } = JSON.parse(blob(manifest).toString()) as { subject: TargetArtifact; layers: { digest: string }[] }
    const bytes = blob(layers[0]!.digest)
    const { signingTime, algorithm } = readEnvelope(bytes, mediaType[kind])
    const start = performance.now()
    const result = await verifyEnvelope(bytes, mediaType[kind], subject, {
      policy: statement!,
      store,
      now: new Date(signingTime.getTime() + 60_000),
    })
    expect(performance.now() - start).toBeLessThan(200)
    expect([algorithm, result.trusted, result.results.filter(({ error }) => error !== undefined)]).toEqual([alg, true, []])
    const late = await verifyEnvelope(bytes, mediaType[kind], subject, {
      policy: statement!,
      store,
      now: new Date(Date.parse(expiry ?? '') + 1000 || signingTime),
    })
    const { error } = late.results.find(({ check }) => check === 'expiry')!
    expect(error === undefined ? undefined : render(error, 'en')).toBe(
      expiry === null ? undefined : `the signature expired at ${new Date(expiry).toISOString()}`,
    )
    expect(late.trusted).toBe(expiry === null)
    const other = { ...subject, digest: subject.digest.replace(/.$/, (last) => (last === '0' ? '1' : '0')) }
    expect((await verifyEnvelope(bytes, mediaType[kind], other, { policy: statement!, store, now: signingTime })).trusted).toBe(false)
    const tampered = Buffer.from(bytes)
    tampered[Math.floor(tampered.length / 3)]! ^= 1
    expect((await verifyEnvelope(tampered, mediaType[kind], subject, { policy: statement!, store, now: signingTime })).trusted).toBe(false)
  })
})

describe('signing', () => {
  let work = ''
  beforeAll(() => {
    work = mkdtempSync(join(tmpdir(), 'notary-'))
    const run = (...args: string[]): void => void execFileSync('openssl', args, { cwd: work, stdio: 'pipe' })
    run(
      'req',
      '-x509',
      '-newkey',
      'rsa:3072',
      '-nodes',
      '-keyout',
      'root.key',
      '-out',
      'root.pem',
      '-days',
      '2',
      '-subj',
      '/C=US/ST=WA/O=Test/CN=root',
      '-addext',
      'keyUsage=critical,keyCertSign',
    )
    for (const [name, ...kind] of [
      ['p256', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
      ['p384', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'],
      ['p521', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521'],
      ['rsa2048', 'rsa:2048'],
      ['rsa3072', 'rsa:3072'],
      ['rsa4096', 'rsa:4096'],
    ] as const)
      run(
        'req',
        '-x509',
        '-newkey',
        ...kind,
        '-nodes',
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.pem`,
        '-CA',
        'root.pem',
        '-CAkey',
        'root.key',
        '-days',
        '1',
        '-subj',
        `/C=US/ST=WA/O=Test/CN=${name}`,
        '-addext',
        'keyUsage=critical,digitalSignature',
        '-addext',
        'basicConstraints=critical,CA:FALSE',
      )
  }, 120_000)
  afterAll(() => rmSync(work, { recursive: true }))

  const artefact = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: `sha256:${'a'.repeat(64)}`, size: 42 }
  test.each(
    (['jws', 'cose'] as const).flatMap((format) =>
      ['p256', 'p384', 'p521', 'rsa2048', 'rsa3072', 'rsa4096'].map((name) => [format, name] as const),
    ),
  )('%s with %s verifies, and only for the artefact and the identity', async (format, name) => {
    const pem = (file: string): Buffer => readFileSync(join(work, file))
    const root = certificatesIn(pem('root.pem'))
    const signer = localSigner(
      pem(`${name}.key`).toString(),
      [...certificatesIn(pem(`${name}.pem`)), ...root].map(({ der }) => der),
    )
    const now = new Date()
    const signed = await signArtifact(artefact, signer, {
      format,
      signingTime: now,
      expiry: new Date(now.getTime() + 60_000),
      agent: 'breakwater/0.1.0',
    })
    const verify = (identity: string, at = artefact) =>
      verifyEnvelope(signed.envelope, signed.mediaType, at, {
        policy: policy(['ca:test'], [identity]),
        store: { certificates: () => root },
        now: new Date(now.getTime() + 2000),
      })
    const good = await verify('x509.subject: C=US, ST=WA, O=Test')
    expect([good.trusted, good.results.filter(({ error }) => error !== undefined)]).toEqual([true, []])
    expect((await verify('x509.subject: C=US, ST=WA, O=Other')).trusted).toBe(false)
    expect((await verify('*', { ...artefact, size: 43 })).trusted).toBe(false)
  })

  test.each(['jws', 'cose'] as const)('%s: what is out of date or was changed is not trusted, and says so', async (format) => {
    const pem = (file: string): Buffer => readFileSync(join(work, file))
    const root = certificatesIn(pem('root.pem'))
    const chain = [...certificatesIn(pem('p256.pem')), ...root].map(({ der }) => der)
    const now = new Date()
    const expiry = new Date(now.getTime() + 60_000)
    const signer = localSigner(pem('p256.key').toString(), chain)
    const made = await signArtifact(artefact, signer, { format, signingTime: now, expiry, agent: 'breakwater/0.1.0' })
    const { envelope } = made
    const failures = async (bytes: Buffer, later: number): Promise<readonly string[]> => {
      const at = new Date(now.getTime() + later)
      const options = { policy: policy(['ca:test'], ['*']), store: { certificates: () => root }, now: at }
      const { trusted, results } = await verifyEnvelope(bytes, made.mediaType, artefact, options)
      return [String(trusted), ...results.flatMap(({ check, error }) => (error === undefined ? [] : [check]))]
    }
    const day = 86_400_000
    expect(await failures(envelope, 2000)).toEqual(['true'])
    expect(await failures(envelope, 120_000)).toEqual(['false', 'expiry'])
    // The certificate holds for a day, and nothing but the signer's own word says when it was used.
    expect(await failures(envelope, 1.5 * day)).toEqual(['false', 'authenticTimestamp', 'expiry'])
    const after = (marker: string): number => envelope.indexOf(marker) + marker.length + 20
    const signed =
      format === 'jws'
        ? [after('"payload":"'), after('"protected":"'), after('"signature":"')]
        : [after('{"targetArtifact"'), envelope.indexOf('notary.payload.v1'), envelope.length - 20]
    for (const at of signed) {
      const changed = Buffer.from(envelope)
      changed[at]! ^= 1
      expect((await failures(changed, 2000))[0], `byte ${at}`).toBe('false')
    }
    expect((await failures(envelope.subarray(0, -1), 2000)).slice(0, 2)).toEqual(['false', 'integrity'])
  })
})

describe('trust policies', () => {
  const one = {
    name: 'a',
    registryScopes: ['*'],
    signatureVerification: { level: 'strict' },
    trustStores: ['ca:x'],
    trustedIdentities: ['*'],
  }
  const document = (...trustPolicies: object[]): string => JSON.stringify({ version: '1.0', trustPolicies })

  test('an exact scope is preferred to the one for all', () => {
    const policies = parseTrustPolicies(document(one, { ...one, name: 'b', registryScopes: ['r.example/app'] }))
    expect([policyFor(policies, 'r.example/app')?.name, policyFor(policies, 'r.example/other')?.name]).toEqual(['b', 'a'])
  })

  test.each([
    ['no statement', document()],
    ['two of one name', document(one, { ...one, registryScopes: ['r.example/app'] })],
    ['one scope twice', document(one, { ...one, name: 'b' })],
    ['* among others', document({ ...one, registryScopes: ['*', 'r.example/app'] })],
    ['a pattern as scope', document({ ...one, registryScopes: ['r.example/*'] })],
    ['an unknown level', document({ ...one, signatureVerification: { level: 'lax' } })],
    ['skip for all', document({ ...one, signatureVerification: { level: 'skip' }, trustStores: [], trustedIdentities: [] })],
    ['integrity overridden', document({ ...one, signatureVerification: { level: 'strict', override: { integrity: 'log' } } })],
    ['an identity without a state', document({ ...one, trustedIdentities: ['x509.subject: C=US, O=Test'] })],
    [
      'overlapping identities',
      document({ ...one, trustedIdentities: ['x509.subject: C=US, ST=WA, O=T', 'x509.subject: C=US, ST=WA, O=T, CN=x'] }),
    ],
    ['another version', JSON.stringify({ version: '2.0', trustPolicies: [one] })],
  ])('%s is refused', (_, text) => {
    expect(() => parseTrustPolicies(text)).toThrow(SignatureError)
  })
})

test.skipIf(folder === '')('the corpus is there', () => {
  expect(readdirSync(notation).length).toBeGreaterThan(1)
})
