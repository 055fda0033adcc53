import { createHash } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'

import { describe, expect, test } from 'vitest'

import { type MadeEntry, tarOf } from '../archive/tar-of.ts'
import { layContents } from './contents.ts'
import { ImageError } from './image-error.ts'
import { analyseImage, instructionOf, type OpenImage } from './image.ts'
import { analyseLayer, type LayerReport } from './layer.ts'
import { defaultLimits } from './limits.ts'

async function* pieces(bytes: Buffer, size = 700): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const layer = (entries: readonly MadeEntry[], digest = 'sha256:x'): Promise<LayerReport> => analyseLayer(pieces(tarOf(entries)), digest)

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'fine'
  } catch (error) {
    if (error instanceof ImageError) return error.code
    throw error
  }
}

const status = (...names: string[]): string =>
  names.map((name) => `Package: ${name}\nStatus: install ok installed\nVersion: 1.0-1\n`).join('\n')
const osRelease = { path: 'etc/os-release', content: 'ID=debian\nVERSION_ID="12"\nNAME="Debian"\n' }

describe('one layer', () => {
  test('is the same however it is packed and cut', async () => {
    const tar = tarOf([osRelease, { path: 'var/lib/dpkg/status', content: status('bash') }])
    const reports = await Promise.all([
      analyseLayer(pieces(tar, 1), 'sha256:x'),
      analyseLayer(pieces(gzipSync(tar)), 'sha256:x'),
      analyseLayer(pieces(zstdCompressSync(tar)), 'sha256:x'),
    ])
    expect(reports[1]).toEqual(reports[0])
    expect(reports[2]).toEqual(reports[0])
    expect(reports[0]?.diffId).toBe(`sha256:${createHash('sha256').update(tar).digest('hex')}`)
  })

  test('names that lead out of the root are reported and left out', async () => {
    const report = await layer([
      { path: '../../etc/passwd', content: 'x' },
      { path: './a/../var/lib/dpkg/status', content: status('bash') },
    ])
    expect(report.problems).toEqual([{ path: '../../etc/passwd', message: 'the name leads out of the root' }])
    expect(report.files.map(({ path }) => path)).toEqual(['var/lib/dpkg/status'])
  })

  test('long names come from PAX and GNU headers', async () => {
    const long = `${'deep/'.repeat(40)}node_modules/left-pad/package.json`
    const content = '{"name":"left-pad","version":"1.3.0"}'
    const record = `path=${long}\n`
    const length = record.length + 4
    const pax = await layer([
      { path: 'x', type: 'x', content: `${length} ${record}` },
      { path: 'short', content },
    ])
    const gnu = await layer([
      { path: '././@LongLink', type: 'L', content: `${long}\u0000` },
      { path: 'short', content },
    ])
    expect([pax, gnu].map(({ files }) => files.map(({ path }) => path))).toEqual([[long], [long]])
  })

  test('a broken file of a package manager is a problem and not the end', async () => {
    const report = await layer([
      { path: 'app/node_modules/a/package.json', content: '{' },
      { path: 'app/node_modules/b/package.json', content: '{"name":"b","version":"1.0.0"}' },
    ])
    expect(report.problems.map(({ path }) => path)).toEqual(['app/node_modules/a/package.json'])
    expect(report.files.map(({ path }) => path)).toEqual(['app/node_modules/b/package.json'])
  })

  test('traits: set-user-id programs, shells, keys', async () => {
    const { traits } = await layer([
      { path: 'usr/bin/passwd', content: 'x', mode: 0o4755 },
      { path: 'bin/sh', type: '2', target: 'dash' },
      { path: 'sbin/apk', content: 'x', mode: 0o755 },
      { path: 'root/.ssh/id_ed25519', content: 'x', mode: 0o600 },
    ])
    expect(traits).toEqual({
      setuid: ['usr/bin/passwd'],
      shells: ['bin/sh'],
      packageManagers: ['sbin/apk'],
      credentials: ['root/.ssh/id_ed25519'],
    })
  })
})

describe('hostile layers', () => {
  const tar = tarOf([{ path: 'a', content: 'x'.repeat(100_000) }])
  test.each([
    ['cut off', tar.subarray(0, 5000)],
    ['cut off gzip', gzipSync(tar).subarray(0, 60)],
    ['no tar', Buffer.from('hello '.repeat(200))],
    ['broken checksum', Buffer.concat([Buffer.from('b'), tar.subarray(1)])],
    ['a bomb of zeros', gzipSync(tarOf([{ path: 'zero', content: Buffer.alloc(3_000_000) }]))],
    ['too many entries', tarOf(Array.from({ length: 60 }, (_, index) => ({ path: `f${index}` })))],
    [
      'a PAX size that is no size',
      tarOf([
        { path: 'x', type: 'x', content: '11 size=-5\n' },
        { path: 'a', content: 'x' },
      ]),
    ],
  ])('%s', async (_, bytes) => {
    expect(await codeOf(analyseLayer(pieces(bytes), 'sha256:x', { ...defaultLimits, layer: 2_000_000, entries: 50 }))).toBe('broken-layer')
  })
})

