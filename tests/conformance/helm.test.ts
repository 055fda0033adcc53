import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { renderCharts } from '../../src/sources/helm/render-charts.ts'
import { objectsIn } from '../../src/sources/rendering/objects-in.ts'
import type { RenderedObject } from '../../src/sources/rendering/rendering.ts'
import { readYaml } from '../../src/syntax/yaml/read.ts'
import { corpus } from '../corpora.ts'
import { folderTree } from '../folder-tree.ts'
import { emptyShares, misplaced, shareLine } from '../places.ts'
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
  const shares = emptyShares()
  afterAll(() => {
    rmSync(root, { recursive: true })
    process.stdout.write(shareLine(shares))
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
    const compared = one.nondeterministicLines === undefined ? (value: unknown): unknown => value : shape
    expect(compared(got)).toEqual(compared(expected))
    expect(objects.flatMap((object) => misplaced(object, shares))).toEqual([])
  })
})
