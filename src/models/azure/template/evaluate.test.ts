import { describe, expect, test } from 'vitest'

import { positionAt } from '../../../core/location.ts'
import { render } from '../../../core/text.ts'
import { toPlain } from '../value/plain.ts'
import { valueAt, type Value } from '../value/value.ts'
import { evaluateTemplate, type EvaluatedTemplate } from './evaluate.ts'
import type { TemplateFiles } from './evaluation.ts'

function tree(texts: Readonly<Record<string, string>>): TemplateFiles {
  const sources = new Map(Object.entries(texts).map(([uri, text]) => [uri, { uri, text }]))
  return { read: (uri) => sources.get(uri) }
}

function evaluate(texts: Readonly<Record<string, string>>, entry = 'main.bicep'): EvaluatedTemplate {
  const files = tree(texts)
  return evaluateTemplate({ source: files.read(entry)!, files })
}

function output(template: EvaluatedTemplate, name: string): Value {
  const { unit } = template
  return unit.output(name, { source: { uri: '', text: '' }, range: { start: 0, end: 0 } })!
}

function plain(value: Value | undefined): unknown {
  if (value === undefined) return 'missing'
  const result = toPlain(value)
  return 'plain' in result ? result.plain : `unknown: ${result.unknown.reason.kind} ${result.unknown.reason.decidedBy}`
}

function outputsOf(source: string): Record<string, unknown> {
  const template = evaluate({ 'main.bicep': source })
  return Object.fromEntries(template.unit.outputNames().map((name) => [name, plain(output(template, name))]))
}

function problemsOf({ unit, problems }: EvaluatedTemplate): readonly string[] {
  unit.resources()
  for (const name of unit.outputNames()) unit.output(name, { source: { uri: '', text: '' }, range: { start: 0, end: 0 } })
  return problems.map(({ source, range, message }) => `${source.uri}:${positionAt(source, range.start).line} ${render(message, 'en')}`)
}

