import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'

import { describe, expect, test } from 'vitest'

import { evaluateTemplate } from '../../src/models/azure/template/evaluate.ts'
import type { TemplateFiles, TemplateProblem, TemplateResource } from '../../src/models/azure/template/evaluation.ts'
import { readParameterFile } from '../../src/models/azure/template/parameter-file.ts'
import { toPlain } from '../../src/models/azure/value/plain.ts'
import { corpus } from '../corpora.ts'
import { compareResources, type Agreement } from './bicep-evaluation.ts'

const azure = corpus('azure')
const place = { location: 'westeurope' }

function treeAt(root: string): TemplateFiles {
  const sources = new Map<string, ReturnType<TemplateFiles['read']>>()
  return {
    read(uri) {
      if (!sources.has(uri)) {
        const file = join(root, uri)
        sources.set(uri, existsSync(file) ? { uri, text: readFileSync(file, 'utf8') } : undefined)
      }
      return sources.get(uri)
    },
  }
}

/** The same tree, with every module outside the tests replaced by what the compiler made of it. */
function compiled(tree: TemplateFiles): TemplateFiles {
  return {
    read: (uri) =>
      (uri.endsWith('/main.bicep') && !uri.includes('/tests/') ? tree.read(uri.replace(/bicep$/, 'json')) : undefined) ?? tree.read(uri),
  }
}

/** Module calls that could not be followed in Bicep, because the module lies in a registry; the compiler had it and inlined it. */
function unresolvedCalls(problems: readonly TemplateProblem[]): ReadonlySet<string> {
  const calls = problems
    .filter(({ message }) => message.text.en.startsWith('the module'))
    .map(({ source, range }) => /module (\w+) $/.exec(source.text.slice(0, range.start))?.[1])
  return new Set(calls.filter((name) => name !== undefined))
}

function passesThrough({ trail }: TemplateResource, calls: ReadonlySet<string>): boolean {
  return trail.some(({ source, range }) => {
    const symbol = /"(\w+)":\s*$/.exec(source.text.slice(Math.max(0, range.start - 200), range.start))?.[1]
    return symbol !== undefined && calls.has(symbol)
  })
}

describe.skipIf(azure === undefined)('Bicep evaluated, and the compiler’s output evaluated', () => {
  test('Azure Verified Modules under the parameters of their tests', () => {
    const tree = treeAt(azure!)
    const agreement: Agreement = { equal: 0, unknown: 0, different: [] }
    const entries = globSync(join(azure!, 'avm/**/tests/e2e/*/main.test.bicep')).map((file) => relative(azure!, file))
    for (const uri of entries) {
      const source = tree.read(uri)!
      const [bicep, json] = [tree, compiled(tree)].map((files) => evaluateTemplate({ source, files, place }))
      const resources = bicep!.unit.resources()
      const calls = unresolvedCalls(bicep!.problems)
      compareResources(
        resources,
        json!.unit.resources().filter((resource) => !passesThrough(resource, calls)),
        agreement,
      )
    }
    expect(agreement.different).toEqual([])
    expect(agreement.equal).toBeGreaterThan(4000)
    // What is unknown to both: outputs of modules that are not in the corpus, and properties that only a deployment knows.
    expect(agreement.unknown).toBeLessThan(400)
    expect(entries).toHaveLength(53)
  })

  const samples = azure === undefined ? [] : globSync(join(azure, 'bicep-compiler/baselines/*/main.symbolicnames.json'))
  test.each(samples.map((file) => [basename(join(file, '..')), file]))('compiler sample %s', (_, file) => {
    const folder = join(file, '..')
    const tree = treeAt(folder)
    const agreement: Agreement = { equal: 0, unknown: 0, different: [] }
    const [bicep, json] = ['main.bicep', 'main.symbolicnames.json'].map((uri) =>
      evaluateTemplate({ source: tree.read(uri)!, files: tree, place }),
    )
    const resources = bicep!.unit.resources()
    const calls = unresolvedCalls(bicep!.problems)
    compareResources(
      resources,
      json!.unit.resources().filter((resource) => !passesThrough(resource, calls)),
      agreement,
    )
    expect(agreement.different).toEqual([])
  })

  /** A template that was changed after it was compiled. */
  const differing = new Set(['Tests.Bicep.16'])
  const ruleTests = azure === undefined ? [] : globSync(join(azure, 'psrule/bicep/*.json')).map((file) => basename(file, '.json'))
  test.each(ruleTests.filter((name) => !differing.has(name)))('rule test %s', (name) => {
    const tree = treeAt(join(azure!, 'psrule/bicep'))
    const agreement: Agreement = { equal: 0, unknown: 0, different: [] }
    const [bicep, json] = ['bicep', 'json'].map((ending) =>
      evaluateTemplate({ source: tree.read(`${name}.${ending}`)!, files: tree, place }),
    )
    const resources = bicep!.unit.resources()
    const missing = bicep!.problems.some(({ kind }) => kind === 'module')
    compareResources(resources, json!.unit.resources(), agreement)
    // What comes from a registry stands in the compiled template alone.
    expect(missing ? [] : agreement.different).toEqual([])
  })

  test.each(azure === undefined ? [] : ['Extends', 'Variables'])('the parameter file sample %s', (name) => {
    const folder = join(azure!, 'bicep-compiler/bicepparam', name)
    const tree = treeAt(folder)
    const { values, problems } = readParameterFile(tree.read('parameters.bicepparam')!, tree)
    expect(problems).toEqual([])
    const { parameters } = JSON.parse(readFileSync(join(folder, 'parameters.json'), 'utf8').replace(/^\uFEFF/, '')) as {
      parameters: Record<string, { value: unknown }>
    }
    const ours = Object.fromEntries([...values].map(([key, value]) => [key, { value: (toPlain(value) as { plain: unknown }).plain }]))
    expect(ours).toEqual(parameters)
  })
})
