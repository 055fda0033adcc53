import { describe, expect, it } from 'vitest'

import { append, applyTextEdits, remove, rename, set, type PathEdit } from '../../core/edit.ts'
import { readYaml, type YamlOptions } from './read.ts'

/** The text after the edits; undefined when they are refused. */
function edited(text: string, edits: readonly PathEdit[], options?: Partial<YamlOptions>): string | undefined {
  const planned = readYaml({ uri: 'x', text }, options).documents[0]!.edit(edits)
  return planned && applyTextEdits(text, planned)
}

type Case = readonly [string, string, readonly PathEdit[], string | undefined]

function table(operation: string, cases: readonly Case[]): void {
  describe(`edit: ${operation}`, () => {
    it.each(cases)('%s', (_, text, edits, expected) => {
      expect(edited(text, edits)).toBe(expected)
    })
  })
}

table('set a scalar', [
  ['in place', 'a: true # why\n', [set(['a'], false)], 'a: false # why\n'],
  ['keeps double quotes', 'a: "b" # c', [set(['a'], 'd')], 'a: "d" # c'],
  ['keeps single quotes', "a: 'b'", [set(['a'], "it's")], "a: 'it''s'"],
  ['drops quotes where the type changes', 'a: "true"', [set(['a'], true)], 'a: true'],
  ['quotes what would not be a string', 'a: b', [set(['a'], 'yes')], 'a: "yes"'],
  ['quotes as the document does', "x: 'y'\na: b", [set(['a'], '0777')], "x: 'y'\na: '0777'"],
  [
    'quotes what other readers take for a date or a base-60 number',
    'a: b\nc: d',
    [set(['a'], '2020-01-01'), set(['c'], '12:30')],
    'a: "2020-01-01"\nc: "12:30"',
  ],
  ['in a flow mapping', 'a: {b: 1, c: 2}', [set(['a', 'b'], 'x, y')], 'a: {b: "x, y", c: 2}'],
  ['in a flow sequence', 'a: [b, c]', [set(['a', 1], 'd')], 'a: [b, d]'],
  ['where a value is left out', 'a: # c\nb: 1', [set(['a'], 2)], 'a: 2 # c\nb: 1'],
  ['where an item is left out', '-\n- b', [set([0], 1)], '- 1\n- b'],
  ['for a text of several lines', 'a: b\n  c\nd: e', [set(['a'], 'x')], 'a: x\nd: e'],
  ['for a literal', 'a: |\n  b\n  c\n\nd: e', [set(['a'], 'x')], 'a: x\n\nd: e'],
  ['for a mapping', 'a: # c\n  b: 1\n  d: 2 # e\nf: g', [set(['a'], 1)], 'a: 1 # c\nf: g'],
  ['for an item that is a mapping', '- b: 1\n  d: 2\n- e', [set([0], 'x')], '- x\n- e'],
  ['that is a text of several lines', 'a:\n  b: c\n', [set(['a', 'b'], 'x\n\ny\n')], 'a:\n  b: |\n    x\n\n    y\n'],
  ['that is a text of several lines in a flow mapping', '{a: b}', [set(['a'], 'x\ny')], '{a: "x\\ny"}'],
  ['with a comment behind', 'a: b # c', [set(['a'], 'x\ny')], 'a: "x\\ny" # c'],
  ['to what it is: no edit', 'a: b', [set(['a'], 'b')], 'a: b'],
  ['keeps CRLF', 'a: 1\r\nb: 2\r\n', [set(['b'], 3)], 'a: 1\r\nb: 3\r\n'],
])

