import { describe, expect, it } from 'vitest'

import { render } from '../../core/text.ts'
import { readYaml, type YamlOptions } from './read.ts'

function read(text: string, options?: Partial<YamlOptions>) {
  const { documents, problems, source } = readYaml({ uri: 'x.yaml', text }, options)
  return {
    values: documents.map(({ value }) => value),
    problems: problems.map(
      ({ code, range, fatal }) => `${code} ${JSON.stringify(source.text.slice(range.start, range.end))}${fatal ? '' : ' (read)'}`,
    ),
  }
}

const value = (text: string) => read(text).values[0]

/** Texts with what sigs.k8s.io/yaml 1.6.0, the API server's reader, makes of them. */
const asTheApiServer: readonly [string, unknown][] = [
  ['a: 1', { a: 1 }],
  ['a:', { a: null }],
  ['a: b:c # d', { a: 'b:c' }],
  ['a: b\n  c\n\n  d', { a: 'b c\nd' }],
  ['a:\n- b\n- c: d\n  e: f\n', { a: ['b', { c: 'd', e: 'f' }] }],
  ['- - a\n  - b\n- c', [['a', 'b'], 'c']],
  ['-\n  a: b\n-\n- c', [{ a: 'b' }, null, 'c']],
  ['? a\n: b\n? c\n', { a: 'b', c: null }],
  ['key with spaces : 1', { 'key with spaces': 1 }],
  ['"a: b": \'c: d\'', { 'a: b': 'c: d' }],
  ['a: [b, {c: d, e}, "f",]', { a: ['b', { c: 'd', e: null }, 'f'] }],
  ['a: {\n  b: [1,\n    2],\n  # c\n  "d":e}', { a: { b: [1, 2], d: 'e' } }],
  ['a: [b c\n  d, http://x:80/y]', { a: ['b c d', 'http://x:80/y'] }],
  ['a: [1,\n2]', { a: [1, 2] }],
  ['a: {\nb: 1\n}', { a: { b: 1 } }],
  ['a: [b: c]', { a: [{ b: 'c' }] }],
  ['{"a":\t1,\n\t"b": 2}', { a: 1, b: 2 }],
  ['a: "x\ny"', { a: 'x y' }],
  ['a: "b\\\n\n  c"', { a: 'b\nc' }],
  ['a: "x \\\n   y \n  z"', { a: 'x y z' }],
  ['a: "\\x41\\u00e9\\U0001F600\\t\\_\\0"', { a: 'Aé😀\t\u00a0\0' }],
  ["a: 'it''s\n\n  so'", { a: "it's\nso" }],
  ['a: |\n  x\n   y\n\n  z\n\n\nb: 1', { a: 'x\n y\n\nz\n', b: 1 }],
  ['a: |-\n  x\n', { a: 'x' }],
  ['a: |+\n  x\n\nb: |+\n\n', { a: 'x\n\n', b: '\n' }],
  ['a: |\n  x', { a: 'x' }],
  ['a: |\n  x\n    \n', { a: 'x\n  \n' }],
  ['a: |2\n   x\n', { a: ' x\n' }],
  ['a: >\n\n  a\n  b\n\n   c\n  d\n\n\n  e\n', { a: '\na b\n\n c\nd\n\ne\n' }],
  ['a: > # c\n  x', { a: 'x' }],
  ['a: |\r\n  x\r\n  y\r\nb: z\r\n', { a: 'x\ny\n', b: 'z' }],
  ['a: &x [1]\nb: *x', { a: [1], b: [1] }],
  ['a: &x\n  b: 1\nc: !!str 3', { a: { b: 1 }, c: '3' }],
  ['a: !foo 3\nb: ! 4\nc: !!int "5"\nd: !!float 6', { a: '3', b: '4', c: 5, d: 6 }],
  ['a: !!binary aGk=', { a: 'hi' }],
  ['1: a\n1.50: b\ntrue: c\ny: d\n0x10: e\n1234567.5: f', { 1: 'a', 1.5: 'b', true: 'd', 16: 'e', '1.2345675e+06': 'f' }],
  ['<<: {a: 2}\na: 1', { a: 1 }],
  ['a: 1\n<<: {a: 2}', { a: 2 }],
  ['<<: [{a: 1}, {a: 2, b: 3}]', { a: 1, b: 3 }],
  ['"<<": 1', { '<<': 1 }],
  ['\uFEFFa: 1', { a: 1 }],
  ['--- # c\na: 1', { a: 1 }],
  ['--- {a: b}', { a: 'b' }],
  ['%YAML 1.1\n---\na: 1', { a: 1 }],
  ['__proto__: {a: 1}', JSON.parse('{"__proto__":{"a":1}}')],
]

