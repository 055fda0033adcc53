import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { writeFile } from './write-file.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'breakwater-write-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function* breakingOff(): Generator<string> {
  yield 'half'
  throw new Error('no more')
}

test('a report that breaks off leaves the one before it, and nothing else', () => {
  const path = join(folder, 'report.json')
  writeFile(path, ['who', 'le'])
  expect(() => writeFile(path, breakingOff())).toThrow('output-unwritable')
  expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['whole', ['report.json']])
})

test('a link keeps leading to the file that is written', () => {
  writeFileSync(join(folder, 'real.json'), 'old')
  symlinkSync('real.json', join(folder, 'link.json'))
  writeFile(join(folder, 'link.json'), ['new'])
  expect([readFileSync(join(folder, 'real.json'), 'utf8'), readdirSync(folder)]).toEqual(['new', ['link.json', 'real.json']])
})

test('a device is written to; a folder that is missing is told', () => {
  writeFile('/dev/null', ['nothing'])
  expect(() => writeFile(join(folder, 'missing', 'report.json'), ['x'])).toThrow('output-unwritable')
})
