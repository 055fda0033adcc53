import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { renderCharts } from '../../src/sources/helm/render-charts.ts'
import { objectsIn } from '../../src/sources/objects-in.ts'
import type { Provenance, RenderedObject } from '../../src/sources/rendering.ts'
import { isSameObject } from '../../src/sources/same-object.ts'
import { readYaml } from '../../src/syntax/yaml/read.ts'
import { corpus } from '../corpora.ts'
import { folderTree } from '../folder-tree.ts'
import { helmBinary } from '../tools.ts'

interface Case {
  readonly chart: string
  readonly name: string
  readonly release: string
  readonly namespace: string
  readonly kubeVersion: string
  readonly set: Readonly<Record<string, string>>
  readonly values?: string
  readonly expected: string
  readonly nondeterministicLines?: readonly number[]
}

type Json = Readonly<Record<string, unknown>>

const folder = corpus('helm')
const helm = helmBinary()

/** Objects by kind and name: Helm 4 writes some in another order than Helm 3. */
function ordered(objects: readonly Json[]): readonly Json[] {
  const key = (object: Json): string => {
    const metadata = object['metadata'] as Json | undefined
    return JSON.stringify([object['apiVersion'], object['kind'], metadata?.['namespace'], metadata?.['name']])
  }
  return objects.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

function expectedObjects(text: string): readonly Json[] {
  return readYaml({ uri: 'expected.yaml', text }).documents.flatMap((document) => objectsIn(document.value).map(({ value }) => value))
}

/** Values that differ from run to run, such as generated keys, by their type alone. */
function shape(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, child: unknown) => (typeof child === 'string' && child.length >= 8 ? 'text' : child))
}

describe.skipIf(folder === undefined || helm === undefined)('the charts of the corpus', () => {
  const cases = folder === undefined ? [] : (JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as readonly Case[])
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-charts-')))
  const shares: Record<Provenance, number> = { exact: 0, action: 0, values: 0, fallback: 0 }
  afterAll(() => {
    rmSync(root, { recursive: true })
    const total = Object.values(shares).reduce((sum, count) => sum + count)
    const parts = Object.entries(shares).map(([name, count]) => `${name} ${((100 * count) / total).toFixed(1)} %`)
    process.stdout.write(`places of ${total} rendered scalars: ${parts.join(', ')}\n`)
  })

  const rendered = async (one: Case): Promise<readonly RenderedObject[]> => {
    const at = join(root, `${basename(one.chart, '.tgz')}-${one.name}`)
    mkdirSync(at)
    execFileSync('tar', ['-xzf', join(folder!, one.chart), '-C', at])
    if (one.values !== undefined) execFileSync('cp', [join(folder!, one.values), join(at, 'extra.yaml')])
    const { objects, notAnalysed } = await renderCharts(folderTree(at), {
      kubernetes: Number(one.kubeVersion.split('.')[1]),
      locale: 'en',
      helm: { path: helm!, args: [] },
      valueSets: [
        {
          chart: basename(one.chart, '.tgz'),
          files: one.values === undefined ? [] : ['extra.yaml'],
          set: one.set,
          namespace: one.namespace,
          release: one.release,
        },
      ],
    })
    expect(notAnalysed).toEqual([])
    return objects
  }

  test.each(cases.map((one) => [`${basename(one.chart, '.tgz')} ${one.name}`, one] as const))('%s', async (_name, one) => {
    const objects = await rendered(one)
    const expected = ordered(expectedObjects(readFileSync(join(folder!, one.expected), 'utf8')))
    // The expected output was made without `--include-crds`.
    const crdTemplates = new Set(
      objects.filter(({ document }) => /(?:^|\/)crds\/[^/]*$/.test(document.uri) && !document.uri.includes('/templates/')),
    )
    const got = ordered(objects.filter((object) => !crdTemplates.has(object)).map(({ value }) => value))
    if (one.nondeterministicLines === undefined) expect(got).toEqual(expected)
    else expect(shape(got)).toEqual(shape(expected))
    for (const object of objects) countPlaces(object, shares)
  })
})

function countPlaces(object: RenderedObject, shares: Record<Provenance, number>): void {
  for (const { path, value } of scalarPaths(object.value)) {
    const { source, range } = object.document.place(path)
    const provenance = object.document.provenance(path)
    shares[provenance]++
    const text = source.text.slice(range.start, range.end)
    expect(text).not.toBe('')
    if (provenance === 'exact') expect(isWritten(text, value), `${source.uri} ${path.join('.')}: ${text}`).toBe(true)
    if (provenance === 'action') expect(text).toMatch(/\{\{[^]*\}\}/)
    if (provenance === 'values') expect(isWritten(text, value), `${source.uri} ${path.join('.')}: ${text}`).toBe(true)
    if (provenance === 'fallback') console.error(source.uri, path.join('.'), text)
  }
}

/** Whether a text is a way to write a scalar in YAML. */
function isWritten(text: string, value: unknown): boolean {
  const read = readYaml({ uri: 'scalar', text: `k: ${text.replace(/\n/g, '\n ')}` }).documents[0]?.value as Json | undefined
  const got = read?.['k']
  // A value that is left out, as in `annotations:`, has its place at the key.
  if (value === null && /^[\w.-]+$/.test(text)) return true
  if (isSameObject(got, value) || String(got) === String(value)) return true
  return typeof value === 'string' && text.replace(/\s+/g, '').includes(value.replace(/\s+/g, '').slice(0, 20))
}

function* scalarPaths(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<{ path: readonly (string | number)[]; value: unknown }> {
  if (typeof value !== 'object' || value === null) {
    yield { path, value }
    return
  }
  for (const [key, child] of Object.entries(value)) yield* scalarPaths(child, [...path, Array.isArray(value) ? Number(key) : key])
}
