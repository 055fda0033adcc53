import { expect, test } from 'vitest'

import type { Source } from '../../../core/location.ts'
import { render } from '../../../core/text.ts'
import type { EvaluatedUnits } from '../merge-variants.ts'
import { evaluateTerraform } from '../terraform/units.ts'
import { evaluateUnits } from '../units.ts'

/** What is told of the sources, each with the text that it is told at. */
function problemsOf(...sources: readonly Source[]): readonly string[] {
  const files = { read: (uri: string) => sources.find((source) => source.uri === uri) }
  return told(evaluateUnits(sources, files))
}

function told({ problems }: EvaluatedUnits): readonly string[] {
  return problems.map(
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

test('types of other files, imported by name and as a whole, with the types that these use in turn', () => {
  const types = {
    uri: 'types.bicep',
    text: `import { size } from 'sizes.bicep'
type name = 'a' | 'b'
@export()
type pool = {
  name: name
  size: size?
}
@export()
@minValue(30)
type days = int
@export()
@secure()
type password = string
`,
  }
  const sizes = { uri: 'sizes.bicep', text: '@export()\ntype size = int\n' }
  const main = {
    uri: 'main.bicep',
    text: `import { pool as nodePool, days } from 'types.bicep'
import * as all from './types.bicep'
param wrong nodePool = { name: 'c' }
param deep all.pool[] = [{ name: 'a', size: 'large' }]
param lacking all.pool = {}
param short days = 7
param fine nodePool = { name: 'b', size: 2 }
param none all.pool? = null
param other all.missing = 1
${vault}`,
  }
  expect(problemsOf(main, types, sizes)).toEqual([
    "main.bicep «'c'» parameter wrong takes 'a' | 'b', not string",
    "main.bicep «'large'» parameter deep takes int, not string",
    'main.bicep «{}» parameter lacking lacks name',
    'main.bicep «7» parameter short has to be 30 or more',
  ])
})

test('types that cannot be had, and types that are defined by themselves, ask nothing and end', () => {
  const a = { uri: 'a.bicep', text: "import { u } from 'b.bicep'\n@export()\ntype t = u | u | u | u\n" }
  const b = { uri: 'b.bicep', text: "import { t } from 'a.bicep'\n@export()\ntype u = t | t | t | t\n" }
  const text = `import { t } from 'a.bicep'
import { far } from 'br/public:types:1.0'
import * as gone from 'gone.bicep'
type own = own | own | own | own
${Array.from({ length: 15 }, (_, level) => `type wide${level} = wide${level + 1} | wide${level + 1} | wide${level + 1} | wide${level + 1}`).join('\n')}
type wide15 = int | 'a'
param many wide0 = 'x'
param open wide0
param empty own = null
param loop t = 'x'
param self own = 'x'
param remote far = 1
param local gone.type = 1
${vault}`
  const started = performance.now()
  expect(problemsOf({ uri: 'main.bicep', text }, a, b)).toEqual([
    "main.bicep «param many wide0 = 'x'» many takes too long to evaluate; it is left unknown",
    'main.bicep «null» parameter empty takes own, not null',
  ])
  expect(performance.now() - started).toBeLessThan(1000)
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

test('what decorators demand of parameters, of types and of members', () => {
  const main = {
    uri: 'main.bicep',
    text: `@minValue(1)
@maxValue(10)
param count int
@minLength(3)
@maxLength(5)
param name string
@maxLength(2)
param zones string[]
@allowed(['Basic', 'Premium'])
param sku sys.string
@minLength(4)
type prefix = string
param start prefix
param settings { @minValue(-1) days: int, @allowed(['a']) kind: string? }
${vault}`,
  }
  const given = (text: string): readonly string[] => problemsOf(main, { uri: 'main.bicepparam', text: `using 'main.bicep'\n${text}` })
  expect(
    given(
      "param count = 0\nparam name = 'ab'\nparam zones = ['1', '2', '3']\nparam sku = 'basic'\nparam start = 'abc'\nparam settings = { days: -2 }\n",
    ),
  ).toEqual([
    'main.bicepparam «0» parameter count has to be 1 or more',
    "main.bicepparam «'ab'» parameter name has to have a length of 3 or more",
    "main.bicepparam «['1', '2', '3']» parameter zones has to have a length of 2 or less",
    `main.bicepparam «'basic'» parameter sku takes only "Basic", "Premium"`,
    "main.bicepparam «'abc'» parameter start has to have a length of 4 or more",
    'main.bicepparam «-2» parameter settings has to be -1 or more',
  ])
  expect(
    given(
      "param count = 11\nparam name = 'abcdef'\nparam zones = ['1']\nparam sku = 5\nparam start = 'abcd'\nparam settings = { days: 1, kind: 'b' }\n",
    ),
  ).toEqual([
    'main.bicepparam «11» parameter count has to be 10 or less',
    "main.bicepparam «'abcdef'» parameter name has to have a length of 5 or less",
    'main.bicepparam «5» parameter sku takes sys.string, not int',
    `main.bicepparam «'b'» parameter settings takes only "a"`,
  ])
  expect(
    given(
      "param count = 1\nparam name = 'abc'\nparam zones = []\nparam sku = 'Basic'\nparam start = 'abcd'\nparam settings = { days: -1, kind: null }\n",
    ),
  ).toEqual([])
})

test('members that are missing or too many, tuples, null, and objects that one member tells apart', () => {
  const main = {
    uri: 'main.bicep',
    text: `@sealed()
type closed = { name: string, size: int? }
param one closed
param open { name: string }
param pair [string, int]
param rest { *: int }
param none string
@discriminator('kind')
type shape = { kind: 'circle', radius: int } | { kind: 'square', side: int }
param shape1 shape
param shape2 shape
param shape3 shape
${vault}`,
  }
  const parameters = {
    uri: 'main.bicepparam',
    text: `using 'main.bicep'
param one = { name: 'a', colour: 'red' }
param open = { colour: 'red' }
param pair = ['a', 1, 2]
param rest = { a: 1, b: 'b' }
param none = null
param shape1 = { kind: 'circle', side: 1 }
param shape2 = { kind: 'triangle' }
param shape3 = { radius: 1 }
`,
  }
  expect(problemsOf(main, parameters)).toEqual([
    'main.bicepparam «colour» parameter one takes no colour',
    "main.bicepparam «{ colour: 'red' }» parameter open lacks name",
    "main.bicepparam «['a', 1, 2]» parameter pair takes [string, int], not array",
    "main.bicepparam «'b'» parameter rest takes int, not string",
    'main.bicepparam «null» parameter none takes string, not null',
    "main.bicepparam «{ kind: 'circle', side: 1 }» parameter shape1 lacks radius",
    "main.bicepparam «'triangle'» parameter shape2 takes { kind: 'circle', radius: int } | { kind: 'square', side: int }, not string",
    'main.bicepparam «{ radius: 1 }» parameter shape3 lacks kind',
  ])
})

test('schemas of ARM templates', () => {
  const main = {
    uri: 'main.json',
    text: JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      definitions: {
        size: { type: 'int', minValue: 1, maxValue: 9 },
        settings: {
          type: 'object',
          properties: { size: { $ref: '#/definitions/size' }, note: { type: 'string', nullable: true } },
          additionalProperties: false,
        },
        shape: {
          type: 'object',
          discriminator: {
            propertyName: 'kind',
            mapping: { circle: { type: 'object', properties: { kind: { type: 'string' }, radius: { type: 'int' } } } },
          },
        },
      },
      parameters: {
        sku: { type: 'string', allowedValues: ['Basic', 'Premium'] },
        name: { type: 'securestring', minLength: 3 },
        zones: { type: 'array', maxLength: 1, items: { type: 'string' } },
        one: { $ref: '#/definitions/settings' },
        two: { $ref: '#/definitions/settings' },
        three: { $ref: '#/definitions/settings' },
        shape: { $ref: '#/definitions/shape' },
      },
      resources: [{ type: 'Microsoft.KeyVault/vaults', apiVersion: '2024-11-01', name: 'vault' }],
    }),
  }
  const given = (values: Readonly<Record<string, unknown>>): readonly string[] =>
    problemsOf(main, {
      uri: 'main.parameters.json',
      text: JSON.stringify({ parameters: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])) }),
    })
  expect(
    given({ sku: 'standard', name: 'ab', zones: [1], one: { size: 10 }, two: {}, three: { size: 1, colour: 1 }, shape: { kind: 'cube' } }),
  ).toEqual([
    'main.parameters.json «"standard"» parameter sku takes only "Basic", "Premium"',
    'main.parameters.json «"ab"» parameter name has to have a length of 3 or more',
    'main.parameters.json «1» parameter zones takes string, not int',
    'main.parameters.json «10» parameter one has to be 9 or less',
    'main.parameters.json «{}» parameter two lacks size',
    'main.parameters.json «"colour"» parameter three takes no colour',
    'main.parameters.json «"cube"» parameter shape takes only "circle"',
  ])
  expect(given({ sku: 'basic', name: 'abc', zones: ['1'], one: { size: '9', note: null }, shape: { kind: 'circle', radius: 1 } })).toEqual(
    [],
  )
})

