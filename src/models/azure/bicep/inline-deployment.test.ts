import { expect, test } from 'vitest'

import { positionAt } from '../../../core/location.ts'
import { render } from '../../../core/text.ts'
import { evaluateTemplate, type EvaluatedTemplate } from '../template/evaluate.ts'
import type { TemplateResource } from '../template/evaluation.ts'
import { toPlain } from '../value/plain.ts'
import { valueAt, type Value } from '../value/value.ts'

function evaluate(texts: Readonly<Record<string, string>>): EvaluatedTemplate {
  const sources = new Map(Object.entries(texts).map(([uri, text]) => [uri, { uri, text }]))
  return evaluateTemplate({ source: sources.get('main.bicep')!, files: { read: (uri) => sources.get(uri) } })
}

function plain(value: Value | undefined): unknown {
  if (value === undefined) return 'missing'
  const result = toPlain(value)
  return 'plain' in result ? result.plain : `unknown: ${result.unknown.reason.decidedBy}`
}

function placeOf({ body }: TemplateResource, ...path: readonly string[]): string {
  const { source, range } = valueAt(body, path)!
  const { line, column } = positionAt(source, range.start)
  return `${source.uri}:${line}:${column}`
}

function problemsOf({ unit, problems }: EvaluatedTemplate): readonly string[] {
  unit.resources()
  return problems.map(({ source, range, message }) => `${source.uri}:${positionAt(source, range.start).line} ${render(message, 'en')}`)
}

/** A deployment with this in its properties. */
function deployment(properties: string): string {
  return `resource inline 'Microsoft.Resources/deployments@2024-03-01' = {\n  name: 'inline'\n  properties: {\n    mode: 'Incremental'\n${properties}\n  }\n}\n`
}

const vault = (name: string, protection: string): string =>
  `{ type: 'Microsoft.KeyVault/vaults', apiVersion: '2024-11-01', name: ${name}, properties: { enablePurgeProtection: ${protection} } }`

test('what Bicep computes in a template is known, at its place', () => {
  const template = evaluate({
    'main.bicep': `var isProtected = true\n${deployment(`    template: {\n      resources: [\n        ${vault("'kv'", 'isProtected')}\n      ]\n    }`)}`,
  })
  expect(problemsOf(template)).toEqual([])
  const [found, ...others] = template.unit.resources()
  expect(others).toEqual([])
  expect([found!.type, found!.apiVersion, plain(found!.name)]).toEqual(['Microsoft.KeyVault/vaults', '2024-11-01', 'kv'])
  expect(plain(valueAt(found!.body, ['properties', 'enablePurgeProtection']))).toBe(true)
  expect(placeOf(found!, 'properties', 'enablePurgeProtection')).toBe('main.bicep:1:19')
  expect(found!.trail.map(({ source, range }) => positionAt(source, range.start).line)).toEqual([2])
})

test('texts that are expressions of ARM templates take the parameters of the template', () => {
  const inner = `    expressionEvaluationOptions: { scope: 'inner' }
    parameters: {
      protected: { value: false }
      password: { reference: { secretName: 's' } }
    }
    template: {
      parameters: {
        protected: { type: 'bool' }
        password: { type: 'securestring' }
        suffix: { type: 'string', defaultValue: 'x' }
      }
      variables: { name: '[concat(\\'kv\\', parameters(\\'suffix\\'))]' }
      resources: [
        ${vault("'[variables(\\'name\\')]'", "'[parameters(\\'protected\\')]'")}
        { type: 'Microsoft.KeyVault/vaults', apiVersion: '2024-11-01', name: 'other', tags: { a: '[parameters(\\'password\\')]', b: '[1, 2]' } }
      ]
    }`
  const template = evaluate({ 'main.bicep': deployment(inner) })
  expect(problemsOf(template)).toEqual([])
  const [first, second] = template.unit.resources()
  expect(plain(first!.name)).toBe('kvx')
  expect(plain(valueAt(first!.body, ['properties', 'enablePurgeProtection']))).toBe(false)
  expect(placeOf(first!, 'properties', 'enablePurgeProtection')).toBe('main.bicep:7:27')
  expect(valueAt(second!.body, ['tags', 'a'])).toMatchObject({ kind: 'unknown', secret: true })
  expect(plain(valueAt(second!.body, ['tags', 'b']))).toBe('[1, 2]')
})

