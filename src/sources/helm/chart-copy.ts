import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, posix, resolve } from 'node:path'

import { readYaml } from '../../syntax/yaml/read.ts'
import { pathOf, uriOf, type FileTree } from '../files/file-tree.ts'
import { chartFiles, copyInto, type ChartFile } from './chart-files.ts'
import { ChartValues, type ValuesLayer } from './chart-values.ts'
import { inFolder, readChart, record, type Chart, type Dependency } from './find-charts.ts'
import { definedNames, markTemplate, type Marks } from './mark-template.ts'
import { readTemplate } from './template-syntax.ts'

/** A file of `templates/`, as the output of Helm names it. */
export interface ChartTemplate {
  readonly uri: string
  readonly values: ChartValues
}

/** A chart on its way to Helm, away from the scanned files. */
export interface ChartCopy {
  readonly chart: Chart
  readonly files: readonly ChartFile[]
  /** Declared, used by the default values, and nowhere to be found. */
  readonly missing: readonly Dependency[]
  /** Templates and CRDs by their name in `# Source:` comments; `values` are those of the values files given. */
  templates(sets: readonly ValuesLayer[]): ReadonlyMap<string, ChartTemplate>
}

/** A chart of the tree with its files, and with the charts beside it that it depends on by `file://`. */
export function gatherChart(tree: FileTree, chart: Chart): ChartCopy | undefined {
  const own = chartFiles(pathOf(tree, chart.folder), tree)
  if (own === undefined) return undefined
  const absent = chart.dependencies.filter((dependency) => !isVendored(tree, own, dependency))
  const beside = absent.map((dependency) => ({ dependency, files: filesBeside(tree, chart, dependency) }))
  const files = [...own, ...beside.flatMap((found) => found.files ?? [])]
  const values = valuesOf(tree, own)
  const unresolved = beside.filter((found) => found.files === undefined).map(({ dependency }) => dependency)
  return {
    chart,
    files: unresolved.length === 0 ? files : files.filter(({ name }) => name !== 'Chart.lock' && name !== 'requirements.lock'),
    missing: unresolved.filter((dependency) => isWanted(dependency, values)),
    templates: (sets) => templatesOf(tree, files, chart, sets),
  }
}

function isVendored(tree: FileTree, files: readonly ChartFile[], { name }: Dependency): boolean {
  return files.some((file) => {
    const [, archive, folder] = /^charts\/(?:([^/]+\.tgz)|([^/]+)\/Chart\.yaml)$/.exec(file.name) ?? []
    if (archive !== undefined) return archive.startsWith(`${name}-`) || archive === `${name}.tgz`
    return folder !== undefined && (folder === name || readChart(tree, posix.dirname(file.uri))?.name === name)
  })
}

/** A dependency that lies in the same tree (`repository: file://../common`), under the name that Helm would give it. */
function filesBeside(tree: FileTree, chart: Chart, { name, repository }: Dependency): readonly ChartFile[] | undefined {
  if (!repository.startsWith('file://')) return undefined
  const folder = resolve(pathOf(tree, chart.folder), repository.slice('file://'.length))
  if (!tree.contains(folder) || tree.read(uriOf(tree, join(folder, 'Chart.yaml'))) === undefined) return undefined
  return chartFiles(folder, tree)?.map((file) => ({ ...file, name: `charts/${name}/${file.name}` }))
}

function valuesOf(tree: FileTree, files: readonly ChartFile[], folder = ''): readonly ValuesLayer[] {
  const file = files.find(({ name }) => name === inFolder(folder, 'values.yaml'))
  const source = file === undefined ? undefined : tree.read(file.uri)
  const document = source === undefined ? undefined : readYaml(source).documents[0]
  return document === undefined ? [] : [{ document, prefix: [] }]
}

