import { describe, expect, test } from 'vitest'

import { parseBicep } from './parser.ts'

function problems(source: string): readonly string[] {
  return parseBicep(source).problems.map(({ range, message }) => `${source.slice(range.start, range.end)}: ${JSON.stringify(message.args)}`)
}

function kinds(source: string): readonly string[] {
  return parseBicep(source).program.statements.map(({ kind }) => kind)
}

describe('parseBicep', () => {
  test('reads every declaration', () => {
    const source = [
      "targetScope = 'subscription'",
      "import { a, b as c } from './x.bicep'",
      "import * as ns from './y.bicep'",
      "metadata owner = 'team'",
      '@secure()\nparam secret string?',
      "param tier 'Free' | 'Standard' = 'Free'",
      'type pool = {\n  @minValue(1)\n  count: int\n  *: string\n}',
      'func twice(n int) int => n * 2',
      'var all = [for (x, i) in [1, 2]: x + i]',
      "resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' existing = {\n  name: 'rg'\n}",
      "module m 'br/public:avm/res/x:1.0.0' = [for n in range(0, 2): if (n > 0) {\n  name: 'm${n}'\n}]",
      'output id string = rg.id',
      "extension 'br:x/y:1' with {} as k8s",
    ].join('\n')
    expect(problems(source)).toEqual([])
    expect(kinds(source)).toEqual([
      'targetScope',
      'import',
      'import',
      'metadata',
      'param',
      'param',
      'type',
      'func',
      'var',
      'resource',
      'module',
      'output',
      'extension',
    ])
  })

  test('gives an expression the range in which it is written', () => {
    const source = "var x = 'a${b.?c[^1]}' ?? null"
    const statement = parseBicep(source).program.statements[0]
    if (statement?.kind !== 'var' || statement.value.kind !== 'binary') throw new Error('unexpected tree')
    const { left, right, range } = statement.value
    expect([left, right, { range }].map((node) => source.slice(node.range.start, node.range.end))).toEqual([
      "'a${b.?c[^1]}'",
      'null',
      "'a${b.?c[^1]}' ?? null",
    ])
  })

  test('resolves escapes, and takes multi-line strings as they stand', () => {
    const source = "var a = 'x\\n\\u{1F600}\\$\\''\nvar b = '''\r\ny\\n${z}'''\nvar c = $$'''$${d}$'''"
    const values = parseBicep(source).program.statements.map((statement) => (statement.kind === 'var' ? statement.value : undefined))
    expect(values[0]).toMatchObject({ kind: 'literal', value: "x\n😀$'" })
    expect(values[1]).toMatchObject({ kind: 'literal', value: 'y\\n${z}' })
    expect(values[2]).toMatchObject({ kind: 'template', texts: ['', '$'] })
  })

  test('a broken declaration costs that declaration', () => {
    const source = 'param a string\nvar b = = 1\n@secure(\nparam c string\nvar d = 4'
    expect(problems(source)).toEqual(['=: {"expected":"an expression","found":"\\"=\\""}', 'c: {"expected":"\\")\\"","found":"\\"c\\""}'])
    expect(kinds(source)).toEqual(['param', 'var'])
  })

  test('a broken property costs that property', () => {
    const source = "resource r 't@1' = {\n  name: 'r'\n  properties: {\n    a: )\n    b: true\n  }\n}\nvar x = 1"
    expect(problems(source)).toEqual(['): {"expected":"an expression","found":"\\")\\""}'])
    expect(kinds(source)).toEqual(['resource', 'var'])
  })

  test.each([
    ['calls', 'concat('],
    ['arrays', '['],
    ['parentheses', '('],
    ['objects', '{a:'],
    ['interpolations', "'${"],
    ['negations', '!'],
  ])('10,000 nested %s are a problem with a place, and the rest is read', (_, open) => {
    const source = `var deep = ${open.repeat(10_000)}\nvar next = 1`
    const started = performance.now()
    const { problems: found, program } = parseBicep(source)
    expect(found[0]).toMatchObject({ range: { start: 11 + 256 * open.length }, message: { args: { limit: 256 } } })
    expect(program.statements).toMatchObject([{ kind: 'var', name: { name: 'next' } }])
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('a chain of 10,000 operators is a problem', () => {
    expect(problems(`var long = ${'1 + '.repeat(10_000)}1`).length).toBe(1)
  })
})
