import { describe, expect, it } from 'vitest'

import { peekIdentity, splitDocuments } from './split.ts'

const split = (text: string) => splitDocuments(text).map(({ start, end }) => text.slice(start, end))

describe('splitDocuments', () => {
  it.each([
    ['nothing', '', []],
    ['blanks and comments', '\n  # a\n', []],
    ['one document', 'a: 1\n', ['a: 1\n']],
    ['several', 'a: 1\n---\nb: 2\n--- # c\nc: 3', ['a: 1\n', '---\nb: 2\n', '--- # c\nc: 3']],
    ['comments above the first marker', '# a\n---\nb: 2\n', ['# a\n---\nb: 2\n']],
    ['directives above a marker', '%YAML 1.2\n---\na\n...\n%TAG ! x\n# c\n---\nb', ['%YAML 1.2\n---\na\n', '%TAG ! x\n# c\n---\nb']],
    ['directives without a marker', '%YAML 1.2\n', ['%YAML 1.2\n']],
    ['empty documents', '---\n---\n# a\n---', ['---\n', '---\n# a\n', '---']],
    ['document ends', 'a\n...\n...\n# c\n...\nb', ['a\n', 'b']],
    ['a marker in a text of several lines', 'a: |\n  x\n---\nb: "\n--- "', ['a: |\n  x\n', '---\nb: "\n', '--- "']],
    ['what only looks like a marker', 'a: |\n ---\n----\n---x\n--\n....\n', ['a: |\n ---\n----\n---x\n--\n....\n']],
    ['CRLF and tabs', 'a: 1\r\n---\r\nb: 2\r\n---\tc\r\n', ['a: 1\r\n', '---\r\nb: 2\r\n', '---\tc\r\n']],
    ['a byte order mark', '\uFEFF---\na\n', ['\uFEFF---\na\n']],
    ['a byte order mark and nothing else', '\uFEFF\n', []],
  ])('%s', (_, text, documents) => {
    expect(split(text)).toEqual(documents)
  })

  it('is quick for very many', () => {
    const start = performance.now()
    expect(splitDocuments('---\na: 1\n'.repeat(200_000)).length).toBe(200_000)
    expect(splitDocuments(`a\n${'...\nb\n'.repeat(200_000)}`).length).toBe(200_001)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

describe('peekIdentity', () => {
  const peek = (text: string) => peekIdentity(text, { start: 0, end: text.length })

  it.each([
    ['plain', 'apiVersion: apps/v1\nkind: Deployment\n', { apiVersion: 'apps/v1', kind: 'Deployment' }],
    [
      'quoted, with comments, in any order',
      '---\nkind: "Pod" # a\nmetadata: {}\napiVersion: \'v1\'\r\n',
      { apiVersion: 'v1', kind: 'Pod' },
    ],
    ['not what is nested', 'spec:\n  kind: Pod\n  apiVersion: v1\n', {}],
    ['not what is in a text', 'a: |\n  x\n  kind: Pod\n', {}],
    ['the last of duplicates', 'kind: Pod\nkind: Job', { kind: 'Job' }],
    ['not what may be no string', 'kind: 1\napiVersion: &a v1', {}],
    ['not what needs parsing', '{"kind": "Pod"}', {}],
    ['not across a key that only starts alike', 'kindness: Pod\nkind:\n  Pod', {}],
  ])('%s', (_, text, identity) => {
    expect(peek(text)).toEqual(identity)
  })

  it('looks at its range only', () => {
    const text = 'kind: A\n---\nx: 1\n---\nkind: C\n'
    expect(splitDocuments(text).map((range) => peekIdentity(text, range).kind)).toEqual(['A', undefined, 'C'])
  })
})