table('set a missing field', [
  ['below the last entry', 'a:\n  b: 1\nc: 2\n', [set(['a', 'x'], true)], 'a:\n  b: 1\n  x: true\nc: 2\n'],
  [
    'above comments and empty lines that follow',
    'a:\n  b: 1 # c\n\n  # d\n# e\nf: 2',
    [set(['a', 'x'], 3)],
    'a:\n  b: 1 # c\n  x: 3\n\n  # d\n# e\nf: 2',
  ],
  ['with the mappings on the way', 'a:\n  b: 1\n', [set(['a', 'x', 'k', 'z'], true)], 'a:\n  b: 1\n  x:\n    k:\n      z: true\n'],
  ['at the end of a text without a final line break', 'a: 1', [set(['b'], 2)], 'a: 1\nb: 2'],
  ['in CRLF', 'a:\r\n    b: 1\r\n', [set(['x', 'k'], 2)], 'a:\r\n    b: 1\r\nx:\r\n    k: 2\r\n'],
  ['in an item', '- a: 1\n- b: 2', [set([0, 'x'], 3)], '- a: 1\n  x: 3\n- b: 2'],
  ['behind a literal', 'a:\n  b: |\n    x\n\nc: 1', [set(['a', 'k'], 2)], 'a:\n  b: |\n    x\n  k: 2\n\nc: 1'],
  ['behind a literal that keeps its line breaks', 'a:\n  b: |+\n    x\n\nc: 1', [set(['a', 'k'], 2)], 'a:\n  b: |+\n    x\n\n  k: 2\nc: 1'],
  ['in a flow mapping', 'a: { b: 1 } # c', [set(['a', 'x'], [2])], 'a: { b: 1, x: [2] } # c'],
  ['in a flow mapping of several lines', 'a: {\n  b: 1, # c\n  d: 2,\n}', [set(['a', 'x'], 3)], 'a: {\n  b: 1, # c\n  d: 2,\n  x: 3,\n}'],
  ['in an empty mapping', 'a: {} # c\nb: 1', [set(['a', 'x'], 2)], 'a: # c\n  x: 2\nb: 1'],
  ['in an empty mapping in brackets', 'a: [{}]', [set(['a', 0, 'x'], 2)], 'a: [{x: 2}]'],
  ['in an item that is an empty mapping', '- {}\n- b', [set([0, 'x'], 2), set([0, 'k'], 3)], '- x: 2\n  k: 3\n- b'],
  ['in place of a null', 'a: null\nb: ~', [set(['a', 'x'], 1), set(['b', 'x'], 1)], 'a:\n  x: 1\nb:\n  x: 1'],
  ['where a value is left out', 'a:\nb: 1', [set(['a', 'x', 'k'], 2)], 'a:\n  x:\n    k: 2\nb: 1'],
  [
    'several under one missing parent',
    'spec:\n  a: 1\n  # end\n',
    [set(['spec', 's', 'x'], true), set(['spec', 's', 'k', 'z'], ['ALL']), set(['spec', 's', 'v'], 'w')],
    'spec:\n  a: 1\n  s:\n    x: true\n    k:\n      z:\n        - ALL\n    v: w\n  # end\n',
  ],
  [
    'with a sequence as the document indents them',
    'a:\n- b\nc:\n   d: 1',
    [set(['c', 'x'], ['k', { z: 1, w: 2 }])],
    'a:\n- b\nc:\n   d: 1\n   x:\n   - k\n   - z: 1\n     w: 2',
  ],
  ['whose key needs quotes', 'a: 1', [set(['on'], 1), set(['x: y'], 2)], 'a: 1\n"on": 1\n"x: y": 2'],
  ['refuses to go through a scalar', 'a: b', [set(['a', 'x'], 1)], undefined],
  ['refuses a missing item', '- a', [set([1], 1)], undefined],
])

table('set a collection', [
  ['changes only what differs', 'a:\n  b: 1 # c\n  d: 2\n  e: 3\n', [set(['a'], { e: 3, d: 4, x: 5 })], 'a:\n  d: 4\n  e: 3\n  x: 5\n'],
  ['adds items at the end', 'a:\n- b # c\n', [set(['a'], ['b', 'd'])], 'a:\n- b # c\n- d\n'],
  ['writes other items anew', 'a:\n- b # c\n- d\n', [set(['a'], ['x'])], 'a:\n- x\n'],
  ['keeps brackets', 'a: [b, c] # d', [set(['a'], ['x'])], 'a: [x] # d'],
  ['puts a mapping for a sequence', 'a:\n- b\nc: 1', [set(['a'], { x: 1 })], 'a:\n  x: 1\nc: 1'],
  ['puts a mapping for a scalar, below its comment', 'a: b # c\nd: 1', [set(['a'], { x: [] })], 'a: # c\n  x: []\nd: 1'],
  ['empties', 'a:\n  b: 1\n', [set(['a'], {})], 'a: {}\n'],
])

