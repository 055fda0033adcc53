import { readYaml } from '../../syntax/yaml/read.ts'
import type { YamlDocument } from '../../syntax/yaml/read.ts'
import type { FileTree } from '../files/file-tree.ts'

/** A dependency as `Chart.yaml` (or the older `requirements.yaml`) names it. */
export interface Dependency {
  readonly name: string
  /** The name that it goes by in the chart: its `alias` where it has one. */
  readonly alias: string
  readonly repository: string
  /** Comma-separated routes into the values; the first that holds a boolean decides whether the dependency is used. */
  readonly condition: string
  /** Where it stands in `dependencies`. */
  readonly index: number
}

export interface Chart {
  /** `uri` of its folder; empty for the working directory itself. */
  readonly folder: string
  readonly name: string
  readonly isLibrary: boolean
  readonly dependencies: readonly Dependency[]
  /** The document that the dependencies stand in. */
  readonly definition: YamlDocument
}

/** The `uri` of a file in a folder that may be the working directory. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The folder that a `uri` lies in; empty for the working directory. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')))
}

/**
 * The charts of a tree that stand on their own. A chart in the `charts/` folder of another one belongs to that one and is
 * rendered with it (https://helm.sh/docs/topics/charts/#managing-dependencies-manually-via-the-charts-directory).
 */
export function findCharts(tree: FileTree): readonly Chart[] {
  const folders = tree.files.filter((uri) => /(?:^|\/)Chart\.yaml$/.test(uri)).map(folderOf)
  const known = new Set(folders)
  return folders.filter((folder) => !isSubchart(folder, known)).flatMap((folder) => readChart(tree, folder) ?? [])
}

function isSubchart(folder: string, known: ReadonlySet<string>): boolean {
  const parent = /^(?:(.*)\/)?charts\/[^/]+$/.exec(folder)
  return parent !== null && known.has(parent[1] ?? '')
}

/** The chart in a folder, or undefined where `Chart.yaml` is missing or cannot be read; Helm then says what is wrong with it. */
export function readChart(tree: FileTree, folder: string): Chart | undefined {
  const definition = firstDocument(tree, inFolder(folder, 'Chart.yaml'))
  if (definition === undefined) return undefined
  const chart = record(definition.value)
  const requirements = chart['dependencies'] === undefined ? firstDocument(tree, inFolder(folder, 'requirements.yaml')) : undefined
  const named = record(requirements?.value ?? chart)['dependencies']
  return {
    folder,
    name: text(chart['name']),
    isLibrary: chart['type'] === 'library',
    dependencies: Array.isArray(named) ? named.map(dependency) : [],
    definition: requirements ?? definition,
  }
}

function firstDocument(tree: FileTree, uri: string): YamlDocument | undefined {
  const source = tree.read(uri)
  return source === undefined ? undefined : readYaml(source).documents[0]
}

function dependency(value: unknown, index: number): Dependency {
  const { name, alias, repository, condition } = record(value)
  return { name: text(name), alias: text(alias) || text(name), repository: text(repository), condition: text(condition), index }
}

/** The value as a mapping; an empty one for anything else. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