describe('evaluateTemplate', () => {
  test('a value keeps the place of the expression that decided it, through modules', () => {
    const template = evaluate({
      'main.bicep': "param closed bool = true\nmodule m 'aks.bicep' = {\n  name: 'm'\n  params: {\n    closed: closed\n  }\n}\n",
      'aks.bicep':
        "param closed bool\nresource c 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'c'\n  properties: {\n    disableLocalAccounts: closed\n  }\n}\n",
    })
    const [cluster] = template.unit.resources()
    const value = valueAt(cluster!.body, ['properties', 'disableLocalAccounts'])!
    expect([value.source.uri, positionAt(value.source, value.range.start)]).toEqual(['main.bicep', { line: 1, column: 21 }])
    const properties = valueAt(cluster!.body, ['properties'])!
    const written = properties.kind === 'dictionary' ? properties.entries.get('disableLocalAccounts')! : undefined
    expect([written!.source.uri, positionAt(written!.source, written!.written.start)]).toEqual(['aks.bicep', { line: 5, column: 27 }])
    expect(cluster!.trail.map(({ source, range }) => [source.uri, positionAt(source, range.start).line])).toEqual([['main.bicep', 2]])
  })

  test('a comparison with an id that the deployment decides is not decided', () => {
    expect(
      outputsOf(`param tenant string = '11111111-1111-1111-1111-111111111111'
output a bool = subscription().tenantId == tenant
output b bool = subscription().tenantId == tenant().tenantId
output c bool = empty(subscription().tenantId) || subscription().tenantId == ''
output d string = uniqueString('foo', 'bar', 'baz')
`),
    ).toEqual({ a: 'unknown: runtime subscription()', b: true, c: false, d: 'xzi4ioaxtmth4' })
  })

  test('what is unknown says which input would decide it', () => {
    expect(
      outputsOf(
        [
          'param tier string',
          "param sku 'Base' | 'Automatic'",
          "resource kv 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: 'kv' }",
          "output a string = '${tier}-x'",
          'output b bool = tier == null || true',
          "output c string = sku == 'Base' ? 'same' : 'same'",
          'output d string = kv.properties.vaultUri',
          "output e bool = sku == 'Other'",
        ].join('\n'),
      ),
    ).toEqual({
      a: 'unknown: parameter tier',
      b: true,
      c: 'same',
      d: 'unknown: runtime kv.properties',
      e: false,
    })
  })

  test('functions, loops, lambdas, spread and user functions', () => {
    expect(
      outputsOf(
        [
          "func greet(who string) string => 'Hello ${who}'",
          "var people = [{ name: 'b', age: 2 }, { name: 'a', age: 1 }]",
          "output names array = [for (p, i) in people: '${i}${p.name}']",
          'output sorted array = map(sort(people, (x, y) => x.age < y.age), p => p.name)',
          'output merged object = { ...people[0], extra: union({ a: { b: 1 } }, { a: { c: 2 } }) }',
          'output greeting string = greet(people[^1].name)',
          "output subnet string = cidrSubnet('10.144.0.0/20', 24, 1)",
          "output safe string = people[?5].?name ?? 'none'",
          'output object object = toObject(people, p => p.name, p => p.age)',
          'output sum int = reduce(map(people, p => p.age), 0, (a, b) => a + b)',
        ].join('\n'),
      ),
    ).toEqual({
      names: ['0b', '1a'],
      sorted: ['a', 'b'],
      merged: { name: 'b', age: 2, extra: { a: { b: 1, c: 2 } } },
      greeting: 'Hello a',
      subnet: '10.144.1.0/24',
      safe: 'none',
      object: { b: 2, a: 1 },
      sum: 3,
    })
  })

  test('after a safe access, nothing is looked for in what is not there', () => {
    const template = evaluate({
      'main.bicep': `var o = { a: { list: [1, 2] } }
output missing string = o.?b.c.d ?? 'none'
output index string = o.?b.c[0][^1] ?? 'none'
output there int = o.?a.list[1]
`,
    })
    expect(problemsOf(template)).toEqual([])
    expect(template.unit.outputNames().map((name) => plain(output(template, name)))).toEqual(['none', 'none', 2])
  })

  test('what lies under an object that is not known is not known, and what lies above it is', () => {
    const given = 'param more object\nvar under = { a: 1, deep: { x: 1 } }\nvar over = { b: 2 }\n'
    expect(
      outputsOf(
        `${given}output s1 int = { ...under, ...more, ...over }.a\noutput s2 int = { ...under, ...more, ...over }.b\n` +
          'output u1 int = union(under, more, over).a\noutput u2 int = union(under, more, over).b\n' +
          'output m1 int = shallowMerge([under, more, over]).a\noutput m2 int = shallowMerge([under, more, over]).b\n' +
          'output u3 object = union(under, { DEEP: { y: 2 } })\n',
      ),
    ).toEqual({
      s1: 'unknown: parameter more',
      s2: 2,
      u1: 'unknown: parameter more',
      u2: 2,
      m1: 'unknown: parameter more',
      m2: 2,
      u3: { a: 1, deep: { x: 1, y: 2 } },
    })
  })

  test('numbers in formats, and groups of values', () => {
    expect(
      outputsOf(
        "output f string = format('{0:D3}|{1:X4}|{2:N0}|{3,5}|{3,-5}|{4:00}', 7, 255, 12345, 'ab', 3)\n" +
          "output g object = groupBy(['apple', 'ant', 'bee'], x => first(x), x => toUpper(x))\n",
      ),
    ).toEqual({ f: '007|00FF|12,345|   ab|ab   |03', g: { a: ['APPLE', 'ANT'], b: ['BEE'] } })
  })

  test('what the compiler makes of loops in parameters, and of steps from the end', () => {
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      resources: [
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2022-09-01',
          name: 'inner',
          properties: {
            expressionEvaluationOptions: { scope: 'inner' },
            parameters: { names: { copy: [{ name: 'value', count: 2, input: "[format('n{0}', copyIndex('value'))]" }] } },
            template: {
              parameters: { names: { type: 'array' } },
              resources: [
                {
                  type: 'Microsoft.KeyVault/vaults',
                  apiVersion: '2023-07-01',
                  name: "[tryGet(parameters('names'), createObject('value', 1, 'fromEnd', true()))]",
                  metadata: { description: 'not sent' },
                },
              ],
            },
          },
        },
      ],
    }
    const { unit } = evaluate({ 'main.json': JSON.stringify(template) }, 'main.json')
    expect(unit.resources().map(({ body }) => plain(body))).toEqual([{ name: 'n1' }])
  })

  test('null given to a parameter with a default takes the default', () => {
    const template = evaluate({
      'main.bicep': "module m 'm.bicep' = {\n  name: 'm'\n  params: { size: null }\n}\noutput size int = m.outputs.size",
      'm.bicep': 'param size int?  = 3\noutput size int = size',
    })
    expect(plain(output(template, 'size'))).toBe(3)
  })

  test('a loop of unknown length gives one resource that stands for them', () => {
    const template = evaluate({
      'main.bicep':
        "param names array\nresource v 'Microsoft.KeyVault/vaults@2024-11-01' = [for n in names: {\n  name: n\n  properties: { enableRbacAuthorization: true }\n}]",
    })
    const [vault, ...others] = template.unit.resources()
    expect(others).toEqual([])
    expect(vault!.repeated?.reason).toMatchObject({ kind: 'parameter', decidedBy: 'names' })
    expect(plain(valueAt(vault!.body, ['properties', 'enableRbacAuthorization']))).toBe(true)
  })

  test('children, extensions and existing resources get the ids that the service gives them', () => {
    const template = evaluate({
      'main.bicep': [
        "resource c 'Microsoft.ContainerService/managedClusters@2025-05-01' = {\n  name: 'aks'\n  resource p 'agentPools' = {\n    name: 'user'\n  }\n}",
        "resource d 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {\n  name: 'logs'\n  scope: c\n}",
        "resource kv 'Microsoft.KeyVault/vaults@2024-11-01' existing = {\n  name: 'kv'\n  scope: resourceGroup('other')\n}",
      ].join('\n'),
    })
    const group = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups'
    expect(template.unit.resources().map(({ id }) => plain(id))).toEqual([
      `${group}/resource-group/providers/Microsoft.ContainerService/managedClusters/aks`,
      `${group}/resource-group/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/user`,
      `${group}/resource-group/providers/Microsoft.ContainerService/managedClusters/aks/providers/Microsoft.Insights/diagnosticSettings/logs`,
      `${group}/other/providers/Microsoft.KeyVault/vaults/kv`,
    ])
  })

  test('secrets stay marked as secrets', () => {
    const template = evaluate({
      'main.bicep': "@secure()\nparam password string = 'hunter2'\noutput url string = 'https://x:${password}@y'",
    })
    expect(output(template, 'url')).toMatchObject({ kind: 'scalar', secret: true })
  })
})

