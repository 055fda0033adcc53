import { expect, test } from 'vitest'

import { readYaml } from '../../syntax/yaml/read.ts'
import { linePlace } from './rule-place.ts'

test.each([
  ['rego: |\n  package p\n  violation { true }\nnext: 1\n', 2, 'violation { true }'],
  ['rego: |-\n  package p\n  violation { true }', 2, 'violation { true }'],
  ['rego: |\n  package p\n', 9, '|\n  package p'],
  ['rego: "package p"\n', 1, '"package p"'],
])('a line of %j', (text, line, found) => {
  const [document] = readYaml({ uri: 'a.yaml', text }).documents
  const { range } = linePlace(document!, ['rego'], line)
  expect(text.slice(range.start, range.end)).toBe(found)
})
