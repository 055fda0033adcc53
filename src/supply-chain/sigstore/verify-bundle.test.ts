import { generateKeyPairSync } from 'node:crypto'

import { expect, test } from 'vitest'

import { predicateTypes, statementOf } from '../attestation/statement.ts'
import { signStatement } from './sign-bundle.ts'
import { verifyBundle } from './verify-bundle.ts'

const pems = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
const own = pems()
const other = pems()
const digest = 'a'.repeat(64)
const bundle = signStatement(statementOf('app', `sha256:${digest}`, predicateTypes.cyclonedx, { components: [] }), own.privateKey)

interface Made {
  readonly dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] }
}

/** The bundle after a change. */
function changed(change: (made: Made) => void): string {
  const made = JSON.parse(bundle) as Made
  change(made)
  return JSON.stringify(made)
}

function rewritten(from: string, to: string): string {
  return changed(({ dsseEnvelope }) => {
    const payload = Buffer.from(dsseEnvelope.payload, 'base64').toString()
    expect(payload).toContain(from)
    dsseEnvelope.payload = Buffer.from(payload.replace(from, to)).toString('base64')
  })
}

test('an attestation that is as it was signed is trusted', () => {
  const { predicateType, statement } = verifyBundle(bundle, digest, { kind: 'key', publicKey: own.publicKey })
  expect([predicateType, statement?.['predicate']]).toEqual([predicateTypes.cyclonedx, { components: [] }])
})

test.each([
  ['of which the content was changed', () => rewritten('"components":[]', '"components":[{}]')],
  ['of which the type was changed', () => rewritten(predicateTypes.cyclonedx, predicateTypes.spdx)],
  ['that was moved to another image', () => rewritten(digest, 'b'.repeat(64)), 'b'.repeat(64)],
  ['about another image', () => bundle, 'b'.repeat(64)],
  ['of another kind of payload', () => changed(({ dsseEnvelope }) => (dsseEnvelope.payloadType = 'text/plain'))],
  ['without a signature', () => changed(({ dsseEnvelope }) => (dsseEnvelope.signatures = []))],
  [
    'with half a signature',
    () => changed(({ dsseEnvelope }) => (dsseEnvelope.signatures[0]!.sig = dsseEnvelope.signatures[0]!.sig.slice(0, 40))),
  ],
  ['that is cut off', () => bundle.slice(0, -20)],
  ['that is no bundle', () => '[]'],
])('an attestation %s is refused', (_, make, at = digest) => {
  expect(() => verifyBundle(make(), at, { kind: 'key', publicKey: own.publicKey })).toThrow(
    expect.objectContaining({ name: 'SigstoreError' }),
  )
})

test('an attestation by another key is refused', () => {
  expect(() => verifyBundle(bundle, digest, { kind: 'key', publicKey: other.publicKey })).toThrow(
    expect.objectContaining({ name: 'SigstoreError' }),
  )
})
