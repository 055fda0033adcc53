import { describe, expect, it } from 'vitest'

import { append, applyTextEdits, remove, rename, set, type PathEdit } from '../../core/edit.ts'
import { readJson, type JsonOptions } from './read.ts'

function read(text: string, options?: Partial<JsonOptions>) {
  const { documents, problems } = readJson({ uri: 'x.json', text }, options)
  return { value: documents[0]?.value, problems: problems.map(({ code, range }) => `${code} ${range.start}-${range.end}`) }
}

describe('readJson', () => {
  it.each([
    '{}',
    '[]',
    ' {"a": [1, -2.5e+3, true, false, null, {"b": ""}]}\r\n',
    String.raw`"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"`,
    '{"yes": "no", "<<": 1, "0777": 0}',
    '{"__proto__": {"a": 1}}',
    '\t[\n\t1\t]\n',
    '3',
  ])('%s', (text) => {
    expect(read(text)).toEqual({ value: JSON.parse(text), problems: [] })
  })

  it('is not YAML: a plain word is not taken for a text', () => {
    expect(read('{"a": yes}')).toEqual({ value: undefined, problems: ['unexpected-content 6-7'] })
  })

  it.each([
    ['', 'unexpected-content 0-0'],
    ['{', 'unquoted-name 0-1'],
    ['{"a"', 'missing-colon 3-4'],
    ['{"a": 1', 'missing-bracket 0-1'],
    ['[1 2]', 'missing-character 3-4'],
    ['[1,]', 'unexpected-content 3-4'],
    ['{"a": 1,}', 'unquoted-name 8-9'],
    ["{'a': 1}", 'unquoted-name 1-2'],
    ['{a: 1}', 'unquoted-name 1-2'],
    ['["a\nb"]', 'missing-quote 1-2'],
    ['["a\tb"]', 'raw-control-character 3-4'],
    [String.raw`["\x"]`, 'bad-escape 2-3'],
    [String.raw`["\u12g4"]`, 'bad-escape 2-3'],
    ['01', 'unexpected-content 0-1'],
    ['[1.]', 'unexpected-content 1-2'],
    ['[+1]', 'unexpected-content 1-2'],
    ['// a\n1', 'unexpected-content 0-1'],
    ['1 2', 'unexpected-content 2-3'],
    ['['.repeat(2_000), 'nesting-limit 1000-1001'],
  ])('%s', (text, problem) => {
    expect(read(text)).toEqual({ value: undefined, problems: [problem] })
  })

  it('reports a duplicate name, and reads on', () => {
    expect(read('{"a": 1, "a": 2}')).toEqual({ value: { a: 2 }, problems: ['duplicate-key 9-12'] })
  })

  it('allows comments and trailing commas where they are asked for', () => {
    expect(read('// a\n{"b": [1, /* c */ 2,],}', { comments: true, trailingCommas: true })).toEqual({ value: { b: [1, 2] }, problems: [] })
    expect(read('{} /* a', { comments: true }).problems).toEqual(['unexpected-content 3-4'])
  })

  it('places values, names and members', () => {
    const text = '{\n  "a": {"b": [1, "x"]}\n}'
    const [document] = readJson({ uri: 'x', text }).documents
    const slice = (...args: Parameters<NonNullable<typeof document>['place']>) => {
      const { range } = document!.place(...args)
      return text.slice(range.start, range.end)
    }
    expect(slice(['a', 'b', 1])).toBe('"x"')
    expect(slice(['a', 'b'], 'key')).toBe('"b"')
    expect(slice(['a'], 'entry')).toBe('"a": {"b": [1, "x"]}')
    expect(slice(['a', 'c'])).toBe('{"b": [1, "x"]}')
    expect(slice(['c'])).toBe('{')
  })
})

describe('edits', () => {
  const spread = '{\r\n  "a": {\r\n    "b": 1\r\n  },\r\n  "c": [],\r\n  "d": "e"\r\n}\r\n'
  it.each<[string, string, PathEdit[], string | undefined]>([
    ['set', '{"a": 1}', [set(['a'], 'yes')], '{"a": "yes"}'],
    ['set a missing member', '{"a": 1}', [set(['b', 'c'], [2, {}])], '{"a": 1, "b": { "c": [2, {}] }}'],
    ['set in an empty object', '{}', [set(['a'], 1)], '{ "a": 1 }'],
    [
      'set a missing member on a line of its own',
      spread,
      [set(['a', 'x'], { z: [] })],
      spread.replace('1\r\n', '1,\r\n    "x": {\r\n      "z": []\r\n    }\r\n'),
    ],
    [
      'append to an empty array',
      spread,
      [append(['c'], 1), append(['c'], { x: 2 })],
      spread.replace('[]', '[\r\n    1,\r\n    {\r\n      "x": 2\r\n    }\r\n  ]'),
    ],
    ['remove the last member', spread, [remove(['d'])], spread.replace(',\r\n  "d": "e"', '')],
    ['remove the first member', spread, [remove(['a'])], '{\r\n  "c": [],\r\n  "d": "e"\r\n}\r\n'],
    ['remove the only member', spread, [remove(['a', 'b'])], spread.replace('{\r\n    "b": 1\r\n  }', '{}')],
    ['rename', spread, [rename(['d'], 'on')], spread.replace('"d"', '"on"')],
    ['replace by null', '{"a": {"b": 1}}', [set(['a'], null)], '{"a": null}'],
    ['refuse a broken text', '{"a": 1', [set(['a'], 2)], undefined],
  ])('%s', (_, text, edits, expected) => {
    const planned = readJson({ uri: 'x', text }).documents[0]!.edit(edits)
    expect(planned && applyTextEdits(text, planned)).toBe(expected)
  })
})
