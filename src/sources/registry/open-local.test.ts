import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { type MadeEntry, tarOf } from '../../supply-chain/archive/tar-of.ts'
import { digestOf } from '../../supply-chain/image/digest.ts'
import { analyseImage } from '../../supply-chain/image/image.ts'
import { archiveCache } from './archive-cache.ts'
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

/** An archive that was not written just now: what is just written may still change unseen. */
async function settledArchive(name: string, stored: Buffer, diffId?: string): Promise<string> {
  const path = archive(name, stored, diffId)
  await setTimeout(50)
  return path
}

test('an archive that did not change is not read again, and its layers are still checked', async () => {
  const cache = archiveCache(join(work, 'archives'))
  const path = await settledArchive('known.tar', gzipSync(layer))
  const first = await openLocalImage(path, 'linux/amd64', cache)
  expect(readdirSync(join(work, 'archives'))).toHaveLength(1)
  const second = await openLocalImage(path, 'linux/amd64', cache)
  expect({ ...second, openLayer: undefined, close: undefined }).toEqual({ ...first, openLayer: undefined, close: undefined })
  expect((await analyseImage(second, undefined)).contents.shells).toHaveLength(1)
  await second.close()
})

test('an archive that another one of its size and time replaced is read anew', async () => {
  const cache = archiveCache(join(work, 'replaced'))
  const path = await settledArchive('changing.tar', layer)
  const { atime, mtime, size } = statSync(path)
  await openLocalImage(path, 'linux/amd64', cache)
  const other = tarOf([{ path: 'bin/no', content: 'x' }])
  const beside = await settledArchive('beside.tar', other, digestOf(other))
  expect(readFileSync(beside)).toHaveLength(size)
  utimesSync(beside, atime, mtime)
  renameSync(beside, path)
  expect((await openLocalImage(path, 'linux/amd64', cache)).config.diffIds).toEqual([digestOf(other)])
})

test('an archive that was written while it was read, or just before, is not kept', async () => {
  const cache = archiveCache(join(work, 'fresh'))
  await openLocalImage(archive('fresh.tar', layer), 'linux/amd64', cache)
  expect(() => readdirSync(join(work, 'fresh'))).toThrow('ENOENT')
})
