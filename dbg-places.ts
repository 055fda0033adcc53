import { folderTree } from './tests/folder-tree.ts'
import { renderCharts } from './src/sources/helm/render-charts.ts'
import { findHelm } from './src/sources/programs/find-program.ts'
const root = process.argv[2]!
const pattern = new RegExp(process.argv[3] ?? '.')
const result = await renderCharts(folderTree(root), { kubernetes: 33, locale: 'en', helm: { path: '/tmp/layer/helm/helm', args: [] } })
console.log(result.notAnalysed, result.covers.size, result.objects.length)
function* walk(value: unknown, path: (string|number)[] = []): Generator<[(string|number)[], unknown]> {
  if (typeof value !== 'object' || value === null) { yield [path, value]; return }
  for (const [k, v] of Object.entries(value)) yield* walk(v, [...path, Array.isArray(value) ? Number(k) : k])
}
for (const { value, document } of result.objects) for (const [path, v] of walk(value)) {
  const place = document.place(path)
  const prov = document.provenance(path)
  const line = `${prov} ${value['kind']} ${path.join('.')} = ${JSON.stringify(v).slice(0,40)} -> ${place.source.uri}: ${JSON.stringify(place.source.text.slice(place.range.start, place.range.end).slice(0,100))}  ${document.origin(path) ? 'origin ' + document.origin(path)!.path.join('.') : ''}`
  if (pattern.test(line)) console.log(line)
}
