import { rmSync } from 'node:fs'

import { afterEach, expect, test } from 'vitest'

import { breakwater, folderWith } from './breakwater.ts'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Report {
  readonly inputs: {
    readonly notAnalysed: readonly { readonly uri: string; readonly reason: string; readonly line?: number; readonly column?: number }[]
  }
  readonly findings: readonly { readonly resource: { readonly name: string }; readonly outcome: string }[]
  readonly errors: readonly unknown[]
}

const vault = (name: string): string => `resource ${name} 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: '${name}'
  properties: {
    enablePurgeProtection: false
  }
}
`

const nested = (name: string, innermost: string): string => `${`${name}(`.repeat(10_000)}${innermost}${')'.repeat(10_000)}`

type Case = readonly [what: string, files: Readonly<Record<string, string>>, problems: readonly string[], judged: readonly string[]]

/** What is wrong, and where; the vault beside it is judged all the same. */
const inputs: readonly Case[] = [
  [
    'modules that call each other',
    { 'a.bicep': `${vault('v')}module b 'b.bicep' = {\n  name: 'b'\n}\n`, 'b.bicep': "module a 'a.bicep' = {\n  name: 'a'\n}\n" },
    ['b.bicep:1:10 module-not-found'],
    ['v'],
  ],
  [
    'parameters and variables that define each other',
    {
      'main.bicep': `var a = b\nvar b = a\nparam p string = q\nparam q string = p\noutput o string = '\${a}\${p}'\n${vault('v')}resource w 'Microsoft.KeyVault/vaults@2024-11-01' = {\n  name: '\${a}\${p}'\n}\n`,
    },
    ['main.bicep:1:5 template-evaluation', 'main.bicep:3:7 template-evaluation'],
    ['v', '<a><p>'],
  ],
  [
    'modules that are not there',
    { 'main.bicep': `module m 'gone.bicep' = {\n  name: 'm'\n}\nmodule r 'br:registry.example/x:1' = {\n  name: 'r'\n}\n${vault('v')}` },
    ['main.bicep:1:10 module-not-found', 'main.bicep:4:10 module-not-found'],
    ['v'],
  ],
  [
    'loops of 100,000 turns',
    {
      'main.bicep': `resource many 'Microsoft.Network/publicIPAddresses@2024-05-01' = [\n  for i in range(0, 100000): {\n    name: 'x\${i}'\n  }\n]\n${vault('v')}`,
      'main.tf': `resource "azurerm_public_ip" "many" {\n  count = 100000\n  name  = "x"\n}\n\nresource "azurerm_key_vault" "w" {\n  name                     = "w"\n  purge_protection_enabled = false\n}\n`,
    },
    ['main.bicep:2:12 template-evaluation'],
    ['v', 'w'],
  ],
  [
    'calls that are nested 10,000 deep',
    {
      'main.bicep': `var x = ${nested('toLower', "'a'")}\n${vault('v')}`,
      'arm.json': JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        variables: { x: `[${nested('toLower', "'a'")}]` },
        resources: [
          {
            type: 'Microsoft.KeyVault/vaults',
            apiVersion: '2024-11-01',
            name: 'w',
            tags: { x: "[variables('x')]" },
            properties: { enablePurgeProtection: false },
          },
        ],
      }),
      'main.tf': `locals {\n  x = ${nested('lower', '"a"')}\n}\n\nresource "azurerm_key_vault" "z" {\n  name                     = "z"\n  purge_protection_enabled = false\n}\n`,
    },
    ['arm.json:1:2169 template-evaluation', 'main.bicep:1:2057 template-syntax', 'main.tf:2:1201 template-syntax'],
    ['w', 'v', 'z'],
  ],
  [
    'values of other types than are asked for',
    {
      'main.bicep': `param o object = {}\nvar u = union(1, 'a')\noutput x string = '\${o.a}\${u}'\n${vault('v')}resource w 'Microsoft.KeyVault/vaults@2024-11-01' = {\n  name: o.a.b\n  location: u\n}\n`,
    },
    ['main.bicep:2:9 template-evaluation', 'main.bicep:11:9 template-evaluation'],
    ['v', '<expression.b>'],
  ],
  [
    'a bracket that is missing',
    {
      'main.bicep': `${vault('v')}resource oops 'Microsoft.KeyVault/vaults@2024-11-01' = {\n  name: \n  properties: { ((( }\n${vault('w')}`,
    },
    ['main.bicep:9:13 template-syntax', 'main.bicep:10:1 template-syntax'],
    ['v', 'w'],
  ],
  [
    'a parameter file that builds on itself',
    {
      'main.bicep': `param name string\n${vault('v')}`,
      'main.bicepparam': "using './main.bicep'\nextends './main.bicepparam'\nparam name = name\n",
    },
    ['main.bicepparam:2:1 module-not-found', 'main.bicepparam:3:7 template-evaluation'],
    ['v'],
  ],
]

test.each(inputs)('%s', (_, files, problems, judged) => {
  folder = folderWith(files)
  const { status, stdout } = breakwater(['scan', '.', '--format', 'json', '--only', 'key-vault/purge-protection'], {
    cwd: folder,
    timeout: 30_000,
  })
  const { inputs: read, findings, errors } = JSON.parse(stdout) as Report
  expect(read.notAnalysed.map(({ uri, reason, line, column }) => `${uri}:${line}:${column} ${reason}`)).toEqual(problems)
  expect(findings.map(({ resource }) => resource.name).toSorted()).toEqual([...judged].toSorted())
  expect({ errors, status }).toEqual({ errors: [], status: 4 })
})
