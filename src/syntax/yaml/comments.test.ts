import { expect, it } from 'vitest'

import { readJson } from '../json/read.ts'
import { readYaml } from './read.ts'

it('finds the comments of a YAML document, and nothing that only looks like one', () => {
  const text = `# head
--- # marker
a: b # value
c#d: "e # f" # quoted
'g # h': i#j
k: [l, # flow
  m] # after
n: | # header
  o # text

  # text
p: >-
  q
  # text
# own line
r: &x#y !z#w s #
t:\t#tab\r
---
# other
`
  const [document] = readYaml({ uri: 'x', text }).documents
  const comments = [...document!.comments()]
  expect(comments.map((comment) => comment.text)).toEqual([
    'head',
    'marker',
    'value',
    'quoted',
    'flow',
    'after',
    'header',
    'own line',
    '',
    'tab',
  ])
  expect(comments.map(({ range }) => text.slice(range.start, range.end))).toEqual([
    '# head',
    '# marker',
    '# value',
    '# quoted',
    '# flow',
    '# after',
    '# header',
    '# own line',
    '#',
    '#tab',
  ])
})

it('finds the comments of a JSON text that may have them', () => {
  const text = '// head\n{ /* a */ "b": "// c", // d\n  "e": /* f\n g */ 1 }\n'
  const [document] = readJson({ uri: 'x', text }, { comments: true }).documents
  const comments = [...document!.comments()]
  expect(comments.map((comment) => comment.text)).toEqual(['head', 'a', 'd', 'f\n g'])
  expect(comments.map(({ range }) => text.slice(range.start, range.end))).toEqual(['// head', '/* a */', '// d', '/* f\n g */'])
})

it('finds none in a broken document', () => {
  expect([...readYaml({ uri: 'x', text: 'a: [ # b' }).documents[0]!.comments()]).toEqual([])
})