describe('what nothing uses', () => {
  test('errors in variables and outputs are told where they stand, once, and the rest is evaluated', () => {
    const template = evaluate({
      'main.bicep':
        'var list = range(0, 20000)\nvar used = 1\noutput wrong int = length(range(0, 30000))\noutput loop string = own\nvar own = own',
    })
    template.unit.resources()
    expect(template.problems.map(({ source, range }) => positionAt(source, range.start).line)).toEqual([1, 3, 5])
    expect(problemsOf(template)).toEqual([
      'main.bicep:1 range: at most 10000 numbers',
      'main.bicep:3 range: at most 10000 numbers',
      'main.bicep:5 own is defined in terms of itself',
    ])
  })

  test('not in variables about what a condition may leave out', () => {
    const files = {
      'main.bicep':
        "module m 'm.bicep' = if (false) {\n  name: 'm'\n}\nvar id = m.outputs.thing.id\nvar more = id.more\nvar plain = range(0, 20000)\noutput x string = true ? 'y' : more",
      'm.bicep': 'output thing object = {}',
    }
    expect(problemsOf(evaluate(files))).toEqual(['main.bicep:6 range: at most 10000 numbers'])
  })

  test('in modules too, and not in files that only lend what they export', () => {
    const files = {
      'main.bicep': "import { one } from 'lib.bicep'\nmodule m 'm.bicep' = {\n  name: 'm'\n}\noutput one int = one",
      'm.bicep': 'output far array = range(0, 20000)',
      'lib.bicep': '@export()\nvar one = 1\nvar two = range(0, 20000)',
    }
    expect(problemsOf(evaluate(files))).toEqual(['m.bicep:1 range: at most 10000 numbers'])
  })
})

