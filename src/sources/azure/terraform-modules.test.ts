import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { fetchedModule } from './terraform-modules.ts'

const root = mkdtempSync(join(tmpdir(), 'breakwater-terraform-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
mkdirSync(join(root, 'infra/.terraform/modules/aks'), { recursive: true })
mkdirSync(join(root, 'outside'))
writeFileSync(join(root, 'infra/.terraform/modules/aks/main.tf'), 'variable "name" {}\n')
writeFileSync(join(root, 'infra/.terraform/modules/aks/README.md'), '')
writeFileSync(join(root, 'outside/main.tf'), '')
writeFileSync(
  join(root, 'infra/.terraform/modules/modules.json'),
  JSON.stringify({
    Modules: [
      { Key: '', Dir: '.' },
      { Key: 'aks', Source: 'registry.terraform.io/Azure/aks/azurerm', Version: '9.1.0', Dir: '.terraform/modules/aks' },
      { Key: 'aks.gone', Dir: '.terraform/modules/gone' },
      { Key: 'away', Dir: '../outside' },
    ],
  }),
)

test('a module that terraform init has fetched', () => {
  expect(fetchedModule('infra', ['aks'], root)).toEqual([{ uri: 'infra/.terraform/modules/aks/main.tf', text: 'variable "name" {}\n' }])
})

test.each([[['other']], [['aks', 'gone']], [['away']]])('%j is none', (path) => {
  expect(fetchedModule('infra', path, root)).toBeUndefined()
})

test('a configuration that was not initialised has none', () => {
  expect(fetchedModule('outside', ['aks'], root)).toBeUndefined()
})
