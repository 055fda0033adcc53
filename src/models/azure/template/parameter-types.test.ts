import { expect, test } from 'vitest'

import type { Source } from '../../../core/location.ts'
import { render } from '../../../core/text.ts'
import { evaluateUnits } from '../units.ts'

/** What is told of the sources, each with the text that it is told at. */
function problemsOf(...sources: readonly Source[]): readonly string[] {
  const files = { read: (uri: string) => sources.find((source) => source.uri === uri) }
  return evaluateUnits(sources, files).problems.map(
    ({ source, range, message }) => `${source.uri} «${source.text.slice(range.start, range.end)}» ${render(message, 'en')}`,
  )
}

const vault = `resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault'
}
`

test('defaults of another type, at the part that is wrong', () => {
  const text = `type tier = 'Standard' | 'Premium'
type settings = {
  count: int
  name: string?
}
param days int = 'thirty'
param on bool = 1
param sku tier = 'Basic'
param names string[] = ['a', 2]
param all settings = { count: 'many', name: null }
param fine settings = { count: 1 }
param anything object = {}
param maybe int? = null
${vault}`
  expect(problemsOf({ uri: 'main.bicep', text })).toEqual([
    "main.bicep «'thirty'» parameter days takes int, not string",
    'main.bicep «1» parameter on takes bool, not int',
    "main.bicep «'Basic'» parameter sku takes 'Standard' | 'Premium', not string",
    'main.bicep «2» parameter names takes string, not int',
    "main.bicep «'many'» parameter all takes int, not string",
  ])
})

test('parameter files: wrong types, names that are not declared, values that are not given', () => {
  const main = { uri: 'main.bicep', text: `param days int\nparam name string\nparam note string?\nparam extra string = ''\n${vault}` }
  const file = { uri: 'main.bicepparam', text: `using 'main.bicep'\nparam days = 'thirty'\nparam dayz = 3\n` }
  expect(problemsOf(main, file)).toEqual([
    'main.bicepparam «3» main.bicep has no parameter dayz',
    "main.bicepparam «'thirty'» parameter days takes int, not string",
    "main.bicepparam «'main.bicep'» main.bicepparam does not give name",
  ])
  const json = { uri: 'main.parameters.json', text: `{ "parameters": { "days": { "value": "thirty" } } }` }
  expect(problemsOf(main, json)).toEqual(['main.parameters.json «"thirty"» parameter days takes int, not string'])
})

test('environment variables that the Azure Developer CLI puts in are not known', () => {
  const main = { uri: 'main.bicep', text: `param on bool\n${vault}` }
  const json = { uri: 'main.parameters.json', text: '{ "parameters": { "on": { "value": "${TURNED_ON=true}" } } }' }
  expect(problemsOf(main, json)).toEqual([])
})

test('calls of modules', () => {
  const part = {
    uri: 'part.bicep',
    text: `import { mayBeNull } from 'types.bicep'\nparam days int\nparam name string\nparam other mayBeNull\n${vault}`,
  }
  const types = { uri: 'types.bicep', text: `@export()\ntype mayBeNull = string?\n` }
  const main = { uri: 'main.bicep', text: `module part 'part.bicep' = {\n  params: {\n    days: 'thirty'\n  }\n}\n` }
  expect(problemsOf(main, part, types)).toEqual([
    "main.bicep «part 'part.bicep'» module part is not given name",
    "main.bicep «'thirty'» parameter days takes int, not string",
  ])
  const spread = { uri: 'main.bicep', text: `param more object\nmodule part 'part.bicep' = {\n  params: { ...more, days: 1 }\n}\n` }
  expect(problemsOf(spread, part, types)).toEqual([])
})

test('ARM templates, in which numbers may be written as text', () => {
  const template = (given: string): Source => ({
    uri: 'main.json',
    text: `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "parameters": { "days": { "type": "int", "defaultValue": ${given} } },
  "resources": [{ "type": "Microsoft.KeyVault/vaults", "apiVersion": "2024-11-01", "name": "vault" }]
}
`,
  })
  expect(problemsOf(template('"thirty"'))).toEqual(['main.json «"thirty"» parameter days takes int, not string'])
  expect(problemsOf(template('[1]'))).toEqual(['main.json «[1]» parameter days takes int, not array'])
  expect(problemsOf(template('"30"'))).toEqual([])
})
