import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import type { Source } from '../../core/location.ts'
import { bicepFiles, withoutVendored } from './bicep-modules.ts'

const cache = mkdtempSync(join(tmpdir(), 'breakwater-bicep-'))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

function restore(path: string): void {
  mkdirSync(join(cache, dirname(path)), { recursive: true })
  writeFileSync(join(cache, path), '{}')
}

const subscription = '00000000-0000-0000-0000-000000000001'
restore('br/mcr.microsoft.com/bicep$avm$res$key-vault$vault/0.13.0$/main.json')
restore('br/registry.example$5000/platform$aks/v1$/main.json')
restore(`ts/${subscription}/specs/network/2.0/main.json`)

const config: Source = {
  uri: 'infra/bicepconfig.json',
  text: `{
  // Comments are allowed.
  "cacheRootDirectory": "../vendor",
  "moduleAliases": {
    "br": { "ours": { "registry": "registry.example:5000", "modulePath": "platform" } },
    "ts": { "specs": { "subscription": "${subscription}", "resourceGroup": "Specs" } }
  }
}`,
}
const vendored: Source = { uri: 'vendor/br/registry.example$5000/platform$network/v1$/main.json', text: '{"vendored":true}' }
const files = bicepFiles([config, vendored], { BICEP_CACHE_DIRECTORY: cache })

describe('a module of a registry', () => {
  test.each([
    ['br/public:avm/res/key-vault/vault:0.13.0', 'br:mcr.microsoft.com/bicep/avm/res/key-vault/vault:0.13.0/main.json'],
    ['br:mcr.microsoft.com/bicep/avm/res/key-vault/vault:0.13.0', 'br:mcr.microsoft.com/bicep/avm/res/key-vault/vault:0.13.0/main.json'],
    ['br/ours:aks:v1', 'br:registry.example:5000/platform/aks:v1/main.json'],
    ['ts/specs:network:2.0', `ts:${subscription}/Specs/network:2.0/main.json`],
    [`ts:${subscription}/Specs/network:2.0`, `ts:${subscription}/Specs/network:2.0/main.json`],
    ['br/ours:network:v1', vendored.uri],
  ])('%s is found', (reference, uri) => {
    expect(files.registry?.(reference, 'infra/app/main.bicep')?.uri).toBe(uri)
  })

  test.each([
    'br/public:avm/res/key-vault/vault:0.12.0',
    'br/unknown:aks:v1',
    'br/ours:../../../etc:v1',
    'br:registry.example:5000/platform/aks:..',
    'ts/unknown:network:2.0',
    'ts/specs:..:2.0',
    '../other.bicep',
  ])('%s is not', (reference) => {
    expect(files.registry?.(reference, 'infra/app/main.bicep')).toBeUndefined()
  })

  test('an alias holds for the folder of its configuration and those below it', () => {
    expect(files.registry?.('br/ours:aks:v1', 'other/main.bicep')).toBeUndefined()
    expect(files.fullReference?.('br/ours:aks:v1', 'infra/main.bicep')).toBe('br:registry.example:5000/platform/aks:v1')
  })
})

test('what is vendored is not deployed for itself', () => {
  const main: Source = { uri: 'infra/main.bicep', text: '' }
  expect(withoutVendored([main, vendored], [config, main, vendored])).toEqual([main])
})

test('a folder outside the tree is not read because the tree says so', () => {
  const outside = bicepFiles([{ uri: 'bicepconfig.json', text: JSON.stringify({ cacheRootDirectory: cache }) }], {
    BICEP_CACHE_DIRECTORY: '/nowhere',
  })
  expect(outside.registry?.('br/public:avm/res/key-vault/vault:0.13.0', 'main.bicep')).toBeUndefined()
})
