import { execFileSync } from 'node:child_process'
import { folderTree } from './tests/folder-tree.ts'
import { findCharts } from './src/sources/helm/find-charts.ts'
import { gatherChart, writeMarkedCopy } from './src/sources/helm/chart-copy.ts'
import { Marks } from './src/sources/helm/mark-template.ts'
import { splitOutput, decodeMarked } from './src/sources/helm/output.ts'
import { readMarkedText } from './src/sources/helm/marked-text.ts'
const tree = folderTree('/tmp/ch/' + process.argv[2]!)
const marks = new Marks()
const copy = gatherChart(tree, findCharts(tree).find((c) => !c.isLibrary)!)!
execFileSync('rm', ['-rf', '/tmp/marked/x']); writeMarkedCopy(copy, '/tmp/marked/x', tree, marks)
const out = execFileSync('/tmp/layer/helm/helm', ['template', 'rel', '/tmp/marked/x'], { encoding: 'utf8', maxBuffer: 1e9 })
for (const { path, text } of splitOutput(out)) if (path.includes(process.argv[3]!)) { const m = decodeMarked(text)!; console.log(readMarkedText(m, marks)?.text ?? 'UNREADABLE ' + m) }