describe('layers on each other', () => {
  const stack = async (...layers: readonly (readonly MadeEntry[])[]) =>
    layContents(
      await Promise.all(
        layers.map(async (entries, index) => ({ digest: `sha256:${index}`, report: await layer(entries, `sha256:${index}`) })),
      ),
    )

  test('a package belongs to the layer that brought it, though later ones write the database again', async () => {
    const { packages, os } = await stack(
      [osRelease, { path: 'var/lib/dpkg/status', content: status('bash') }],
      [{ path: 'var/lib/dpkg/status', content: status('bash', 'curl') }],
    )
    expect(packages.map(({ name, layer: from, ecosystem, release }) => [name, from, ecosystem, release])).toEqual([
      ['bash', 'sha256:0', 'Debian', '12'],
      ['curl', 'sha256:1', 'Debian', '12'],
    ])
    expect(os?.name).toBe('Debian')
  })

  test('whiteouts and opaque folders take away', async () => {
    const base = [
      { path: 'a/node_modules/x/package.json', content: '{"name":"x","version":"1.0.0"}' },
      { path: 'b/node_modules/y/package.json', content: '{"name":"y","version":"1.0.0"}' },
    ]
    expect((await stack(base, [{ path: 'a/node_modules/.wh.x' }])).packages.map(({ name }) => name)).toEqual(['y'])
    expect((await stack(base, [{ path: 'b/.wh..wh..opq' }])).packages.map(({ name }) => name)).toEqual(['x'])
    expect(
      (
        await stack(base, [{ path: '.wh.a' }, { path: 'a/node_modules/z/package.json', content: '{"name":"z","version":"1.0.0"}' }])
      ).packages.map(({ name }) => name),
    ).toEqual(['y', 'z'])
  })

  test('what is deleted is still in the image: keys, and the database of packages', async () => {
    const contents = await stack(
      [
        { path: 'root/.netrc', content: 'x' },
        { path: 'var/lib/dpkg/status', content: status('bash') },
      ],
      [{ path: 'root/.wh..netrc' }, { path: 'var/lib/.wh.dpkg' }],
    )
    expect(contents.buriedCredentials).toEqual([{ path: 'root/.netrc', layer: 'sha256:0' }])
    expect(contents.removedDatabases).toEqual([{ path: 'var/lib/dpkg/status', layer: 'sha256:0' }])
    expect(contents.packages).toEqual([])
  })

  test('a Python package that the distribution owns is not reported twice', async () => {
    const metadata = (name: string): MadeEntry => ({
      path: `usr/lib/python3/dist-packages/${name}.dist-info/METADATA`,
      content: `Name: ${name}\nVersion: 1.0\n\n`,
    })
    const { packages } = await stack([
      metadata('owned'),
      metadata('own'),
      { path: 'var/lib/dpkg/info/python3-owned.list', content: '/.\n/usr/lib/python3/dist-packages/owned.dist-info/METADATA\n' },
    ])
    expect(packages.map(({ name }) => name)).toEqual(['own'])
  })
})

describe('an image', () => {
  const tar = tarOf([{ path: 'a', content: 'x' }])
  const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  const image = (blob: Buffer, announced: Buffer = blob, diffId = digestOf(tar)): OpenImage => {
    const descriptor = { mediaType: '', digest: digestOf(announced), size: announced.length }
    const config = {
      os: 'linux',
      architecture: 'amd64',
      diffIds: [diffId],
      history: [],
      user: '',
      env: [],
      entrypoint: [],
      command: [],
      labels: {},
      exposedPorts: [],
      healthcheck: false,
    }
    return {
      name: 'test',
      digest: undefined,
      manifest: { mediaType: '', config: descriptor, layers: [descriptor], annotations: {} },
      config,
      openLayer: () => pieces(blob),
      close: async () => undefined,
    }
  }

  test('every byte is held against digest and size, also behind the end of the compressed data', async () => {
    const packed = gzipSync(tar)
    expect(await codeOf(analyseImage(image(packed), undefined))).toBe('fine')
    expect(await codeOf(analyseImage(image(packed, gzipSync(tar, { level: 1 }).fill(0, 4, 8)), undefined))).not.toBe('fine')
    expect(await codeOf(analyseImage(image(Buffer.concat([packed, Buffer.from('more')]), packed), undefined))).toBe('size-mismatch')
    expect(await codeOf(analyseImage(image(packed, packed, digestOf(packed)), undefined))).toBe('digest-mismatch')
  })

  test.each([
    ['/bin/sh -c #(nop) ADD file:abc in / ', 'ADD file:abc in /'],
    ['/bin/sh -c apk add --no-cache curl', 'RUN apk add --no-cache curl'],
    ['RUN /bin/sh -c apt-get update # buildkit', 'RUN apt-get update'],
    ['RUN |1 V=2 /bin/sh -c echo $V # buildkit', 'RUN echo $V'],
    ['COPY app /app # buildkit', 'COPY app /app'],
  ])('%s', (written, instruction) => {
    expect(instructionOf(written)).toBe(instruction)
  })
})