test('variables of Terraform: types, conditions, null, and the arguments of calls', () => {
  const problems = told(
    evaluateTerraform([
      {
        uri: 'main.tf',
        text: `variable "count_of" {
  type = number

  validation {
    condition     = var.count_of < 5
    error_message = "too many"
  }
}

variable "settings" {
  type = object({ name = string, size = optional(number) })
}

variable "tags" {
  type = map(string)
}

variable "name" {
  type     = string
  nullable = false
}

module "part" {
  source = "./part"
  colour = "red"
  zones  = { a = 1 }
}
`,
      },
      { uri: 'terraform.tfvars', text: 'count_of = "7"\nsettings = { size = "big" }\ntags = { a = [1] }\nname = null\n' },
      { uri: 'part/main.tf', text: 'variable "zones" {\n  type = list(string)\n}\n\nvariable "days" {\n  type = number\n}\n' },
    ]),
  )
  expect(problems).toEqual([
    'terraform.tfvars «"7"» the value of variable count_of does not pass its validation',
    'terraform.tfvars «{ size = "big" }» parameter settings lacks name',
    'terraform.tfvars «[1]» parameter tags takes string, not array',
    'terraform.tfvars «null» variable name must not be null',
    'main.tf «colour» the module has no variable colour',
    'main.tf «module "part"» module part is not given days',
    'main.tf «{ a = 1 }» parameter zones takes list, not object',
  ])
})
