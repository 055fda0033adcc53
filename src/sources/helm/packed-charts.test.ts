import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { afterEach, describe, expect, test } from 'vitest'

import { folderOf } from '../../../tests/folder-tree.ts'
import { helmBinary } from '../../../tests/tools.ts'
import { set } from '../../core/edit.ts'
import { positionAt } from '../../core/location.ts'
import { readTree } from '../files/read-tree.ts'
import type { Rendering } from '../rendering/rendering.ts'
import { renderPackedChart } from './packed-charts.ts'

const helm = helmBinary()
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const chart = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': 'replicas: 2\n',
  'web/templates/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: {{ .Values.replicas }}\n',
}

/** A folder with an archive of some files, as `tar` packs them. */
function packed(files: Readonly<Record<string, string>>, name = 'web-1.0.0.tgz'): string {
  const contents = folderOf(files)
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-packed-'))
  folders.push(contents, folder)
  execFileSync('tar', ['-czf', join(folder, name), '-C', contents, ...Object.keys(files)])
  return folder
}

function render(folder: string, name = 'web-1.0.0.tgz'): Promise<Rendering | undefined> {
  const options = { kubernetes: 35, locale: 'en', helm: { path: helm ?? '', args: [] } } as const
  return renderPackedChart({ uri: name, path: join(folder, name) }, options)
}

describe.skipIf(helm === undefined)('packed charts', () => {
  test('places lie inside the archive, and nothing is edited there', async () => {
    const [object] = (await render(packed(chart)))!.objects
    const { source, range } = object!.document.place(['spec', 'replicas'])
    expect([object!.value['kind'], source.uri, positionAt(source, range.start).line, source.text.slice(range.start, range.end)]).toEqual([
      'Deployment',
      'web-1.0.0.tgz/web/templates/web.yaml',
      6,
      '{{ .Values.replicas }}',
    ])
    expect(object!.document.editTarget([set(['spec', 'replicas'], 3)])).toBeUndefined()
  })

  test('what cannot be rendered is told with its template', async () => {
    const rendering = (await render(packed({ ...chart, 'web/templates/web.yaml': 'a: {{ fail "no" }}\n' })))!
    expect(rendering.notAnalysed.map(({ uri, reason }) => `${uri} ${reason}`)).toEqual([
      'web-1.0.0.tgz/web/templates/web.yaml helm-render-failed',
    ])
  })
})

test('an archive without a chart is none', async () => {
  expect(await render(packed({ 'package/package.json': '{}' }))).toBeUndefined()
})

test('what is no archive at all is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-packed-'))
  folders.push(folder)
  writeFileSync(join(folder, 'web-1.0.0.tgz'), gzipSync(Buffer.alloc(4096, 'x')))
  expect(await render(folder)).toBeUndefined()
})

test('a chart of more than a chart should hold is refused', async () => {
  const large = packed({ ...chart, 'web/zeros.bin': '0'.repeat(65 * 1024 * 1024) })
  expect((await render(large))!.notAnalysed).toEqual([
    {
      uri: 'web-1.0.0.tgz',
      reason: 'too-large',
      message: 'the chart was not rendered, because it holds more than 5,000 files or 64 MB',
    },
  ])
})

test('an archive in the folder charts of a chart belongs to that chart', async () => {
  const root = packed(chart)
  const owner = folderOf({
    'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - { name: web, version: 1.0.0, repository: "" }\n',
    'shop/charts/README.md': 'packed charts\n',
  })
  folders.push(owner)
  execFileSync('cp', [join(root, 'web-1.0.0.tgz'), join(owner, 'shop/charts')])
  const options = { cwd: owner, excludes: () => false, kubernetes: 35, locale: 'en' } as const
  const { estate } = await readTree([owner], options)
  expect(estate.notAnalysed.filter(({ uri }) => uri.includes('.tgz'))).toEqual([])
})
