import { expect, test } from 'vitest'

import { parseArmExpression } from './expression.ts'
import { memberOf, parseJson, stringOf } from './json.ts'

test('reads the dialect of templates: a byte order mark, comments, trailing commas, strings over several lines', () => {
  const source = '\uFEFF{\n  // why\n  "A": "[concat(\'a\',\n \'b\')]", /* and */\n  "b": [1, -2.5e1, true, null,],\n}\n'
  const { root, problem } = parseJson(source)
  expect(problem).toBeUndefined()
  const value = memberOf(root, 'a')!.value
  expect(stringOf(value)).toBe("[concat('a',\n 'b')]")
  expect(source.slice(value.range.start, value.range.end)).toBe("\"[concat('a',\n 'b')]\"")
  expect(memberOf(root, 'b')!.value).toMatchObject({ items: [{ value: 1 }, { value: -25 }, { value: true }, { value: null }] })
})

test('keeps what stands before a problem', () => {
  const { root, problem } = parseJson('{ "a": 1, "b": oops }')
  expect(memberOf(root, 'a')!.value).toMatchObject({ value: 1 })
  expect(problem?.range).toEqual({ start: 15, end: 16 })
})

test('10,000 nested arrays are a problem', () => {
  expect(parseJson('['.repeat(10_000)).problem).toMatchObject({
    range: { start: 257, end: 258 },
    message: { en: 'nested more than 256 levels deep' },
  })
})

test('reads expressions with places', () => {
  const text = "[contoso.name(parameters('a').b[0], 'it''s', -1)]"
  const parsed = parseArmExpression(text)
  expect(parsed).toMatchObject({
    expression: {
      kind: 'call',
      name: 'contoso.name',
      args: [{ kind: 'index', target: { kind: 'property', name: 'b' } }, { value: "it's" }, { value: -1 }],
    },
  })
  if (!('expression' in parsed) || parsed.expression.kind !== 'call') throw new Error('not a call')
  expect(text.slice(parsed.expression.args[0]!.range.start, parsed.expression.args[0]!.range.end)).toBe("parameters('a').b[0]")
})
