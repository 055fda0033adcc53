import { deflateRawSync, gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { scanFile, textOf } from './file.ts'
import { isSkippedPath } from './skipped-paths.ts'

const secret = ['npm_', 'uorvntji94m70y4jtpx42fgz97s2hw79463k'].join('')
const body = Buffer.from(`//registry.npmjs.org/:_authToken=${secret}\n`)

/** A ZIP with one deflated member. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(content.length, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, entry, Buffer.from(name), end])
}

function tar(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write(content.length.toString(8).padStart(11, '0'), 124)
  header.write('0', 156)
  header.write('ustar', 257)
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1024)])
}

const found = (uri: string, bytes: Buffer) =>
  scanFile(uri, bytes).files.map(({ source, matches }) => [source.uri, ...matches.map(({ rule }) => rule)])

test('looks into archives, two deep', () => {
  expect(found('a.zip', zip('dir/.npmrc', body))).toEqual([['a.zip!/dir/.npmrc', 'npm-access-token']])
  expect(found('a.tgz', gzipSync(tar('pkg/.npmrc', body)))).toEqual([['a.tgz!/pkg/.npmrc', 'npm-access-token']])
  expect(found('log.txt.gz', gzipSync(body))).toEqual([['log.txt.gz!/log.txt', 'npm-access-token']])
  expect(found('a.zip', zip('b.tar', tar('c.txt', body)))).toEqual([['a.zip!/b.tar!/c.txt', 'npm-access-token']])
})

test('says what of an archive it could not read', () => {
  const broken = zip('a.txt', body)
  broken[35] = 0xff
  broken[36] = 0xff
  expect(scanFile('x.zip', broken).problems).toHaveLength(1)
  expect(scanFile('x.zip', zip('a.txt', body).subarray(0, 60)).problems).toEqual(['x.zip: zip: no directory'])
  const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024))
  expect(scanFile('bomb.gz', bomb).problems).toHaveLength(1)
})

test('reads UTF-16, leaves binary alone, tells a PKCS #12 file by its name', () => {
  expect(found('a.txt', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(body.toString(), 'utf16le')]))).toEqual([
    ['a.txt', 'npm-access-token'],
  ])
  expect(textOf(Buffer.from([1, 0, 2]))).toBeUndefined()
  expect(found('certs/site.pfx', Buffer.from([0x30, 0x82, 0, 1]))).toEqual([['certs/site.pfx', 'pkcs12-file']])
  expect(found('certs/site.der', Buffer.from([0x30, 0x82, 0, 1]))).toEqual([])
})

test('leaves out pictures and installed packages', () => {
  expect(['a/b.PNG', 'x/node_modules/y/.npmrc', '.git/config'].map(isSkippedPath)).toEqual([true, true, true])
  expect(['src/app.ts', 'vendor/x.go', '.npmrc'].map(isSkippedPath)).toEqual([false, false, false])
})
