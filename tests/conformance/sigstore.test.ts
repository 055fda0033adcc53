import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { legacyAnnotation, legacyTag, verifyLegacySignature } from '../../src/supply-chain/sigstore/legacy-signature.ts'
import { SigstoreError, verifyBundle, type SigstoreTrust } from '../../src/supply-chain/sigstore/verify-bundle.ts'
import { corpus } from '../corpora.ts'

const supplyChain = corpus('supplychain') ?? ''
const folder = join(supplyChain, 'sigstore/bundle-verify')
const cases =
  supplyChain === ''
    ? []
    : readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)

const defaultIdentity =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main'
const defaultIssuer = 'https://token.actions.githubusercontent.com'

/** The trusted root of the public instance, as the TUF client ships it. */
function publicRoot(): string {
  const seeds = createRequire(import.meta.url)('@sigstore/tuf/seeds.json') as Record<string, { targets: Record<string, string> }>
  return Buffer.from(seeds['https://tuf-repo-cdn.sigstore.dev']!.targets['trusted_root.json']!, 'base64').toString('utf8')
}

function outcome(name: string): string {
  const read = (file: string): string | undefined =>
    existsSync(join(folder, name, file)) ? readFileSync(join(folder, name, file), 'utf8') : undefined
  const given = join(folder, name, 'artifact')
  const artefact = readFileSync(existsSync(given) ? given : join(folder, 'a.txt'))
  const key = read('key.pub')
  const root = read('trusted_root.json')
  const trust: SigstoreTrust =
    key === undefined
      ? {
          kind: 'identity',
          identity: (read('identity') ?? defaultIdentity).trim(),
          issuer: (read('issuer') ?? defaultIssuer).trim(),
          trustedRoot: root ?? publicRoot(),
        }
      : { kind: 'key', publicKey: key, trustedRoot: root ?? publicRoot() }
  try {
    verifyBundle(read('bundle.sigstore.json') ?? '', artefact, trust)
    return 'accepted'
  } catch (error) {
    if (error instanceof SigstoreError) return 'refused'
    throw error
  }
}

describe.skipIf(supplyChain === '')('sigstore bundles of the conformance suite', () => {
  test.each(cases)('%s', (name) => {
    expect(outcome(name)).toBe(name.endsWith('_fail') ? 'refused' : 'accepted')
  })
})

describe.skipIf(supplyChain === '')('bundles that cosign made', () => {
  const layout = join(supplyChain, 'signed-layout')
  const blob = (digest: string): Buffer => readFileSync(join(layout, 'layout/blobs', digest.replace(':', '/')))
  const bundles =
    supplyChain === ''
      ? []
      : (JSON.parse(readFileSync(join(layout, 'expectations.json'), 'utf8')) as { kind: string; made: string; manifest: string }[]).filter(
          ({ kind }) => kind === 'sigstore-bundle',
        )

  test.each(bundles)('$made', ({ manifest, made }) => {
    const { layers, subject } = JSON.parse(blob(manifest).toString()) as { layers: { digest: string }[]; subject: { digest: string } }
    const trust = { kind: 'key', publicKey: readFileSync(join(layout, 'cosign.pub'), 'utf8') } as const
    const bundle = blob(layers[0]!.digest).toString()
    const hex = subject.digest.slice('sha256:'.length)
    expect(verifyBundle(bundle, hex, trust)).toMatchObject({ digest: hex, predicateType: made, signer: undefined })
    expect(() =>
      verifyBundle(
        bundle,
        hex.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        trust,
      ),
    ).toThrow(SigstoreError)
  })

  test('the signature of the old form', () => {
    const { manifests } = JSON.parse(readFileSync(join(layout, 'layout/index.json'), 'utf8')) as {
      manifests: { digest: string; annotations?: Record<string, string> }[]
    }
    const name = (each: { annotations?: Record<string, string> }): string => each.annotations?.['org.opencontainers.image.ref.name'] ?? ''
    const tagged = manifests.find((each) => name(each).endsWith('.sig'))!
    const digest = name(tagged)
      .replace(/\.sig$/, '')
      .replace('-', ':')
    const [layer] = (JSON.parse(blob(tagged.digest).toString()) as { layers: { digest: string; annotations: Record<string, string> }[] })
      .layers
    const payload = blob(layer!.digest)
    const signature = layer!.annotations[legacyAnnotation]!
    const key = readFileSync(join(layout, 'cosign.pub'), 'utf8')
    expect(legacyTag(digest)).toBe(name(tagged))
    expect(() => verifyLegacySignature(payload, signature, digest, key)).not.toThrow()
    expect(() => verifyLegacySignature(payload, signature, `sha256:${'0'.repeat(64)}`, key)).toThrow('the signature is over')
    expect(() => verifyLegacySignature(Buffer.from(`${payload.toString()} `), signature, digest, key)).toThrow('the signature is wrong')
  })
})
