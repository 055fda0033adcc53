import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { makeFolder } from './make-folder.ts'

let work = ''
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'breakwater-folders-'))
})
afterAll(() => rmSync(work, { recursive: true }))

test('a folder with those above it, once and again', () => {
  for (const _ of [1, 2]) makeFolder(join(work, 'a/b/c'), 0o700)
  expect(statSync(join(work, 'a/b/c')).isDirectory()).toBe(true)
})

test.skipIf(process.platform === 'win32')('those above it have the same rights', () => {
  makeFolder(join(work, 'mine/certificates'), 0o700)
  expect(statSync(join(work, 'mine')).mode & 0o777).toBe(0o700)
})

test('where there is a file, or a link to nowhere, no folder is made', () => {
  writeFileSync(join(work, 'file'), '')
  symlinkSync(join(work, 'nowhere'), join(work, 'link'))
  expect(() => makeFolder(join(work, 'file'))).toThrow('EEXIST')
  expect(() => makeFolder(join(work, 'file/below'))).toThrow('ENOTDIR')
  expect(() => makeFolder(join(work, 'link/below'))).toThrow('ENOENT')
})

test.runIf(existsSync('/proc/self'))('a file system that takes no folders is an error, not a wait without end', () => {
  expect(() => makeFolder('/proc/breakwater/certificates')).toThrow('ENOENT')
})
