// Measures `breakwater scan` on templates of Azure, and every peer on PATH beside it: `npm run bench -- azure`.
// `--bound 120` ends any run after so many seconds; `--rounds 3` is how often each is run, and the best counts.
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { corpus } from '../tests/corpora.ts'
import { best, measure, type Command, type Cost } from './measure.ts'
import { findProgram } from './peers.ts'

const { values } = parseArgs({
  allowPositionals: true,
  options: { bound: { type: 'string', default: '120' }, rounds: { type: 'string', default: '3' } },
})
const bound = Number(values.bound)
const rounds = Number(values.rounds)
const bundle = join(import.meta.dirname, '..', 'dist/breakwater.mjs')

/** Seconds that a scan of each may take at most, in processor time where it is known: what else runs does not count. */
const goals = { estate: 1, generated: 10 }

interface Input {
  readonly name: string
  readonly path: string
  readonly goal: number
}

interface Tool {
  readonly name: string
  readonly command: (path: string) => Command
}

/** Each as its makers tell people to scan templates in a folder, without the network where it has such a mode. */
const known: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['checkov', ['--framework', 'bicep', 'arm', 'terraform', '--output', 'json', '--quiet', '--compact', '--skip-download', '--directory']],
  ['trivy', ['config', '--quiet', '--format', 'json', '--skip-check-update', '--skip-version-check']],
  ['terrascan', ['scan', '--iac-type', 'arm', '--output', 'json', '--iac-dir']],
]

const peers: readonly Tool[] = known.flatMap(([name, args]): readonly Tool[] => {
  const program = findProgram(name)
  return program === undefined ? [] : [{ name, command: (path) => ({ program, args: [...args, path] }) }]
})

const ours: Tool = {
  name: 'breakwater',
  command: (path) => ({ program: process.execPath, args: [bundle, 'scan', path, '--format', 'json', '--exit-zero'] }),
}

/** Files with a module each that calls a module that calls a module: `count` in all, a third of them entries. */
function generate(folder: string, count: number): string {
  const path = join(folder, `bicep-${count}`)
  mkdirSync(path, { recursive: true })
  for (let index = 0; index * 3 < count; index++) {
    const [middle, inner] = [`middle${index}.bicep`, `inner${index}.bicep`]
    writeFileSync(join(path, `main${index}.bicep`), entry(index, middle))
    writeFileSync(join(path, middle), between(inner))
    writeFileSync(join(path, inner), cluster())
  }
  return path
}

function entry(index: number, module: string): string {
  return `param location string = resourceGroup().location
param private bool = ${index % 2 === 0}

var tags = {
  number: ${index}
}

module platform '${module}' = {
  name: 'platform${index}'
  params: {
    name: 'aks-\${uniqueString(resourceGroup().id)}-${index}'
    location: location
    private: private
    tags: tags
    pools: [for number in range(0, 3): {
      name: 'pool\${number}'
      mode: number == 0 ? 'System' : 'User'
    }]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'vault${index}'
  location: location
  properties: {
    tenantId: tenant().tenantId
    enableRbacAuthorization: ${index % 3 === 0}
    enablePurgeProtection: true
    sku: {
      family: 'A'
      name: 'standard'
    }
  }
}

output clusterId string = platform.outputs.id
`
}

function between(module: string): string {
  return `param name string
param location string
param private bool
param tags object
param pools array

module cluster '${module}' = {
  name: '\${name}-cluster'
  params: {
    name: toLower(name)
    location: location
    private: private
    tags: union(tags, { layer: 'platform' })
    pools: pools
  }
}

output id string = cluster.outputs.id
`
}

function cluster(): string {
  return `param name string
param location string
param private bool
param tags object
param pools array

resource aks 'Microsoft.ContainerService/managedClusters@2025-05-01' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    dnsPrefix: name
    disableLocalAccounts: private
    apiServerAccessProfile: {
      enablePrivateCluster: private
    }
    agentPoolProfiles: [for pool in pools: {
      name: pool.name
      mode: pool.mode
      count: 3
      vmSize: 'Standard_D4s_v5'
      enableEncryptionAtHost: pool.mode == 'System'
    }]
    networkProfile: {
      networkPlugin: 'azure'
      networkPolicy: private ? 'cilium' : 'azure'
    }
  }
}

output id string = aks.id
`
}

function inputsIn(folder: string): readonly Input[] {
  const inputs: Input[] = []
  const azure = corpus('azure')
  if (azure !== undefined && existsSync(azure)) {
    const module = join(folder, 'managed-cluster')
    cpSync(join(azure, 'avm/container-service/managed-cluster'), module, { recursive: true })
    inputs.push({ name: 'AVM managed-cluster and its tests', path: module, goal: goals.estate })
    for (const project of readdirSync(join(azure, 'projects')).toSorted())
      inputs.push({ name: project, path: join(azure, 'projects', project), goal: goals.estate })
  }
  for (const count of [10, 100, 1_000])
    inputs.push({ name: `${count.toLocaleString('en')} generated files`, path: generate(folder, count), goal: goals.generated })
  return inputs
}

async function measured(tool: Tool, { path }: Input, scratch: string): Promise<Cost> {
  const runs: [Cost, ...Cost[]] = [await measure(tool.command(path), scratch, bound)]
  while (runs.length < rounds && !runs[0].timedOut) runs.push(await measure(tool.command(path), scratch, bound))
  return best(runs)
}

const scratch = mkdtempSync(join(tmpdir(), 'breakwater-azure-bench-'))
try {
  console.log(`| input | files | tool | seconds | processor | MB | goal |\n| --- | ---: | --- | ---: | ---: | ---: | --- |`)
  for (const input of inputsIn(scratch)) {
    const files = globSync('**/*.{bicep,bicepparam,json,tf,tfvars}', { cwd: input.path }).length
    for (const tool of [ours, ...peers]) {
      const cost = await measured(tool, input, scratch)
      const seconds = cost.timedOut ? `over ${bound}` : cost.wall.toFixed(2)
      const goal = tool === ours ? ((cost.cpu ?? cost.wall) <= input.goal ? 'met' : `missed: ${input.goal} s`) : ''
      console.log(
        `| ${input.name} | ${files} | ${tool.name} | ${seconds} | ${cost.cpu?.toFixed(2) ?? '?'} | ${cost.memory?.toFixed(0) ?? '?'} | ${goal} |`,
      )
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
