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
  ['a lock file with digests', 'Pipfile.lock', '{"default":{"a":{"version":"==1.0.0","hashes":[]}}}', 'a'],
])('%s is left alone', (_, uri, text, name) => {
  expect(after(uri, text, name, '1.0.0', '1.1.0')).toBeUndefined()
})

/** The file that a step changes, after it; undefined where there is none. */
function moved(texts: Readonly<Record<string, string>>, name: string, version: string, to: string): readonly unknown[] | undefined {
  const [uri] = Object.keys(texts)
  const source = { uri: uri!, text: texts[uri!]! }
  const packages = lockFileReader(source.uri)!(source, () => undefined)
  const beside = (other: string) => (texts[other] === undefined ? undefined : { uri: other, text: texts[other] })
  const document = packageDocument(source, packages, beside)
  const step = document.moveTo(
    packages.find((each) => each.name === name && each.version === version)!,
    to,
  )
  if (step === undefined) return undefined
  const changed = step.manifest ?? document
  const { text } = changed.place([]).source
  return [changed.uri, step.then, applyTextEdits(text, changed.edit(step.edits) ?? [])]
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
const asText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

function lockOf(root: object, packages: Readonly<Record<string, object>>, more: object = {}): string {
  return asText({ lockfileVersion: 3, packages: { '': root, ...packages }, ...more })
}

const install = 'npm install --package-lock-only'
const minimist = { version: '1.2.0', integrity: 'sha512-old' }
const range = { dependencies: { minimist: '^1.2.0' } }

test('npm: where every range allows the version, the entry goes with what lies in it', () => {
  const others = { 'node_modules/a': { version: '1.0.0', ...range }, 'node_modules/ms': { version: '2.1.3' } }
  const lock = lockOf(range, { ...others, 'node_modules/minimist': minimist, 'node_modules/minimist/node_modules/x': { version: '1.0.0' } })
  expect(moved({ 'package-lock.json': lock }, 'minimist', '1.2.0', '1.2.6')).toEqual(['package-lock.json', install, lockOf(range, others)])
})

test('npm: the second format says it twice', () => {
  const mirror = { dependencies: { minimist, ms: { version: '2.1.3' } } }
  const ms = { 'node_modules/ms': { version: '2.1.3' } }
  expect(
    moved({ 'package-lock.json': lockOf(range, { 'node_modules/minimist': minimist, ...ms }, mirror) }, 'minimist', '1.2.0', '1.2.6'),
  ).toEqual(['package-lock.json', install, lockOf(range, ms, { dependencies: { ms: { version: '2.1.3' } } })])
})

test('npm: the range of the project itself is raised, and keeps its operator', () => {
  const manifest = lines('{', '  "name": "app",', '  "dependencies": { "minimist": "~1.2.0" } ', '}')
  const lock = lockOf({ dependencies: { minimist: '~1.2.0' } }, { 'node_modules/minimist': minimist })
  expect(moved({ 'package-lock.json': lock, 'package.json': manifest }, 'minimist', '1.2.0', '2.0.1')).toEqual([
    'package.json',
    install,
    manifest.replace('~1.2.0', '~2.0.1'),
  ])
})

test('npm: the range of a dependency is overridden', () => {
  const manifest = asText({ dependencies: { mkdirp: '0.5.1' } })
  const needs = { dependencies: { minimist: '0.0.8' } }
  const lock = lockOf(
    { dependencies: { mkdirp: '0.5.1' } },
    {
      'node_modules/mkdirp': { version: '0.5.1', ...needs },
      'node_modules/minimist': { version: '0.0.8' },
    },
  )
  expect(moved({ 'package-lock.json': lock, 'package.json': manifest }, 'minimist', '0.0.8', '0.2.4')).toEqual([
    'package.json',
    install,
    asText({ dependencies: { mkdirp: '0.5.1' }, overrides: { minimist: '0.2.4' } }),
  ])
})

const tight = { dependencies: { minimist: '0.0.8' } }
test.each([
  ['an override that reaches another version too', tight, { 'node_modules/a/node_modules/minimist': { version: '1.2.0' } }, {}],
  ['an override of what the project asks for as well', { dependencies: { a: '1.0.0', minimist: '0.x' } }, {}, {}],
  ['an override beside one that is there', {}, {}, { overrides: { minimist: { '.': '0.0.8' } } }],
  ['a tag in place of a range', { dependencies: { minimist: 'latest' } }, {}, {}],
  ['a manifest that is newer than its lock file', { dependencies: { minimist: '^0.0.8' } }, {}, { dependencies: { minimist: '^0.0.9' } }],
])('npm: %s is left alone', (_, root, packages, manifest) => {
  const lock = lockOf(root, {
    'node_modules/a': { version: '1.0.0', ...tight },
    'node_modules/minimist': { version: '0.0.8' },
    ...packages,
  })
  expect(moved({ 'package-lock.json': lock, 'package.json': asText(manifest) }, 'minimist', '0.0.8', '0.2.4')).toBeUndefined()
})

test.each([
  ['yarn.lock', 'yarn install', lines('# yarn lockfile v1', '', 'minimist@^1.2.0:', '  version "1.2.0"')],
  ['pnpm-lock.yaml', 'pnpm install', lines("lockfileVersion: '9.0'", 'packages:', '  minimist@1.2.0:', '    resolution: {}')],
])('%s: the range in the manifest begins at the version', (uri, then, lock) => {
  const manifest = asText({ devDependencies: { minimist: '^1.2.0' } })
  expect(moved({ [uri]: lock, 'package.json': manifest }, 'minimist', '1.2.0', '1.2.6')).toEqual([
    'package.json',
    then,
    manifest.replace('^1.2.0', '^1.2.6'),
  ])
  expect(
    moved({ [uri]: lock, 'package.json': asText({ dependencies: { minimist: '^2.0.0' } }) }, 'minimist', '1.2.0', '1.2.6'),
  ).toBeUndefined()
})