table('remove', [
  ['the line with its comment', 'a: 1\nb: 2 # c\nd: 3\n', [remove(['b'])], 'a: 1\nd: 3\n'],
  ['all lines of a collection', 'a:\n  b:\n    c: 1\n  d: 2\n', [remove(['a', 'b'])], 'a:\n  d: 2\n'],
  ['comments around stay', 'a: 1\n# above\nb: 2\n# below\nc: 3', [remove(['b'])], 'a: 1\n# above\n# below\nc: 3'],
  ['the last line of a text', 'a: 1\nb: 2', [remove(['b'])], 'a: 1'],
  ['the first entry of an item', '- a: 1 # x\n  b: 2\n- c', [remove([0, 'a'])], '- b: 2\n- c'],
  ['the first entry of an item, above a comment', '- a: 1\n  # on b\n  b: 2', [remove([0, 'a'])], '- # on b\n  b: 2'],
  ['the only entry', 'a: # c\n  b: 1 # d\ne: 2', [remove(['a', 'b'])], 'a: {} # c\ne: 2'],
  ['the only entry of an item', '- a: 1\n- b', [remove([0, 'a'])], '- {}\n- b'],
  ['the only item', 'a:\n- b\nc: 1', [remove(['a', 0])], 'a: []\nc: 1'],
  ['an item', '- a\n- b: 1\n  c: 2\n- d', [remove([1])], '- a\n- d'],
  ['an item of a sequence in a sequence', '- - a\n  - b\n- c', [remove([0, 0])], '- - b\n- c'],
  ['in a flow mapping', 'a: {b: 1, c: 2, d: 3}', [remove(['a', 'b']), remove(['a', 'd'])], 'a: {c: 2}'],
  ['the only one in braces', 'a: {b: 1}', [remove(['a', 'b'])], 'a: {}'],
  ['in brackets of several lines', 'a: [\n  b,\n  c,\n  d\n]', [remove(['a', 1]), remove(['a', 1])], 'a: [\n  b\n]'],
  ['in CRLF', 'a: 1\r\nb: 2\r\nc: 3\r\n', [remove(['b'])], 'a: 1\r\nc: 3\r\n'],
  ['refuses what is not there', 'a: 1', [remove(['b'])], undefined],
])

table('append', [
  ['with the same dash', 'a:\n  - b\n  # c\nd: 1', [append(['a'], 'x')], 'a:\n  - b\n  - x\n  # c\nd: 1'],
  ['a mapping', 'a:\n- b: 1\n', [append(['a'], { c: 2, d: [3] })], 'a:\n- b: 1\n- c: 2\n  d:\n  - 3\n'],
  ['in brackets', 'a: [b]', [append(['a'], { c: 1 })], 'a: [b, {c: 1}]'],
  ['in brackets of several lines', 'a: [\n  "b"\n]', [append(['a'], 'c')], 'a: [\n  "b",\n  c\n]'],
  ['to an empty sequence', 'a: []\nb: []', [append(['a'], 'x'), append(['b'], { k: 1 })], 'a: [x]\nb:\n  - k: 1'],
  ['to a sequence that is missing', 'a:\n  b: 1', [append(['a', 'c', 'd'], 'x')], 'a:\n  b: 1\n  c:\n    d:\n      - x'],
  ['to a value that is left out', 'a:\nb: 1', [append(['a'], 'x')], 'a:\n  - x\nb: 1'],
  ['refuses a mapping', 'a: {}', [append(['a'], 'x')], undefined],
])

table('rename', [
  ['in place', 'a:\n  b: 1 # c\n', [rename(['a', 'b'], 'x')], 'a:\n  x: 1 # c\n'],
  ['keeps quotes', '"a": 1', [rename(['a'], 'b')], '"b": 1'],
  ['in braces', '{a: 1}', [rename(['a'], 'b, c')], '{"b, c": 1}'],
  ['refuses a key that is taken', 'a: 1\nb: 2', [rename(['a'], 'b')], undefined],
])

table('refuse', [
  ['through an alias', 'a: &x {b: 1}\nc: *x', [set(['c', 'b'], 2)], undefined],
  ['an alias', 'a: &x 1\nc: *x', [set(['c'], 2)], undefined],
  ['what an alias shares', 'a: &x\n  b: 1\nc: *x', [set(['a', 'b'], 2)], undefined],
  ['to remove an anchor that an alias needs', 'a: &x 1\nc: *x', [remove(['a'])], undefined],
  ['through a merge key', 'a: &x {b: 1}\nc:\n  <<: *x', [set(['c', 'b'], 2)], undefined],
  ['a value with a tag', 'a: !!str b', [set(['a'], 'c')], undefined],
  ['a document with a problem', 'a: 1\na: 2', [set(['a'], 3)], undefined],
  ['a broken document', 'a: [', [set(['a'], 3)], undefined],
  ['an empty document', '---\n', [set(['a'], 3)], undefined],
])

describe('edits of one document of several', () => {
  it('are said in offsets of the whole text', () => {
    const text = 'a: 1\n---\nb: 2\n---\nc: 3\n'
    const [, second] = readYaml({ uri: 'x', text }).documents
    expect(second!.edit([set(['b'], 4), set(['x'], 5)])).toEqual([{ range: { start: 12, end: 13 }, text: '4\nx: 5' }])
  })
})
