import { expect, test } from 'vitest'

import { readPolicyDocuments } from './documents.ts'

const schema = 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#'

test('of an ARM template, the resources of Azure Policy are documents, with their places', () => {
  const text = JSON.stringify({
    $schema: schema,
    resources: [
      { type: 'Microsoft.Resources/resourceGroups', name: 'rg' },
      {
        type: 'Microsoft.Authorization/policyDefinitions',
        name: 'ours',
        properties: { policyRule: { then: { effect: "[[parameters('effect')]" } }, mode: '[variables("mode")]' },
      },
    ],
  })
  const [only, ...rest] = readPolicyDocuments({ uri: 'template.json', text }).documents
  expect(rest).toEqual([])
  expect(only?.value['properties']).toEqual({ policyRule: { then: { effect: "[parameters('effect')]" } }, mode: '[variables("mode")]' })
  const { range } = only!.document.place(['name'])
  expect(text.slice(range.start, range.end)).toBe('"ours"')
})

test('lists are taken apart, however they are written', () => {
  const names = (value: object) =>
    readPolicyDocuments({ uri: 'list.json', text: JSON.stringify(value) }).documents.map(({ value: { name } }) => name)
  const both = [{ name: 'a' }, { name: 'b' }]
  expect([names(both), names({ value: both }), names({ kind: 'List', items: both })]).toEqual(Array.from({ length: 3 }, () => ['a', 'b']))
})
