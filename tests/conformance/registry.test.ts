import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { RegistryClient } from '../../src/sources/registry/client.ts'
import { openLocalImage } from '../../src/sources/registry/open-local.ts'
import { openRegistryImage } from '../../src/sources/registry/open-registry.ts'
import { attach } from '../../src/sources/registry/referrers.ts'
import { ImageError } from '../../src/supply-chain/image/image-error.ts'
import { analyseImage } from '../../src/supply-chain/image/image.ts'
import { isIndex, parseManifest } from '../../src/supply-chain/image/manifest.ts'
import { certificatesIn } from '../../src/supply-chain/notary/certificate.ts'
import { artifactType } from '../../src/supply-chain/notary/envelope.ts'
import { localSigner } from '../../src/supply-chain/notary/keys.ts'
import { signArtifact } from '../../src/supply-chain/notary/sign.ts'
import { parseTrustPolicies } from '../../src/supply-chain/notary/trust-policy.ts'
import { verifyEnvelope } from '../../src/supply-chain/notary/verify.ts'
import { corpus } from '../corpora.ts'
import { type LocalRegistry, makeCertificate, startRegistry } from '../local-registry.ts'
import { hasPrograms } from '../programs.ts'

const folder = corpus('supplychain') ?? ''

describe.skipIf(folder === '')('images on disk', () => {
  test.each([
    ['alpine-310.tar.gz', 'v3.10', 14],
    ['alpine-311.tar.gz', 'v3.11', 14],
  ])('%s', async (file, release, packages) => {
    const image = await openLocalImage(join(folder, 'images', file), 'linux/amd64')
    const { contents } = await analyseImage(image, undefined)
    await image.close()
    expect([contents.os?.ecosystem, contents.os?.release, contents.packages.length, contents.problems]).toEqual([
      'Alpine',
      release,
      packages,
      [],
    ])
    expect(contents.packages.every((each) => each.release === release && each.layer?.startsWith('sha256:') === true)).toBe(true)
  })

  test.each([
    ['test_bad_index_json.oci', 'broken-manifest'],
    ['test_index_json_dir.oci', 'not-an-image'],
  ])('%s is refused in words', async (name, code) => {
    await expect(openLocalImage(join(folder, 'images/oci-layouts', name), 'linux/amd64')).rejects.toMatchObject({ code })
    await expect(openLocalImage(join(folder, 'images/oci-layouts', name), 'linux/amd64')).rejects.toBeInstanceOf(ImageError)
  })
})

const hasRegistry = hasPrograms('docker-registry', 'skopeo')

describe.skipIf(folder === '' || !hasRegistry)('a real registry', () => {
  let registry: LocalRegistry
  let host = ''

  beforeAll(async () => {
    registry = await startRegistry()
    host = registry.host
    const source = join(registry.work, 'alpine.tar')
    execFileSync('sh', ['-c', `gzip -dc ${join(folder, 'images/alpine-311.tar.gz')} > ${source}`])
    execFileSync('skopeo', [
      'copy',
      '--quiet',
      '--insecure-policy',
      '--dest-tls-verify=false',
      `docker-archive:${source}`,
      `docker://${host}/team/alpine:3.11`,
    ])
  }, 60_000)
  afterAll(() => registry.stop())

  const options = { credentials: async () => undefined }

  test('an image that skopeo pushed is read layer by layer', async () => {
    const image = await openRegistryImage(`${host}/team/alpine:3.11`, 'linux/amd64', options)
    const { contents, digest } = await analyseImage(image, undefined)
    expect([contents.os?.release, contents.packages.length]).toEqual(['v3.11', 14])
    expect(digest).toBe(
      execFileSync('skopeo', ['inspect', '--tls-verify=false', '--format', '{{.Digest}}', `docker://${host}/team/alpine:3.11`])
        .toString()
        .trim(),
    )
  })

  test('a signature is stored beside the image, found again and trusted', async () => {
    makeCertificate(registry.work, 'signer')
    const read = (file: string): Buffer => readFileSync(join(registry.work, file))
    const chain = certificatesIn(read('signer.crt'))
    const client = new RegistryClient({ registry: host, repository: 'team/alpine' }, options)
    const { descriptor } = await client.manifest('3.11')
    const now = new Date()
    for (const format of ['jws', 'cose'] as const) {
      const stored = await signArtifact(
        descriptor,
        localSigner(
          read('signer.key').toString(),
          chain.map(({ der }) => der),
        ),
        { format, signingTime: now, agent: 'breakwater/0.1.0' },
      )
      const { mediaType, envelope: content, annotations } = stored
      await attach(client, descriptor, { artifactType, mediaType, content, annotations })
    }
    const [policy] = parseTrustPolicies(
      JSON.stringify({
        version: '1.0',
        trustPolicies: [
          {
            name: 't',
            registryScopes: ['*'],
            signatureVerification: { level: 'strict' },
            trustStores: ['ca:t'],
            trustedIdentities: ['x509.subject: C=US, ST=WA, O=Test'],
          },
        ],
      }),
    )
    const found = await client.referrers(descriptor.digest)
    expect(found.map(({ artifactType: type }) => type)).toEqual([artifactType, artifactType])
    for (const each of found) {
      const manifest = parseManifest((await client.manifest(each.digest)).bytes)
      const layer = isIndex(manifest) ? undefined : manifest.layers[0]
      const result = await verifyEnvelope(await client.blob(layer!), layer!.mediaType, descriptor, {
        policy: policy!,
        store: { certificates: () => chain },
        now: new Date(now.getTime() + 1500),
      })
      expect(result.results.filter(({ error }) => error !== undefined)).toEqual([])
    }
  })
})