describe('limits and cycles', () => {
  test('a module that is not there is told with what would bring it', () => {
    const call = (name: string, path: string): string => `module ${name} '${path}' = {\n  name: '${name}'\n}\n`
    const main = call('a', 'br:contoso.azurecr.io/aks:v1') + call('b', '../b.bicep')
    const judged = evaluate({ 'infra/main.bicep': main }, 'infra/main.bicep')
    expect(problemsOf(judged)).toEqual([
      'infra/main.bicep:1 the module br:contoso.azurecr.io/aks:v1 was not found; its resources are not judged; bicep restore infra/main.bicep fetches it',
      'infra/main.bicep:4 the module ../b.bicep was not found; its resources are not judged; scan the folder that has it together with this one',
    ])
  })

  test('cyclic variables, parameters and modules are problems, and the rest is evaluated', () => {
    const template = evaluate({
      'main.bicep':
        "var a = b\nvar b = a\nparam p string = q\nparam q string = p\nmodule m 'main.bicep' = {\n  name: 'm'\n}\noutput ok int = 1\noutput x string = a\noutput y string = p",
    })
    expect(problemsOf(template)).toEqual([
      'main.bicep:3 p is defined in terms of itself',
      'main.bicep:5 the module main.bicep calls itself',
      'main.bicep:1 a is defined in terms of itself',
    ])
    expect(plain(output(template, 'ok'))).toBe(1)
  })

  test('a loop over 100,000 items', () => {
    const template = evaluate({ 'main.bicep': 'var many = [for i in range(0, 100000): i]\noutput n int = length(many)\noutput ok int = 2' })
    expect(problemsOf(template)).toEqual(['main.bicep:1 range: at most 10000 numbers'])
    expect([plain(output(template, 'n')), plain(output(template, 'ok'))]).toEqual(['unknown: error expression', 2])
  })

  test('loops in loops in loops end, and only what is too long is unknown', () => {
    const template = evaluate({
      'main.bicep':
        'var a = range(0, 5000)\nvar cube = map(a, x => map(a, y => map(a, z => x + y + z)))\noutput n int = length(cube)\noutput ok int = length(a)',
    })
    expect(problemsOf(template)).toEqual(['main.bicep:2 cube takes too long to evaluate; it is left unknown'])
    expect(plain(output(template, 'ok'))).toBe(5000)
  })

  test('a chain of 5,000 variables', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => `var v${index} = v${index + 1}`).join('\n')
    const template = evaluate({ 'main.bicep': `${chain}\nvar v5000 = 1\noutput x int = v0\noutput ok int = v5000` })
    // As far down as the limit reaches it breaks off, and the variables that nothing has asked for yet begin anew.
    expect(problemsOf(template).filter((problem) => !/^main\.bicep:\d+ v\d+ takes too long to evaluate/.test(problem))).toEqual([])
    expect(plain(output(template, 'ok'))).toBe(1)
  })

  test('a function that calls itself', () => {
    const template = evaluate({ 'main.bicep': 'func f(n int) int => f(n + 1)\noutput x int = f(0)\noutput ok int = 1' })
    expect(problemsOf(template)).toEqual(['main.bicep:2 x takes too long to evaluate; it is left unknown'])
  })

  test('a string that doubles', () => {
    const lines = Array.from({ length: 60 }, (_, index) => `var s${index + 1} = '\${s${index}}\${s${index}}'`)
    const template = evaluate({ 'main.bicep': `var s0 = 'x'\n${lines.join('\n')}\noutput x string = s60` })
    expect(problemsOf(template)[0]).toMatch(/the result is longer than 1048576 characters/)
  })

  test('10,000 nested calls in an ARM template', () => {
    const template = evaluate(
      {
        'main.json': JSON.stringify({
          outputs: { x: { type: 'string', value: `[${'concat('.repeat(10_000)}'a'${')'.repeat(10_000)}]` }, ok: { type: 'int', value: 1 } },
        }),
      },
      'main.json',
    )
    expect(problemsOf(template)).toEqual(['main.json:1 nested more than 256 levels deep'])
    expect(plain(output(template, 'ok'))).toBe(1)
  })
})

describe('ARM templates', () => {
  test('copy loops, nested templates with both scopes, user functions, references', () => {
    const inner = (scope: string): unknown => ({
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: `nested-${scope}`,
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope },
        parameters: { tier: { value: 'Premium' } },
        template: {
          parameters: { tier: { type: 'string', defaultValue: 'Basic' } },
          resources: [
            {
              type: 'Microsoft.ContainerRegistry/registries',
              apiVersion: '2025-04-01',
              name: `acr${scope}`,
              sku: { name: "[parameters('tier')]" },
            },
          ],
        },
      },
    })
    const template = evaluate(
      {
        'main.json': JSON.stringify({
          parameters: { tier: { type: 'string', defaultValue: 'Standard' } },
          functions: [
            {
              namespace: 'my',
              members: { twice: { parameters: [{ name: 'n', type: 'int' }], output: { type: 'int', value: "[mul(parameters('n'), 2)]" } } },
            },
          ],
          variables: { copy: [{ name: 'squares', count: 3, input: "[mul(copyIndex('squares'), copyIndex('squares'))]" }] },
          resources: [
            {
              type: 'Microsoft.KeyVault/vaults',
              apiVersion: '2024-11-01',
              name: "[concat('kv', copyIndex(1))]",
              copy: { name: 'vaults', count: 2 },
              properties: { enablePurgeProtection: true },
            },
            inner('inner'),
            inner('outer'),
          ],
          outputs: {
            squares: { type: 'array', value: "[variables('squares')]" },
            twice: { type: 'int', value: '[my.twice(21)]' },
            purge: { type: 'bool', value: "[reference(resourceId('Microsoft.KeyVault/vaults', 'kv2')).enablePurgeProtection]" },
            uri: { type: 'string', value: "[reference('kv2').vaultUri]" },
          },
        }),
      },
      'main.json',
    )
    expect(problemsOf(template)).toEqual([])
    expect(template.unit.resources().map(({ name, body }) => [plain(name), plain(valueAt(body, ['sku', 'name']))])).toEqual([
      ['kv1', 'missing'],
      ['kv2', 'missing'],
      ['acrinner', 'Premium'],
      ['acrouter', 'Standard'],
    ])
    expect(['squares', 'twice', 'purge', 'uri'].map((name) => plain(output(template, name)))).toEqual([
      [0, 1, 4],
      42,
      true,
      'unknown: runtime Microsoft.KeyVault/vaults',
    ])
  })
})
