import { describe, expect, test } from 'vitest'

import { readYaml } from '../../syntax/yaml/read.ts'
import { EmbeddedYaml } from './embedded-yaml.ts'

/** The texts at the places of `b` in `a: …`, where the value of `a` is YAML itself. */
function inside(text: string): readonly string[] {
  const outer = readYaml({ uri: 'k.yaml', text }).documents[0]!
  const embedded = new EmbeddedYaml(outer, ['a'], (outer.value as { a: string }).a)
  return embedded.documents.map((document) => {
    const { source, range } = embedded.outside(document.place(['b']))
    return source.text.slice(range.start, range.end)
  })
}

describe('YAML inside a YAML text', () => {
  test.each([
    ['a literal block', 'a: |\n  b: one\n', ['one']],
    ['with chomping, a comment, blank lines and further indentation', 'a: |- # why\n\n    c:\n      - 1\n\n    b: one\n', ['one']],
    ['with explicit indentation', 'a: |2\n    c: 1\n  b: one\n', ['|2\n    c: 1\n  b: one']],
    ['with Windows line ends', 'a: |\r\n  c: 1\r\n  b: one\r\n', ['one']],
    ['with several documents', 'a: |\n  b: one\n  ---\n  b: two\n', ['one', 'two']],
    ['in a list', 'a: |-\n  - x\n', ['- x']],
    ['in quotes: all of it', 'a: "b: one"\n', ['"b: one"']],
    ['folded: all of it', 'a: >\n  b:\n    one\n', ['>\n  b:\n    one']],
  ])('%s', (_name, text, expected) => {
    expect(inside(text)).toEqual(expected)
  })
})
