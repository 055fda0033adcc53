import { expect, test } from 'vitest'

import { applyTextEdits, set } from '../../core/edit.ts'
import { lockFileReader } from './lock-file.ts'
import { packageDocument } from './package-document.ts'

function after(uri: string, text: string, name: string, version: string, to: string): string | undefined {
  const source = { uri, text }
  const packages = lockFileReader(uri)!(source, () => undefined)
  const edits = packageDocument(source, packages).edit([set([name, version], to)])
  return edits === undefined ? undefined : applyTextEdits(text, edits)
}

test.each([
  ['a pin', 'a==1.0\r\nb==1.0\r\n', 'a==2.0\r\nb==1.0\r\n'],
  ['a pin with extras, a marker and a comment', 'a[x, y] == 1.0 ; os_name == "nt" # 1.0', 'a[x, y] == 2.0 ; os_name == "nt" # 1.0'],
  ['a pin in brackets', 'a (==1.0)', 'a (==2.0)'],
])('requirements: %s', (_, text, expected) => {
  expect(after('requirements.txt', text, 'a', '1.0', '2.0')).toBe(expected)
})

test.each([
  ['hashes on the next line', 'a==1.0 \\\n  --hash=sha256:00\n'],
  ['hashes on the line', 'a==1.0 --hash=sha256:00\n'],
  ['a second bound', 'a==1.0,<2\n'],
])('requirements with %s are left to their own tool', (_, text) => {
  expect(after('requirements.txt', text, 'a', '1.0', '2.0')).toBeUndefined()
})

test.each([
  ['one line', 'require example.com/a v1.0.0 // indirect\n', 'require example.com/a v1.1.0 // indirect\n'],
  ['a block', 'require (\n\texample.com/a v1.0.0\n)\n', 'require (\n\texample.com/a v1.1.0\n)\n'],
  ['a path that holds the version', 'require example.com/v1.0.0/a v1.0.0\n', 'require example.com/v1.0.0/a v1.1.0\n'],
])('go.mod: %s', (_, text, expected) => {
  const name = text.includes('/v1.0.0/') ? 'example.com/v1.0.0/a' : 'example.com/a'
  expect(after('go.mod', text, name, '1.0.0', '1.1.0')).toBe(expected)
})

test.each([
  ['a module that is replaced', 'go.mod', 'require example.com/a v1.0.0\nreplace example.com/a => example.com/b v1.0.0\n', 'example.com/b'],
  ['a lock file with digests', 'package-lock.json', '{"packages":{"node_modules/a":{"version":"1.0.0"}}}', 'a'],
])('%s is left alone', (_, uri, text, name) => {
  expect(after(uri, text, name, '1.0.0', '1.1.0')).toBeUndefined()
})
