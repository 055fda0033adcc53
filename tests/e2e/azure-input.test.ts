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

const terraformVault = (name: string): string => `resource "azurerm_key_vault" "${name}" {
  name                     = "${name}"
  purge_protection_enabled = false
}
`

const template = (content: Readonly<Record<string, unknown>>, ...resources: readonly unknown[]): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    ...content,
    resources: [...resources, { ...armVault, name: 'a', properties: { enablePurgeProtection: false } }],
  })
const armVault = { type: 'Microsoft.KeyVault/vaults', apiVersion: '2024-11-01' }

/** Forty lines that each use the one before twice. */
const doubling = (first: string, next: (before: string) => string): string =>
  Array.from({ length: 40 }, (_, index) => (index === 0 ? first : next(String(index - 1)))).join('\n')
const bicepDoubling = (name: string, first: string, next: (before: string) => string): string =>
  doubling(`var ${name}0 = ${first}`, (before) => `var ${name}${Number(before) + 1} = ${next(`${name}${before}`)}`)

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
    ['main.bicep:2:12 template-evaluation', 'main.tf:2:11 template-evaluation'],
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
    ['main.bicep:2:9 template-evaluation', 'main.bicep:3:22 template-evaluation', 'main.bicep:11:9 template-evaluation'],
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
  [
    'values that double on every line',
    {
      'main.bicep': `${bicepDoubling('o', "{ a: 'a' }", (o) => `{ l: ${o}, r: ${o} }`)}
${bicepDoubling('l', '[1, 2]', (l) => `[...${l}, ...${l}]`)}
${bicepDoubling('t', "'text'", (t) => `'\${${t}}\${${t}}'`)}
resource w 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'w'
  location: '\${string(o39)}\${length(l39)}\${t39}'
  tags: union(o39, o38)
}
${vault('v')}`,
      'main.tf': `locals {\n${doubling('l0 = [1]', (l) => `l${Number(l) + 1} = concat(local.l${l}, local.l${l})`)}\n}\n${terraformVault('z')}`,
    },
    [
      'main.bicep:20:1 template-evaluation',
      'main.bicep:39:1 template-evaluation',
      'main.bicep:58:1 template-evaluation',
      'main.bicep:100:11 template-evaluation',
      'main.bicep:117:11 template-evaluation',
      'main.tf:20:1 template-evaluation',
    ],
    ['v', 'w', 'z'],
  ],
  [
    'texts that are longer than memory',
    {
      'main.bicep': `var a = padLeft('a', 1000000000)
var b = join(range(0, 9999), padLeft('', 1000000, 'x'))
var c = replace(padLeft('', 900000, 'a'), 'a', padLeft('', 900000, 'b'))
resource w 'Microsoft.KeyVault/vaults@2024-11-01' = {\n  name: '\${a}\${b}\${c}'\n}\n${vault('v')}`,
      'main.tf': `locals {\n  a = join("", [for i in range(1000) : "${'a'.repeat(100)}"])\n  b = replace(local.a, "a", local.a)\n}\n${terraformVault('z')}`,
    },
    [
      'main.bicep:1:9 template-evaluation',
      'main.bicep:2:9 template-evaluation',
      'main.bicep:3:1 template-evaluation',
      'main.tf:3:3 template-evaluation',
    ],
    ['v', 'z', '<expression><expression><c>'],
  ],
  [
    'loops in loops, of 1,000 turns each',
    {
      'main.bicep': `var many = [for i in range(0, 1000): map(range(0, 1000), j => i * j)]\n${vault('v')}resource w 'Microsoft.KeyVault/vaults@2024-11-01' = [for i in flatten(many): {\n  name: 'w\${i}'\n}]\n`,
      'main.tf': `locals {\n  many = [for i in range(1000) : [for j in range(1000) : i * j]]\n}\n${terraformVault('z')}`,
    },
    ['main.bicep:1:1 template-evaluation', 'main.tf:2:3 template-evaluation'],
    ['v', 'z', 'w<many[]>'],
  ],
  [
    'resources that are named after each other, or are their own parents',
    {
      'main.bicep': `resource a 'Microsoft.KeyVault/vaults@2024-11-01' = {\n  name: b.name\n}
resource b 'Microsoft.KeyVault/vaults@2024-11-01' = {\n  name: a.name\n}
resource c 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {\n  parent: c\n  name: 'c'\n}\n${vault('v')}`,
      'main.json': template({}, { ...armVault, name: "[reference('b').x]" }, { ...armVault, name: 'b', tags: "[reference('b').x]" }),
      'main.tf': `locals {\n  a = local.b\n  b = local.a\n}\n${terraformVault('z')}resource "azurerm_key_vault" "w" {\n  name = azurerm_key_vault.w.name\n}\n`,
    },
    [
      'main.bicep:1:10 template-evaluation',
      'main.bicep:7:10 template-evaluation',
      'main.json:1:115 template-evaluation',
      'main.json:1:206 template-evaluation',
      'main.tf:3:7 template-evaluation',
      'main.tf:9:1 template-evaluation',
    ],
    ['<Microsoft.KeyVault/vaults.properties.x>', '<a.name>', '<a.name>', '<azurerm_key_vault.w.name>', 'a', 'b', 'v', 'z'],
  ],
  [
    'names that are declared twice',
    { 'main.bicep': `var a = 1\nparam a string = 'a'\n${vault('v')}` },
    ['main.bicep:2:7 template-evaluation'],
    ['v'],
  ],
  [
    'numbers of copies that are none',
    {
      'main.json': template({}, ...[-1, 1.5, 'x', null, []].map((count) => ({ ...armVault, name: 'b', copy: { name: 'c', count } })), 5, {
        name: 'c',
      }),
      'main.tf': `${terraformVault('z')}resource "azurerm_key_vault" "x" {\n  count = -1\n  name  = "x"\n}\nresource "azurerm_key_vault" "y" {\n  for_each = "y"\n  name     = each.key\n}\n`,
    },
    [
      ...[207, 312, 418, 524, 631, 636, 638].map((column) => `main.json:1:${column} template-evaluation`),
      'main.tf:6:11 template-evaluation',
      'main.tf:10:14 template-evaluation',
    ],
    ['<for_each>', 'a', 'b', 'b', 'b', 'b', 'b', 'x', 'z'],
  ],
]

