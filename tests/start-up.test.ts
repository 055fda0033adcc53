import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

import { parseSync } from 'oxc-parser'
import { describe, expect, it } from 'vitest'

import { lazyFiles } from '../tools/lazy-checks.ts'

const root = join(import.meta.dirname, '..')

/** What Node.js loads before a scan of manifests begins: everything that these files import, directly or through others, without `import()`. */
const scan = ['src/cli/scan.ts', 'src/sources/readers/read-manifest-files.ts', 'src/sources/readers/read-secrets.ts']

/** The files and packages that are loaded with some files, each with the chain of imports that leads to it. */
function loadedWith(entries: readonly string[], lazy: ReadonlySet<string>): ReadonlyMap<string, string> {
  const chains = new Map(entries.map((file) => [file, file]))
  for (const [file, chain] of chains) {
    if (!existsSync(join(root, file)) || !file.endsWith('.ts')) continue
    const { module } = parseSync(file, readFileSync(join(root, file), 'utf8'))
    const imports = [
      ...module.staticImports.filter(({ entries: names }) => names.length === 0 || names.some(({ isType }) => !isType)),
      ...module.staticExports.flatMap(({ entries: names }) => names.filter(({ isType }) => !isType)),
    ]
    for (const { moduleRequest } of imports) {
      if (moduleRequest === null) continue
      const { value } = moduleRequest
      const target = value.startsWith('.') ? relative(root, join(root, dirname(file), value)) : value
      if (!target.startsWith('node:') && !chains.has(target) && !lazy.has(join(root, target))) chains.set(target, `${target} < ${chain}`)
    }
  }
  return chains
}

describe('a scan of manifests loads nothing that it cannot need', async () => {
  // The bundle has stand-ins for them; see `tools/lazy-checks.ts`.
  const loaded = loadedWith(scan, await lazyFiles(join(root, 'src/checks/index.generated.ts')))

  it('looks at what is there', () => {
    expect(loaded.size).toBeGreaterThan(300)
    expect([...loaded.keys()]).toContain('src/syntax/yaml/parse.ts')
  })

  it('no other packages', () => {
    const packages = [...loaded].filter(([name]) => !name.startsWith('src/'))
    // One check reads the regular expressions of a policy by re2js.
    expect(packages.filter(([name]) => !['yaml', 're2js', 'package.json'].includes(name)).map(([, chain]) => chain)).toEqual([])
  })

  it.each([
    'src/syntax/bicep',
    'src/syntax/hcl',
    'src/models/azure/template',
    'src/models/azure/terraform',
    'src/policy',
    'src/supply-chain/image',
  ])('nothing of %s', (folder) => {
    expect([...loaded].filter(([name]) => name.startsWith(`${folder}/`)).map(([, chain]) => chain)).toEqual([])
  })

  it.each(['azure', 'github', 'git', 'helm', 'kustomize', 'registry', 'programs'])('nothing that reads from %s', (kind) => {
    const ours = [...loaded].filter(([name]) => name.startsWith(`src/sources/${kind}/`))
    expect(ours.map(([, chain]) => chain)).toEqual([])
  })
})