describe('values', () => {
  it.each(asTheApiServer)('%j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })

  it('follow merge keys as the specification has them in the core schema: nothing is overwritten', () => {
    expect(read('a: 1\n<<: {a: 2, b: 3}', { schema: 'core' })).toEqual({ values: [{ a: 1, b: 3 }], problems: [] })
  })

  it('share what an alias stands for', () => {
    const { a, b } = value('a: &x [1]\nb: *x') as { a: unknown; b: unknown }
    expect(a).toBe(b)
  })

  it('are not polluted by a prototype', () => {
    expect(value('constructor: 1\ntoString: 2\nhasOwnProperty: 3')).toEqual({ constructor: 1, toString: 2, hasOwnProperty: 3 })
    expect(read('toString: 1').problems).toEqual([])
  })
})

describe('documents', () => {
  it('are read one by one', () => {
    expect(read('a: 1\n---\n---\n# c\n---\nb: 2\n...\nc: 3\n')).toEqual({
      values: [{ a: 1 }, null, null, { b: 2 }, { c: 3 }],
      problems: [],
    })
  })

  it('are read although another one is broken', () => {
    expect(read('a: 1\n---\nb: [\n---\nc: 3\n')).toEqual({ values: [{ a: 1 }, undefined, { c: 3 }], problems: ['missing-bracket "["'] })
  })

  it('are parsed when they are asked for', () => {
    const { documents } = readYaml({ uri: 'x', text: 'a: [\n---\nb: 1' })
    expect(documents[1]!.value).toEqual({ b: 1 })
    expect(documents[1]!.problems).toEqual([])
    expect(documents[0]!.value).toBeUndefined()
  })
})

describe('problems', () => {
  const cases: readonly [string, readonly string[], unknown?][] = [
    ['a: 1\nb: 2\na: 3', ['duplicate-key "a" (read)'], { a: 3, b: 2 }],
    ['a:\n\t- b', ['tab-as-indent "\\t"']],
    ['a: b: c', ['nested-mapping ":"']],
    ['a: "b', ['missing-quote "\\"b"']],
    ["a: 'b\n", ['missing-quote "\'b"']],
    ['a: [b', ['missing-bracket "["']],
    ['a:\n   b: 1\n  c: 2', ['bad-indent "c:"']],
    ['a: "\\q"', ['bad-escape "\\\\q"']],
    ['a: @b', ['bad-scalar-start "@b"']],
    ['a: *b', ['unknown-anchor "*b"']],
    ['a: &a [*a]', ['alias-cycle "*a"']],
    ['a: !!int x', ['bad-tagged-value "x" (read)'], { a: 'x' }],
    ['a: .inf', ['number-not-finite ".inf" (read)'], { a: Number.POSITIVE_INFINITY }],
    ['~: a', ['null-key "~" (read)'], { null: 'a' }],
    ['? [a]\n: b', ['complex-key "[a]" (read)'], { '["a"]': 'b' }],
    ['<<: 1', ['merge-value "1" (read)'], {}],
    ['a: b\0', ['control-character "\\u0000"']],
    ['a: \uFFFD', ['invalid-utf8 "\uFFFD" (read)'], { a: '\uFFFD' }],
    [`${'k'.repeat(1025)}: 1`, [`long-key "${'k'.repeat(100)}"`]],
    ['a: 1\n]', ['unexpected-content "]"']],
  ]
  it.each(cases)('%j', (text, problems, expected) => {
    expect(read(text)).toEqual({ values: [expected], problems })
  })

  it('are told in both languages', () => {
    const [problem] = readYaml({ uri: 'x', text: 'a: 1\na: 2' }).problems
    expect(render(problem!.message, 'en')).toBe('the key a stands twice in one mapping; the last one counts')
    expect(render(problem!.message, 'ja')).toBe('キー a が同じマップに二度あります。最後のものが有効です')
  })
})

describe('what is left to the reader that knows all of YAML', () => {
  const cases: readonly [string, unknown][] = [
    ['{a: b}: c', { '{"a":"b"}': 'c' }],
    ['&a b: *a', { b: 'b' }],
    ['%TAG ! tag:x,2000:\n---\na: !b c', { a: 'c' }],
    ['a: [? b : c]', { a: [{ b: 'c' }] }],
    ['? - a\n: - b', { '["a"]': ['b'] }],
    ['--- |\n x\n', 'x\n'],
    ['|\nx\n y\n', 'x\n y\n'],
    ['a: &b \n\n  c\n', { a: 'c' }],
    ['--- &a !!map\nb: c', { b: 'c' }],
    ['a: |\n   \n  x\n', undefined],
  ]
  it.each(cases)('%j', (text, expected) => {
    expect(value(text)).toEqual(expected)
  })
})

describe('limits', () => {
  it.each([
    ['depth, in brackets', '['.repeat(10_000) + ']'.repeat(10_000), 'nesting-limit "["'],
    ['depth, in dashes', `${'- '.repeat(10_000)}a`, 'nesting-limit "-"'],
    ['depth, in lines', Array.from({ length: 1_500 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'nesting-limit "a:"'],
    ['depth, where the slow reader would be asked', `? [a]\n: ${'['.repeat(10_000)}`, 'nesting-limit "["'],
    ['aliases in breadth', bomb(20, 9), 'alias-limit "*a4"'],
    ['aliases in depth', bomb(2_000, 1), 'alias-limit "*a998"', { aliased: 1_000_000 }],
  ])('%s', (_, text, problem, options?: Partial<YamlOptions>) => {
    expect(read(text, options)).toEqual({ values: [undefined], problems: [problem] })
  })

  it('number of documents: those beyond are reported, not read', () => {
    const { values, problems } = read('---\na: 1\n'.repeat(100_001))
    expect(values.length).toBe(100_000)
    expect(problems).toEqual(['documents-limit "---"'])
  })

  it('length of a text', () => {
    expect(read('a: 1', { text: 3 })).toEqual({ values: [], problems: ['text-limit "a"'] })
  })

  it('length of a document with unusual YAML', () => {
    expect(read(`${'a: b\n'.repeat(30_000)}? [a]\n: c`)).toEqual({ values: [undefined], problems: ['unusual "["'] })
  })

  it('none for a scalar', () => {
    const long = 'x'.repeat(10_000_000)
    for (const text of [`a: ${long}`, `a: "${long}"`, `a: '${long}'`, `a: |-\n  ${long}`]) expect(value(text)).toEqual({ a: long })
  })
})

/** Each level holds the one below it several times. */
function bomb(levels: number, breadth: number): string {
  const level = (index: number) =>
    `a${index}: &a${index} [${Array.from({ length: breadth }, () => (index === 0 ? 'x' : `*a${index - 1}`)).join(',')}]\n`
  return Array.from({ length: levels }, (_, index) => level(index)).join('')
}
