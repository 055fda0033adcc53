import { describe, expect, it } from 'vitest'

import type { Part, Path } from '../../core/location.ts'
import { readYaml } from './read.ts'

/** The text with marks around what a path leads to. */
function marked(text: string, path: Path, part?: Part): string {
  const [document] = readYaml({ uri: 'x', text }).documents
  const place = document!.place(path, part)
  expect(place.path).toEqual(path)
  const { start, end } = place.range
  return `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`
}

const manifest = `# head
kind: Pod
spec:
  containers:
    - name: "a" # the name
      securityContext:
        privileged: true

    - image: b
      command: [sh, -c]
      env: {}
  volumes:
  # none
---
kind: Other
`

describe('a value that is there', () => {
  const cases: readonly [string, Path, Part | undefined, string][] = [
    ['a plain scalar', ['kind'], undefined, 'kind: «Pod»'],
    ['a quoted scalar, with its quotes', ['spec', 'containers', 0, 'name'], undefined, '- name: «"a"» # the name'],
    ['a flow sequence', ['spec', 'containers', 1, 'command'], undefined, 'command: «[sh, -c]»'],
    ['an item of a flow sequence', ['spec', 'containers', 1, 'command', 1], undefined, '[sh, «-c»]'],
    [
      'a mapping, from its first key to its last value',
      ['spec', 'containers', 0, 'securityContext'],
      undefined,
      '        «privileged: true»\n',
    ],
    [
      'an item: what is behind the dash',
      ['spec', 'containers', 0],
      undefined,
      '- «name: "a" # the name\n      securityContext:\n        privileged: true»\n\n',
    ],
    ['a key', ['spec', 'containers', 0, 'securityContext'], 'key', '«securityContext»:'],
    ['an entry', ['spec', 'containers', 0, 'securityContext'], 'entry', '«securityContext:\n        privileged: true»'],
    ['an entry of one line, without its comment', ['spec', 'containers', 0, 'name'], 'entry', '«name: "a"» #'],
    ['an item as an entry, with its dash', ['spec', 'containers', 1], 'entry', '«- image: b\n      command: [sh, -c]\n      env: {}»'],
    ['the first line of an item, for want of a key', ['spec', 'containers', 0], 'key', '- «name: "a" # the name»\n'],
    ['a value that is left out: its key', ['spec', 'volumes'], undefined, '«volumes»:\n'],
    ['a value that is left out, as an entry', ['spec', 'volumes'], 'entry', '«volumes:»\n'],
    ['the document: its content', [], undefined, '«kind: Pod\nspec:'],
  ]
  it.each(cases)('%s', (_, path, part, expected) => {
    expect(marked(manifest, path, part)).toContain(expected)
  })

  it.each([
    ['a literal scalar, without its final line break', 'a: |\n  b\n  c\nd: e', ['a'], 'a: «|\n  b\n  c»\nd: e'],
    ['a folded scalar without text', 'a: >- # c\n\nb: d', ['a'], 'a: «>-» # c\n\nb: d'],
    ['a scalar of several lines', 'a: b\n  c # d', ['a'], 'a: «b\n  c» # d'],
    ['an item that is left out: its dash', '- a\n-\n- b', [1], '- a\n«-»\n- b'],
    ['a sequence at the indentation of its key', 'a:\n- b\n- c\nd: e', ['a'], 'a:\n«- b\n- c»\nd: e'],
    ['a value with an anchor: the value', 'a: &x !!str b', ['a'], 'a: &x !!str «b»'],
    ['an alias: where the value is written', 'a: &x b\nc: *x', ['c'], 'a: &x «b»\nc: *x'],
    ['through an alias', 'a: &x {b: 1}\nc: *x', ['c', 'b'], 'a: &x {b: «1»}\nc: *x'],
    ['through a merge key', 'a: &x {b: 1}\nc:\n  <<: *x', ['c', 'b'], 'a: &x {b: «1»}\nc:\n  <<: *x'],
    ['the last of duplicate keys', 'a: 1\na: 2', ['a'], 'a: 1\na: «2»'],
    ['a key that is not a string', 'on: 1', ['true'], 'on: «1»'],
    ['a key with a colon and quotes', '"a: b": 1', ['a: b'], '"a: b": «1»'],
    ['in CRLF', 'a:\r\n  b: 1\r\n  c: |\r\n    x\r\n', ['a'], 'a:\r\n  «b: 1\r\n  c: |\r\n    x»\r\n'],
    ['behind a byte order mark and Japanese', '\uFEFF# 日本語\na: 1', ['a'], '\uFEFF# 日本語\na: «1»'],
  ] as const)('%s', (_, text, path, expected) => {
    expect(marked(text, path)).toBe(expected)
  })
})

describe('a value that is missing', () => {
  it.each([
    ['the first entry of the nearest mapping', 'a:\n  b: 1\n  c: 2', ['a', 'x'], 'a:\n  «b: 1»\n  c: 2'],
    ['its key, where the entry has several lines', 'a:\n  b:\n    c: 2', ['a', 'x'], 'a:\n  «b»:\n    c: 2'],
    ['its key, where the value is a text of several lines', 'a: |\n  b\n', ['x'], '«a»: |\n  b\n'],
    ['the root', 'a: 1', ['x', 'y'], '«a: 1»'],
    ['a flow mapping', 'a: {b: 1}', ['a', 'x'], 'a: «{b: 1}»'],
    ['an empty flow mapping', 'a: {}', ['a', 'x'], 'a: «{}»'],
    ['the brace of a flow mapping of several lines', 'a: {\n  b: 1}', ['a', 'x'], 'a: «{»\n  b: 1}'],
    ['the key of a value that is left out', 'a:\n  b:\n  c: 1', ['a', 'b', 'x'], 'a:\n  «b»:\n  c: 1'],
    ['the key of a null', 'a: null', ['a', 'x'], '«a»: null'],
    ['the key of a scalar', 'a: b', ['a', 'x'], '«a»: b'],
    ['the key of a sequence', 'a:\n  - b', ['a', 3], '«a»:\n  - b'],
    ['in an item', '- a: 1\n- b: 2', [1, 'x'], '- a: 1\n- «b: 2»'],
    ['a scalar item', 'a:\n- b', ['a', 0, 'x'], 'a:\n- «b»'],
    ['an item that is left out: the key of its sequence', 'a:\n-\n', ['a', 0, 'x'], '«a»:\n-\n'],
    ['the first line of a sequence without a key', '- a: 1\n  b: 2', [3], '«- a: 1»\n  b: 2'],
    ['a document that is a scalar', 'a\nb', ['x'], '«a»\nb'],
    ['an empty document: its marker', '--- # c\n', ['x'], '«--- # c»\n'],
    ['a broken document: its first problem', 'a: 1\nb: [', ['a'], 'a: 1\nb: «[»'],
  ] as const)('%s', (_, text, path, expected) => {
    expect(marked(text, path)).toBe(expected)
  })
})

describe('a part of a document', () => {
  it('has places with paths of its own', () => {
    const text = 'kind: List\nitems:\n- kind: Pod\n  spec: {}\n'
    const [list] = readYaml({ uri: 'x', text }).documents
    const item = list!.at(['items', 0])
    const place = item.place(['spec'], 'entry')
    expect(place.path).toEqual(['spec'])
    expect(text.slice(place.range.start, place.range.end)).toBe('spec: {}')
    expect(item.edit([{ op: 'set', path: ['kind'], value: 'Job' }])).toEqual([{ range: { start: 26, end: 29 }, text: 'Job' }])
  })
})
