import { expect, test } from 'vitest'

import { constantOf } from './constant.ts'
import { contextPath, parseExpression, walkExpression, type Expression } from './parse.ts'

const parsed = (text: string): Expression => {
  const result = parseExpression(text)
  if ('problem' in result) throw new Error(`${result.problem} at ${result.at}`)
  return result.expression
}
const contexts = (text: string) => [...walkExpression(parsed(text))].flatMap((node) => contextPath(node)?.join('.') ?? [])

test('reads precedence, calls and accesses', () => {
  expect(parsed("!a || b && c == 'it''s' && d.e['f'].*[0]")).toMatchObject({
    kind: 'binary',
    operator: '||',
    left: { kind: 'not', operand: { name: 'a' } },
    right: {
      operator: '&&',
      left: { operator: '&&', left: { name: 'b' }, right: { operator: '==', right: { value: "it's" } } },
      right: { kind: 'index', object: { kind: 'each' } },
    },
  })
  expect(contexts("GitHub['Event'].issue.title")).toEqual(['github.event.issue.title', 'github.event.issue', 'github.event', 'github'])
  expect(contexts('fromJSON(steps.x-y.outputs.z)[0].w')[0]).toBe('steps.x-y.outputs.z')
})

test('gives places', () => {
  const text = ' ( a.b ) == format( "'.replace('"', "'{0}', x") + ')'
  const node = parsed(text)
  expect([...walkExpression(node)].map(({ range }) => text.slice(range.start, range.end))).toEqual([
    `( a.b ) == format( '{0}', x)`,
    '( a.b )',
    'a',
    `format( '{0}', x)`,
    "'{0}'",
    'x',
  ])
})

test('folds constants as Actions does', () => {
  const value = (text: string) => constantOf(parsed(text))
  expect([
    value('1 > 2 || true'),
    value("'A' == 'a'"),
    value('null == 0'),
    value("'' || 'x'"),
    value("format('{0}-{{{1}}}', 'a', 1)"),
  ]).toEqual([true, true, true, 'x', 'a-{1}'])
  expect([value('github.ref'), value('false && github.ref'), value("contains('abc', 'B')")]).toEqual([undefined, false, true])
})

test('says what is wrong, and ends on hostile input', () => {
  expect(parseExpression('a ||')).toEqual({ problem: 'the expression ends too early', at: 4 })
  expect(parseExpression('a b', 10)).toEqual({ problem: 'unexpected text', at: 12 })
  expect(parseExpression('a ~ b')).toEqual({ problem: 'unexpected character', at: 2 })
  expect(parseExpression('('.repeat(5000))).toMatchObject({ problem: 'the expression is nested too deep' })
  expect(parseExpression('!'.repeat(5000))).toMatchObject({ problem: 'the expression is nested too deep' })
  expect(parseExpression('a.'.repeat(40_000))).toMatchObject({ problem: 'expected a property' })
})
