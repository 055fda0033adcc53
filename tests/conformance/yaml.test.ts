import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'

import { readYaml } from '../../src/syntax/yaml/read.ts'
import { corpus } from '../corpora.ts'

/** Real files by others: manifests, rendered charts, policies, workflows, rules, threat models. */
const folders = ['manifests', 'helm', 'policy', 'pipeline', 'network', 'runtime', 'supplychain', 'threat', 'azure'].flatMap(
  (name) => corpus(name) ?? [],
)

/** The package needs a second for each 400 kB; every larger document is of the same few generators as smaller ones. */
const longest = 30_000

/**
 * Where the package refuses what the API server's reader accepts, and so do we: texts in quotes whose last line is not
 * indented more than their key.
 */
const leniencies = new Set(['policy/gatekeeper-library/library/general/httpsonly/template.yaml', 'threat/otm/example.yaml'])

/** Names that we give to keys that are no texts; the package has others. The API server accepts none of them. */
const namedOtherwise = new Set(['complex-key', 'null-key'])

describe.skipIf(folders.length === 0)('real YAML files', () => {
  it('have the values that the yaml package gives them, and are refused where it refuses them', () => {
    let documents = 0
    const differences: string[] = []
    for (const folder of folders) {
      for (const path of globSync('**/*.{yaml,yml}', { cwd: folder })) {
        const file = relative(join(folder, '..'), join(folder, path)).replaceAll('\\', '/')
        // The package ends a block scalar with a line break even where the file ends without one; the API server does not.
        const text = `${readFileSync(join(folder, path), 'utf8').replace(/\n$/, '')}\n`
        for (const document of readYaml({ uri: file, text }, { schema: 'core' }).documents) {
          const { start, end } = document.range
          if (end - start > longest || document.problems.some(({ code }) => namedOtherwise.has(code))) continue
          documents++
          const ours = document.problems.some(({ fatal }) => fatal) ? refused : document.value
          if (!leniencies.has(file) && !isDeepStrictEqual(ours, byPackage(text.slice(start, end))))
            differences.push(`${file}:${text.slice(0, start).split('\n').length}`)
        }
      }
    }
    expect(differences).toEqual([])
    expect(documents).toBeGreaterThan(1_000)
  })
})

const refused = Symbol('refused')

function byPackage(text: string): unknown {
  const document = parseDocument(text, { merge: true, uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
  if (document.errors.length > 0) return refused
  try {
    const value: unknown = document.toJS({ maxAliasCount: -1 })
    return JSON.parse(JSON.stringify(value))
  } catch {
    // An alias without an anchor, or inside its own.
    return refused
  }
}
