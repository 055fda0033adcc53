import { describe, expect, test } from 'vitest'

import type { HclExpression } from './ast.ts'
import { parseHcl } from './parser.ts'

function valueOf(source: string): HclExpression {
  const { body, problems } = parseHcl(`x = ${source}\n`)
  expect(problems).toEqual([])
  return body.attributes[0]!.value
}

describe('parseHcl', () => {
  test('blocks with labels, nested blocks, and the ranges of both', () => {
    const source = 'resource "azurerm_key_vault" "kv" {\n  name = "kv" # why\n  network_acls {\n    bypass = "None"\n  }\n}\n'
    const { body, problems } = parseHcl(source)
    expect(problems).toEqual([])
    const [block] = body.blocks
    expect(block!.labels.map(({ value }) => value)).toEqual(['azurerm_key_vault', 'kv'])
    expect(source.slice(block!.head.start, block!.head.end)).toBe('resource "azurerm_key_vault" "kv"')
    const [name] = block!.body.attributes
    expect(source.slice(name!.value.range.start, name!.value.range.end)).toBe('"kv"')
    expect(block!.body.blocks.map(({ type }) => type)).toEqual(['network_acls'])
  })

  test('strings, escapes and heredocs', () => {
    expect(valueOf('"a\\n\\u00e9$${b}%%{c}"')).toMatchObject({ kind: 'literal', value: 'a\né${b}%{c}' })
    expect(valueOf('<<-EOT\n    a\n      b\n  EOT')).toMatchObject({ kind: 'literal', value: 'a\n  b\n' })
    expect(valueOf('"a${var.b}c"')).toMatchObject({ kind: 'template', parts: ['a', { kind: 'attribute', name: 'b' }, 'c'] })
  })

  test('template directives, nested, and the marks that take blanks away', () => {
    expect(valueOf('"%{ if a ~} yes %{~ else }no%{ endif }"')).toMatchObject({
      kind: 'template',
      parts: [{ kind: 'template-if', condition: { name: 'a' }, consequent: ['yes'], alternative: ['no'] }],
    })
    expect(valueOf('"%{ for k, v in x }%{ if v }${k}%{ endif }%{ endfor }"')).toMatchObject({
      parts: [{ kind: 'template-for', keyName: 'k', valueName: 'v', body: [{ kind: 'template-if', alternative: [] }] }],
    })
  })

  test.each(['"%{ if a }x"', '"%{ endif }"', '"%{ for x }y%{ endfor }"', '"%{ while a }"'])('%s is a problem', (source) => {
    const { body, problems } = parseHcl(`x = ${source}\ny = 1\n`)
    expect(problems).toHaveLength(1)
    expect(body.attributes.map(({ name }) => name)).toEqual(['y'])
  })

  test('operators bind as they should', () => {
    expect(valueOf('a || b && !c == d ? 1 + 2 * 3 : e[*].f')).toMatchObject({
      kind: 'conditional',
      condition: { kind: 'binary', operator: '||', right: { operator: '&&', right: { operator: '==', left: { kind: 'unary' } } } },
      consequent: { operator: '+', right: { operator: '*' } },
      alternative: { kind: 'splat', each: { kind: 'attribute', name: 'f' } },
    })
  })

  test('loops over lists and maps', () => {
    expect(valueOf('{ for k, v in var.x : k => v... if v != null }')).toMatchObject({
      kind: 'for',
      keyName: 'k',
      valueName: 'v',
      groups: true,
    })
    expect(valueOf('[for s in ["a"] : upper(s)]')).toMatchObject({ kind: 'for', keyName: undefined, key: undefined })
  })

  test('a broken block costs that block', () => {
    const { body, problems } = parseHcl('variable "a" {\n  default = = 1\n}\nvariable "b" {\n  default = 2\n}\n')
    expect(problems).toHaveLength(1)
    expect(body.blocks.map(({ labels }) => labels[0]?.value)).toEqual(['b'])
  })

  test.each(['(', '[', '{ a = ', 'f(', '"${', '!'])('10,000 times %s is a problem, and the rest is read', (open) => {
    const started = performance.now()
    const { body, problems } = parseHcl(`x = ${open.repeat(10_000)}\ny = 1\n`)
    expect(problems).toMatchObject([{ message: { args: { limit: 200 } } }])
    expect(problems[0]!.range.start).toBe(`x = ${open.repeat(200)}`.trimEnd().length)
    expect(body.attributes.map(({ name }) => name)).toEqual(['y'])
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