test.each(inputs)('%s', (_, files, problems, judged) => {
  const { inputs: read, findings, errors, status } = scanned(files)
  expect(read.notAnalysed.map(({ uri, reason, line, column }) => `${uri}:${line}:${column} ${reason}`)).toEqual(problems)
  expect(findings.map(({ resource }) => resource.name).toSorted()).toEqual([...judged].toSorted())
  expect({ errors, status }).toEqual({ errors: [], status: 4 })
})

test('modules that call two others, over 25 steps', () => {
  const twice = (step: number): string => `module a 'm${step}.bicep' = {\n  name: 'a'\n}\nmodule b 'm${step}.bicep' = {\n  name: 'b'\n}\n`
  const steps = Array.from({ length: 24 }, (_, step) => [`m${step}.bicep`, step === 23 ? vault('w') : twice(step + 1)] as const)
  const { inputs: read, findings, errors, status } = scanned({ 'main.bicep': `${twice(0)}${vault('v')}`, ...Object.fromEntries(steps) })
  expect(new Set(read.notAnalysed.map(({ reason }) => reason))).toEqual(new Set(['template-evaluation']))
  expect(read.notAnalysed.map(({ uri }) => uri)).toContain('main.bicep')
  expect(findings.map(({ resource }) => resource.name)).toContain('v')
  expect({ errors, status }).toEqual({ errors: [], status: 4 })
})

function scanned(files: Readonly<Record<string, string>>): Report & { readonly status: number | null } {
  folder = folderWith(files)
  const { status, stdout } = breakwater(['scan', '.', '--format', 'json', '--only', 'key-vault/purge-protection'], {
    cwd: folder,
    timeout: 30_000,
  })
  return { ...(JSON.parse(stdout) as Report), status }
}
