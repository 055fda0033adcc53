import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { RegistryClient } from '../../src/sources/registry/client.ts'
import { openLocalImage } from '../../src/sources/registry/open-local.ts'
import { openRegistryImage } from '../../src/sources/registry/open-registry.ts'
import { ImageError } from '../../src/supply-chain/image/image-error.ts'
import { analyseImage } from '../../src/supply-chain/image/image.ts'
import { isIndex, mediaTypes, parseManifest } from '../../src/supply-chain/image/manifest.ts'
import { certificatesIn } from '../../src/supply-chain/notary/certificate.ts'
import { artifactType } from '../../src/supply-chain/notary/envelope.ts'
import { localSigner } from '../../src/supply-chain/notary/keys.ts'
import { signArtifact, signatureManifest } from '../../src/supply-chain/notary/sign.ts'
import { parseTrustPolicies } from '../../src/supply-chain/notary/trust-policy.ts'
import { verifyEnvelope } from '../../src/supply-chain/notary/verify.ts'
import { corpus } from '../corpora.ts'

const folder = corpus('supplychain') ?? ''

function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
}

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

const tools = ['docker-registry', 'skopeo'].filter((program) => !has(program))
if (tools.length > 0) process.stderr.write(`skipped: ${tools.join(' and ')} not installed\n`)

describe.skipIf(folder === '' || tools.length > 0)('a real registry', () => {
  let work = ''
  let host = ''
  let registry: ChildProcess | undefined

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'registry-'))
    const port = await new Promise<number>((found) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port: free } = probe.address() as AddressInfo
        probe.close(() => found(free))
      })
    })
    host = `127.0.0.1:${port}`
    writeFileSync(
      join(work, 'config.yml'),
      `version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: ${work}/data}}\nhttp: {addr: ${host}}\n`,
    )
    registry = spawn('docker-registry', ['serve', join(work, 'config.yml')], { stdio: 'ignore' })
    for (let tries = 0; tries < 50; tries++) {
      if (
        await fetch(`http://${host}/v2/`)
          .then((answer) => answer.ok)
          .catch(() => false)
      )
        break
      await sleep(100)
    }
    const source = join(work, 'alpine.tar')
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
  afterAll(() => {
    registry?.kill()
    rmSync(work, { recursive: true, force: true })
  })

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
    const run = (...args: string[]): void => void execFileSync('openssl', args, { cwd: work, stdio: 'pipe' })
    run(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'k.pem',
      '-out',
      'c.pem',
      '-days',
      '1',
      '-subj',
      '/C=US/ST=WA/O=Test/CN=signer',
      '-addext',
      'keyUsage=critical,digitalSignature',
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    )
    const read = (file: string): Buffer => execFileSync('cat', [join(work, file)])
    const chain = certificatesIn(read('c.pem'))
    const client = new RegistryClient({ registry: host, repository: 'team/alpine' }, options)
    const { descriptor } = await client.manifest('3.11')
    const now = new Date()
    for (const format of ['jws', 'cose'] as const) {
      const stored = await signArtifact(
        descriptor,
        localSigner(
          read('k.pem').toString(),
          chain.map(({ der }) => der),
        ),
        { format, signingTime: now, agent: 'breakwater/0.1.0' },
      )
      const blob = await client.pushBlob(stored.envelope, stored.mediaType)
      const config = await client.pushBlob(Buffer.from('{}'), mediaTypes.emptyJson)
      await client.pushManifest(signatureManifest(stored, blob, descriptor, config), mediaTypes.ociManifest)
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
