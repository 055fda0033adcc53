import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type MadeEntry, tarOf } from '../../supply-chain/archive/tar-of.ts'
import { digestOf } from '../../supply-chain/image/digest.ts'
import { analyseImage } from '../../supply-chain/image/image.ts'
import { openLocalImage } from './open-local.ts'

let work = ''
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'archive-'))
})
afterAll(() => rmSync(work, { recursive: true }))

const layer = tarOf([{ path: 'bin/sh', content: 'x' }])

/** An archive of `docker save` with one layer in the given form, and the digest that its configuration names. */
function archive(name: string, stored: Buffer, diffId = digestOf(layer)): string {
  const config = { config: {}, rootfs: { type: 'layers', diff_ids: [diffId] }, history: [{ created_by: 'COPY sh /bin/sh' }] }
  const manifest = [{ Config: 'config.json', RepoTags: ['app:1'], Layers: ['layer.tar'] }]
  const entries: readonly MadeEntry[] = [
    { path: 'config.json', content: JSON.stringify(config) },
    { path: 'layer.tar', content: stored },
    { path: 'manifest.json', content: JSON.stringify(manifest) },
  ]
  const path = join(work, name)
  writeFileSync(path, tarOf(entries))
  return path
}

test.each([
  ['plain.tar', layer],
  ['gzip.tar', gzipSync(layer)],
  ['zstd.tar', zstdCompressSync(layer)],
])('the layers of docker save, %s', async (name, stored) => {
  const opened = await openLocalImage(archive(name, stored), 'linux/amd64')
  const { contents, layers } = await analyseImage(opened, undefined)
  expect(contents.shells).toEqual([{ path: 'bin/sh', layer: digestOf(stored) }])
  expect(layers.map(({ diffId }) => diffId)).toEqual([digestOf(layer)])
})

test.each([
  ['plain', layer],
  ['compressed', gzipSync(layer)],
])('a %s layer that is not what the configuration names is refused', async (name, stored) => {
  const opened = await openLocalImage(archive(`wrong-${name}.tar`, stored, `sha256:${'0'.repeat(64)}`), 'linux/amd64')
  await expect(analyseImage(opened, undefined)).rejects.toMatchObject({ code: 'digest-mismatch' })
})