/** Whether the values leave a dependency switched on, as Helm decides it. */
function isWanted({ condition }: Dependency, layers: readonly ValuesLayer[]): boolean {
  const values = new ChartValues(layers)
  for (const route of condition.split(',').map((written) => written.trim())) {
    for (const { value } of route === '' ? [] : values.entries(route.split('.'))) if (typeof value === 'boolean') return value
  }
  return true
}

function templatesOf(
  tree: FileTree,
  files: readonly ChartFile[],
  root: Chart,
  sets: readonly ValuesLayer[],
): ReadonlyMap<string, ChartTemplate> {
  const templates = new Map<string, ChartTemplate>()
  const visit = (folder: string, chart: Chart, fullName: string, outer: readonly ValuesLayer[]): void => {
    const layers = [...outer, ...valuesOf(tree, files, folder)]
    const values = new ChartValues(layers)
    for (const { name, uri } of files) {
      const inside = folder === '' ? name : name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : ''
      if (/^(?:templates|crds)\//.test(inside)) templates.set(`${fullName}/${inside}`, { uri, values })
    }
    for (const subfolder of subchartFolders(files, folder)) {
      const subchart = readChart(tree, posix.dirname(files.find(({ name }) => name === `${subfolder}/Chart.yaml`)!.uri))
      if (subchart === undefined) continue
      const aliases = chart.dependencies.filter(({ name }) => name === subchart.name).map(({ alias }) => alias)
      for (const alias of aliases.length === 0 ? [subchart.name] : aliases) {
        const below = layers.map((layer) => ({ document: layer.document, prefix: [...layer.prefix, alias] }))
        visit(subfolder, subchart, `${fullName}/charts/${alias}`, below)
      }
    }
  }
  visit('', root, root.name, sets)
  return templates
}

function subchartFolders(files: readonly ChartFile[], folder: string): readonly string[] {
  const inside = folder === '' ? 'charts/' : `${folder}/charts/`
  return files.flatMap(({ name }) => {
    const rest = name.startsWith(inside) ? name.slice(inside.length) : ''
    return /^[^/]+\/Chart\.yaml$/.test(rest) ? [inside + posix.dirname(rest)] : []
  })
}

/** Writes the chart for Helm, without the dependencies that are nowhere to be found. */
export function writeCopy(copy: ChartCopy, folder: string, tree: FileTree, replaced: ReadonlyMap<string, string> = new Map()): void {
  copyInto(folder, copy.files)
  for (const file of copy.files) {
    const text = replaced.get(file.uri) ?? tree.overlay?.get(file.uri)
    if (text !== undefined) writeFileSync(join(folder, file.name), text)
  }
  rewriteDependencies(copy, folder, tree)
}

/** Dependencies from `file://` stand in `charts/` by now; those that are missing are not named any more. */
function rewriteDependencies({ chart, files }: ChartCopy, folder: string, tree: FileTree): void {
  const present = chart.dependencies.filter((dependency) => isVendored(tree, files, dependency))
  if (present.length === chart.dependencies.length) return
  const name = basename(chart.definition.uri)
  const value = record(chart.definition.value)
  const named = value['dependencies'] as readonly unknown[]
  const kept = present.map(({ index }) => named[index])
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), JSON.stringify({ ...value, dependencies: kept }))
}

/** Writes the chart with its templates marked; see `mark-template.ts`. */
export function writeMarkedCopy(copy: ChartCopy, folder: string, tree: FileTree, marks: Marks): void {
  writeCopy(copy, folder, tree)
  const templates = copy.files.flatMap((file) => {
    const isTemplate = /^(?:charts\/[^/]+\/)*templates\//.test(file.name) && !file.name.endsWith('NOTES.txt')
    const source = isTemplate ? tree.read(file.uri) : undefined
    return source === undefined ? [] : [{ file, source }]
  })
  const named = new Set(templates.flatMap(({ source }) => definedNames(readTemplate(source.text) ?? [])))
  for (const { file, source } of templates) {
    const marked = markTemplate(source, basename(file.name).startsWith('_'), named, marks)
    if (marked !== undefined) writeFileSync(join(folder, file.name), marked)
  }
}