test('a loop, a condition and a resource group of its own hold for what is deployed', () => {
  const template = evaluate({
    'main.bicep': `param isWanted bool
resource inline 'Microsoft.Resources/deployments@2024-03-01' = [for n in ['a', 'b']: if (isWanted) {
  name: n
  resourceGroup: 'rg-\${n}'
  properties: {
    mode: 'Incremental'
    template: { resources: { kv: ${vault("'kv-${n}'", 'true')} } }
  }
}]
`,
  })
  expect(problemsOf(template)).toEqual([])
  const found = template.unit.resources()
  expect(found.map(({ name, condition }) => [plain(name), plain(condition)])).toEqual([
    ['kv-a', 'unknown: isWanted'],
    ['kv-b', 'unknown: isWanted'],
  ])
  expect(found.map(({ id }) => /resourceGroups\/([^/]+)/.exec(String(plain(id)))?.[1])).toEqual(['rg-a', 'rg-b'])
})

test('a template that is read from a file is judged at its places there', () => {
  const content = `{
  "parameters": { "protected": { "type": "bool" } },
  "resources": [
    { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2024-11-01", "name": "kv",
      "properties": { "enablePurgeProtection": "[parameters('protected')]", "enableSoftDelete": false } }
  ]
}`
  const given = "    parameters: { protected: { value: false } }\n    template: loadJsonContent('kv.json')"
  const linked = "    parameters: { protected: { value: false } }\n    templateLink: { relativePath: 'kv.json' }"
  for (const properties of [given, linked]) {
    const template = evaluate({ 'main.bicep': deployment(properties), 'kv.json': content })
    expect(problemsOf(template)).toEqual([])
    const [found] = template.unit.resources()
    expect(plain(valueAt(found!.body, ['properties', 'enablePurgeProtection']))).toBe(false)
    expect(placeOf(found!, 'properties', 'enablePurgeProtection')).toBe('main.bicep:5:39')
    expect(placeOf(found!, 'properties', 'enableSoftDelete')).toBe('kv.json:5:97')
    expect(found!.declaration.source.uri).toBe('kv.json')
  }
})

test('the outputs of a deployment are known', () => {
  const outputs = "    template: { resources: [], outputs: { a: { type: 'string', value: '[concat(\\'x\\', \\'y\\')]' } } }"
  const template = evaluate({ 'main.bicep': `${deployment(outputs)}output a string = inline.properties.outputs.a.value\n` })
  const at = { source: { uri: '', text: '' }, range: { start: 0, end: 0 } }
  expect(plain(template.unit.output('a', at))).toBe('xy')
})

test.each([
  ['a parameter', 'param given object\n', '    template: given', 'depends on given, which is not known here; its resources are not judged'],
  ['resources of a parameter', 'param given array\n', '    template: { resources: given }', 'depends on given, which is not known here'],
  [
    'a link that leads nowhere',
    '',
    "    templateLink: { relativePath: 'none.json' }",
    'the linked template of the deployment inline was not found',
  ],
  [
    'a link to an address',
    '',
    "    templateLink: { uri: 'https://example.com/a.json' }",
    'the linked template of the deployment inline was',
  ],
])('%s is told', (_, head, properties, told) => {
  const template = evaluate({ 'main.bicep': head + deployment(properties) })
  const problems = problemsOf(template)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(told)
  expect(template.unit.resources()).toEqual([])
})

test('a template that leads to itself ends', () => {
  const template = evaluate({
    'main.bicep': deployment("    templateLink: { relativePath: 'main.bicep' }"),
  })
  expect(problemsOf(template)).toHaveLength(1)
})
